"""Who is reminded of what waits for their organisations, and who has been today; whatever it is that waits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Letter, Mandate, Negotiation, Role
from sopu.organisations.models import Organisation

LONGEST_SUBJECT = 200
"""Characters that the subject of a letter has room for."""

Matter = TypeVar("Matter")


@dataclass(frozen=True, slots=True)
class Recipient(Generic[Matter]):
    """A coordinator and what waits for their organisations; `was_reminded` if today already."""

    user: User
    matters: tuple[Matter, ...]
    was_reminded: bool


@dataclass(frozen=True, slots=True)
class Reminders(Generic[Matter]):
    """Who would be reminded, and the organisations that have nobody to remind."""

    recipients: tuple[Recipient[Matter], ...]
    unmanned: tuple[Organisation, ...]

    @property
    def waiting(self) -> tuple[Recipient[Matter], ...]:
        """Those who get a letter when it is asked for now."""
        return tuple(one for one in self.recipients if not one.was_reminded)


def reminders_to(
    negotiation: Negotiation,
    waiting: Iterable[tuple[Organisation, Matter]],
    subjects: Collection[str],
    now: dt.datetime,
) -> Reminders[Matter]:
    """The coordinators of these organisations, each with all that waits for theirs: two questions.

    By its `subjects`, one a language, a reminder is known among the letters of the negotiation.
    """
    matters: dict[int, list[Matter]] = defaultdict(list)
    organisations: dict[int, Organisation] = {}
    for organisation, matter in waiting:
        matters[organisation.pk].append(matter)
        organisations[organisation.pk] = organisation
    mandates = list(
        Mandate.objects.in_force(timezone.localdate(now))
        .filter(negotiation=negotiation, role=Role.COORDINATOR, organisation__in=matters)
        .select_related("user")
        .order_by("organisation__name_fi", "user__name")
    )
    manned = {one.organisation_id for one in mandates}
    return Reminders(
        _recipients(mandates, matters, _reminded(negotiation, subjects, now)),
        tuple(organisation for key, organisation in organisations.items() if key not in manned),
    )


def _recipients(
    mandates: Iterable[Mandate], matters: dict[int, list[Matter]], reminded: frozenset[int]
) -> tuple[Recipient[Matter], ...]:
    users: dict[int, User] = {}
    own: dict[int, list[Matter]] = defaultdict(list)
    for mandate in mandates:
        users[mandate.user_id] = mandate.user
        own[mandate.user_id].extend(matters[mandate.organisation_id])
    return tuple(Recipient(user, tuple(own[key]), key in reminded) for key, user in users.items())


def _reminded(negotiation: Negotiation, subjects: Collection[str], now: dt.datetime) -> frozenset[int]:
    """Who has had such a letter of this negotiation today, in whatever language."""
    start = timezone.make_aware(dt.datetime.combine(timezone.localdate(now), dt.time.min))
    found = Letter.objects.filter(
        negotiation=negotiation,
        subject__in=subjects,
        to__isnull=False,
        written_at__gte=start,
        written_at__lt=start + dt.timedelta(days=1),
    )
    return frozenset(key for key in found.values_list("to", flat=True) if key)
