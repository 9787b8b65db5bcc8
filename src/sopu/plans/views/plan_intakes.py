"""A plan as a workbook, and workbooks that are brought to it: looked through, then confirmed or discarded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.plans.actions.plan_intakes import confirm_plan_intake, discard_plan_intake, take_in_plan
from sopu.plans.documents.plan_workbook import written
from sopu.plans.forms.files import PlanFileForm
from sopu.plans.models import Plan, PlanIntake
from sopu.plans.queries.plan_previews import plan_preview
from sopu.plans.queries.plan_workbooks import book_of, intakes_of
from sopu.plans.views.doors import me, of_plan_intake, of_written_plan
from sopu.web.doors import attempt

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@of_written_plan
def plan_workbook(_request: HttpRequest, plan: Plan) -> HttpResponse:
    """The plan as a workbook to be written in."""
    content = written(book_of(plan, get_language() or "fi"), timezone.now())
    name = f"{plan.negotiation.slug}-{plan.starts_on.year}-{plan.ends_on.year}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
@of_written_plan
def bring_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """A workbook is brought; what was brought before stands below."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, act = form.cleaned_data["file"], form.cleaned_data["act"]
        told = {"name": file.name, "content": file.read(), "language": get_language() or "fi", "act_id": act}
        try:
            return redirect("plan_intake", take_in_plan(plan=plan, by=me(request), now=timezone.now(), **told).pk)
        except Refused as refusal:
            form.refuse(refusal)
    page = {"negotiation": plan.negotiation, "plan": plan, "form": form, "intakes": intakes_of(plan)}
    return render(request, "plans/bring_plan.html", page)


@require_GET
@of_plan_intake
def plan_intake(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """What would become of the file; afterwards, what was read of it."""
    plan = intake.plan
    page = {"negotiation": plan.negotiation, "plan": plan, "intake": intake, "preview": plan_preview(intake)}
    return render(request, "plans/plan_intake.html", page)


@require_POST
@of_plan_intake
def confirm_plan(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """What is new and what has changed goes into the plan."""
    words = _("The changes are in the plan.")
    attempt(request, lambda: confirm_plan_intake(intake=intake, by=me(request), now=timezone.now()), words)
    return redirect("plan_intake", intake.pk)


@require_POST
@of_plan_intake
def discard_plan(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """The preview is set aside."""
    words = _("The file is discarded. Nothing of it went into the plan.")
    attempt(request, lambda: discard_plan_intake(intake=intake, now=timezone.now()), words)
    return redirect("bring_plan", intake.plan_id)
