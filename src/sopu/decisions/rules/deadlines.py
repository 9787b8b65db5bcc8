"""Whether a party is in time with its decision, and when it is reminded. Due days are agreed on, not the law's."""

import datetime as dt
from enum import StrEnum

SOON_DAYS = 14
"""A due day is near from two weeks before: an agenda goes out about a week before its meeting."""


class Urgency(StrEnum):
    """How a case stands with its due day."""

    NONE = "none"
    SOON = "soon"
    AFTER = "after"
    LATE = "late"


def urgency_of(*, due_on: dt.date | None, next_on: dt.date | None, has_decided: bool, today: dt.date) -> Urgency:
    """How urgent a decision is.

    Late when its due day has passed; after when the meeting that has it on its agenda comes only after the due day;
    soon when the day is near, with a meeting or without.
    """
    if has_decided or due_on is None:
        return Urgency.NONE
    if due_on < today:
        return Urgency.LATE
    if next_on is not None and next_on > due_on:
        return Urgency.AFTER
    return Urgency.SOON if due_on <= today + dt.timedelta(days=SOON_DAYS) else Urgency.NONE


def is_to_be_reminded(*, due_on: dt.date | None, has_decided: bool, today: dt.date) -> bool:
    """Whether a party is reminded: it has not decided, and its due day is near or past."""
    return not has_decided and due_on is not None and due_on <= today + dt.timedelta(days=SOON_DAYS)
