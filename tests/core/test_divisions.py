"""Known groups are folded until nobody is found in a small one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sopu.core.divisions import MOST, best, divisions
from sopu.core.groups import LEAST, shown_breakdown

UNKNOWN = 3


def answers(*groups: list[int]) -> np.ndarray:
    """Counts of groups × statements, where everybody agrees."""
    counts = np.zeros((len(groups), len(groups[0]), 3), dtype=np.int64)
    counts[:, :, 0] = groups
    return counts


def test_large_groups_stand_apart_the_largest_first():
    found = best(divisions(answers([5, 6, 5], [9, 9, 9], [7, 7, 7], [0, 0, 0]), UNKNOWN))
    assert found is not None
    assert (found.groups, found.has_rest, found.shown.tolist()) == (((1,), (2,), (0,)), False, [True] * 3)


def test_a_small_group_stands_with_those_whose_group_is_not_known():
    found = best(divisions(answers([2, 2, 2], [9, 9, 9], [7, 7, 7], [4, 4, 4]), UNKNOWN))
    assert found is not None
    assert (found.groups, found.has_rest) == (((1,), (2,), (0, 3)), True)
    assert found.counts[2, :, 0].tolist() == [6, 6, 6]


def test_others_who_are_few_take_the_smallest_named_group_with_them():
    found = best(divisions(answers([0, 0, 0], [9, 9, 9], [7, 7, 7], [2, 2, 2]), UNKNOWN))
    assert found is not None
    assert found.groups == ((1,), (2, 3))


def test_a_sentence_that_a_group_has_not_answered_enough_is_left_out():
    found = best(divisions(answers([9, 9, 4], [9, 0, 9], [0, 0, 0], [0, 0, 0]), UNKNOWN))
    assert found is not None
    assert found.shown.tolist() == [True, False, False]


def test_five_groups_are_shown_as_four():
    counts = answers(*[[20 - n] * 3 for n in range(5)], [0] * 3)
    found = best(divisions(counts, 5))
    assert found is not None
    assert found.groups == ((0,), (1,), (2,), (3, 4))


def test_one_group_is_no_division():
    assert divisions(answers([9, 9], [0, 0], [0, 0], [0, 0]), UNKNOWN) == []
    assert best([]) is None


def test_nothing_is_shown_of_a_few():
    assert best(divisions(answers([4, 4], [4, 4], [0, 0], [0, 0]), UNKNOWN)) is None


def test_a_coarser_division_that_shows_more_is_taken_when_the_finest_shows_too_little():
    found = best(divisions(answers([9] * 4, [9] * 4, [5, 1, 1, 1], [4] * 4), UNKNOWN))
    assert found is not None
    assert (found.groups, found.statements) == (((0,), (1,), (2, 3)), 4)


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=6, max_size=6), min_size=2, max_size=5),
    st.integers(2, MOST),
)
def test_whatever_is_shown_adds_up_to_the_whole_and_has_no_small_part(groups: list[list[int]], most: int):
    counts = answers(*groups)
    for one in divisions(counts, len(groups) - 1, most=most):
        assert 2 <= len(one.groups) <= most
        assert (one.counts.sum(axis=0) == counts.sum(axis=0)).all()
        for statement in np.flatnonzero(one.shown):
            parts = dict(enumerate(one.counts[:, statement].sum(axis=1).tolist()))
            assert shown_breakdown(parts) == parts
            assert min(parts.values()) >= LEAST
