"""The shapes of municipalities, laid into one picture; `README.md` beside the table names their source."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sopu.core.maps import Area, MapView

WIDTH = 400
"""How wide a picture is, in its own units; the sizes of names and marks are chosen for it."""
HEIGHT = 640
"""How high a picture may be."""
MARGIN = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """How steps on the plane, which go north, become units of a picture, which go down."""

    west: int
    north: int
    scale: float
    left: float

    def point(self, x: float, y: float) -> tuple[int, int]:
        return round(self.left + (x - self.west) * self.scale), round(MARGIN + (self.north - y) * self.scale)


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = json.loads((files(__package__) / "shapes.json").read_text("utf-8"))
    return table


def shapes_of(codes: Iterable[str]) -> MapView:
    """The municipalities of these codes in one picture; neighbours share each border, unknown codes have none."""
    rows = {code: _table()[code] for code in sorted(set(codes)) if code in _table()}
    if not rows:
        return MapView(WIDTH, 0, ())
    xs = [x for row in rows.values() for ring in row["rings"] for x in ring[::2]]
    ys = [y for row in rows.values() for ring in row["rings"] for y in ring[1::2]]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    frame = _Frame(min(xs), max(ys), scale, (WIDTH - wide * scale) / 2)
    by_size = sorted(rows, key=lambda code: (-rows[code]["extent"], code))
    return MapView(WIDTH, round(high * scale) + 2 * MARGIN, tuple(_area(code, rows[code], frame) for code in by_size))


def _area(code: str, row: dict[str, Any], frame: _Frame) -> Area:
    x, y = frame.point(*row["at"])
    radius, room = round(row["radius"] * frame.scale), round(row["room"] * frame.scale)
    return Area(code, "".join(_outline(ring, frame) for ring in row["rings"]), x, y, radius, room)


def _outline(ring: Sequence[int], frame: _Frame) -> str:
    """A ring as SVG draws it; corners that meet in the picture are one."""
    points = [frame.point(x, y) for x, y in zip(ring[::2], ring[1::2], strict=True)]
    drawn = [point for number, point in enumerate(points) if point != points[number - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in drawn) + "Z" if drawn else ""
