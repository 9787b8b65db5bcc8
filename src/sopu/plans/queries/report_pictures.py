"""The pictures of a report as shapes: places and widths, which a page draws as SVG and a document in its own way."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopu.core.lines import Scale, Spot, moment_of, path_of, runs_of
from sopu.plans.queries.looks import activity_kinds
from sopu.plans.queries.report_values import AreaTold, IndicatorTold, MeasureTold, Point, ReportTold
from sopu.web import bars as kit

AXIS = 400
"""The width of the axis of a timeline, as SVG counts."""

TREND_WIDTH, TREND_HEIGHT, TREND_EDGE = 150.0, 44.0, 6.0
"""The field of a line of values, and what is left free around it for its marks."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal area with its measures as a bar of states."""

    area: AreaTold
    bar: kit.Bar


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure's time on a line that is a hundred wide."""

    measure: MeasureTold
    x: float
    width: float
    fill: str

    @property
    def has_pattern(self) -> bool:
        """Whether its fill is a pattern of web/bar_fills.html."""
        return self.fill in {"part", "waiting", "trouble"}


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a year begins on the line."""

    year: int
    x: float

    @property
    def drawn(self) -> float:
        """Where its number is written, on an axis that is `AXIS` wide."""
        return round(self.x * AXIS / 100, 1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The measures of each goal area in time; `now_x` is the day of the report, where it is in that time."""

    ticks: tuple[Tick, ...]
    now_x: float | None
    groups: tuple[tuple[AreaTold, tuple[Bar, ...]], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator with its values as a line in a field of `TREND_WIDTH` × `TREND_HEIGHT`.

    `paths` break where nothing is published, `last` is the newest place; `target` and `baseline` are places too.
    """

    indicator: IndicatorTold
    paths: tuple[str, ...] = ()
    last: Spot | None = None
    baseline: Spot | None = None
    target: Spot | None = None

    @property
    def way(self) -> str:
        """The way from the newest value to the target."""
        if self.last is None or self.target is None:
            return ""
        return f"M{self.last[0]} {self.last[1]}L{self.target[0]} {self.target[1]}"


def progress_of(told: ReportTold) -> tuple[Progress, ...]:
    """A bar a goal area that has measures; all bars are as long, so that shares are compared."""
    kinds = activity_kinds()
    return tuple(
        Progress(area, kit.bar(kinds, {one.key: one.count for one in area.activities}))
        for area in told.areas
        if area.measure_count
    )


def timeline_of(told: ReportTold) -> Timeline:
    """The measures that have a time, from the first day of the plan or of any of them to the last."""
    dated = [one for one in told.measures if one.starts_on or one.ends_on]
    first = min([told.head.plan_starts_on, *(one.starts_on for one in dated if one.starts_on)])
    last = max([told.head.plan_ends_on, *(one.ends_on for one in dated if one.ends_on)])
    line = _Line(first, last, {one.key: one.fill for one in activity_kinds()})
    years = [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    groups = [(area, tuple(line.bar(one) for one in dated if one.area == area.number)) for area in told.areas]
    return Timeline(
        ticks=tuple(Tick(day.year, line.x(max(day, first))) for day in years),
        now_x=line.x(told.head.as_of) if first <= told.head.as_of <= last else None,
        groups=tuple((area, bars) for area, bars in groups if bars),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of days that is a hundred wide."""

    first: dt.date
    last: dt.date
    fills: Mapping[str, str]

    def x(self, day: dt.date) -> float:
        return round(100 * (day - self.first).days / max(1, (self.last - self.first).days), 2)

    def bar(self, measure: MeasureTold) -> Bar:
        x = self.x(measure.starts_on or self.first)
        return Bar(
            measure, x, max(0.8, round(self.x(measure.ends_on or self.last) - x, 2)), self.fills[measure.activity]
        )


def trends_of(told: ReportTold) -> tuple[Trend, ...]:
    """A line an indicator, each on a scale of its own."""
    return tuple(_trend(one) for one in told.indicators)


def _trend(indicator: IndicatorTold) -> Trend:
    known = [one for one in indicator.values if one.value is not None]
    shown = [*known, *(one for one in (indicator.baseline, indicator.target) if one is not None)]
    if len(known) < 2:
        return Trend(indicator)
    field = _Field.of(shown)
    places = [(one.value is not None, field.place(one)) for one in indicator.values]
    runs = runs_of([(x, y if is_known else None) for is_known, (x, y) in places])
    return Trend(
        indicator,
        paths=tuple(path_of(run) for run in runs if len(run) > 1),
        last=runs[-1][-1],
        baseline=field.place(indicator.baseline) if indicator.baseline else None,
        target=field.place(indicator.target) if indicator.target else None,
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """The years and values that a line of values spans."""

    x: Scale
    y: Scale

    @classmethod
    def of(cls, points: Sequence[Point]) -> "_Field":
        moments, values = [moment_of(one.period) for one in points], [float(one.value or 0) for one in points]
        return cls(
            Scale(min(moments), max(moments), TREND_EDGE, TREND_WIDTH - TREND_EDGE),
            Scale(min(values), max(values), TREND_HEIGHT - TREND_EDGE, TREND_EDGE),
        )

    def place(self, point: Point) -> Spot:
        return self.x.at(moment_of(point.period)), self.y.at(float(point.value or 0))
