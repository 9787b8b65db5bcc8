"""Where people and themes stand on their maps, as numbers that a drawing takes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sopu.core.groups import shown_count
from sopu.core.hulls import Point, padded
from sopu.synthesis.models import Snapshot

WIDTH, HEIGHT, MARGIN = 480, 380, 44
ROOM = 14
"""Between the outermost people of a group and its line."""
LABEL, LETTERS = 140, 20
"""Room for the name of a group: how wide and how high."""
OUTWARD = 24
"""How far a name stands away from the middle, where other groups are."""

Placed = tuple[float, float, int]
"""Where a person stands, and in which group; -1 in none."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """The people of a group on the map: `marks` and `outline` are what an SVG path takes, `x` and `y` of its label."""

    number: int
    name: str
    people: int
    marks: str
    outline: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """The map of people: groups, those in none (a cloud numbered -1), and the middle of everybody."""

    width: int
    height: int
    size: float
    clouds: tuple[Cloud, ...]
    loose: Cloud | None
    middle: Point
    hidden: int

    @property
    def mark_width(self) -> float:
        """How thick the line is whose ends draw dots and squares."""
        return 1.9 * self.size

    @property
    def loose_width(self) -> float:
        """The same of people in no group: somewhat smaller."""
        return 1.4 * self.size

    @property
    def people(self) -> int:
        """How many are drawn."""
        return sum(one.people for one in self.clouds) + (self.loose.people if self.loose else 0)


def opinion_map(snapshot: Snapshot, names: Sequence[str]) -> OpinionMap:
    """The map of a snapshot; who would stand in a group of fewer than five is not drawn. No query."""
    placed = [(x, y, group) for _place, x, y, group in snapshot.result["placed"]]
    at = _Frame([(x, y) for x, y, _group in placed])
    size = 5.0 if len(placed) <= 150 else 3.6 if len(placed) <= 600 else 2.2
    drawn = {number: _cloud(number, placed, at, size, names) for number in sorted({row[2] for row in placed})}
    shown = {number: cloud for number, cloud in drawn.items() if shown_count(cloud.people)}
    return OpinionMap(
        width=WIDTH,
        height=HEIGHT,
        size=size,
        clouds=_parted([cloud for number, cloud in shown.items() if number >= 0]),
        loose=shown.get(-1),
        middle=at((0.0, 0.0)),
        hidden=len(placed) - sum(cloud.people for cloud in shown.values()),
    )


class _Frame:
    """Points fitted into the drawing, one scale both ways."""

    def __init__(self, points: Sequence[Point]) -> None:
        across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
        wide, high = max(across) - min(across) or 1.0, max(down) - min(down) or 1.0
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        self.x = WIDTH / 2 - self.scale * (max(across) + min(across)) / 2
        self.y = HEIGHT / 2 + self.scale * (max(down) + min(down)) / 2

    def __call__(self, point: Point) -> Point:
        return self.x + self.scale * point[0], self.y - self.scale * point[1]


def _cloud(number: int, placed: Iterable[Placed], at: _Frame, size: float, names: Sequence[str]) -> Cloud:
    points = [at((x, y)) for x, y, group in placed if group == number]
    line = padded(points, ROOM)
    middle = sum(x for x, _y in points) / len(points)
    return Cloud(
        number=number,
        name=names[number] if number >= 0 else "",
        people=len(points),
        marks="".join(mark(number, x, y, size) for x, y in points),
        outline=f"M{'L'.join(f'{x:.0f} {y:.0f}' for x, y in line)}Z",
        x=round(min(max(middle + math.copysign(OUTWARD, middle - WIDTH / 2), LABEL / 2), WIDTH - LABEL / 2)),
        y=round(max(_top(line, middle) - 8, LETTERS)),
    )


def _top(line: Sequence[Point], x: float) -> float:
    """How high the outline reaches about `x`."""
    return min((point[1] for point in line if abs(point[0] - x) < LABEL / 2), default=min(point[1] for point in line))


def _parted(clouds: Sequence[Cloud]) -> tuple[Cloud, ...]:
    """The clouds with labels that do not stand on each other: a later one moves up, or down when there is no room."""
    done: list[Cloud] = []
    for cloud in clouds:
        taken = [one.y for one in done if abs(one.x - cloud.x) < LABEL]
        heights = sorted(range(LETTERS, HEIGHT, LETTERS // 2), key=lambda y: (abs(y - cloud.y), y))
        free = (y for y in (cloud.y, *heights) if all(abs(y - other) >= LETTERS for other in taken))
        done.append(replace(cloud, y=next(free, cloud.y)))
    return tuple(done)


def mark(number: int, x: float, y: float, size: float) -> str:
    """One mark as a piece of an SVG path, in the shape of its group: dot, square, triangle, diamond, cross.

    Dots and squares are points that the line's round or square end draws; the rest are outlines.
    """
    r = size
    if number == 2:
        return f"M{x:.1f} {y - r:.1f}l{r:.1f} {1.8 * r:.1f}h{-2 * r:.1f}z"
    if number == 3:
        return f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}{-r:.1f} {r:.1f}{-r:.1f}{-r:.1f}z"
    if number == 4:
        return f"M{x - r:.1f} {y:.1f}h{2 * r:.1f}m{-r:.1f}{-r:.1f}v{2 * r:.1f}"
    return f"M{x:.1f} {y:.1f}h0"
