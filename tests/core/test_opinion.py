"""Who agrees with whom: what holds of any votes, in either mode."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_votes import camps
from sopu.core.opinion import Mode, Votes, WhyNoGroups, opinion
from sopu.core.opinion.stable import rand_index

MODES = pytest.mark.parametrize("mode", list(Mode))
STANCES = st.sampled_from([1, 0, -1])


@st.composite
def any_votes(draw: st.DrawFn) -> Votes:
    """Few people, few statements, any answers."""
    people, statements = draw(st.integers(0, 30)), draw(st.integers(0, 9))
    cells = st.tuples(st.integers(0, max(people - 1, 0)), st.integers(0, max(statements - 1, 0)), STANCES)
    triples = draw(st.lists(cells, max_size=200)) if people and statements else []
    return Votes.of(triples, people=people, statements=statements)


def relabelled(votes: Votes, people: np.ndarray, statements: np.ndarray) -> Votes:
    """The same votes; person i is now people[i], statement j statements[j]."""
    return Votes.from_arrays(
        people[votes.person],
        statements[votes.statement],
        votes.stance,
        people=votes.people,
        statements=votes.statements,
    )


@given(any_votes(), st.sampled_from(list(Mode)), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_nothing_is_not_a_number_and_everything_adds_up(votes, mode, seed):
    found = opinion(votes, mode=mode, seed=seed)
    for numbers in (found.points, found.consensus, np.array(found.variance)):
        assert np.isfinite(numbers).all()
    assert found.points.shape == (len(found.placed), 2)
    assert found.group.shape == (len(found.placed),)
    assert found.agreement.shape == (found.groups, votes.statements, 3)
    assert found.consensus.shape == (votes.statements,)
    assert ((found.consensus > 0) & (found.consensus < 1)).all()
    assert found.sizes == tuple(np.count_nonzero(found.group == group) for group in range(found.groups))
    assert len(found.representative) == found.groups
    assert found.overall.sum() == len(votes)
    assert (found.why_no_groups == "") == (found.groups > 0)
    if mode is Mode.FAIR:
        assert all(size >= 5 for size in found.sizes)


@given(any_votes(), st.sampled_from(list(Mode)), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_says_nothing(votes, mode, chance):
    triples = list(zip(votes.person.tolist(), votes.statement.tolist(), votes.stance.tolist(), strict=True))
    chance.shuffle(triples)
    again = Votes.of(triples, people=votes.people, statements=votes.statements)
    assert again == votes
    assert_same_bits(opinion(again, mode=mode), opinion(votes, mode=mode))


@MODES
@pytest.mark.parametrize("seed", range(6))
def test_other_numbers_of_people_and_statements_give_the_same_groups_and_consensus(mode, seed):
    votes = camps(seed)
    chance = np.random.default_rng(seed)
    people, statements = chance.permutation(votes.people), chance.permutation(votes.statements)
    found, again = opinion(votes, mode=mode), opinion(relabelled(votes, people, statements), mode=mode)
    assert found.groups == again.groups > 0
    assert rand_index(again.labels[people], found.labels) == 1.0
    assert np.allclose(again.consensus[statements], found.consensus, rtol=1e-12)
    assert np.allclose(again.points[people], found.points, atol=1e-6)
    chosen = {frozenset((statements[one.statement], one.stance) for one in group) for group in found.representative}
    assert {frozenset((one.statement, one.stance) for one in group) for group in again.representative} == chosen


@MODES
def test_a_second_run_gives_the_same_bits(mode):
    votes = camps(1, people=300, statements=60, seen=0.3, camps=3)
    assert_same_bits(opinion(votes, mode=mode, seed=7), opinion(votes, mode=mode, seed=7))


def assert_same_bits(one, other):
    """Every value of two opinions is the same."""
    for name in ("points", "group", "consensus", "agreement", "overall"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()
    for name in ("placed", "sizes", "representative", "stability", "straight", "why_no_groups", "variance"):
        assert getattr(one, name) == getattr(other, name)


@MODES
def test_where_nobody_voted_there_is_nothing_to_say(mode):
    for people, statements in ((0, 0), (3, 0), (0, 3), (40, 20)):
        found = opinion(Votes.of([], people=people, statements=statements), mode=mode)
        assert (found.votes, found.placed, found.sizes, found.straight) == (0, (), (), ())
        assert found.variance == (0.0, 0.0)
        assert found.why_no_groups == WhyNoGroups.TOO_FEW_PEOPLE
        assert len(set(found.consensus.tolist())) == min(statements, 1)


@MODES
def test_one_person_is_no_group(mode):
    found = opinion(Votes.of([(0, s, 1) for s in range(9)], people=1, statements=9), mode=mode)
    assert found.placed == (0,)
    assert found.points.tolist() == [[0.0, 0.0]]
    assert found.why_no_groups == WhyNoGroups.TOO_FEW_PEOPLE


@MODES
@pytest.mark.parametrize("stance", [1, 0, -1])
def test_where_all_answer_alike_all_stand_in_one_place_and_in_no_group(mode, stance):
    votes = Votes.of([(p, s, stance) for p in range(40) for s in range(12)], people=40, statements=12)
    found = opinion(votes, mode=mode)
    assert not found.points.any()
    assert (found.sizes, found.straight) == ((), ())
    assert found.why_no_groups == WhyNoGroups.UNSTABLE
    assert (found.consensus > 0.85).all() if stance == 1 else (found.consensus < 0.05).all()


@MODES
def test_a_million_passes_are_no_opinion(mode):
    people = 250_000
    person, statement = np.repeat(np.arange(people), 4), np.tile(np.arange(4), people)
    votes = Votes.from_arrays(person, statement, np.zeros(4 * people, dtype=np.int8), people=people, statements=4)
    found = opinion(votes, mode=mode)
    assert found.overall.tolist() == [[0, 0, people]] * 4
    assert not found.points.any()
    assert found.why_no_groups == WhyNoGroups.UNSTABLE
    assert (found.consensus < 1e-5).all()


@MODES
def test_who_answered_little_is_counted_but_not_placed(mode):
    votes = camps(2, people=40, seen=1.0)
    few = [(40, s, 1) for s in range(6)]
    rows = list(zip(votes.person, votes.statement, votes.stance, strict=True))
    found = opinion(Votes.of(rows + few, people=41, statements=24), mode=mode)
    assert found.placed == tuple(range(40))
    assert found.labels[40] == -1
    assert found.overall[0].sum() == 41


@MODES
def test_where_there_are_few_statements_those_who_answered_all_are_placed(mode):
    votes = Votes.of([(p, s, 1 if p % 2 else -1) for p in range(40) for s in range(3)], people=40, statements=3)
    found = opinion(votes, mode=mode)
    assert found.sizes == (20, 20)
    assert len({found.labels[0], found.labels[1]}) == 2


@MODES
def test_clear_camps_are_found_and_told_apart_by_what_they_say(mode):
    votes = Votes.of(
        [(p, s, 1 if (s < 4) == (p < 30) or s >= 8 else -1) for p in range(60) for s in range(12)],
        people=60,
        statements=12,
    )
    found = opinion(votes, mode=mode)
    assert found.sizes == (30, 30)
    first = found.representative[found.labels[0]]
    assert {(one.statement < 4, one.stance) for one in first} == {(True, 1), (False, -1)} or mode is Mode.COMPATIBLE
    best = found.consensus.max()
    assert np.flatnonzero(found.consensus == best).tolist() == [8, 9, 10, 11]
    of_first = found.labels[0]
    assert found.agreement[of_first, 0].tolist() == [30, 0, 0]
    assert found.agreement[of_first, 4].tolist() == [0, 30, 0]


def test_hidden_statements_are_dropped_by_the_fair_mode_and_counted_by_the_compatible():
    votes = camps(3)
    fair, compatible = (opinion(votes, mode=mode, hidden=[0, 5]) for mode in Mode)
    assert fair.overall[[0, 5]].sum() == 0
    assert fair.votes == len(votes.without([0, 5]))
    assert compatible.overall.sum() == compatible.votes == len(votes)
    for found in (fair, compatible):
        assert not {0, 5} & {one.statement for group in found.representative for one in group}


def test_where_all_is_hidden_no_statement_stands_for_a_group():
    votes = camps(3)
    found = opinion(votes, mode=Mode.COMPATIBLE, hidden=range(24))
    assert (found.representative, found.why_no_groups) == ((), WhyNoGroups.UNSTABLE)
