"""A picture of the graph of states, laid out without drawing it: where each state stands and how each arrow runs.

States stand on a small grid, x to the right and y down, each in the middle of its cell. The four ways to decide a
matter stand in one frame, and an arrow to or from the frame stands for one to or from each of them, as in a statechart
(D. Harel, Statecharts, 1987). The arrows are those of the graph: one that has no route here runs straight, so that
nothing is missing from the picture when the graph grows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sopu.decisions.rules.states import GRAPH, Arrow, Level, State

Point = tuple[float, float]

PLACES = {
    State.NOT_STARTED: (1, 0),
    State.BOARD_AGENDA: (1, 1),
    State.DEFERRED: (0, 2),
    State.PROPOSED: (1, 2),
    State.RETURNED: (2, 2),
    State.COUNCIL_AGENDA: (1, 3),
    State.APPROVED: (0, 4),
    State.CONDITIONAL: (1, 4),
    State.NOTED: (2, 4),
    State.AMENDED: (0, 5),
    State.REJECTED: (1, 5),
    State.APPEAL: (0, 6),
    State.FINAL: (2, 6),
}
"""The cell of each state: the usual way runs down the middle, what is left open stands at its sides."""
FRAMED = (State.APPROVED, State.CONDITIONAL, State.AMENDED, State.REJECTED)
WIDE, HIGH = 0.44, 0.3
"""Half of a state's box, in cells."""
SPARE = 0.06
"""How far the frame stands outside the boxes in it."""
LANE, OUTER = 0.6, 0.76
"""How far outside the outermost middles lines run that pass others by: the inner lane, and the outer one."""


@dataclass(frozen=True, slots=True)
class Node:
    """A state in its cell."""

    state: State
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around states that arrows treat alike: its upper left corner and its size, in cells."""

    states: tuple[State, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of the picture: the arrows that it stands for, its corners, and at which parties it is.

    It runs from the first point to the last, and back as well when `is_both`.
    """

    number: int
    arrows: tuple[Arrow, ...]
    points: tuple[Point, ...]
    is_both: bool
    decides: Level | None


@dataclass(frozen=True, slots=True)
class Picture:
    """States, their frame and the lines between them, in a space of cells whose upper left corner is `left`, `top`."""

    nodes: tuple[Node, ...]
    frame: Frame
    edges: tuple[Edge, ...]
    left: float
    top: float
    width: float
    height: float


def picture_of(graph: Iterable[Arrow] = GRAPH) -> Picture:
    """The graph laid out; lines are numbered in the order in which the graph first tells of them."""
    lines: dict[frozenset[State], list[Arrow]] = {}
    for arrow in graph:
        lines.setdefault(frozenset({_end(arrow.source), _end(arrow.target)}), []).append(arrow)
    edges = (_edge(number, arrows) for number, arrows in enumerate(lines.values(), 1))
    nodes = tuple(Node(state, *place) for state, place in PLACES.items())
    across, down = max(node.x for node in nodes), max(node.y for node in nodes)
    left, right = LANE + SPARE, OUTER + SPARE
    return Picture(nodes, _FRAME, tuple(edges), -left, -0.5, across + left + right, down + 1)


def _frame() -> Frame:
    columns, rows = ([PLACES[state][axis] for state in FRAMED] for axis in (0, 1))
    left, top = min(columns) - WIDE - SPARE, min(rows) - HIGH - SPARE
    return Frame(FRAMED, left, top, max(columns) + WIDE + SPARE - left, max(rows) + HIGH + SPARE - top)


_FRAME = _frame()


def _end(state: State) -> State:
    """Where a line ends: the first state of the frame stands for all that are in it."""
    return FRAMED[0] if state in FRAMED else state


def _edge(number: int, arrows: list[Arrow]) -> Edge:
    source, target = _end(arrows[0].source), _end(arrows[0].target)
    decides = {arrow.decides for arrow in arrows}
    is_both = any(_end(arrow.source) is target for arrow in arrows)
    points = _ROUTES.get((source, target)) or (PLACES[source], PLACES[target])
    return Edge(number, tuple(arrows), points, is_both, decides.pop() if len(decides) == 1 else None)


def _below(state: State, other: State) -> tuple[Point, ...]:
    """Straight down from a box to the one under it."""
    (x, y), (_, under) = PLACES[state], PLACES[other]
    return (x, y + HIGH), (x, under - HIGH)


_OUT, _BACK = 0.12, 0.15
"""Where a line leaves the side of an agenda, off its middle; and where it meets a box at the sides, off its middle."""
_LEFT, _RIGHT = 1 - WIDE, 1 + WIDE
_OVER, _UNDER = _FRAME.y - 0.2, _FRAME.y + _FRAME.height + 0.2

_ROUTES: dict[tuple[State, State], tuple[Point, ...]] = {
    (State.NOT_STARTED, State.BOARD_AGENDA): _below(State.NOT_STARTED, State.BOARD_AGENDA),
    (State.BOARD_AGENDA, State.PROPOSED): _below(State.BOARD_AGENDA, State.PROPOSED),
    (State.PROPOSED, State.COUNCIL_AGENDA): _below(State.PROPOSED, State.COUNCIL_AGENDA),
    (State.BOARD_AGENDA, State.DEFERRED): ((_LEFT, 1 + _OUT), (_BACK, 1 + _OUT), (_BACK, 2 - HIGH)),
    (State.BOARD_AGENDA, State.RETURNED): ((_RIGHT, 1 + _OUT), (2 - _BACK, 1 + _OUT), (2 - _BACK, 2 - HIGH)),
    (State.COUNCIL_AGENDA, State.DEFERRED): ((_LEFT, 3 - _OUT), (_BACK, 3 - _OUT), (_BACK, 2 + HIGH)),
    (State.COUNCIL_AGENDA, State.RETURNED): ((_RIGHT, 3 - _OUT), (2 - _BACK, 3 - _OUT), (2 - _BACK, 2 + HIGH)),
    (State.BOARD_AGENDA, State.APPROVED): (
        (_LEFT, 1 - _OUT),
        (-LANE, 1 - _OUT),
        (-LANE, _OVER),
        (_BACK, _OVER),
        (_BACK, _FRAME.y),
    ),
    (State.COUNCIL_AGENDA, State.APPROVED): ((1, 3 + HIGH), (1, _FRAME.y)),
    (State.BOARD_AGENDA, State.NOTED): (
        (_RIGHT, 1 - _OUT),
        (2 + LANE, 1 - _OUT),
        (2 + LANE, 4),
        (2 + WIDE, 4),
    ),
    (State.COUNCIL_AGENDA, State.NOTED): ((_RIGHT, 3 + _OUT), (2 - _BACK, 3 + _OUT), (2 - _BACK, 4 - HIGH)),
    (State.APPROVED, State.APPEAL): ((0, _FRAME.y + _FRAME.height), (0, 6 - HIGH)),
    (State.APPEAL, State.FINAL): ((WIDE, 6), (2 - WIDE, 6)),
    (State.APPEAL, State.RETURNED): (
        (WIDE, 6 - _BACK),
        (1, 6 - _BACK),
        (1, _UNDER),
        (2 + OUTER, _UNDER),
        (2 + OUTER, 2),
        (2 + WIDE, 2),
    ),
}
"""The corners of each line: down the middle, round by the sides, and by the outer lanes past what is between."""
