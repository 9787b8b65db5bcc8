"""A live event's votes are kept as they come, and agreement by known groups with them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_votes import camps
from sopu.core.opinion import Gathering, Votes, by_known_groups

PEOPLE, STATEMENTS = st.sampled_from("abcde"), st.sampled_from("xyz")
ACTS = st.one_of(
    st.tuples(st.just("add"), PEOPLE, STATEMENTS, st.sampled_from([1, 0, -1])),
    st.tuples(st.just("remove"), PEOPLE, STATEMENTS),
    st.tuples(st.just("remove_person"), PEOPLE),
    st.tuples(st.just("remove_statement"), STATEMENTS),
    st.tuples(st.just("set_group"), PEOPLE, st.sampled_from([-1, 0, 1])),
)


@given(st.lists(ACTS, max_size=60))
@settings(max_examples=120, deadline=None)
def test_whatever_comes_in_whatever_order_it_is_as_if_counted_anew(acts):
    gathering = Gathering(groups=2)
    words: dict[tuple[str, str], int] = {}
    group: dict[str, int] = {}
    for act, *facts in acts:
        getattr(gathering, act)(*facts)
        if act == "add":
            words[facts[0], facts[1]] = facts[2]
        elif act == "set_group":
            group[facts[0]] = facts[1]
        else:
            words = {pair: word for pair, word in words.items() if not set(facts) <= set(pair)}
    people, statements = gathering.people, gathering.statements
    triples = [(people.index(person), statements.index(one), word) for (person, one), word in words.items()]
    assert gathering.votes() == Votes.of(triples, people=len(people), statements=len(statements))
    assert len(gathering) == len(words)
    anew = by_known_groups(gathering.votes(), [group.get(str(person), -1) for person in people], 2)
    kept = gathering.by_known_groups()
    assert kept.people == anew.people
    assert np.array_equal(kept.counts, anew.counts)
    assert np.array_equal(kept.consensus, anew.consensus)


def test_people_and_statements_are_numbered_as_they_come_and_stay():
    gathering = Gathering()
    gathering.add("Aino", 17, 1)
    gathering.add("Eino", 4, -1)
    gathering.remove_person("Aino")
    gathering.add("Veera", 4, 0)
    assert gathering.people == ("Aino", "Eino", "Veera")
    assert gathering.statements == (17, 4)
    assert gathering.votes() == Votes.of([(1, 1, -1), (2, 1, 0)], people=3, statements=2)


def test_who_and_what_is_not_known_is_removed_without_ado():
    gathering = Gathering()
    gathering.add("a", "x", 1)
    gathering.remove("b", "x")
    gathering.remove("a", "y")
    gathering.remove_person("b")
    gathering.remove_statement("y")
    assert len(gathering) == 1


def test_what_is_no_stance_and_no_group_is_refused():
    gathering = Gathering(groups=1)
    with pytest.raises(ValueError, match="a stance is none of 1, 0 and -1"):
        gathering.add("a", "x", 2)
    with pytest.raises(ValueError, match="a group is not from -1 to 0"):
        gathering.set_group("a", 1)
    assert gathering.people == ()


def test_known_groups_are_counted_with_their_people_spread_and_consensus():
    rows = [(0, 0, 1), (1, 0, 1), (2, 0, -1), (3, 0, -1), (4, 0, 1), (0, 1, 0), (0, 2, 1), (2, 2, 1)]
    found = by_known_groups(Votes.of(rows, people=6, statements=3), [0, 0, 1, 1, -1, 1], 3)
    assert found.groups == 3
    assert found.people == (2, 2, 0)
    assert found.counts[:2].tolist() == [[[2, 0, 0], [0, 0, 1], [1, 0, 0]], [[0, 2, 0], [0, 0, 0], [1, 0, 0]]]
    assert found.share[:2, 0].tolist() == [0.75, 0.25]
    assert found.spread.tolist() == [0.5, 0.0, 0.0]
    assert found.consensus[2] > found.consensus[0]
    assert ((found.lower > 0) & (found.lower < found.share)).all()


def test_without_groups_and_people_there_is_no_agreement_but_no_trouble():
    votes = Votes.of([(0, 0, 1)], people=1, statements=2)
    none = by_known_groups(votes, [-1], 0)
    assert (none.people, none.consensus.tolist(), none.spread.tolist()) == ((), [0.0, 0.0], [0.0, 0.0])
    empty = by_known_groups(Votes.of([], people=0, statements=2), [], 2)
    assert (empty.people, empty.consensus.tolist()) == ((0, 0), [0.0, 0.0])


def test_known_groups_must_be_one_a_person_and_known():
    votes = camps(1, people=3)
    with pytest.raises(ValueError, match="one group a person"):
        by_known_groups(votes, [0, 1], 2)
    for wrong in (-2, 2):
        with pytest.raises(ValueError, match="a group is not from -1 to 1"):
            by_known_groups(votes, [0, 1, wrong], 2)
