"""A plan as a workbook, and workbooks that are brought to it: looked through, then confirmed or discarded."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.plans.actions.plan_intakes import confirm_plan_intake, discard_plan_intake, take_in_plan
from sopu.plans.documents.plan_workbook import written
from sopu.plans.forms.plan_intakes import PlanFileForm
from sopu.plans.models import Plan, PlanIntake
from sopu.plans.permissions import may_plan
from sopu.plans.queries.plan_previews import plan_preview
from sopu.plans.queries.plan_workbooks import book_of, intake_by, intakes_of
from sopu.plans.views.doors import me

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = Callable[..., HttpResponseBase]


def _of_plan(page: Callable[..., HttpResponse]) -> Answer:
    """A page of a plan for those who prepare it."""

    @wraps(page)
    @never_cache
    @login_required
    def knocked(request: HttpRequest, pk: int) -> HttpResponse:
        plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
        if not may_plan(request.user, plan.negotiation):
            raise PermissionDenied
        return page(request, plan)

    return knocked


def _of_intake(page: Callable[..., HttpResponse]) -> Answer:
    """A page of a file that was brought, for those who prepare the plan."""

    @wraps(page)
    @never_cache
    @login_required
    def knocked(request: HttpRequest, pk: int) -> HttpResponse:
        intake = intake_by(pk)
        if intake is None:
            raise Http404
        if not may_plan(request.user, intake.plan.negotiation):
            raise PermissionDenied
        return page(request, intake)

    return knocked


@require_GET
@_of_plan
def plan_workbook(_request: HttpRequest, plan: Plan) -> HttpResponse:
    """The plan as a workbook to be written in."""
    content = written(book_of(plan, get_language() or "fi"), timezone.now())
    name = f"{plan.negotiation.slug}-{plan.starts_on.year}-{plan.ends_on.year}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
@_of_plan
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
@_of_intake
def plan_intake(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """What would become of the file; afterwards, what was read of it."""
    plan = intake.plan
    page = {"negotiation": plan.negotiation, "plan": plan, "intake": intake, "preview": plan_preview(intake)}
    return render(request, "plans/plan_intake.html", page)


@require_POST
@_of_intake
def confirm_plan(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """What is new and what has changed goes into the plan."""
    try:
        confirm_plan_intake(intake=intake, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The changes are in the plan."))
    return redirect("plan_intake", intake.pk)


@require_POST
@_of_intake
def discard_plan(request: HttpRequest, intake: PlanIntake) -> HttpResponse:
    """The preview is set aside."""
    try:
        discard_plan_intake(intake=intake, now=timezone.now())
        messages.success(request, _("The file is discarded. Nothing of it went into the plan."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("bring_plan", intake.plan_id)
