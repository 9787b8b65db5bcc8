"""A plan before it is submitted: what every rule says of it, its text, and the press that gives it to the boards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.negotiations.permissions import may_own, may_prepare, may_read
from sopu.plans.actions.rendering import Renewal, render_plan
from sopu.plans.actions.submitting import submit_plan as submit
from sopu.plans.models import Plan
from sopu.plans.queries.plan_preview import preview_of
from sopu.plans.queries.readiness import readiness_of
from sopu.plans.views.doors import me, of_plan_for


@require_GET
@of_plan_for(may_read)
def plan_ready(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What is fine, what must be mended and where, and what is only worth a thought."""
    negotiation = plan.negotiation
    page = {"plan": plan, "negotiation": negotiation, "ready": readiness_of(plan, timezone.localdate())}
    rights = {"may_plan": may_prepare(request.user, negotiation), "may_submit": may_own(request.user, negotiation)}
    return render(request, "plans/plan_ready.html", page | rights)


@require_POST
@of_plan_for(may_own)
def submit_plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The plan is given to the boards, if it is as the page showed it."""
    try:
        version = submit(plan=plan, by=me(request), now=timezone.now(), seen=request.POST.get("seen", "-"))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("plan_ready", plan.pk)
    messages.success(request, _("The plan has been given to the boards for decision."))
    return redirect("version", version.pk)


@require_GET
@of_plan_for(may_read)
def plan_text(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The text as the plan's data word it, beside what stands in the draft."""
    negotiation = plan.negotiation
    preview = preview_of(plan, request.GET.get("language", ""))
    page = {"plan": plan, "negotiation": negotiation, "text": preview}
    return render(request, "plans/plan_text.html", page | {"may_plan": may_prepare(request.user, negotiation)})


@require_POST
@of_plan_for(may_prepare)
def renew_text(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The draft is brought up to date with the data; of the clauses chosen, what was worded by hand gives way."""
    done = render_plan(plan=plan, by=me(request), now=timezone.now(), over=request.POST.getlist("over"))
    messages.success(request, _told(done))
    if done.by_hand:
        messages.warning(request, _left(len(done.by_hand)))
    return redirect("plan_text", plan.pk)


def _told(done: Renewal) -> str:
    return _("The text is up to date.") if done.has_changed else _("The text was up to date already.")


def _left(count: int) -> str:
    return ngettext(
        "%(count)s clause has been worded by hand and was left as it is.",
        "%(count)s clauses have been worded by hand and were left as they are.",
        count,
    ) % {"count": count}
