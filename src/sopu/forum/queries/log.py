"""What was hidden in an event, and the log of what its facilitators did."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sopu.core import personal
from sopu.forum.models import Cause, Contribution, Event, Moderation, Opening, Remark
from sopu.forum.queries.desk import SHOWN, Arrival, arrival_of, covered


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden sentence: why, by whom and when; one that its writer took back stays back."""

    arrival: Arrival
    reason: str
    by: str
    at: dt.datetime
    is_taken_back: bool = False


def hidden_of(event: Event, *, is_whole: bool = False) -> list[Hidden]:
    """What is hidden now, latest first: a page of it, or the whole."""
    rows = (
        Moderation.objects.of(event)
        .hiding()
        .exclude(cause=Cause.HELD)
        .select_related(
            "contribution__participant__organisation",
            "contribution__participant__table",
            "contribution__organisation",
            "contribution__prompt",
            "contribution__discussion",
            "made_by",
        )
        .order_by("-id")
    )
    return [
        Hidden(
            arrival=covered(arrival_of(row.contribution)),
            reason=row.words,
            by=row.made_by.name if row.made_by else "",
            at=row.made_at,
            is_taken_back=row.cause == Cause.WITHDRAWN,
        )
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
    """What facilitators opened, closed, hid, showed and answered, latest first: a page of it, or the whole.

    What a check held is no facilitator's deed: it stands in the queue.
    """
    openings = (
        Opening.objects.filter(event=event).select_related("discussion", "made_by", "only_prompt").order_by("-id")
    )
    deeds = Moderation.objects.of(event).exclude(cause=Cause.HELD)
    moderations = deeds.select_related("contribution", "made_by").order_by("-id")
    remarks = Remark.objects.of(event).select_related("contribution", "made_by").order_by("-id")
    if not is_whole:
        openings, moderations, remarks = openings[:SHOWN], moderations[:SHOWN], remarks[:SHOWN]
    entries = [*map(_opening_entry, openings), *map(_moderation_entry, moderations), *map(_remark_entry, remarks)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return entries if is_whole else entries[:SHOWN]


def _opening_entry(row: Opening) -> Entry:
    return Entry(
        at=row.made_at,
        by=row.made_by.name if row.made_by else "",
        deed=_("Opened") if row.is_opening else _("Closed"),
        target=f"{row.discussion.number}. {row.discussion.name}" if row.discussion else _("The event"),
        note=_("only %(prompt)s") % {"prompt": row.only_prompt.get_kind_display()} if row.only_prompt else "",
        until=row.closes_at,
    )


def _moderation_entry(row: Moderation) -> Entry:
    return Entry(
        at=row.made_at,
        by=row.made_by.name if row.made_by else "",
        deed=_("Hidden") if row.is_hiding else _("Shown again"),
        target=_quoted(row.contribution),
        note=row.words,
    )


def _remark_entry(row: Remark) -> Entry:
    return Entry(
        at=row.made_at,
        by=row.made_by.name if row.made_by else "",
        deed=_("Answered"),
        target=_quoted(row.contribution),
        note=row.text,
    )


def _quoted(contribution: Contribution) -> str:
    return f"”{personal.masked(contribution.text, personal.find(contribution.text))}”"
