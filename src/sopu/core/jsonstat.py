"""JSON-stat 2 (json-stat.org): a cube of numbers with names for its sides, read into cells."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from sopu.core.answers import Changed, demanded, listed, mapping, number, parsed, text, whole

LARGEST = 1_000_000
"""Cells that a cube may have: sparse values would let a short answer claim any number of them."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of the cube: its id, and the codes of its categories in order."""

    id: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A cube: its sides, and its numbers with the last side running fastest; nothing where none is published."""

    source: str
    updated: str
    dimensions: tuple[Dimension, ...]
    numbers: tuple[Decimal | None, ...]

    @property
    def updated_on(self) -> dt.date | None:
        """The day on which the source last changed it, where it says so in a form of ISO 8601."""
        try:
            return dt.date.fromisoformat(self.updated[:10])
        except ValueError:
            return None

    def cells(self) -> Iterator[tuple[dict[str, str], Decimal | None]]:
        """Each cell: the code of its category by dimension, and its number."""
        names = [one.id for one in self.dimensions]
        codes = product(*(one.codes for one in self.dimensions))
        for chosen, found in zip(codes, self.numbers, strict=True):
            yield dict(zip(names, chosen, strict=True)), found


def read_dataset(content: bytes) -> Dataset:
    """A JSON-stat 2 answer of class dataset. Raises `Cut` or `Changed`."""
    told = mapping(parsed(content), "dataset")
    if told.get("class", "dataset") != "dataset":
        raise Changed("class")
    ids = [text(one, "id") for one in listed(demanded(told, "id"), "id")]
    sizes = [whole(one, "size") for one in listed(demanded(told, "size"), "size")]
    sides = mapping(demanded(told, "dimension"), "dimension")
    dimensions = tuple(_dimension(one, mapping(demanded(sides, one), "dimension")) for one in ids)
    if sizes != [len(one.codes) for one in dimensions] or math.prod(sizes) > LARGEST:
        raise Changed("size")
    return Dataset(
        source=text(told.get("source") or "", "source"),
        updated=text(told.get("updated") or "", "updated"),
        dimensions=dimensions,
        numbers=_numbers(demanded(told, "value"), math.prod(sizes)),
    )


def _dimension(name: str, told: Mapping[str, Any]) -> Dimension:
    category = mapping(demanded(told, "category"), "category")
    labels = mapping(category.get("label") or {}, "label")
    return Dimension(name, tuple(_codes(category.get("index"), labels)))


def _codes(index: object, labels: Mapping[str, Any]) -> list[str]:
    """The codes in order: a list, or places by code; a dimension of one category may have its name alone."""
    if index is None and len(labels) == 1:
        return list(labels)
    if isinstance(index, dict):
        places = {code: whole(place, "index") for code, place in index.items()}
        if sorted(places.values()) != list(range(len(places))):
            raise Changed("index")
        return sorted(places, key=lambda code: places[code])
    return [text(code, "index") for code in listed(index, "index")]


def _numbers(told: object, size: int) -> tuple[Decimal | None, ...]:
    """All numbers in order: a list of all, or those that there are by place."""
    if isinstance(told, dict):
        by_place = {whole(place, "value"): one for place, one in told.items()}
        if any(not 0 <= place < size for place in by_place):
            raise Changed("value")
        return tuple(number(by_place.get(place), "value") for place in range(size))
    row = listed(told, "value")
    if len(row) != size:
        raise Changed("value")
    return tuple(number(one, "value") for one in row)
