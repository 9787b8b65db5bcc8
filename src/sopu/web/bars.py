"""A stacked bar as the kit draws it: parts with a fill each, and beside it the same as numbers with words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopu.core.bars import stacked

WIDTH, HEIGHT, GAP = 320, 14, 2


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part is of: its key among the counts, its word, and its fill.

    `web/bar.html` knows the fills full, part, pale, waiting, trouble and empty.
    """

    key: str
    word: str
    fill: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, and where it stands."""

    kind: Kind
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the parts that are not nought; one without any is empty."""

    parts: tuple[Part, ...]
    total: int


def bar(kinds: Sequence[Kind], counts: Mapping[str, int]) -> Bar:
    """The counts as a bar, in the order of the kinds."""
    numbers = [counts.get(kind.key, 0) for kind in kinds]
    places = stacked(numbers, WIDTH, GAP)
    parts = (Part(kind, count, *place) for kind, count, place in zip(kinds, numbers, places, strict=True) if count)
    return Bar(tuple(parts), sum(numbers))
