"""Whether an indicator is on its way to its target; it says nothing of the work of any measure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sopu.plans.rules.values import Direction


class Track(StrEnum):
    """Where an indicator stands against its target."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    NO_TARGET = "no_target"
    NO_VALUES = "no_values"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a period: a year (2024), or a part of one (2024K1)."""

    value: Decimal
    period: str

    @property
    def year(self) -> int:
        """The year of the period; nought where it tells none."""
        return int(self.period[:4] or 0)


def track_of(direction: Direction, *, now: Point | None, baseline: Point | None, target: Point | None) -> Track:
    """Whether the value is at least as near to the target as an even way from the baseline would have it by now.

    Without a baseline the way is over: the target is reached, or it is not.
    """
    if now is None:
        return Track.NO_VALUES
    if target is None:
        return Track.NO_TARGET
    start = target if baseline is None else baseline
    sign = _sign(direction, start.value, target.value)
    if sign * (now.value - target.value) >= 0:
        return Track.REACHED
    expected = start.value + (target.value - start.value) * _share(start, target, now)
    return Track.ON_TRACK if sign * (now.value - expected) >= 0 else Track.OFF_TRACK


def _sign(direction: Direction, start: Decimal, target: Decimal) -> int:
    """Which way is better: towards the target, else as the indicator says."""
    if target != start:
        return 1 if target > start else -1
    return -1 if direction is Direction.DOWN else 1


def _share(start: Point, target: Point, now: Point) -> Decimal:
    """How large a part of the way should be behind by now: by years, all of it where they tell nothing."""
    if not start.year or target.year <= start.year:
        return Decimal(1)
    return min(Decimal(1), max(Decimal(0), Decimal(now.year - start.year) / (target.year - start.year)))
