"""Who is reminded of decisions that are missing, and who has been today."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext, override

from sopu.decisions.queries.standing import CaseStanding, standings_of
from sopu.decisions.rules.deadlines import is_to_be_reminded
from sopu.negotiations.models import Negotiation
from sopu.negotiations.queries.reminders import LONGEST_SUBJECT, Reminders, reminders_to
from sopu.texts.models import Document
from sopu.web.languages import LANGUAGES


def subject_of(negotiation: Negotiation, language: str) -> str:
    """The subject of a reminder; by it a reminder is known among the letters of a negotiation."""
    with override(language):
        words = gettext("Reminder of decisions that are missing: %s") % negotiation.name_in(language)
    return words[:LONGEST_SUBJECT]


def reminders_of(negotiation: Negotiation, documents: Iterable[Document], now: dt.datetime) -> Reminders[CaseStanding]:
    """Who is to be reminded of these documents: a fixed number of questions however many there are."""
    today = timezone.localdate(now)
    waiting = [
        (one.case.party.organisation, one)
        for standing in standings_of(documents, today)
        for one in standing.cases
        if is_to_be_reminded(due_on=one.case.due_on, has_decided=one.has_decided, today=today)
    ]
    return reminders_to(negotiation, waiting, {subject_of(negotiation, one) for one in LANGUAGES}, now)
