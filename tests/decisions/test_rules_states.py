"""Where a case stands, walked on the graph."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.decisions.rules import (
    GRAPH,
    Act,
    Annulled,
    Decided,
    Level,
    Outcome,
    Passage,
    Placed,
    Placing,
    Ruling,
    State,
    course_of,
    expected,
    state_of,
)

BOARD, COUNCIL = Level.BOARD, Level.COUNCIL
DAY = dt.date(2025, 11, 10)
DECIDED = [State.APPROVED, State.CONDITIONAL, State.AMENDED, State.REJECTED]


def placed(level: Level) -> Act:
    return Placed(level, DAY)


def board(outcome: Outcome) -> Act:
    return Decided(BOARD, DAY, outcome)


def council(outcome: Outcome) -> Act:
    return Decided(COUNCIL, DAY, outcome)


PROPOSED = [placed(BOARD), board(Outcome.PROPOSED), placed(COUNCIL)]
"""A case on the council's agenda, by the usual way."""


def states(acts: list[Act], decides: Level = COUNCIL) -> list[State]:
    return [step.target for step in course_of(acts, decides=decides).steps]


def today(acts: list[Act], decides: Level = COUNCIL, ends: int | None = None, final: int | None = None) -> State:
    """Where a case stands on `DAY`; the period of appeal ends, and the decision is final, in so many days."""
    days = [None if each is None else DAY + dt.timedelta(days=each) for each in (ends, final)]
    return state_of(acts, decides=decides, today=DAY, appeal_ends=days[0], final_on=days[1])


def test_a_case_goes_from_the_board_to_the_council_and_becomes_final():
    acts = [*PROPOSED, council(Outcome.APPROVED)]
    assert states(acts) == [State.BOARD_AGENDA, State.PROPOSED, State.COUNCIL_AGENDA, State.APPROVED]
    assert course_of(acts, decides=COUNCIL).unexpected == ()
    assert [today(acts), today(acts, ends=0, final=1), today(acts, ends=-1, final=0)] == [
        State.APPROVED,
        State.APPEAL,
        State.FINAL,
    ]


def test_nothing_has_begun_before_the_first_record():
    assert today([]) is State.NOT_STARTED


def test_a_board_that_decides_itself_approves_at_once():
    acts = [placed(BOARD), board(Outcome.APPROVED)]
    assert (states(acts, BOARD), course_of(acts, decides=BOARD).unexpected) == (
        [State.BOARD_AGENDA, State.APPROVED],
        (),
    )


def test_noting_is_the_end_and_has_no_period_of_appeal():
    acts = [placed(BOARD), board(Outcome.NOTED)]
    assert today(acts, BOARD, ends=10, final=11) is State.NOTED
    assert expected(State.NOTED, BOARD) == ()


def test_a_decision_without_a_recorded_placing_walks_along_the_placing_too():
    acts = [board(Outcome.PROPOSED), council(Outcome.APPROVED)]
    assert (states(acts), course_of(acts, decides=COUNCIL).unexpected) == ([State.PROPOSED, State.APPROVED], ())


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.RETURNED])
def test_what_was_left_open_comes_back(outcome: Outcome):
    acts = [*PROPOSED, council(outcome), placed(BOARD), board(Outcome.PROPOSED), council(Outcome.APPROVED)]
    course = course_of(acts, decides=COUNCIL)
    assert (course.steps[3].target, course.state, course.unexpected) == (State(outcome), State.APPROVED, ())


def test_what_a_council_deferred_can_come_straight_to_its_next_meeting_but_what_it_returned_goes_by_the_board():
    again = [placed(COUNCIL), council(Outcome.APPROVED)]
    deferred = course_of([*PROPOSED, council(Outcome.DEFERRED), *again], decides=COUNCIL)
    returned = course_of([*PROPOSED, council(Outcome.RETURNED), *again], decides=COUNCIL)
    assert (deferred.state, deferred.unexpected) == (State.APPROVED, ())
    assert (returned.state, [step.act for step in returned.unexpected]) == (State.APPROVED, [placed(COUNCIL)])


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ([], State.NOT_STARTED),
        ([board(Outcome.DEFERRED)], State.DEFERRED),
        ([board(Outcome.RETURNED)], State.RETURNED),
        ([board(Outcome.RETURNED), placed(BOARD), placed(BOARD)], State.RETURNED),
    ],
)
def test_an_item_removed_from_an_agenda_goes_back_to_where_it_came_from(before: list[Act], back: State):
    placing = course_of([*before, placed(BOARD), board(Outcome.REMOVED)], decides=COUNCIL)
    implied = course_of([*before, board(Outcome.REMOVED)], decides=COUNCIL)
    assert (placing.state, implied.state) == (back, back)


def test_an_item_removed_from_the_councils_agenda_is_still_proposed():
    assert today([*PROPOSED, council(Outcome.REMOVED)]) is State.PROPOSED
    assert today([*PROPOSED, council(Outcome.DEFERRED), council(Outcome.REMOVED)]) is State.DEFERRED


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ([board(Outcome.APPROVED)], State.APPROVED),
        ([council(Outcome.APPROVED)], State.APPROVED),
        ([placed(COUNCIL)], State.COUNCIL_AGENDA),
        ([*PROPOSED, council(Outcome.REJECTED), placed(BOARD)], State.BOARD_AGENDA),
        ([*PROPOSED, council(Outcome.APPROVED), placed(BOARD)], State.APPROVED),
        ([*PROPOSED, council(Outcome.APPROVED), council(Outcome.DEFERRED)], State.APPROVED),
        ([*PROPOSED, council(Outcome.APPROVED), council(Outcome.REJECTED)], State.REJECTED),
        ([*PROPOSED, council(Outcome.APPROVED), council(Outcome.REMOVED)], State.APPROVED),
    ],
)
def test_a_record_that_no_arrow_leads_along_is_followed_and_told_of(acts: list[Act], state: State):
    course = course_of(acts, decides=COUNCIL)
    assert (course.state, [step.act for step in course.unexpected]) == (state, acts[-1:])


def test_the_appeal_period_runs_on_while_an_appeal_is_handled():
    assert today([*PROPOSED, council(Outcome.REJECTED)], ends=-10) is State.APPEAL


def test_a_decision_that_is_annulled_on_appeal_is_prepared_again():
    acts = [*PROPOSED, council(Outcome.APPROVED), Annulled(DAY)]
    assert today(acts, ends=-10, final=-9) is State.RETURNED
    again = course_of([*acts, placed(BOARD), board(Outcome.PROPOSED), council(Outcome.APPROVED)], decides=COUNCIL)
    assert (again.state, again.unexpected) == (State.APPROVED, ())


def test_what_was_not_decided_is_not_annulled_but_the_record_is_followed():
    course = course_of([placed(BOARD), Annulled(DAY)], decides=COUNCIL)
    assert (course.state, [step.act for step in course.unexpected]) == (State.RETURNED, [Annulled(DAY)])


def test_every_state_is_on_the_graph_and_can_be_reached():
    reached, seen = {State.NOT_STARTED}, 0
    while seen < len(reached):
        seen = len(reached)
        reached |= {arrow.target for arrow in GRAPH if arrow.source in reached}
    assert reached == set(State)


def test_each_arrow_stands_once_and_only_a_removal_has_several_ends():
    forks = {
        arrow.by
        for arrow in GRAPH
        for other in GRAPH
        if (arrow.source, arrow.by) == (other.source, other.by) and arrow.target != other.target
    }
    assert len(set(GRAPH)) == len(GRAPH)
    assert forks == {Ruling(BOARD, Outcome.REMOVED), Ruling(COUNCIL, Outcome.REMOVED)}


def test_time_moves_what_was_decided_and_nothing_else():
    assert [arrow.source for arrow in GRAPH if arrow.by is Passage.PUBLISHED] == DECIDED
    assert [(arrow.by, arrow.source, arrow.target) for arrow in GRAPH if arrow.source is State.APPEAL] == [
        (Passage.PASSED, State.APPEAL, State.FINAL),
        (Passage.ANNULLED, State.APPEAL, State.RETURNED),
    ]


def test_a_party_whose_board_decides_never_waits_for_a_council():
    told = {arrow.by for state in State for arrow in expected(state, BOARD)}
    assert [by for by in told if isinstance(by, Placing | Ruling) and by.level is COUNCIL] == []
    assert Ruling(BOARD, Outcome.PROPOSED) not in told


ACTS = st.one_of(
    st.builds(Placed, st.sampled_from(Level), st.just(DAY)),
    st.builds(Decided, st.sampled_from(Level), st.just(DAY), st.sampled_from(Outcome)),
    st.just(Annulled(DAY)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=12), st.sampled_from(Level))
def test_every_row_of_records_leads_somewhere_step_by_step(acts: list[Act], decides: Level):
    course = course_of(acts, decides=decides)
    assert [step.act for step in course.steps] == acts
    assert [step.source for step in course.steps] == [State.NOT_STARTED, *(step.target for step in course.steps)][:-1]
    assert today(acts, decides, ends=1) is (State.APPEAL if course.state in DECIDED else course.state)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 99), max_size=15), st.sampled_from(Level))
def test_a_walk_along_arrows_is_never_unexpected(choices: list[int], decides: Level):
    acts: list[Act] = []
    for choice in choices:
        ways = [by for arrow in expected(course_of(acts, decides=decides).state, decides) if (by := arrow.by)]
        bys = [by for by in ways if not isinstance(by, Passage)]
        if bys:
            by = bys[choice % len(bys)]
            acts.append(Placed(by.level, DAY) if isinstance(by, Placing) else Decided(by.level, DAY, by.outcome))
    course = course_of(acts, decides=decides)
    arrows = {(arrow.source, arrow.by, arrow.target) for arrow in GRAPH if arrow.is_of(decides)}
    assert {(step.source, step.act.cause, step.target) for step in course.steps} <= arrows
    assert course.unexpected == ()
