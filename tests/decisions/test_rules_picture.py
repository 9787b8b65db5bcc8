"""The picture of the graph of states is whole."""

from itertools import pairwise

import pytest

from sopu.decisions.rules import GRAPH, Arrow, Level, Placing, State
from sopu.decisions.rules.picture import FRAMED, HIGH, WIDE, Edge, Picture, picture_of

PICTURE = picture_of()


def test_every_state_stands_once_in_a_cell_of_its_own():
    assert sorted(node.state for node in PICTURE.nodes) == sorted(State)
    assert len({(node.x, node.y) for node in PICTURE.nodes}) == len(State)


def test_every_arrow_of_the_graph_is_in_it_once():
    drawn = [arrow for edge in PICTURE.edges for arrow in edge.arrows]
    assert sorted(drawn, key=GRAPH.index) == list(GRAPH)
    assert [edge.number for edge in PICTURE.edges] == list(range(1, len(PICTURE.edges) + 1))


def test_a_line_between_two_states_is_drawn_once_and_tells_when_it_goes_both_ways():
    ends = [frozenset((edge.arrows[0].source, edge.arrows[0].target)) for edge in PICTURE.edges]
    both = {one for edge, one in zip(PICTURE.edges, ends, strict=True) if edge.is_both}
    assert len(set(ends)) == len(ends)
    assert both == {
        frozenset({State.NOT_STARTED, State.BOARD_AGENDA}),
        frozenset({State.BOARD_AGENDA, State.DEFERRED}),
        frozenset({State.BOARD_AGENDA, State.RETURNED}),
        frozenset({State.PROPOSED, State.COUNCIL_AGENDA}),
        frozenset({State.COUNCIL_AGENDA, State.DEFERRED}),
    }


def test_a_line_that_is_only_where_one_body_decides_says_so():
    into_frame = {edge.arrows[0].source: edge.decides for edge in PICTURE.edges if edge.arrows[0].target in FRAMED}
    assert into_frame == {State.BOARD_AGENDA: Level.BOARD, State.COUNCIL_AGENDA: Level.COUNCIL}


def touches(picture: Picture, edge: Edge, which: int) -> bool:
    """Whether the line's first or last point is on the border of its state's box, or of the frame."""
    state = edge.arrows[0].source if which == 0 else edge.arrows[0].target
    x, y = edge.points[which]
    frame, node = picture.frame, next(node for node in picture.nodes if node.state is state)
    box = (node.x - WIDE, node.x + WIDE, node.y - HIGH, node.y + HIGH)
    if state in FRAMED:
        box = (frame.x, frame.x + frame.width, frame.y, frame.y + frame.height)
    left, right, top, low = box
    on_side = min(abs(x - left), abs(x - right)) < 1e-9 and top <= y <= low
    on_end = min(abs(y - top), abs(y - low)) < 1e-9 and left <= x <= right
    return on_side or on_end


@pytest.mark.parametrize("edge", PICTURE.edges, ids=lambda edge: str(edge.number))
def test_lines_run_level_or_upright_from_border_to_border_and_inside_the_picture(edge: Edge):
    assert (touches(PICTURE, edge, 0), touches(PICTURE, edge, -1)) == (True, True)
    assert [1 for (x, y), (u, v) in pairwise(edge.points) if abs(x - u) > 1e-9 and abs(y - v) > 1e-9] == []
    assert [
        (x, y)
        for x, y in edge.points
        if not (0 < x - PICTURE.left < PICTURE.width and 0 < y - PICTURE.top < PICTURE.height)
    ] == []


@pytest.mark.parametrize("edge", PICTURE.edges, ids=lambda edge: str(edge.number))
def test_no_line_runs_through_a_state(edge: Edge):
    crossed = [
        node.state
        for node in PICTURE.nodes
        for (x, y), (u, v) in pairwise(edge.points)
        if min(x, u) < node.x + WIDE - 1e-9
        and max(x, u) > node.x - WIDE + 1e-9
        and min(y, v) < node.y + HIGH - 1e-9
        and max(y, v) > node.y - HIGH + 1e-9
    ]
    assert crossed == []


def test_the_frame_holds_what_was_decided_and_nothing_else():
    frame = PICTURE.frame
    inside = {
        node.state
        for node in PICTURE.nodes
        if frame.x < node.x < frame.x + frame.width and frame.y < node.y < frame.y + frame.height
    }
    assert inside == set(frame.states) == set(FRAMED)


def test_an_arrow_that_has_no_route_yet_runs_straight_rather_than_not_at_all():
    again = Arrow(State.FINAL, Placing(Level.BOARD), State.BOARD_AGENDA)
    edge = picture_of([*GRAPH, again]).edges[-1]
    assert (edge.arrows, edge.points) == ((again,), ((2, 6), (1, 1)))
