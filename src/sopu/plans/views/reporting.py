"""A party says how its measures go: its own list in a round, and one measure after another."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.plans.actions.reporting import Overtaken
from sopu.plans.actions.reporting import report_status as report
from sopu.plans.forms.monitoring import StatusForm
from sopu.plans.models import Measure, MonitoringRound
from sopu.plans.permissions import may_commit, may_report
from sopu.plans.queries.reporting import ReportPage, own_measures, report_page
from sopu.plans.views.monitoring import found_round


@login_required
@require_GET
def our_measures(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the round asks of one party, and what it has said."""
    found = found_round(pk)
    negotiation = found.plan.negotiation
    party = get_object_or_404(Party.objects.with_organisations(), negotiation=negotiation, number=number)
    if not may_commit(request.user, party):
        raise PermissionDenied
    own = own_measures(found, party, timezone.localdate())
    facts = {"negotiation": negotiation, "round": found, "own": own, "today": timezone.localdate()}
    return render(request, "plans/our_measures.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def report_status(request: HttpRequest, pk: int, measure: int) -> HttpResponse:
    """How one measure goes, beside what was said before; then the next that waits."""
    found = found_round(pk)
    asked = get_object_or_404(Measure.objects.of(found.plan).at_hand(), pk=measure)
    if not may_report(request.user, asked):
        raise PermissionDenied
    page = report_page(found, asked)
    form = StatusForm(request.POST or None, page.now, page.before)
    if form.is_valid():
        try:
            by = cast(User, request.user)
            report(round=found, measure=asked, by=by, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Stored: %(measure)s.") % {"measure": f"{asked.label} {asked.name}"})
            return _onward(request, found, asked)
        except Overtaken as refused:
            form = _seen_anew(request, page, refused)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": found.plan.negotiation, "round": found, "measure": asked, "page": page, "form": form}
    return render(request, "plans/report_status.html", facts)


def _seen_anew(request: HttpRequest, page: ReportPage, refused: Overtaken) -> StatusForm:
    """The form as it was written, which now has seen what stands."""
    data: Any = request.POST.copy()
    data["based_on"] = refused.standing.number if refused.standing else 0
    form = StatusForm(data, page.now, page.before)
    form.add_error(None, str(refused))
    return form


def _onward(request: HttpRequest, found: MonitoringRound, measure: Measure) -> HttpResponse:
    """To the next measure that waits, where that was asked for and there is one; else to the party's list."""
    party = cast(Party, measure.responsible)
    own = own_measures(found, party, timezone.localdate())
    following = own.next_after(measure) if request.POST.get("then") == "next" else None
    if following:
        return redirect("report_status", found.pk, following.pk)
    return redirect("our_measures", found.pk, party.number)
