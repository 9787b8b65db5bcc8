"""The monitor's queue: reports are accepted, or returned with words."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.accepting import accept_report, return_report
from sopu.plans.forms.monitoring import JudgeForm
from sopu.plans.models import MonitoringRound, StatusReport
from sopu.plans.permissions import areas_monitored_by, may_monitor
from sopu.plans.queries.round_pages import awaiting_acceptance
from sopu.plans.rules import Verdict
from sopu.plans.views.monitoring import found_round


@login_required
@require_GET
def acceptances(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports that wait for this monitor, in the order of the plan."""
    return _queue(request, found_round(pk), {})


@login_required
@require_POST
def judge_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report is accepted or returned; what was written stays where it is refused."""
    found = get_object_or_404(StatusReport.objects.judged(), pk=pk)
    if not may_monitor(request.user, found.measure.goal.goal_area):
        raise PermissionDenied
    form, by, now = JudgeForm(request.POST, auto_id=f"id_%s_{pk}"), cast(User, request.user), timezone.now()
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            if request.POST.get("verdict") == Verdict.RETURNED:
                return_report(report=found, words=words, by=by, now=now)
                messages.success(request, _("Returned: %(measure)s.") % {"measure": found.measure.name})
            else:
                accept_report(report=found, words=words, by=by, now=now)
                messages.success(request, _("Accepted: %(measure)s.") % {"measure": found.measure.name})
            return redirect("acceptances", found.round_id)
        except Refused as refused:
            form.add_error("words", str(refused))
    return _queue(request, found.round, {pk: form})


def _queue(request: HttpRequest, found: MonitoringRound, written: dict[int, JudgeForm]) -> HttpResponse:
    negotiation = found.plan.negotiation
    areas = areas_monitored_by(request.user, negotiation)
    if not areas:
        raise PermissionDenied
    rows = awaiting_acceptance(found, timezone.localdate(), areas)
    queue = [
        (row, written.get(row.of.status.report) or JudgeForm(auto_id=f"id_%s_{row.of.status.report}"))
        for row in rows
        if row.of.status
    ]
    facts = {"negotiation": negotiation, "round": found, "queue": queue, "areas": areas}
    facts |= {"form": next(iter(written.values()), None)}
    return render(request, "plans/acceptances.html", facts)
