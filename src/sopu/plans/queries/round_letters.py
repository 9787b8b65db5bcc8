"""Who is written to about a monitoring round: all whom it asks, and later those who have not answered."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext, override

from sopu.decisions.rules.deadlines import is_to_be_reminded
from sopu.negotiations.models import Negotiation
from sopu.negotiations.queries.reminders import LONGEST_SUBJECT, Reminders, reminders_to
from sopu.plans.models import MonitoringRound
from sopu.plans.queries.coverage import PartyCoverage, coverage_of
from sopu.web.languages import LANGUAGES


def subject_of(negotiation: Negotiation, language: str) -> str:
    """The subject of a reminder; by it a reminder is known among the letters of a negotiation."""
    with override(language):
        words = gettext("Reminder of the monitoring round: %s") % negotiation.name_in(language)
    return words[:LONGEST_SUBJECT]


def asked_of(round: MonitoringRound, now: dt.datetime) -> Reminders[PartyCoverage]:
    """The coordinators of all parties that the round asks."""
    found = coverage_of(round, timezone.localdate(now)).parties
    return reminders_to(round.plan.negotiation, [(one.party.organisation, one) for one in found], (), now)


def reminders_of(round: MonitoringRound, now: dt.datetime) -> Reminders[PartyCoverage]:
    """The coordinators of parties that owe an answer, when the due day is near or past: a fixed number of questions."""
    today, negotiation = timezone.localdate(now), round.plan.negotiation
    silent = coverage_of(round, today).silent if round.closed_at is None else ()
    waiting = [
        (one.party.organisation, one)
        for one in silent
        if is_to_be_reminded(due_on=round.due_on, has_decided=one.has_answered, today=today)
    ]
    return reminders_to(negotiation, waiting, {subject_of(negotiation, one) for one in LANGUAGES}, now)
