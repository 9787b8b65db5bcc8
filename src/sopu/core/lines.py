"""Lines in a picture: values over time, with steps that people read easily, gaps where nothing is known, and labels.

Steps of an axis are 1, 2, 2.5 or 5 times a power of ten (after Heckbert 1990, "Nice numbers for graph labels", Graphics
Gems). A line breaks where a value is missing: what is not known is never bridged.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
PARTS = {"K": 2, "Q": 4, "M": 12}
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """From `least` to `most` in the unit of the values, by even steps."""

    least: float
    most: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where a line is drawn across, from the least to the most."""
        count = round((self.most - self.least) / self.step)
        return tuple(round(self.least + self.step * number, 9) for number in range(count + 1))

    @property
    def decimals(self) -> int:
        """How many decimals the ticks need to differ."""
        return next((places for places in range(7) if math.isclose(round(self.step, places), self.step)), 6)


def axis_of(values: Iterable[float], steps: int = 4) -> Axis:
    """The axis that holds all of `values` in about so many steps; of no values, or of one, it still has a height."""
    told = sorted(values) or [0.0, 1.0]
    least, most = told[0], told[-1]
    if math.isclose(least, most):
        least, most = least - abs(least) * 0.1 - 0.5 * (least == 0), most + abs(most) * 0.1 + 0.5 * (most == 0)
    step = _nice((most - least) / max(1, steps))
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return Axis(round(first * step, 9), round(max(last, first + 1) * step, 9), step)


def _nice(rough: float) -> float:
    """The least nice number that is not below `rough`, which is above nought."""
    power = 10.0 ** math.floor(math.log10(rough))
    return round(next(one for one in STEPS if one * power >= rough * (1 - 1e-9)) * power, 9)


def moment_of(period: str) -> float:
    """Where a period begins on a line of years: 2024 is 2024.0, its second half (2024K2) 2024.5."""
    part = period[4:]
    return int(period[:4]) + ((int(part[1:]) - 1) / PARTS[part[0]] if part else 0.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values between `least` and `most` go evenly to places between `start` and `end`, in units of the picture."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where the value stands, to a tenth of a unit; the middle, when the scale has no length."""
        if math.isclose(self.least, self.most):
            return round((self.start + self.end) / 2, 1)
        return round(self.start + (value - self.least) / (self.most - self.least) * (self.end - self.start), 1)


def runs_of(spots: Sequence[tuple[float, float | None]]) -> tuple[tuple[Spot, ...], ...]:
    """The spots in unbroken runs: a spot without a height ends one, and belongs to none."""
    runs: list[list[Spot]] = [[]]
    for x, y in spots:
        if y is None:
            runs.append([])
        else:
            runs[-1].append((x, y))
    return tuple(tuple(run) for run in runs if run)


def path_of(run: Sequence[Spot]) -> str:
    """A run as SVG draws it: `M1 2L3 4`."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in run)


def apart(heights: Sequence[float], gap: float, top: float, bottom: float) -> tuple[float, ...]:
    """The heights of labels moved so that each is `gap` from the next, within the picture, in the same order.

    Labels that would meet are spread evenly around their middle; a picture that is too low for all gets them as near to
    each other as it must.
    """
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    gap = min(gap, (bottom - top) / max(1, len(heights) - 1))
    groups: list[list[int]] = []
    for one in order:
        groups.append([one])
        while len(groups) > 1 and _foot(groups[-2], heights, gap, top, bottom) + gap > _head(
            groups[-1], heights, gap, top, bottom
        ):
            last = groups.pop()
            groups[-1] += last
    placed = dict.fromkeys(order, 0.0)
    for group in groups:
        head = _head(group, heights, gap, top, bottom)
        placed |= {one: head + gap * number for number, one in enumerate(group)}
    return tuple(round(placed[one], 1) for one in range(len(heights)))


def _head(group: Sequence[int], heights: Sequence[float], gap: float, top: float, bottom: float) -> float:
    """Where the first label of a group stands."""
    length = gap * (len(group) - 1)
    middle = sum(heights[one] for one in group) / len(group)
    return max(top, min(bottom - length, middle - length / 2))


def _foot(group: Sequence[int], heights: Sequence[float], gap: float, top: float, bottom: float) -> float:
    return _head(group, heights, gap, top, bottom) + gap * (len(group) - 1)


def years_shown(first: float, last: float, most: int) -> tuple[int, ...]:
    """The whole years from the first to the last, every so many that there are at most `most`; the last one always."""
    years = range(math.floor(first), math.floor(last) + 1)
    every = max(1, math.ceil(len(years) / most))
    return tuple(reversed(years[::-1][::every]))
