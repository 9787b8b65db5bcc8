"""What a report tells, as values in a reader's words; nothing here asks the database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.plans.queries.levels import LevelLook
from sopu.plans.queries.looks import TRACK_LOOKS, UNSAID_WORDS, Look, look_of_activity, look_of_light
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.report_sections import UNSAID, Lateness, Section
from sopu.plans.rules.tracks import Track

LATE: Mapping[str, str | Promise] = {
    Lateness.OVER: _("its time is over"),
    Lateness.DELAYED: _("reported as delayed"),
    Lateness.NOT_STARTED: _("not started in time"),
}

TITLES: Mapping[Section, str | Promise] = {
    Section.HANDLING: _("What to handle"),
    Section.CHANGES: _("What has changed"),
    Section.PROGRESS: _("Progress by goal area"),
    Section.INDICATORS: _("Indicators against targets"),
    Section.LATE: _("What is late, and who has not reported"),
    Section.TO_DOS: _("What meetings left to be done"),
    Section.MEASURES: _("The measures one by one"),
    Section.TIMELINE: _("Timeline"),
    Section.MATRIX: _("Who has committed to what"),
}

CHANGES: Mapping[str, str | Promise] = {
    "activities": _("How the work goes"),
    "lights": _("Lights"),
    "first": _("Reported for the first time"),
    "new_measures": _("New measures"),
    "left_out": _("Measures left out"),
    "new_values": _("New values of indicators"),
    "revised": _("Values that were revised by their source"),
}


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report is: its number, for whom, of which plan and round, as of when, and its digest."""

    pk: int
    language: str
    number: int
    audience: str
    audience_name: str
    sections: tuple[Section, ...]
    foreword: str
    sha256: str
    made_at: dt.datetime
    published_at: dt.datetime | None
    plan: str
    plan_starts_on: dt.date
    plan_ends_on: dt.date
    negotiation: str
    county: str
    is_demo: bool
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class RoundTold:
    """The round that a report is of."""

    name: str
    number: int
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures are in a state or in a light, `key` is which."""

    key: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class AreaTold:
    """A goal area: how its measures go, and in another count what lights they have."""

    number: int
    name: str
    measure_count: int
    activities: tuple[Count, ...]
    lights: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure with what its responsible party said of it last; `activity` and `light` may be `unsaid`."""

    key: str
    label: str
    name: str
    text: str
    area: int
    goal: str
    responsible: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    activity: str
    activity_word: str
    light: str
    light_word: str
    said: str
    evidence: str
    next_step: str
    reported_on: dt.date | None
    is_missing: bool
    late: str
    indicators: tuple[int, ...]

    @property
    def title(self) -> str:
        """Its number and its name."""
        return f"{self.label} {self.name}"

    @property
    def activity_look(self) -> Look:
        """How its state looks."""
        return (
            Look(str(UNSAID_WORDS), "wait", "st-none")
            if self.activity == UNSAID
            else look_of_activity(Activity(self.activity))
        )

    @property
    def light_look(self) -> Look | None:
        """How its light looks; nothing where nobody has said anything."""
        return None if self.light == UNSAID else look_of_light(Light(self.light))

    @property
    def needs_handling(self) -> bool:
        """Whether a body has something to say to it: it is late, or its light is red."""
        return bool(self.late) or self.light == Light.RED


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party has committed itself to in a measure; the level is empty, and has no look, where it has not."""

    party: str
    level: str
    look: LevelLook | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in the matrix, with a cell a party."""

    measure: MeasureTold
    cells: tuple[Cell, ...]

    def of(self, level: str) -> tuple[str, ...]:
        """The parties that are on this level."""
        return tuple(one.party for one in self.cells if one.level == level)


@dataclass(frozen=True, slots=True)
class OptedOut:
    """A party that stays out of a goal area, and why."""

    party: str
    area: str
    reason: str


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a period; nothing where the source doesn't publish it."""

    period: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a cell of a table has it."""

    text: str
    period: str


@dataclass(frozen=True, slots=True)
class IndicatorTold:
    """An indicator against its target: what it was, should be and is, and whether it is on its way."""

    number: int
    name: str
    unit: str
    decimals: int
    attribution: str
    baseline: Point | None
    target: Point | None
    value: Point | None
    words: str
    track: str
    track_word: str
    values: tuple[Point, ...]
    measures: tuple[str, ...]

    @property
    def points(self) -> tuple[Written | None, ...]:
        """The baseline, the value and the target, as a table has them: without the unit."""
        shown = (self.baseline, self.value, self.target)
        return tuple(Written(self.written(one.value), one.period) if one else None for one in shown)

    @property
    def track_look(self) -> Look:
        """How its track looks."""
        return Look(self.track_word, *TRACK_LOOKS[self.track])

    def written(self, value: Decimal | None) -> str:
        """A value as people write it, without its unit; a dash where there is none."""
        if value is None:
            return "–"
        return str(number_format(round(value, self.decimals), self.decimals, use_l10n=True))

    def told(self, value: Decimal | None) -> str:
        """A value as people write it, in the indicator's unit."""
        parts = (self.written(value), self.unit if value is not None else "")
        return "\u00a0".join(one for one in parts if one)

    def told_point(self, point: Point | None) -> str:
        """A value with its period: 34,2 % (2024)."""
        return f"{self.told(point.value)} ({point.period})" if point else "–"

    @property
    def told_value(self) -> str:
        """Where it stands, with the period."""
        return self.told_point(self.value)

    @property
    def told_baseline(self) -> str:
        """Where it started."""
        return self.told_point(self.baseline)

    @property
    def told_target(self) -> str:
        """Where it should come."""
        return self.told_point(self.target)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A responsible party with the measures that it has not reported in the round."""

    party: str
    measures: tuple[MeasureTold, ...]


@dataclass(frozen=True, slots=True)
class ToDoTold:
    """What a meeting left to a party."""

    text: str
    party: str
    measure: str
    due_on: dt.date | None
    is_done: bool
    is_late: bool
    meeting: str


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed of something since the report before: from what to what, where there are two."""

    kind: str
    what: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class ReportTold:
    """A report in a reader's words; `since` is the day of the report that changes are told from, if there is one."""

    head: ReportHead
    round: RoundTold | None
    parties: tuple[tuple[int, str], ...]
    areas: tuple[AreaTold, ...]
    measures: tuple[MeasureTold, ...]
    rows: tuple[Row, ...]
    opt_outs: tuple[OptedOut, ...]
    indicators: tuple[IndicatorTold, ...]
    unanswered: tuple[Unanswered, ...]
    to_dos: tuple[ToDoTold, ...]
    since: dt.date | None
    since_number: int
    changes: tuple[Change, ...]

    @property
    def late(self) -> tuple[MeasureTold, ...]:
        """The measures that are late."""
        return tuple(one for one in self.measures if one.late)

    @property
    def open_to_dos(self) -> tuple[ToDoTold, ...]:
        """What meetings left and nobody has done yet."""
        return tuple(one for one in self.to_dos if not one.is_done)

    @property
    def missing_count(self) -> int:
        """How many measures have no report in the round."""
        return sum(len(one.measures) for one in self.unanswered)

    def of_area(self, number: int) -> tuple[MeasureTold, ...]:
        """The measures of a goal area."""
        return tuple(one for one in self.measures if one.area == number)

    def rows_of(self, number: int) -> tuple[Row, ...]:
        """The rows of the matrix in a goal area."""
        return tuple(one for one in self.rows if one.measure.area == number)

    def count_in(self, activity: str) -> int:
        """How many measures are in this state."""
        return sum(1 for one in self.measures if one.activity == activity)

    @property
    def done_count(self) -> int:
        """How many measures are done."""
        return self.count_in(Activity.DONE)

    @property
    def under_way_count(self) -> int:
        """How many measures are in progress, late or not."""
        return self.count_in(Activity.IN_PROGRESS) + self.count_in(Activity.DELAYED)

    @property
    def unsaid_count(self) -> int:
        """How many measures nobody has reported yet."""
        return self.count_in(UNSAID)

    @property
    def good_indicators(self) -> tuple[IndicatorTold, ...]:
        """The indicators that have reached their target, or are on their way to it."""
        return self.tracked(Track.REACHED, Track.ON_TRACK)

    def tracked(self, *tracks: str) -> tuple[IndicatorTold, ...]:
        """The indicators that are on one of these tracks."""
        return tuple(one for one in self.indicators if one.track in tracks)
