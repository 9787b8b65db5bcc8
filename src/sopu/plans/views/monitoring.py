"""The door of monitoring, and its rounds: opened, followed, reminded of, closed."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.plans.actions import monitoring as acts
from sopu.plans.actions.reminding import remind
from sopu.plans.forms.monitoring import RoundForm
from sopu.plans.models import MonitoringRound, Plan
from sopu.plans.permissions import areas_monitored_by, may_lead_monitoring, may_read_plan, may_steward
from sopu.plans.queries.coverage import coverage_of
from sopu.plans.queries.monitoring import bars_of, monitored_plan, monitoring_of
from sopu.plans.queries.proposing import proposal_for
from sopu.plans.queries.reporting import own_parties
from sopu.plans.queries.round_letters import reminders_of
from sopu.plans.queries.round_pages import round_page
from sopu.plans.rules.rounds import Cadence
from sopu.plans.tasks import post_later


@require_GET
def monitoring(request: HttpRequest, slug: str) -> HttpResponse:
    """How the plan is carried out; open to everybody once the plan is."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    plan = monitored_plan(negotiation)
    leads = may_lead_monitoring(request.user, negotiation)
    page = {"negotiation": negotiation, "may_lead": leads, "today": timezone.localdate()}
    if plan is None or not may_read_plan(request.user, plan):
        return render(request, "plans/monitoring_ahead.html", page)
    found = monitoring_of(plan, timezone.localdate(), is_for_all=not may_read(request.user, negotiation))
    page |= {"plan": plan, "monitoring": found, "bars": bars_of(found.current) if found.current else ()}
    return render(request, "plans/monitoring.html", page)


def found_round(pk: int) -> MonitoringRound:
    """The round with its plan and negotiation at hand."""
    return get_object_or_404(MonitoringRound.objects.at_hand(), pk=pk)


def led_round(request: HttpRequest, pk: int) -> MonitoringRound:
    """The round, for those who lead monitoring."""
    found = found_round(pk)
    if not may_lead_monitoring(request.user, found.plan.negotiation):
        raise PermissionDenied
    return found


@login_required
@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, plan: int) -> HttpResponse:
    """A round is opened with days that are proposed; those who are asked get a letter."""
    found = get_object_or_404(Plan.objects.at_hand(), pk=plan)
    negotiation = found.negotiation
    if not may_lead_monitoring(request.user, negotiation):
        raise PermissionDenied
    asked = request.GET.get("cadence")
    proposal = proposal_for(found, Cadence(asked) if asked in set(Cadence) else None)
    form = RoundForm(request.POST or None, proposal)
    if form.is_valid():
        try:
            with transaction.atomic():
                by = cast(User, request.user)
                opened = acts.open_round(plan=found, by=by, now=timezone.now(), **form.terms())
                transaction.on_commit(lambda: post_later.enqueue(negotiation.pk))
            return redirect("monitoring_round", opened.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    facts = {"negotiation": negotiation, "plan": found, "form": form, "proposal": proposal}
    return render(request, "plans/open_monitoring_round.html", facts)


@require_GET
def monitoring_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Every measure of the round; the words of a report show to everybody when it was accepted."""
    found = found_round(pk)
    negotiation = found.plan.negotiation
    if not may_read_plan(request.user, found.plan):
        raise PermissionDenied
    reads, leads = may_read(request.user, negotiation), may_lead_monitoring(request.user, negotiation)
    state, party, now = request.GET.get("state", ""), request.GET.get("party", ""), timezone.now()
    page = round_page(found, timezone.localdate(now), reads_all=reads, state=state, party=party)
    monitored = areas_monitored_by(request.user, negotiation)
    facts = {
        "negotiation": negotiation,
        "round": found,
        "page": page,
        "today": timezone.localdate(now),
        "bars": bars_of(page.coverage),
        "own": own_parties(request.user, page.coverage),
        "monitors": monitored,
        "waiting_count": page.coverage.waiting_in(monitored),
        "may_steward": may_steward(request.user, negotiation),
        "may_lead": leads,
        "reminders": reminders_of(found, now) if leads and not found.closed_at else None,
    }
    return render(request, "plans/monitoring_round.html", facts)


@login_required
@require_POST
def remind_of_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One press reminds those who were shown."""
    found = led_round(request, pk)
    negotiation = found.plan.negotiation
    try:
        with transaction.atomic():
            count = len(remind(round=found, now=timezone.now()))
            transaction.on_commit(lambda: post_later.enqueue(negotiation.pk))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        words = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", count) % {"n": count}
        messages.success(request, words)
    return redirect("monitoring_round", pk)


@login_required
@require_http_methods(["GET", "POST"])
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still missing is shown before the round is closed."""
    found = led_round(request, pk)
    if request.method == "POST":
        try:
            acts.close_round(round=found, by=cast(User, request.user), now=timezone.now())
            messages.success(request, _("The monitoring round was closed."))
        except Refused as refused:
            messages.warning(request, str(refused))
        return redirect("monitoring_round", pk)
    coverage = coverage_of(found, timezone.localdate())
    facts = {"negotiation": found.plan.negotiation, "round": found, "coverage": coverage}
    return render(request, "plans/close_monitoring_round.html", facts)
