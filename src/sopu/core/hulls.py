"""Outlines around points on a map."""

import math
from collections.abc import Iterable

Point = tuple[float, float]

CORNERS = 16
"""Points by which the rounding of a corner is drawn."""


def hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull of `points`, its corners in turn; fewer than three points are their own hull.

    Andrew's monotone chain (1979).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(points: list[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def padded(points: Iterable[Point], by: float) -> list[Point]:
    """The convex hull of `points` with `by` of room all round, its corners rounded (in the points' own unit)."""
    angles = [2 * math.pi * number / CORNERS for number in range(CORNERS)]
    round_about = [(by * math.cos(angle), by * math.sin(angle)) for angle in angles]
    return hull((x + dx, y + dy) for x, y in hull(points) for dx, dy in round_about)
