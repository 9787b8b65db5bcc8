"""Shapes on a plane: from degrees to metres, how large a shape is, and where in it there is room for a name."""

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sopu.core.hulls import Point

Ring = Sequence[Point]
"""Corners in turn; the last is joined to the first."""

HALF_AXIS = 6_378_137.0
FLATTENING = 1 / 298.257222101
"""The ellipsoid GRS80, in metres."""
CENTRAL_MERIDIAN = 27.0
SCALE = 0.9996
FALSE_EASTING = 500_000.0
"""The plane ETRS-TM35FIN (JHS 197, EPSG:3067): one zone for the whole of Finland."""


def tm35fin(longitude: float, latitude: float) -> Point:
    """Easting and northing in metres of a place in degrees (EUREF-FIN; WGS84 is the same to within a metre).

    Krüger's series in the third flattening to its fourth power (as in JHS 197), exact to a millimetre in Finland.
    """
    n = FLATTENING / (2 - FLATTENING)
    e = math.sqrt(FLATTENING * (2 - FLATTENING))
    radius = HALF_AXIS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    sine = math.sin(math.radians(latitude))
    away = math.radians(longitude - CENTRAL_MERIDIAN)
    conformal = math.atan(math.sinh(math.atanh(sine) - e * math.atanh(e * sine)))
    eta = math.atanh(math.cos(conformal) * math.sin(away))
    xi = math.atan2(math.tan(conformal), math.cos(away))
    waves = list(enumerate(series, 1))
    north = xi + sum(h * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, h in waves)
    east = eta + sum(h * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, h in waves)
    return FALSE_EASTING + SCALE * radius * east, SCALE * radius * north


def sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """Each side of a ring as its two ends."""
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def extent(ring: Ring) -> float:
    """How large an area a ring encloses, whichever way it turns, in the square of its unit (the shoelace formula)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in sides(ring))) / 2


def without_spikes(ring: Ring) -> list[Point]:
    """The ring without repeated points and without sides that only go out and come back the same way."""
    kept: list[Point] = []
    for point in ring:
        if len(kept) > 1 and point == kept[-2]:
            kept.pop()
        elif not kept or point != kept[-1]:
            kept.append(point)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept if len(kept) > 2 else []


def is_inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether a point lies in the shape of these rings: an odd number of sides crosses the way out of it."""
    return len([x for x in crossings(point[1], rings) if x > point[0]]) % 2 == 1


def crossings(y: float, rings: Sequence[Ring]) -> list[float]:
    """Where the sides of the rings cross a level, from left to right."""
    cut = (side for ring in rings for side in sides(ring) if (side[0][1] > y) != (side[1][1] > y))
    return sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in cut)


def room_across(point: Point, rings: Sequence[Ring]) -> float:
    """How wide the shape is at a point inside it, measured level to both sides; 0 outside."""
    if not is_inside(point, rings):
        return 0.0
    xs = crossings(point[1], rings)
    return min(x for x in xs if x > point[0]) - max(x for x in xs if x <= point[0])


def distance(point: Point, rings: Sequence[Ring]) -> float:
    """From a point to the nearest side, in the rings' unit; negative outside of them."""
    nearest = min(_to_side(point, a, b) for ring in rings for a, b in sides(ring))
    return nearest if is_inside(point, rings) else -nearest


def _to_side(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy)


@dataclass(order=True, slots=True)
class _Cell:
    """A square of the plane, first in the queue when it can hold the roomiest point."""

    rank: float
    x: float = field(compare=False)
    y: float = field(compare=False)
    half: float = field(compare=False)
    distance: float = field(compare=False)


def _cell(x: float, y: float, half: float, rings: Sequence[Ring]) -> _Cell:
    found = distance((x, y), rings)
    return _Cell(-(found + half * math.sqrt(2)), x, y, half, found)


def roomiest(rings: Sequence[Ring], *, stretch: float = 1.0, precision: float = 1.0) -> tuple[Point, float]:
    """The point inside that is farthest from every side, and how far that is, both to `precision` (the rings' unit).

    With a `stretch` of 3 room to the sides counts a third: the point is the middle of the largest ellipse three times
    as wide as high, where a name stands well, and the distance is half of that ellipse's height. Squares are halved
    where something better can still lie in them (Garcia-Castellanos and Lombardo 2007 name the point; the search is
    that of Agafonkin's polylabel, 2016).
    """
    narrowed = [[(x / stretch, y) for x, y in ring] for ring in rings]
    best, queue = _start(narrowed)
    while queue and -queue[0].rank - best.distance > precision:
        cell = heapq.heappop(queue)
        half = cell.half / 2
        for dx, dy in ((-half, -half), (half, -half), (-half, half), (half, half)):
            part = _cell(cell.x + dx, cell.y + dy, half, narrowed)
            best = max(best, part, key=lambda one: one.distance)
            heapq.heappush(queue, part)
    return (best.x * stretch, best.y), best.distance


def _start(rings: Sequence[Ring]) -> tuple[_Cell, list[_Cell]]:
    xs, ys = [[point[axis] for ring in rings for point in ring] for axis in (0, 1)]
    half = max(max(xs) - min(xs), max(ys) - min(ys)) / 2
    whole = _cell((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, half, rings)
    return whole, [whole]
