"""Where the nodes of a layered picture stand: each layer a column, and those that belong together near each other.

The layers are ordered by the barycentre heuristic (Sugiyama, Tagawa & Toda 1981): each node moves to the mean place of
its neighbours, a few times forth and back. The same nodes and edges always give the same picture.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

SWEEPS = 4


def ordered(layers: Sequence[Sequence[T]], edges: Iterable[tuple[T, T]]) -> list[list[T]]:
    """The layers with their nodes in an order that crosses few `edges`; edges may span several layers."""
    near: defaultdict[T, list[T]] = defaultdict(list)
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    found = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        places = _heights(found)
        for layer in found if sweep % 2 == 0 else found[::-1]:
            layer.sort(key=lambda node: (_mean(near[node], places), places[node]))
            places |= _heights([layer])
    return found


def _heights(layers: Iterable[Sequence[T]]) -> dict[T, float]:
    """Each node's place in its layer, between 0 and 1."""
    return {node: (number + 0.5) / len(layer) for layer in layers for number, node in enumerate(layer)}


def _mean(nodes: Sequence[T], places: Mapping[T, float]) -> float:
    """A node without neighbours stays in the middle."""
    return sum(places[one] for one in nodes) / len(nodes) if nodes else 0.5
