"""What was hidden in an event, and the log of what its facilitators did."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sopu.forum.models import Event, Moderation, Opening
from sopu.forum.queries.desk import SHOWN, Arrival, arrival_of


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden sentence: why, by whom and when."""

    arrival: Arrival
    reason: str
    by: str
    at: dt.datetime


def hidden_of(event: Event, *, is_whole: bool = False) -> list[Hidden]:
    """What is hidden now, latest first: a page of it, or the whole."""
    rows = (
        Moderation.objects.of(event)
        .hiding()
        .select_related(
            "contribution__participant__organisation", "contribution__prompt", "contribution__discussion", "made_by"
        )
        .order_by("-id")
    )
    return [
        Hidden(arrival_of(row.contribution), row.reason, row.made_by.name if row.made_by else "", row.made_at)
        for row in (rows if is_whole else rows[:SHOWN])
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: what was done to what, by whom and when."""

    at: dt.datetime
    by: str
    deed: str
    target: str
    note: str = ""
    until: dt.datetime | None = None


def log_of(event: Event, *, is_whole: bool = False) -> list[Entry]:
    """Openings, closings, hides and restorations, latest first: a page of them, or the whole."""
    openings = Opening.objects.filter(event=event).select_related("discussion", "made_by").order_by("-id")
    moderations = Moderation.objects.of(event).select_related("contribution", "made_by").order_by("-id")
    if not is_whole:
        openings, moderations = openings[:SHOWN], moderations[:SHOWN]
    entries = [*map(_opening_entry, openings), *map(_moderation_entry, moderations)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return entries if is_whole else entries[:SHOWN]


def _opening_entry(row: Opening) -> Entry:
    return Entry(
        at=row.made_at,
        by=row.made_by.name if row.made_by else "",
        deed=_("Opened") if row.is_opening else _("Closed"),
        target=f"{row.discussion.number}. {row.discussion.name}" if row.discussion else _("The event"),
        until=row.closes_at,
    )


def _moderation_entry(row: Moderation) -> Entry:
    return Entry(
        at=row.made_at,
        by=row.made_by.name if row.made_by else "",
        deed=_("Hidden") if row.is_hiding else _("Shown again"),
        target=f"”{row.contribution.text}”",
        note=row.reason,
    )
