"""Badges as the desk and a phone see them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sopu.core import codes
from sopu.forum.models import Badge, Event, Release


def digest_of(code: str) -> str:
    """The digest by which a badge's code is kept: keyed, so that a copy of the database gives nobody the codes."""
    return salted_hmac("sopu.forum.badge", code, algorithm="sha256").hexdigest()


def badge_by(code: str) -> Badge | None:
    """The badge with that code; the look-up tells nothing of codes that are nearly right."""
    badges = Badge.objects.select_related("event__negotiation", "organisation", "table", "used_by")
    return badges.filter(code_digest=digest_of(code)).first()


@dataclass(frozen=True, slots=True)
class Stock:
    """How many badges a party has; `key` is the organisation's, None of guests'."""

    key: int | None
    name: str
    made: int
    used: int
    cancelled: int

    @property
    def unused(self) -> int:
        """Those by which somebody may still join."""
        return self.made - self.used - self.cancelled


def stocks_of(event: Event) -> list[Stock]:
    """The badges of each party in the negotiation's order, and those of guests last: two queries."""
    is_used = Q(used_by__isnull=False, cancelled_at=None)
    rows = Badge.objects.of_people().filter(event=event).order_by().values_list("organisation_id")
    counted = rows.annotate(
        made=Count("id"), used=Count("id", filter=is_used), cancelled=Count("id", filter=Q(cancelled_at__isnull=False))
    )
    counts = {key: numbers for key, *numbers in counted}
    names: list[tuple[int | None, str]] = [
        (party.organisation_id, party.organisation.name) for party in event.negotiation.parties.with_organisations()
    ]
    names.append((None, _("Guests of no party")))
    return [Stock(key, name, *counts[key]) for key, name in names if key in counts]


@dataclass(frozen=True, slots=True)
class BadgeEntry:
    """A line of the log: which badge was freed or cancelled, by whom and when."""

    number: int
    is_cancelling: bool
    by: str
    at: dt.datetime


def log_of_badges(event: Event, most: int = 50) -> list[BadgeEntry]:
    """The latest first."""
    rows = Release.objects.filter(badge__event=event).select_related("badge", "made_by").order_by("-id")[:most]
    return [
        BadgeEntry(row.badge.number, row.is_cancelling, row.made_by.name if row.made_by else "", row.made_at)
        for row in rows
    ]


def shown_code(code: str) -> str:
    """A code as it is printed: in two halves, which eyes keep apart."""
    half = codes.BADGE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"
