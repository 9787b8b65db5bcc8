"""Votes are sparse, in one order, and the last words."""

import numpy as np
import pytest

from sopu.core.opinion import Votes


def test_the_latest_word_of_a_pair_stands_and_rows_are_in_order():
    votes = Votes.of([(1, 0, 1), (0, 2, -1), (1, 0, 0), (0, 1, 1)], people=2, statements=3)
    assert votes.person.tolist() == [0, 0, 1]
    assert votes.statement.tolist() == [1, 2, 0]
    assert votes.stance.tolist() == [1, -1, 0]
    assert len(votes) == 3


def test_arrays_in_order_are_taken_without_a_copy():
    arrays = (np.array([0, 1], np.int32), np.array([1, 0], np.int32), np.array([1, -1], np.int8))
    votes = Votes.from_arrays(*arrays, people=2, statements=2)
    assert np.shares_memory(votes.person, arrays[0])
    assert np.shares_memory(votes.stance, arrays[2])


@pytest.mark.parametrize(
    ("person", "statement", "stance", "trouble"),
    [
        ([0], [0], [], "one person, one statement and one stance a vote"),
        ([2], [0], [1], "a person is not from 0 to 1"),
        ([-1], [0], [1], "a person is not from 0 to 1"),
        ([0], [3], [1], "a statement is not from 0 to 2"),
        ([0], [0], [2], "a stance is none of 1, 0 and -1"),
        ([0], [0], [-2], "a stance is none of 1, 0 and -1"),
    ],
)
def test_what_is_no_vote_is_refused(person, statement, stance, trouble):
    with pytest.raises(ValueError, match=trouble):
        Votes.from_arrays(person, statement, stance, people=2, statements=3)


def test_votes_are_equal_when_all_of_them_are():
    one = Votes.of([(0, 0, 1)], people=1, statements=2)
    assert one == Votes.of([(0, 0, 1)], people=1, statements=2)
    assert one != Votes.of([(0, 0, 1)], people=2, statements=2)
    assert one != Votes.of([(0, 1, 1)], people=1, statements=2)
    assert one != Votes.of([(0, 0, 0)], people=1, statements=2)
    assert one != "votes"


def test_some_people_are_numbered_anew_with_their_own_votes():
    votes = Votes.of([(0, 0, 1), (2, 0, -1), (2, 1, 0), (3, 1, 1)], people=4, statements=2)
    some = votes.of_people(np.array([1, 2, 3]))
    assert some == Votes.of([(1, 0, -1), (1, 1, 0), (2, 1, 1)], people=3, statements=2)
    assert votes.of_people(np.array([], dtype=np.intp)) == Votes.of([], people=0, statements=2)
    assert votes.starts().tolist() == [0, 1, 1, 3, 4]


def test_votes_on_some_statements_are_left_out():
    votes = Votes.of([(0, 0, 1), (0, 1, -1)], people=1, statements=2)
    assert votes.without([0]) == Votes.of([(0, 1, -1)], people=1, statements=2)
