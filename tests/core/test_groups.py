"""What may be told of groups of people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.groups import LEAST, coarser, joined, shown_breakdown, shown_count


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120)])
def test_a_number_of_people_under_five_is_not_told(count, shown):
    assert shown_count(count) == shown


def test_a_breakdown_with_a_group_under_five_is_not_shown_at_all():
    assert shown_breakdown({"elected": 40, "partner": 4}) is None


def test_a_breakdown_of_large_and_empty_groups_is_shown_whole():
    assert shown_breakdown({"elected": 40, "partner": 0, "office_holder": 5}) == {
        "elected": 40,
        "partner": 0,
        "office_holder": 5,
    }


def test_nothing_to_break_down_is_shown_as_nothing():
    assert shown_breakdown({}) == {}


def test_groups_that_are_large_enough_are_told_apart():
    assert joined([40, 30, 8], [[9, 8], [7, 9], [6, 5]]) == ((0,), (1,), (2,))


def test_a_group_without_people_is_left_out():
    assert joined([40, 0, 30], [[9], [0], [7]]) == ((0,), (2,))


def test_a_group_of_fewer_than_five_people_is_told_with_the_next_weakest():
    assert joined([40, 30, 4], [[30, 30], [20, 20], [4, 4]]) == ((0,), (1, 2))


def test_groups_that_answer_too_seldom_are_told_together_until_two_are_left():
    assert joined([42, 32, 5], [[7, 8, 7], [5, 6, 4], [1, 0, 1]]) == ((0,), (1, 2))
    assert joined([20, 20], [[1, 2], [2, 1]]) == ((0,), (1,))


def test_two_groups_of_which_one_is_too_small_become_one():
    assert joined([40, 3], [[30], [3]]) == ((0, 1),)


def test_ordered_groups_are_joined_with_a_neighbour_only():
    assert joined([30, 3, 30, 6], [[9], [3], [20], [5]], is_ordered=True) == ((0, 1), (2,), (3,))


def test_without_questions_only_the_number_of_people_counts():
    assert joined([13, 59, 7, 2], []) == ((0,), (1,), (2, 3))


def test_small_groups_are_told_together_before_a_large_one_is_drawn_in():
    assert joined([3, 5, 4], [[2], [1], [3]]) == ((0, 2), (1,))


def test_what_is_told_together_takes_the_next_weakest_in():
    people = [40, 9, 2, 3]
    parts = [((0,), (1,), (2,), (3,))]
    while len(parts[-1]) > 1:
        parts.append(coarser(parts[-1], lambda part: sum(people[number] for number in part)))
    assert parts[1:] == [((0,), (1,), (2, 3)), ((0,), (1, 2, 3)), ((0, 1, 2, 3),)]


def test_others_take_the_weakest_in_however_many_they_are():
    assert coarser([(0,), (1,), (2,)], lambda part: (9, 4, 50)[part[0]], others=2) == ((0,), (1, 2))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6), st.booleans())
def test_nobody_is_told_apart_in_a_small_group_and_nobody_is_left_out(groups, is_ordered):
    people = [count for count, _ in groups]
    parts = joined(people, [[min(pair)] for pair in groups], is_ordered=is_ordered)
    assert sorted(number for part in parts for number in part) == [n for n, count in enumerate(people) if count]
    assert len(parts) < 2 or min(sum(people[number] for number in part) for part in parts) >= LEAST
