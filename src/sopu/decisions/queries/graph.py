"""The graph of states as a picture and a table that say the same, and how decisions can be appealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from textwrap import wrap

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.decisions.models import OUTCOMES, STATES
from sopu.decisions.rules import Arrow, Cause, Level, Passage, Placing, Ruling, State
from sopu.decisions.rules.picture import HIGH, WIDE, Edge, Node, Picture, Point, picture_of

ACROSS, DOWN = 150, 92
"""Points of the drawing in a cell of the picture."""
HEAD, BEND = 9, 12
"""The length of an arrow's head, and how much a line rounds its corners, in points."""
SHORT, BESIDE = 50, 15
"""A stretch too short to carry its number, and how far beside it the number stands then, in points."""
LINE_LETTERS, LINE_HEIGHT = 15, 17
"""Letters that a state's box has room for in a line, and the height of a line."""

TONES = {
    State.APPROVED: "go",
    State.FINAL: "final",
    State.NOTED: "go",
    State.CONDITIONAL: "now",
    State.AMENDED: "now",
    State.DEFERRED: "now",
    State.RETURNED: "now",
    State.REJECTED: "bad",
}
"""How a state looks; the rest are on their way and quiet."""
LEFT_OPEN = frozenset({State.DEFERRED, State.RETURNED})

PLACES: dict[Level, str | Promise] = {
    Level.BOARD: gettext_lazy("where the board decides"),
    Level.COUNCIL: gettext_lazy("where the council decides"),
}
PLACINGS: dict[Level, str | Promise] = {
    Level.BOARD: gettext_lazy("it is placed on the board’s agenda"),
    Level.COUNCIL: gettext_lazy("it is placed on the council’s agenda"),
}
BODIES: dict[Level, str | Promise] = {
    Level.BOARD: gettext_lazy("the board’s decision: %(outcomes)s"),
    Level.COUNCIL: gettext_lazy("the council’s decision: %(outcomes)s"),
}
PASSAGES: dict[Passage, str | Promise] = {
    Passage.PUBLISHED: gettext_lazy("the minutes are published"),
    Passage.PASSED: gettext_lazy("the appeal period passes without an appeal"),
    Passage.ANNULLED: gettext_lazy("an appeal is upheld and the decision is annulled"),
}


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of a label, at its height."""

    text: str
    y: float

    @property
    def is_long(self) -> bool:
        """Whether it takes smaller letters to fit into the box."""
        return len(self.text) > LINE_LETTERS + 1


@dataclass(frozen=True, slots=True)
class DrawnState:
    """A state's box in the drawing, with its label."""

    tone: str
    x: float
    y: float
    middle: float
    lines: tuple[DrawnLine, ...]


@dataclass(frozen=True, slots=True)
class DrawnLineOfArrows:
    """A line between boxes: its path, where its number stands, and how it looks."""

    number: int
    path: str
    x: float
    y: float
    is_both: bool
    is_aside: bool
    is_boards: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture in points."""

    view_box: str
    box: tuple[float, float]
    frame: tuple[float, float, float, float]
    states: tuple[DrawnState, ...]
    lines: tuple[DrawnLineOfArrows, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture in words, in one direction."""

    number: int
    source: str
    causes: tuple[str, ...]
    target: str
    where: str


@dataclass(frozen=True, slots=True)
class GraphTold:
    """The graph, drawn and in words."""

    drawing: Drawing
    rows: tuple[Row, ...]


def graph_told() -> GraphTold:
    """The picture and its table, in the reader's language; no question is asked of the database."""
    picture = _picture()
    rows = tuple(row for edge in picture.edges for row in _rows(edge))
    return GraphTold(_drawing(picture), rows)


@cache
def _picture() -> Picture:
    return picture_of()


def _drawing(picture: Picture) -> Drawing:
    left, top = _at((picture.left, picture.top))
    width, height = _at((picture.width, picture.height))
    frame = picture.frame
    return Drawing(
        view_box=f"{left} {top} {width} {height}",
        box=_at((2 * WIDE, 2 * HIGH)),
        frame=(*_at((frame.x, frame.y)), *_at((frame.width, frame.height))),
        states=tuple(_state(node) for node in picture.nodes),
        lines=tuple(_line(edge) for edge in picture.edges),
    )


def _at(point: Point) -> Point:
    """A place in cells as points of the drawing."""
    return round(point[0] * ACROSS, 1), round(point[1] * DOWN, 1)


def _state(node: Node) -> DrawnState:
    words = wrap(_label(node.state), LINE_LETTERS, break_long_words=False)
    x, y = _at((node.x - WIDE, node.y - HIGH))
    middle, first = node.x * ACROSS, node.y * DOWN - (len(words) - 1) * LINE_HEIGHT / 2
    lines = tuple(DrawnLine(word, first + number * LINE_HEIGHT) for number, word in enumerate(words))
    return DrawnState(TONES.get(node.state, "wait"), x, y, middle, lines)


def _label(state: State) -> str:
    word = str(STATES[state])
    return word[:1].upper() + word[1:]


def _line(edge: Edge) -> DrawnLineOfArrows:
    points = [_at(point) for point in edge.points]
    x, y = _mark(points)
    return DrawnLineOfArrows(
        number=edge.number,
        path=_path(points, edge.is_both),
        x=x,
        y=y,
        is_both=edge.is_both,
        is_aside=any(arrow.target in LEFT_OPEN for arrow in edge.arrows),
        is_boards=edge.decides is Level.BOARD,
    )


def _mark(points: list[Point]) -> Point:
    """Where the number stands: on the middle of the longest stretch, or beside it when that is short."""
    (x, y), (u, v) = max(pairwise(points), key=lambda ends: _length(*ends))
    beside = BESIDE if _length((x, y), (u, v)) < SHORT else 0
    return round((x + u) / 2 + beside, 1), round((y + v) / 2, 1)


def _length(point: Point, other: Point) -> float:
    """Of a stretch, which is level or upright."""
    return abs(point[0] - other[0]) + abs(point[1] - other[1])


def _path(points: list[Point], is_both: bool) -> str:
    """A path with round corners that ends where its head begins."""
    first = _toward(points[0], points[1], HEAD) if is_both else points[0]
    last = _toward(points[-1], points[-2], HEAD)
    drawn = [f"M{_told(first)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        drawn.append(f"L{_told(_toward(corner, before, BEND))}Q{_told(corner)} {_told(_toward(corner, after, BEND))}")
    return "".join([*drawn, f"L{_told(last)}"])


def _toward(point: Point, other: Point, length: float) -> Point:
    """The point that is so far from `point` on the straight way to the other, and no farther than half of it."""
    x, y = other[0] - point[0], other[1] - point[1]
    share = min(length / _length(point, other), 0.5)
    return point[0] + x * share, point[1] + y * share


def _told(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _rows(edge: Edge) -> Iterable[Row]:
    """A row for each direction of the line, the one that the graph tells first being first."""
    towards = edge.arrows[0].target
    there = [arrow for arrow in edge.arrows if arrow.target is towards or not edge.is_both]
    back = [arrow for arrow in edge.arrows if arrow not in there]
    return (_row(edge, arrows) for arrows in (there, back) if arrows)


def _row(edge: Edge, arrows: list[Arrow]) -> Row:
    decides = {arrow.decides for arrow in arrows}
    only = decides.pop() if len(decides) == 1 else None
    return Row(
        number=edge.number,
        source=_listed(arrow.source for arrow in arrows),
        causes=tuple(_causes([arrow.by for arrow in arrows])),
        target=_listed(arrow.target for arrow in arrows),
        where=str(PLACES[only]) if only else _("everywhere"),
    )


def _listed(states: Iterable[State]) -> str:
    return ", ".join(dict.fromkeys(str(STATES[state]) for state in states))


def _causes(causes: list[Cause]) -> Iterable[str]:
    """What leads along, each once; decisions of one body together."""
    for level, group in groupby(dict.fromkeys(causes), key=lambda by: by.level if isinstance(by, Ruling) else None):
        found = list(group)
        if level is None:
            yield from (str(_plain(by)) for by in found)
        else:
            outcomes = dict(OUTCOMES)
            words = (str(outcomes[by.outcome]) for by in found if isinstance(by, Ruling))
            yield str(BODIES[level]) % {"outcomes": ", ".join(words)}


def _plain(by: Cause) -> str | Promise:
    return PLACINGS[by.level] if isinstance(by, Placing) else PASSAGES[Passage(str(by))]
