"""The law of texts: numbers of clauses, the languages that are needed, translations, and how clauses move."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.texts.rules import (
    DEPTHS,
    Place,
    TranslationState,
    block_of,
    languages_of,
    moved_after,
    moved_down,
    moved_up,
    needed_languages,
    numbers_of,
    translation_state,
)

DEPTH = st.integers(1, DEPTHS)
PLACES = st.lists(st.builds(Place, DEPTH, st.booleans()), max_size=12)
DEPTHS_AND_PLACE = st.lists(DEPTH, min_size=1, max_size=9).flatmap(
    lambda depths: st.tuples(st.just(depths), st.integers(0, len(depths) - 1))
)


def numbered(*depths: int) -> tuple[str, ...]:
    return numbers_of([Place(depth) for depth in depths])


def test_clauses_are_numbered_by_their_depth():
    assert numbered(1, 2, 2, 1, 2, 3, 3, 2) == ("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2")


def test_a_clause_that_bears_no_number_leaves_the_others_theirs():
    assert numbers_of([Place(1), Place(2, is_numbered=False), Place(2)]) == ("1", "", "1.1")


def test_a_clause_that_stands_too_deep_is_numbered_as_if_what_is_between_were_there():
    assert numbered(3, 1, 3, 2) == ("1.1.1", "2", "2.1.1", "2.2")
    assert numbered(2) == ("1.1",)


@settings(max_examples=60)
@given(PLACES)
def test_numbers_are_unique_and_in_order_and_as_long_as_the_clause_is_deep(places):
    numbers = numbers_of(places)
    told = [tuple(map(int, number.split("."))) for number in numbers if number]
    assert len(numbers) == len(places)
    assert told == sorted(set(told))
    assert [len(one) for one in told] == [place.depth for place in places if place.is_numbered]
    assert [bool(number) for number in numbers] == [place.is_numbered for place in places]


@pytest.mark.parametrize(
    ("original", "statuses", "needed"),
    [
        ("fi", [0, 0], ("fi",)),
        ("fi", [0, 2], ("fi", "sv")),
        ("fi", [1], ("fi", "sv")),
        ("sv", [2], ("sv",)),
        ("sv", [3], ("sv", "fi")),
        ("fi", [], ("fi",)),
    ],
)
def test_a_document_is_worded_in_the_languages_of_its_parties(original, statuses, needed):
    assert needed_languages(original, statuses) == needed


def test_a_party_decides_in_its_own_language_first():
    assert [languages_of(status) for status in range(4)] == [("fi",), ("fi", "sv"), ("sv",), ("sv", "fi")]


def test_a_translation_is_stale_when_its_original_has_been_worded_anew():
    assert translation_state(7, is_worded=False, translates=None) is TranslationState.MISSING
    assert translation_state(7, is_worded=True, translates=6) is TranslationState.STALE
    assert translation_state(7, is_worded=True, translates=7) is TranslationState.READY


def test_a_chapter_moves_with_what_stands_under_it():
    depths = [1, 2, 2, 1, 2]
    assert list(block_of(depths, 0)) == [0, 1, 2]
    assert moved_up(depths, 3) == (3, 4, 0, 1, 2)
    assert moved_down(depths, 0) == (3, 4, 0, 1, 2)
    assert moved_after(depths, 0, 4) == (3, 4, 0, 1, 2)
    assert moved_after(depths, 3, None) == (3, 4, 0, 1, 2)


def test_a_clause_at_the_edge_of_its_chapter_moves_into_the_next():
    depths = [1, 2, 1, 2]
    assert moved_up(depths, 3) == (0, 1, 3, 2)
    assert moved_down(depths, 1) == (0, 2, 1, 3)


def test_the_first_and_the_last_clause_stay_and_none_moves_under_itself():
    depths = [1, 2, 1]
    same = (0, 1, 2)
    assert moved_up(depths, 0) == moved_down(depths, 2) == moved_after(depths, 0, 1) == same


@settings(max_examples=60)
@given(DEPTHS_AND_PLACE)
def test_moving_keeps_every_clause_and_the_block_together(depths_and_place):
    depths, at = depths_and_place
    own = list(block_of(depths, at))
    for order in (moved_up(depths, at), moved_down(depths, at), moved_after(depths, at, None)):
        assert sorted(order) == list(range(len(depths)))
        start = order.index(at)
        assert list(order[start : start + len(own)]) == own
        assert [one for one in order if one not in own] == [one for one in range(len(depths)) if one not in own]
