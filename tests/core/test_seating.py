"""Mixed tables: as even as they can be, and the same for the same seed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.core.seating import Guest, seated, tables_for

HALLS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["elected", "office_holder", "partner"])), max_size=70)


def guests(hall: list[tuple[int, str]]) -> list[Guest]:
    return [Guest(str(number), organisation, role) for number, (organisation, role) in enumerate(hall)]


@given(HALLS, st.integers(1, 12), st.text(max_size=3))
def test_tables_are_level_and_share_every_organisation_and_every_role_evenly(hall, tables, seed):
    people = guests(hall)
    seats = seated(people, tables, seed)
    assert seats.keys() == {one.key for one in people}
    for shared in (lambda one: "", lambda one: one.organisation, lambda one: one.role):
        counts = Counter((shared(one), seats[one.key]) for one in people)
        totals = Counter(shared(one) for one in people)
        assert {
            counts[name, table] in {total // tables, -(-total // tables)}
            for name, total in totals.items()
            for table in range(tables)
        } <= {True}


@given(HALLS, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_same_seed_seats_the_same_people_in_whatever_order_they_registered(hall, tables, chance):
    people = guests(hall)
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert seated(people, tables, "a") == seated(shuffled, tables, "a")


def test_an_organisation_has_two_at_a_table_only_when_it_must():
    people = guests([(1, "elected")] * 5 + [(2, "office_holder")] * 3 + [(3, "partner")] * 4)
    seats = seated(people, 4, "x")
    at = Counter((one.organisation, seats[one.key]) for one in people)
    assert sorted(at.values(), reverse=True) == [2, *[1] * 10]


def test_another_seed_gives_another_plan():
    people = guests([(number % 6, "elected") for number in range(30)])
    assert seated(people, 5, "a") != seated(people, 5, "b")


def test_a_table_has_at_most_as_many_as_it_has_seats():
    assert [tables_for(count, 8) for count in (0, 1, 8, 9, 160)] == [0, 1, 1, 2, 20]


@pytest.mark.parametrize("wrong", [lambda: seated([], 0, ""), lambda: tables_for(9, 0)])
def test_nobody_can_be_seated_without_tables(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_two_guests_of_one_key_are_an_error():
    with pytest.raises(ValueError):
        seated([Guest("a", 1, ""), Guest("a", 2, "")], 2, "")
