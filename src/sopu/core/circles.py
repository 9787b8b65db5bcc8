"""Circles on a drawing that do not cover each other."""

import math
from collections.abc import Sequence

from sopu.core.hulls import Point

ROUNDS = 400
TURN = 2.399963
"""The golden angle: where circles that lie on the same spot are sent."""


def apart(
    places: Sequence[Point], radii: Sequence[float], width: float, height: float, gap: float = 3.0
) -> list[Point]:
    """The `places` of circles with these `radii`, moved as little as it takes that none covers another.

    All inside `width` × `height`, with `gap` between them, as far as there is room for it (all in the same unit). The
    same input gives the same places.
    """
    moved = [_inside(place, radius, width, height) for place, radius in zip(places, radii, strict=True)]
    for _round in range(ROUNDS):
        touched = False
        for one in range(len(moved)):
            for other in range(one):
                push = _push(moved[one], moved[other], radii[one] + radii[other] + gap, one)
                if push:
                    (x, y), (u, v), (dx, dy) = moved[one], moved[other], push
                    moved[one] = _inside((x + dx, y + dy), radii[one], width, height)
                    moved[other] = _inside((u - dx, v - dy), radii[other], width, height)
                    touched = True
        if not touched:
            break
    return moved


def _push(a: Point, b: Point, room: float, number: int) -> Point | None:
    """Half of the way that parts two circles which must be `room` apart; None when they are."""
    dx, dy = a[0] - b[0], a[1] - b[1]
    distance = math.hypot(dx, dy)
    if distance >= room - 1e-6:
        return None
    if distance < 1e-9:
        dx, dy, distance = math.cos(TURN * number), math.sin(TURN * number), 1.0
        return dx * room / 2, dy * room / 2
    share = (room - distance) / (2 * distance)
    return dx * share, dy * share


def _inside(place: Point, radius: float, width: float, height: float) -> Point:
    return (
        min(max(place[0], radius), max(radius, width - radius)),
        min(max(place[1], radius), max(radius, height - radius)),
    )
