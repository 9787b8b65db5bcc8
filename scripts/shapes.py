"""Shapes of municipalities for maps: `python scripts/shapes.py BOUNDARIES.geojson` writes organisations' shapes.json.

The boundaries come in degrees, with a code a municipality, as the National Land Survey of Finland publishes them
generalised; the README beside the table names the source. They are laid on the plane ETRS-TM35FIN and rounded to a
hundred metres, each corner by itself, so that neighbours keep the same border. Islets go. For each shape there is also
the spot where a name stands best, and how much room there is.
"""

import json
import sys
from pathlib import Path
from typing import Any

from sopu.core.plane import extent, room_across, roomiest, tm35fin, without_spikes

TABLE = Path(__file__).parents[1] / "src" / "sopu" / "organisations" / "data" / "shapes.json"
UNIT = 100
"""Metres of a step."""
ISLET = 0.02
"""The share of a municipality's largest part that a part has to reach to be drawn."""
WIDE = 2.2
"""How much wider than high the room for a mark with a name under it is."""

Whole = list[list[tuple[int, int]]]


def _ring(degrees: list[list[float]]) -> list[tuple[int, int]]:
    metres = (tm35fin(longitude, latitude) for longitude, latitude, *_ in degrees)
    return [(int(x), int(y)) for x, y in without_spikes([(round(e / UNIT), round(n / UNIT)) for e, n in metres])]


def shape(geometry: dict[str, Any]) -> Whole:
    """The rings of a municipality, outer ones and holes alike, in steps on the plane; islets left out."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    drawn = [[ring for ring in map(_ring, part) if ring] for part in parts]
    sizes = [extent(part[0]) if part else 0.0 for part in drawn]
    return [ring for part, size in zip(drawn, sizes, strict=True) if size >= ISLET * max(sizes) for ring in part]


def row(rings: Whole) -> dict[str, Any]:
    """What the table keeps of a shape: where a name stands, the room there (half height, width), and its rings."""
    (x, y), radius = roomiest(rings, stretch=WIDE)
    at = (round(x), round(y))
    sizes = {"extent": round(extent(rings[0])), "radius": round(radius), "room": round(room_across(at, rings))}
    return {"at": at, **sizes, "rings": [[number for point in ring for number in point] for ring in rings]}


def main(source: str) -> None:
    """Reads the boundaries and writes the table, a line a municipality."""
    features = json.loads(Path(source).read_text("utf-8"))["features"]
    rows = {one["properties"]["code"]: row(shape(one["geometry"])) for one in features}
    lines = [f'"{code}":{json.dumps(rows[code], separators=(",", ":"))}' for code in sorted(rows)]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{len(rows)} municipalities, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
