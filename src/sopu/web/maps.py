"""A map as the kit draws it: each area with a fill, a mark and a name; always beside a table that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from sopu.core.maps import Area, Label, MapView, labelled


@dataclass(frozen=True, slots=True)
class Place:
    """What a map tells of an area: its name, its state in a word, and how that looks.

    `tone` is that of a status, `shape` an icon of the sprite, `fill` a kind of ground that `web/map.html` knows: final,
    decided, doubtful, council, board, waiting, trouble, or nothing.
    """

    name: str
    word: str
    tone: str
    shape: str
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area with what is told of it and where its label stands."""

    area: Area
    label: Label
    place: Place

    @property
    def is_plain(self) -> bool:
        """Whether its ground is a plain colour, by a class; else it is a pattern, by its name."""
        return self.place.fill in {"final", "decided", ""}

    @property
    def corner(self) -> tuple[float, float]:
        """Where the picture in the mark begins."""
        return round(self.label.x - 0.74 * self.label.radius, 1), round(self.label.y - 0.74 * self.label.radius, 1)

    @property
    def size(self) -> float:
        """How large the picture in the mark is."""
        return round(1.48 * self.label.radius, 1)


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map; an empty one is not shown."""

    view_box: str
    areas: tuple[Drawn, ...]


def drawn(view: MapView, places: Mapping[str, Place]) -> Map:
    """The areas of the view of which something is told, with their labels."""
    areas = tuple(area for area in view.areas if area.code in places)
    labels = labelled(MapView(view.width, view.height, areas), {code: place.name for code, place in places.items()})
    return Map(view.view_box, tuple(Drawn(area, labels[area.code], places[area.code]) for area in areas))
