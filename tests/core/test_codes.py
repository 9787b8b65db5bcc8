"""Codes with a check character: slips of the finger and guesses are found out without asking anybody."""

from hypothesis import given
from hypothesis import strategies as st

from sopu.core.codes import ALPHABET, BADGE_LENGTH, checked_code, is_well_formed


def iter_over(chosen):
    """What `choose` picks, one after another."""
    characters = iter(chosen)
    return lambda _alphabet: next(characters)


CODES = st.lists(st.sampled_from(ALPHABET), min_size=BADGE_LENGTH - 1, max_size=BADGE_LENGTH - 1).map(
    lambda chosen: checked_code(BADGE_LENGTH, iter_over(chosen))
)


@given(CODES)
def test_what_was_made_is_well_formed(code):
    assert (len(code), is_well_formed(code)) == (BADGE_LENGTH, True)


@given(CODES, st.integers(0, BADGE_LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found_out(code, place, character):
    wrong = code[:place] + character + code[place + 1 :]
    assert is_well_formed(wrong) == (wrong == code)


@given(CODES, st.integers(0, BADGE_LENGTH - 2))
def test_two_characters_that_changed_places_are_always_found_out(code, place):
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_well_formed(wrong) == (wrong == code)


def test_what_is_no_code_is_not_well_formed():
    assert [is_well_formed(text) for text in ("", "0O1I", "ÄÖ", "abc")] == [False] * 4
