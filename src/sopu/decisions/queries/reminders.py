"""Who is reminded of decisions that are missing, and who has been today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from sopu.accounts.models import User
from sopu.decisions.queries.standing import CaseStanding, standings_of
from sopu.decisions.rules.deadlines import is_to_be_reminded
from sopu.negotiations.models import Letter, Mandate, Negotiation, Role
from sopu.organisations.models import Organisation
from sopu.texts.models import Document
from sopu.web.languages import LANGUAGES

LONGEST_SUBJECT = 200
"""Characters that the subject of a letter has room for."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A coordinator and the cases that await decisions of their organisations; `was_reminded` if today already."""

    user: User
    cases: tuple[CaseStanding, ...]
    was_reminded: bool


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who would be reminded, and the organisations that have nobody to remind."""

    recipients: tuple[Recipient, ...]
    unmanned: tuple[Organisation, ...]

    @property
    def waiting(self) -> tuple[Recipient, ...]:
        """Those who get a letter when it is asked for now."""
        return tuple(one for one in self.recipients if not one.was_reminded)


def subject_of(negotiation: Negotiation, language: str) -> str:
    """The subject of a reminder; by it a reminder is known among the letters of a negotiation."""
    with override(language):
        words = gettext("Reminder of decisions that are missing: %s") % negotiation.name_in(language)
    return words[:LONGEST_SUBJECT]


def reminders_of(negotiation: Negotiation, documents: Iterable[Document], now: dt.datetime) -> Reminders:
    """Who is to be reminded of these documents: a fixed number of questions however many there are."""
    today = timezone.localdate(now)
    waiting = [
        one
        for standing in standings_of(documents, today)
        for one in standing.cases
        if is_to_be_reminded(due_on=one.case.due_on, has_decided=one.has_decided, today=today)
    ]
    by_organisation: dict[int, list[CaseStanding]] = defaultdict(list)
    for one in waiting:
        by_organisation[one.case.party.organisation_id].append(one)
    mandates = list(
        Mandate.objects.in_force(today)
        .filter(negotiation=negotiation, role=Role.COORDINATOR, organisation__in=by_organisation)
        .select_related("user")
        .order_by("organisation__name_fi", "user__name")
    )
    manned = {one.organisation_id for one in mandates}
    unmanned = {one.case.party.organisation_id: one.case.party.organisation for one in waiting}
    return Reminders(
        _recipients(mandates, by_organisation, _reminded(negotiation, now)),
        tuple(organisation for key, organisation in unmanned.items() if key not in manned),
    )


def _recipients(
    mandates: Iterable[Mandate], by_organisation: dict[int, list[CaseStanding]], reminded: frozenset[int]
) -> tuple[Recipient, ...]:
    users: dict[int, User] = {}
    cases: dict[int, list[CaseStanding]] = defaultdict(list)
    for mandate in mandates:
        users[mandate.user_id] = mandate.user
        cases[mandate.user_id].extend(by_organisation[mandate.organisation_id])
    return tuple(Recipient(user, tuple(cases[key]), key in reminded) for key, user in users.items())


def _reminded(negotiation: Negotiation, now: dt.datetime) -> frozenset[int]:
    """Who has had a reminder of this negotiation today, of whatever document and in whatever language."""
    day = timezone.localdate(now)
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    subjects = {subject_of(negotiation, language) for language in LANGUAGES}
    found = Letter.objects.filter(
        Q(written_at__gte=start, written_at__lt=start + dt.timedelta(days=1)),
        negotiation=negotiation,
        subject__in=subjects,
        to__isnull=False,
    )
    return frozenset(key for key in found.values_list("to", flat=True) if key)
