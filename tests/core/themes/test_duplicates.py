"""Near-duplicates are proposed with their evidence; what contradicts or has another actor is never safe."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sopu.core.themes import duplicates, near_duplicates
from sopu.core.themes.guards import claims_of, exchanged, warnings_between

PAIRS = Path(__file__).parents[2] / "data" / "near_duplicates.csv"
"""Pairs made by hand: the same in other words, traps, and others on one subject. Word lists were chosen on `tuning`."""


def pairs(*parts: str) -> list[tuple[str, str, str]]:
    """Kind, one text and the other."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [(row["kind"], row["first"], row["second"]) for row in csv.DictReader(file) if row["part"] in parts]


def vectors(*rows):
    """Rows of length 1."""
    told = np.array(rows, dtype=np.float32)
    return told / np.linalg.norm(told, axis=1, keepdims=True)


def warned(one: str, other: str) -> tuple[str, ...]:
    """What the guards say of two texts."""
    return warnings_between(claims_of(one), claims_of(other))


@pytest.mark.parametrize(("kind", "one", "other"), pairs("tuning", "reporting"))
def test_a_trap_has_a_warning_both_ways(kind, one, other):
    if kind.startswith("trap"):
        assert warned(one, other)
    assert warned(one, other) == warned(other, one)


@pytest.mark.parametrize(("part", "proposed", "safe"), [("tuning", 38, 36), ("reporting", 10, 9)])
def test_what_says_the_same_is_proposed_and_nothing_else_is_safe(part, proposed, safe):
    found = {
        (kind, one): near_duplicates([one, other], vectors=None)[0]
        for kind, one, other in pairs(part)
        if near_duplicates([one, other], vectors=None)
    }
    same = [likeness for (kind, _one), likeness in found.items() if kind == "same"]
    assert len(same) == proposed
    assert sum(not likeness.warnings for likeness in same) == safe
    assert [one for (kind, one), likeness in found.items() if kind != "same" and not likeness.warnings] == []


@pytest.mark.parametrize(
    ("one", "other", "warnings"),
    [
        ("Kunta siirtää tilat hyvinvointialueelle.", "Hyvinvointialue siirtää tilat kunnalle.", ("actor",)),
        ("Hyvinvointialueelle kunta siirtää tilat.", "Kunta siirtää tilat hyvinvointialueelle.", ()),
        ("Kunta ja järjestö sopivat.", "Järjestö ja kunta sopivat.", ()),
        ("Kommunen stöder välfärdsområdet.", "Välfärdsområdet stöder kommunen.", ("actor",)),
        ("Kommunen betalar till staten.", "Staten betalar till kommunen.", ("actor",)),
        ("Terveysasema Laukaassa auki.", "Terveysasema Muuramessa auki.", ("actor", "word")),
        ("Kunta järjestää kuljetuksen.", "Kuljetus järjestetään.", ()),
        (
            "Kirjaston henkilöstön ja maakunnan liiton käytön aika.",
            "Kirjasto, henkilöstö, maakunnan liitto, käyttö.",
            (),
        ),
        ("Neuvonta on maksutonta.", "Neuvonta on maksuttomana.", ()),
        ("Matka maksaa 2,50 euroa.", "Matka maksaa 2.50 euroa.", ()),
        ("Kaksi kertaa.", "2 kertaa.", ()),
    ],
)
def test_guards_see_what_differs_and_no_more(one, other, warnings):
    assert warned(one, other) == warnings


def test_the_word_that_stands_in_anothers_place_is_told():
    one, other = claims_of("Kotona asumista pitää tukea."), claims_of("Laitoksessa asumista pitää tukea.")
    assert exchanged(one, other) == ("kotona", "laitoksessa")
    assert exchanged(one, one) is None


def test_a_score_is_half_meaning_and_half_letters():
    texts = ["Bussivuoroja lisää", "Lisää bussivuoroja"]
    (by_both,) = near_duplicates(texts, vectors=vectors([1, 0], [1, 0.2]))
    (by_letters,) = near_duplicates(texts, vectors=None)
    assert (by_letters.by_meaning, by_letters.score) == (None, by_letters.by_letters)
    assert by_both.score == (by_both.by_letters + by_both.by_meaning) / 2
    assert (by_both.first, by_both.second) == (0, 1)


def test_meaning_finds_what_letters_dont():
    texts = ["Pyöräteiden auraus", "Kevyen liikenteen talvihoito", "Uimahalli"]
    found = near_duplicates(texts, vectors=vectors([1, 0], [1, 0.01], [0, 1]), least=0.4)
    assert [(one.first, one.second) for one in found] == [(0, 1)]


def test_texts_that_are_the_same_are_linked_to_the_first_only():
    found = near_duplicates(["Lisää busseja", "lisää busseja!", "Uimahalli", "LISÄÄ BUSSEJA"], vectors=None)
    assert [(one.first, one.second, one.score) for one in found] == [(0, 1, 1.0), (0, 3, 1.0)]


def test_what_the_hall_answered_differently_gets_a_warning():
    texts = ["Bussivuoroja lisää", "Lisää bussivuoroja"]
    agreeing = dict.fromkeys(range(6), 1)
    parted = agreeing | {0: -1, 1: -1}
    for other, warnings in ((agreeing, ()), (parted, ("reactions",)), ({0: -1, 1: -1, 2: 0}, ())):
        (found,) = near_duplicates(texts, vectors=None, stances={0: agreeing, 1: other})
        assert found.warnings == warnings


def test_texts_without_a_letter_or_a_digit_are_in_no_pair():
    assert near_duplicates(["👍", "👍", "", ""], vectors=None) == ()
    assert near_duplicates([], vectors=None) == ()
    assert near_duplicates(["Yksin"], vectors=vectors([1, 0])) == ()


def test_a_full_bucket_compares_neighbours_only(monkeypatch):
    monkeypatch.setattr(duplicates, "FULLEST_BUCKET", 3)
    texts = [f"Bussivuoroja tarvitaan lisää iltaisin {place}" for place in ("nyt", "heti", "aina", "taas", "yhä")]
    found = near_duplicates(texts, vectors=None)
    assert all(one.first < one.second for one in found)
    assert {at for one in found for at in (one.first, one.second)} == set(range(5))


@settings(max_examples=10, deadline=None)
@given(some.permutations(range(12)))
def test_the_order_of_texts_changes_nothing_but_indexes(order):
    texts = [text for _kind, one, other in pairs("reporting")[:6] for text in (one, other)]
    plain = {
        frozenset((texts[one.first], texts[one.second])): one.score for one in near_duplicates(texts, vectors=None)
    }
    mixed = [texts[at] for at in order]
    again = {
        frozenset((mixed[one.first], mixed[one.second])): one.score for one in near_duplicates(mixed, vectors=None)
    }
    assert again == plain
