"""Which way an indicator has moved of late, and whether that is the good way."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from sopu.plans.rules.values import Direction

LOOKED_AT = 4
"""Values from the end: the latest, and the three before it."""
STEADY = Decimal("0.02")
"""A change smaller than this part of the value it begins from is no change: statistics waver by as much from year to
year."""


class Trend(StrEnum):
    """Which way the latest values go."""

    RISES = "rises"
    FALLS = "falls"
    STAYS = "stays"
    UNKNOWN = "unknown"


def trend_of(values: Sequence[Decimal]) -> Trend:
    """Which way the last values go, from the first of them to the latest; of fewer than two nothing is told.

    `values` are published ones in the order of time. It is told of what was measured, and foretells nothing.
    """
    last = values[-LOOKED_AT:]
    if len(last) < 2:
        return Trend.UNKNOWN
    change = last[-1] - last[0]
    if abs(change) <= abs(last[0]) * STEADY:
        return Trend.STAYS
    return Trend.RISES if change > 0 else Trend.FALLS


def is_good(trend: Trend, direction: Direction) -> bool | None:
    """Whether the trend is the way that the indicator should go; nothing where neither way is better, or it stays."""
    if trend in {Trend.STAYS, Trend.UNKNOWN} or direction is Direction.NONE:
        return None
    return (trend is Trend.RISES) == (direction is Direction.UP)
