"""A thread as a picture: a column for each kind, from the hall on the left to what was measured on the right."""

from dataclasses import dataclass

from sopu.publishing.queries.thread_nodes import Node
from sopu.publishing.queries.threads import Thread

COLUMN, ROW, EDGE = 170, 34, 40
"""Units between columns and between rows, and what is left around."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing in the picture."""

    node: Node
    x: int
    y: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The dots, and the lines between them as SVG paths, in a box of `width` by `height`."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    paths: tuple[str, ...]


def picture_of(thread: Thread) -> Picture:
    """Each column is centred on the tallest, so that the lines stay short."""
    tallest = max(len(layer.nodes) for layer in thread.layers)
    height = tallest * ROW + 2 * EDGE
    dots = {}
    for column, layer in enumerate(thread.layers):
        top = EDGE + (tallest - len(layer.nodes)) * ROW // 2 + ROW // 2
        for row, node in enumerate(layer.nodes):
            place = (EDGE + column * COLUMN, top + row * ROW)
            dots[node.kind, node.key] = Dot(node, *place, is_here=node == thread.here)
    return Picture(
        width=2 * EDGE + (len(thread.layers) - 1) * COLUMN,
        height=height,
        dots=tuple(dots.values()),
        paths=tuple(_path(dots[one], dots[other]) for one, other in thread.edges),
    )


def _path(start: Dot, end: Dot) -> str:
    half = (end.x - start.x) // 2
    return f"M{start.x} {start.y}C{start.x + half} {start.y} {end.x - half} {end.y} {end.x} {end.y}"
