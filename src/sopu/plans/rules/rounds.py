"""When a round of monitoring is due, whom it asks, and how far an answer is. The days are agreed on, not the law's."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sopu.core.calendar import rolled
from sopu.plans.rules.values import Activity, Verdict

MONTHS_TO_ANSWER = 2
"""A round is due at the end of the second month after its time, or on the first working day after that."""

FINISHED = frozenset({Activity.DONE, Activity.STOPPED})
"""A measure that has come to its end is not asked of again."""

SHORTEST_REASON = 15
"""Characters: a measure that was stopped says why, and “stopped” alone says nothing."""


class Cadence(StrEnum):
    """How often the parties say how their measures go."""

    YEAR = "year"
    HALF_YEAR = "half_year"


MONTHS = {Cadence.YEAR: 12, Cadence.HALF_YEAR: 6}


class Answer(StrEnum):
    """How far a measure is in a round: what a page shows first comes first."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    MISSING = "missing"
    REPORTED = "reported"
    ACCEPTED = "accepted"

    @property
    def is_awaited(self) -> bool:
        """Whether the responsible party has something to do."""
        return self in {Answer.OVERDUE, Answer.RETURNED, Answer.MISSING}


@dataclass(frozen=True, slots=True)
class RoundDates:
    """The time that a round is about, and the day by which its answers are due."""

    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date


def next_round(
    cadence: Cadence, *, plan_starts_on: dt.date, plan_ends_on: dt.date, last_ends_on: dt.date | None
) -> RoundDates | None:
    """The round after the one that ended on `last_ends_on`, or the first; nothing when the plan's time is over.

    Rounds follow calendar years or their halves, so the first and the last may be shorter: they keep to the plan.
    """
    starts_on = plan_starts_on if last_ends_on is None else last_ends_on + dt.timedelta(days=1)
    if starts_on > plan_ends_on:
        return None
    ends_on = min(_last_day(starts_on, MONTHS[cadence]), plan_ends_on)
    return RoundDates(starts_on, ends_on, due_day(ends_on))


def due_day(ends_on: dt.date) -> dt.date:
    """When the answers of a round that ends so are due."""
    month = ends_on.month + MONTHS_TO_ANSWER
    return rolled(_end_of_month(ends_on.year + (month - 1) // 12, (month - 1) % 12 + 1))


def _last_day(day: dt.date, months: int) -> dt.date:
    """The last day of the year, or of the half of it, in which a day is."""
    return _end_of_month(day.year, ((day.month - 1) // months + 1) * months)


def _end_of_month(year: int, month: int) -> dt.date:
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - dt.timedelta(days=1)


def is_asked(*, starts_on: dt.date | None, ends_on: dt.date, before: Activity | None) -> bool:
    """Whether a round that ends on `ends_on` asks of a measure.

    It doesn't when the measure starts only later, nor when the measure was said to be done or stopped `before`, in an
    earlier round.
    """
    return before not in FINISHED and (starts_on is None or starts_on <= ends_on)


def answer_of(*, is_reported: bool, verdict: Verdict | None, due_on: dt.date, today: dt.date) -> Answer:
    """How far a measure is: what stands of it in the round, and what its goal area's monitor says."""
    if not is_reported:
        return Answer.OVERDUE if today > due_on else Answer.MISSING
    if verdict is None:
        return Answer.REPORTED
    return Answer.ACCEPTED if verdict is Verdict.ACCEPTED else Answer.RETURNED


def says_why(activity: Activity, text: str) -> bool:
    """Whether the words are enough for the activity: what was stopped says why."""
    words = " ".join(text.split())
    return len(words) >= SHORTEST_REASON if activity is Activity.STOPPED else bool(words)
