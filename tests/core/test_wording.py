"""What changed between two wordings."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopu.core.wording import Change, Piece, diff_words

KEPT, GONE, ADDED = Change.KEPT, Change.GONE, Change.ADDED
TEXTS = st.text(alphabet="aå ei.,–\n\t1'-\u0301\u00a0_", max_size=40) | st.lists(
    st.sampled_from(["Asukas", "tarvitsee", "yhden", "ja", "ei", "numeron", ",", ".", "\n"]), max_size=25
).map(" ".join)


def told(old: str, new: str) -> list[tuple[Change, str]]:
    return [(piece.change, piece.text) for piece in diff_words(old, new)]


def test_a_word_that_was_changed_is_gone_and_added_in_its_place():
    assert told("Asukas tarvitsee yhden numeron.", "Asukas tarvitsee yhden yhteyshenkilön.") == [
        (KEPT, "Asukas tarvitsee yhden"),
        (GONE, " numeron"),
        (ADDED, " yhteyshenkilön"),
        (KEPT, "."),
    ]


def test_a_word_set_first_leaves_the_rest_as_it_was():
    assert told("Asukas tarvitsee", "Jokainen Asukas tarvitsee") == [(ADDED, "Jokainen "), (KEPT, "Asukas tarvitsee")]


def test_what_inflects_is_one_word_and_so_are_dates_and_compounds_with_a_hyphen():
    assert told("Viimeistään 24.10.2025 EU:n e-lomake", "Viimeistään 24.11.2025 EU:n e-lomake") == [
        (KEPT, "Viimeistään"),
        (GONE, " 24.10.2025"),
        (ADDED, " 24.11.2025"),
        (KEPT, " EU:n e-lomake"),
    ]


def test_a_short_word_alone_between_changes_is_told_with_them():
    assert told("vanha ja kulunut talo", "uusi ja ehjä talo") == [
        (GONE, "vanha ja kulunut"),
        (ADDED, "uusi ja ehjä"),
        (KEPT, " talo"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", ()),
        ("", "Uusi.", (Piece(ADDED, "Uusi."),)),
        ("Vanha.", "", (Piece(GONE, "Vanha."),)),
        ("Sama.", "Sama.", (Piece(KEPT, "Sama."),)),
        ("a  b", "a b", (Piece(KEPT, "a"), Piece(GONE, "  "), Piece(ADDED, " "), Piece(KEPT, "b"))),
        ("rivi\n", "rivi", (Piece(KEPT, "rivi"), Piece(GONE, "\n"))),
    ],
)
def test_empty_and_same_texts_and_white_space(old, new, pieces):
    assert diff_words(old, new) == pieces


@given(TEXTS, TEXTS)
@example("a", "a\u0301")
def test_both_texts_are_found_whole(old, new):
    pieces = diff_words(old, new)
    assert "".join(one.text for one in pieces if one.change is not ADDED) == old
    assert "".join(one.text for one in pieces if one.change is not GONE) == new


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_what_is_gone_comes_first(old, new):
    changes = [one.change for one in diff_words(old, new)]
    assert all(one.text for one in diff_words(old, new))
    assert [pair for pair in pairwise(changes) if pair[0] == pair[1]] == []
    assert (ADDED, GONE) not in pairwise(changes)


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text):
    assert diff_words(text, text) == ((Piece(KEPT, text),) if text else ())


def test_two_long_texts_are_compared_at_once():
    old = " ".join(f"sana{number % 400}, ja" for number in range(1000))
    new = " ".join(f"sana{number % 401}, ja" for number in range(1000))
    began = time.perf_counter()
    pieces = diff_words(old, new)
    assert time.perf_counter() - began < 3
    assert "".join(one.text for one in pieces if one.change is not GONE) == new
