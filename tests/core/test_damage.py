"""Letters lost in recognition are found in sentences of our own, damaged on purpose; a whole text is left alone."""

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from sopu.core.damage import Damage, damages, lost_share
from sopu.core.letters import Letters, finnish

SENTENCES = (Path(__file__).parents[1] / "data" / "finnish_sentences.txt").read_text("utf-8")
"""Sentences that are nowhere else in the project, so none of the known words comes from them."""
WORD = re.compile(r"[^\W_]+")
LOST = {"ä": "aaadé", "ö": "oo6é", "Ä": "A", "Ö": "O"}


def damaged(text: str, share: float, seed: int) -> str:
    """The text with this share of ä and ö lost, and now and then l for 1 and c for e, letter for letter."""
    chance = random.Random(seed)  # noqa: S311  # damage that is the same every time
    swaps = {letter: (signs, share) for letter, signs in LOST.items()} | {
        "l": ("1", share / 250),
        "e": ("c", share / 100),
    }
    return "".join(
        chance.choice(swaps[sign][0]) if sign in swaps and chance.random() < swaps[sign][1] else sign for sign in text
    )


def measured(share: float) -> tuple[float, float, float]:
    """Of damaged words the share that is found, of words found the share that is damaged and that is mended rightly."""
    bad = found = mended = flagged = 0
    for seed in range(2):
        text = damaged(SENTENCES, share, seed)
        were = {match.start(): match[0] for match in WORD.finditer(SENTENCES)}
        wrong = {match.start() for match in WORD.finditer(text) if were.get(match.start()) != match[0]}
        flags = damages(text)
        bad, flagged = bad + len(wrong), flagged + len(flags)
        found += sum(one.start in wrong for one in flags)
        mended += sum(one.suggestion == were.get(one.start) for one in flags)
    return found / bad, found / flagged, mended / flagged


def only(text: str) -> Damage:
    (found,) = damages(text)
    return found


def test_in_a_whole_text_nothing_is_found():
    assert len(WORD.findall(SENTENCES)) > 600
    assert damages(SENTENCES) == ()


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_of_words_damaged_on_purpose_four_of_five_are_found_and_hardly_any_other(share):
    """Measured with shares from 0.1 to 1: 0.82–0.93 are found; of those 0.99–1 were damaged and 0.94–1 are mended."""
    found, sound, mended = measured(share)
    assert (found > 0.8, sound > 0.98, mended > 0.93) == (True, True, True)


@pytest.mark.parametrize(
    ("word", "was"),
    [
        ("sisalté", "sisältö"),
        ("kdydaan", "käydään"),
        ("tdydentava", "täydentävä"),
        ("lltapaiva", "Iltapäivä"),
        ("hyvinvointialuc", "hyvinvointialue"),
        ("yhteisty6", "yhteistyö"),
        ("vaItuusto", "valtuusto"),
        ("va1tuusto", "valtuusto"),
        ("TAYDENTAVA", "TÄYDENTÄVÄ"),
    ],
)
def test_letters_as_scanners_misread_them_are_suggested_back(word, was):
    found = damages(f"{word} ja tekstia, josta puuttuu pisteita.")
    assert (found[0].text, found[0].suggestion, found[0].start) == (word, was, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Vuonna 2025 kokous 3/2025, asiakirja A4, liite B12 ja covid19.",
        "PostgreSQL, CaseM, HUS ja KSHVA sekä EU:n H2O.",
        "Lisätietoja: www.kunta.example, asiakaspalvelu@kunta.example.",
        "Måns Wikström ja Uno Cygnaeus tapasivat Kaarina Nybergin.",
        "På svenska: välfärdsområdet föreslog ett samarbetsavtal med kommunerna.",
        "The services of the county were closed.",
        "Sosiaali-\nja terveydenhuolto, Keski-\nSuomi",
        "1. Yleistä\n2. Tavoitteet\n2025",
        "Kunnat sopivat yhdessä.\n3\nsivu 4\n– 5 –",
        "",
        "7",
    ],
)
def test_numbers_names_and_other_languages_are_left_alone(text):
    assert damages(text) == ()


@pytest.mark.parametrize("word", ["verkkoyhteydet", "verkkoyhteyksiä", "Verkkoyhteys", "kuntatyönantaja"])
def test_harmony_does_not_reach_over_the_joint_of_a_compound(word):
    assert damages(f"{word} ja laitteet hankitaan yhdessä.") == ()


def test_what_is_lost_behind_the_joint_of_a_compound_is_found():
    assert only("Verkkotyoskentely hankitaan yhdessä.").suggestion == "Verkkotyöskentely"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("hyvinvointi-\n  alueen", "hyvinvointialueen"),
        ("linja-\nauton", "linja-auton"),
        ("sopi\u00admus", "sopimus"),
        ("ﬁrma", "firma"),
        ("jdrjes-\ntelmä", "järjestelmä"),
    ],
)
def test_words_that_were_cut_or_kept_signs_of_print_are_suggested_whole(text, suggestion):
    assert only(text) == Damage(0, len(text), text, suggestion)


def test_how_much_is_lost_is_told_by_how_few_dots_there_are():
    assert lost_share(SENTENCES) == 0.03
    assert 0.4 < lost_share(damaged(SENTENCES, 0.5, 1)) < 0.6
    assert lost_share(damaged(SENTENCES, 1, 1)) > 0.85


def test_places_are_where_the_text_has_them_and_apart():
    text = damaged(SENTENCES, 1, 7)
    found = damages(text)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_model_knows_only_what_it_has_learnt():
    letters = Letters({"työ": 3, "sää": 1})
    assert letters.reading("ty6", 1.0)[0] == "työ"
    assert letters.reading("työ", 1.0) == ("työ", 0.0)
    assert letters.likelihood("työ") > letters.likelihood("tyo")
    assert finnish() is finnish()
