"""Maps as pictures: areas in a frame, and a mark with a name for each that stand clear of each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopu.core.circles import apart

LETTER = 7.4
"""How wide a letter of a name is on the average, half-bold at 13 units."""
NARROW = 17 / 13
"""By how much names are larger where a screen is narrow."""
MARK, LEAST_MARK = 9.5, 5.5
"""Radius of a mark, and of one in a very small area."""
LIFT = 8
"""How far a mark stands above the middle of its area, so that the name below it comes to the middle."""
SPILL = 1.5
"""How much wider than its area a name may be."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area in a picture: its outline as SVG draws it (by the even-odd rule), and where in it a name stands.

    Around the spot (`x`, `y`) there is room for `radius` up and down, and for `room` across.
    """

    code: str
    path: str
    x: int
    y: int
    radius: int
    room: int


@dataclass(frozen=True, slots=True)
class MapView:
    """Areas in one picture: how large it is, and its areas from the largest to the smallest."""

    width: int
    height: int
    areas: tuple[Area, ...]

    @property
    def view_box(self) -> str:
        """The picture's frame, as SVG says it."""
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True, slots=True)
class Label:
    """Where an area's mark stands and how large it is, and the middle of its name's foot.

    The name is drawn only if it `fits`, and on a narrow screen, where names are larger, only if it `fits_large`.
    """

    x: float
    y: float
    radius: float
    name_x: float
    name_y: float
    fits: bool
    fits_large: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def labelled(view: MapView, names: Mapping[str, str]) -> dict[str, Label]:
    """A label for each area of the view, by its code; the names of larger areas come first.

    Marks are moved as little as it takes that none covers another. A name is left out where it would cover a mark or
    another name, leave the picture, or be much wider than its area: the table beside a map has them all.
    """
    radii = [min(MARK, max(LEAST_MARK, 0.7 * area.radius)) for area in view.areas]
    places = [(float(area.x), area.y - LIFT if area.radius > 2 * LIFT else float(area.y)) for area in view.areas]
    marks = apart(places, radii, view.width, view.height, 0.5)
    circles = [_Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(marks, radii, strict=True)]
    boxes = [
        _box(names.get(area.code, ""), mark, radius)
        for area, mark, radius in zip(view.areas, marks, radii, strict=True)
    ]
    fits = _fitting(view, boxes, circles)
    large = _fitting(view, [_grown(box) for box in boxes], circles)
    labels = (
        Label(
            round(x, 1), round(y, 1), round(r, 1), round((box.left + box.right) / 2, 1), round(box.bottom - 3, 1), *ok
        )
        for (x, y), r, box, ok in zip(marks, radii, boxes, zip(fits, large, strict=True), strict=True)
    )
    return {area.code: label for area, label in zip(view.areas, labels, strict=True)}


def _box(name: str, mark: tuple[float, float], radius: float) -> _Box:
    """The box of a name under its mark."""
    half, top = len(name) * LETTER / 2, mark[1] + radius + 1
    return _Box(mark[0] - half, top, mark[0] + half, top + 14)


def _grown(box: _Box) -> _Box:
    middle, half = (box.left + box.right) / 2, (box.right - box.left) / 2 * NARROW
    return _Box(middle - half, box.top, middle + half, box.top + (box.bottom - box.top) * NARROW)


def _fitting(view: MapView, boxes: Sequence[_Box], circles: Sequence[_Box]) -> list[bool]:
    """Which names can be drawn: one by one, each that meets no mark of another area and no name drawn before."""
    frame = _Box(-MARK, 0, view.width + MARK, view.height)
    drawn: list[_Box] = []
    fits = []
    for number, (area, box) in enumerate(zip(view.areas, boxes, strict=True)):
        is_within = frame.left <= box.left and box.right <= frame.right and box.bottom <= frame.bottom
        others = [circle for place, circle in enumerate(circles) if place != number]
        is_clear = not any(box.meets(other) for other in (*others, *drawn))
        fits.append(is_within and is_clear and 0 < box.right - box.left <= SPILL * area.room)
        if fits[-1]:
            drawn.append(box)
    return fits
