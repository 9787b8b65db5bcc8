"""The page of a round: every measure that it asks of, the late and the unanswered first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Indicator, IndicatorReading, MonitoringRound, Observation
from sopu.plans.queries.coverage import Coverage, MeasureInRound, coverage_of
from sopu.plans.queries.latest import latest_of
from sopu.plans.queries.looks import Look, look_of_activity, look_of_answer, look_of_light
from sopu.plans.queries.statuses import MeasureStatus
from sopu.plans.rules.rounds import Answer

LATE = "late"
"""The filter of what was or is late, whatever its answer."""

_ORDER = {answer: number for number, answer in enumerate(Answer)}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A measure with how its states look; `shown` is what the reader may see of the report."""

    of: MeasureInRound
    shown: MeasureStatus | None
    answer: Look
    activity: Look | None
    light: Look | None


@dataclass(frozen=True, slots=True)
class AreaRows:
    """A goal area with those of its measures that are shown."""

    goal_area: GoalArea
    rows: tuple[RoundRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A state that the page can be narrowed to."""

    key: str
    look: Look
    count: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round, narrowed to a state or a party or to neither."""

    coverage: Coverage
    areas: tuple[AreaRows, ...]
    choices: tuple[Choice, ...]
    state: str
    party: Party | None

    @property
    def shown_count(self) -> int:
        """How many measures are shown."""
        return sum(len(one.rows) for one in self.areas)


def round_page(
    round: MonitoringRound, today: dt.date, *, reads_all: bool, state: str = "", party: str = ""
) -> RoundPage:
    """The round on a day. Who doesn't read all sees a report's words when it was accepted or the round closed.

    An unknown state or party narrows to nothing: all are shown.
    """
    coverage = coverage_of(round, today)
    choices = _choices(coverage)
    wanted = state if state in {one.key for one in choices} else ""
    chosen = next((one.party for one in coverage.parties if str(one.party.number) == party), None)
    rows = [
        one
        for one in coverage.measures
        if (not wanted or one.answer == wanted or (wanted == LATE and one.is_late)) and chosen in (None, one.party)
    ]
    return RoundPage(coverage, _by_area(rows, reads_all or round.closed_at is not None), choices, wanted, chosen)


def _choices(coverage: Coverage) -> tuple[Choice, ...]:
    counts = coverage.count.by_answer
    late = Choice(LATE, Look(_("late"), "bad", "st-late"), coverage.late_count)
    found = [Choice(one, look_of_answer(one), counts[one]) for one in Answer]
    return tuple(one for one in (*found, late) if one.count)


def _by_area(rows: Collection[MeasureInRound], reads_all: bool) -> tuple[AreaRows, ...]:
    areas = {row.goal_area.pk: row.goal_area for row in rows}
    return tuple(
        AreaRows(
            area,
            tuple(
                row_of(one, reads_all)
                for one in sorted(rows, key=lambda row: _ORDER[row.answer])
                if one.goal_area.pk == key
            ),
        )
        for key, area in areas.items()
    )


def row_of(one: MeasureInRound, reads_all: bool) -> RoundRow:
    """A measure with how it looks to somebody who reads all, or to everybody."""
    shown = one.status if reads_all or one.answer is Answer.ACCEPTED else None
    return RoundRow(
        of=one,
        shown=shown,
        answer=look_of_answer(one.answer),
        activity=look_of_activity(shown.activity) if shown else None,
        light=look_of_light(shown.light) if shown else None,
    )


def awaiting_acceptance(round: MonitoringRound, today: dt.date, areas: Collection[GoalArea]) -> tuple[RoundRow, ...]:
    """The reports of these goal areas that nobody has judged, in the order of the plan."""
    keys = {one.pk for one in areas}
    rows = coverage_of(round, today).measures
    return tuple(row_of(one, True) for one in rows if one.answer is Answer.REPORTED and one.goal_area.pk in keys)


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """An indicator in a round: its latest value, and the reading that stands."""

    indicator: Indicator
    latest: Observation | None
    reading: IndicatorReading | None

    @property
    def is_overtaken(self) -> bool:
        """Whether another value has come since it was read."""
        return self.reading is not None and self.latest is not None and self.reading.observation_id != self.latest.pk


def readings_page(round: MonitoringRound, today: dt.date) -> tuple[ReadingLine, ...]:
    """The indicators of the round, by number: one question more than the coverage takes."""
    lines = coverage_of(round, today).indicators
    latest = latest_of(round.plan.negotiation, [one.indicator for one in lines])
    return tuple(ReadingLine(one.indicator, latest.get(one.indicator.pk), one.reading) for one in lines)
