"""Line charts of indicators: where each thing stands in a picture; how it is drawn is the template's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.core.lines import Axis, Scale, Spot, apart, axis_of, moment_of, path_of, runs_of, years_shown
from sopu.plans.models import Indicator
from sopu.plans.queries.indicators import Reading
from sopu.plans.rules.tracks import Point

LABEL_GAP = 36


@dataclass(frozen=True, slots=True)
class Subject:
    """An area's line: `kind` is county, country or own, which says how it is drawn."""

    name: str
    kind: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: unbroken paths, lone points, the last point, and its label at the line's end."""

    name: str
    kind: str
    paths: tuple[str, ...]
    dots: tuple[Spot, ...]
    end: Spot | None
    label_y: float
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The baseline or the target, with its words beside it."""

    kind: str
    x: float
    y: float
    words: str
    side: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """A line chart, `width` by `height`; four sides frame the lines, and `label` tells it in words.

    `gaps` are where the first line's source doesn't publish a value.
    """

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    label: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    way: str
    gaps: tuple[float, ...]
    years: tuple[Tick, ...]
    heights: tuple[Tick, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(line.paths or line.dots for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    left: int
    right: int
    years: int


WIDE, NARROW = _Frame(760, 330, 52, 590, 12), _Frame(340, 330, 38, 222, 5)
TOP, FOOT = 14, 30


def written(value: Decimal | None, decimals: int) -> str:
    """A value as people write it, with its decimals and thousands apart; what is not published says so."""
    if value is None:
        return _("not published")
    text = str(number_format(round(value, decimals), decimals, use_l10n=True, force_grouping=True))
    return text.replace("\xa0", "\u202f").replace("-", "−")


def chart_of(
    indicator: Indicator, subjects: Sequence[Subject], *, is_narrow: bool = False, has_target: bool = True
) -> SeriesChart:
    """The lines of the subjects over the years, with the county's baseline, target and the even way between them.

    These are of all people: where the lines are of women or men alone, they are left out.
    """
    frame = NARROW if is_narrow else WIDE
    drawn = [one for one in subjects if any(reading.value is not None for reading in one.readings)]
    told = ((indicator.baseline, indicator.baseline_period), (indicator.target, indicator.target_period))
    points = [Point(value, period) for value, period in told if has_target and value is not None]
    axis = axis_of(
        [float(r.value) for s in drawn for r in s.readings if r.value is not None] + [float(p.value) for p in points]
    )
    moments = [moment_of(r.period) for s in subjects for r in s.readings] + [moment_of(p.period) for p in points]
    x = Scale(min(moments, default=0), max(moments, default=1), frame.left + 8, frame.right - 8)
    y = Scale(axis.least, axis.most, frame.height - FOOT, TOP)
    at = [(x.at(moment_of(p.period)), y.at(float(p.value))) for p in points]
    return SeriesChart(
        width=frame.width,
        height=frame.height,
        left=frame.left,
        right=frame.right,
        top=TOP,
        bottom=frame.height - FOOT,
        label=label_of(indicator, subjects),
        lines=_lines(indicator, drawn, x, y),
        marks=tuple(_marks(indicator, x, y)) if has_target else (),
        way=path_of(at) if len(at) == 2 else "",
        gaps=tuple(x.at(moment_of(r.period)) for s in subjects[:1] for r in s.readings if r.is_unpublished),
        years=tuple(Tick(x.at(year), str(year)) for year in _years(moments, frame)),
        heights=tuple(_heights(axis, y)),
    )


def _years(moments: Sequence[float], frame: _Frame) -> tuple[int, ...]:
    return years_shown(min(moments), max(moments), frame.years) if moments else ()


def _heights(axis: Axis, y: Scale) -> Iterable[Tick]:
    for one in axis.ticks:
        yield Tick(y.at(one), written(Decimal(str(one)), axis.decimals))


def _lines(indicator: Indicator, subjects: Sequence[Subject], x: Scale, y: Scale) -> tuple[Line, ...]:
    spots = [
        [(x.at(moment_of(r.period)), None if r.value is None else y.at(float(r.value))) for r in one.readings]
        for one in subjects
    ]
    runs = [runs_of(one) for one in spots]
    ends = [one[-1][-1] for one in runs]
    places = apart([end[1] for end in ends], LABEL_GAP, y.end + 10, y.start - 8)
    return tuple(
        Line(
            one.name,
            one.kind,
            tuple(path_of(run) for run in own if len(run) > 1),
            tuple(run[0] for run in own if len(run) == 1),
            end,
            place,
            written(_last(one.readings), indicator.decimals),
        )
        for one, own, end, place in zip(subjects, runs, ends, places, strict=True)
    )


def _last(readings: Sequence[Reading]) -> Decimal | None:
    return next((one.value for one in reversed(readings) if one.value is not None), None)


def _marks(indicator: Indicator, x: Scale, y: Scale) -> Iterable[Mark]:
    """The baseline and the target; words stand on the side where there is room."""
    told = (
        ("baseline", pgettext("indicator", "baseline"), indicator.baseline, indicator.baseline_period),
        ("target", pgettext("indicator", "target"), indicator.target, indicator.target_period),
    )
    for kind, word, value, period in told:
        if value is not None:
            words = f"{word} {written(value, indicator.decimals)}"
            place = x.at(moment_of(period))
            side = "end" if place > (x.start + x.end) / 2 else "start"
            yield Mark(kind, place, y.at(float(value)), words, side)


def label_of(indicator: Indicator, subjects: Iterable[Subject]) -> str:
    """What the picture shows, in words; the table has all of it."""
    told = [_said(indicator, one) for one in subjects if one.readings]
    sentences = [_("Line chart: %s.") % indicator.name, *told, _("The table has the same values.")]
    return " ".join(sentences)


def _said(indicator: Indicator, subject: Subject) -> str:
    known = [one for one in subject.readings if one.value is not None]
    if not known:
        return _("%s: not published.") % subject.name
    first, last = known[0], known[-1]
    return _("%(area)s: %(was)s in %(first)s, %(now)s in %(last)s.") % {
        "area": subject.name,
        "was": written(first.value, indicator.decimals),
        "first": first.period,
        "now": written(last.value, indicator.decimals),
        "last": last.period,
    }


def spark_of(readings: Sequence[Reading]) -> tuple[tuple[str, ...], Spot | None]:
    """A small line of one area, 100 by 30: its unbroken paths and its last point."""
    known = [float(one.value) for one in readings if one.value is not None]
    if len(known) < 2:
        return (), None
    moments = [moment_of(one.period) for one in readings]
    x = Scale(moments[0], moments[-1], 4, 94)
    y = Scale(min(known), max(known), 25, 5)
    runs = runs_of([(x.at(moment_of(r.period)), None if r.value is None else y.at(float(r.value))) for r in readings])
    return tuple(path_of(run) for run in runs if len(run) > 1), runs[-1][-1]
