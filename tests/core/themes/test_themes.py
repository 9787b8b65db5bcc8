"""Themes are proposed from descriptors or emerge; they never depend on the order of what was said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sopu.core.themes import Descriptor, propose_themes
from sopu.core.themes import views as views_module
from sopu.core.themes.embedding import DIMENSIONS
from sopu.core.themes.telling import told

SUBJECTS = {
    "kirjasto": (
        "Kirjaston aukioloaikoja",
        "Lähikirjasto ja kirjastoauto",
        "Kirjastojen lukupiirit",
        "Kirjastopalvelut",
    ),
    "liikenne": (
        "Bussivuorojen aikatauluja",
        "Joukkoliikenne ja bussit",
        "Bussipysäkkien valaistus",
        "Linja-autovuorot",
    ),
    "nuoriso": (
        "Nuorisotalon iltoja",
        "Nuorten työpajat ja nuorisotyö",
        "Nuorisotyöntekijöiden määrää",
        "Nuorisovaltuusto",
    ),
}
ENDS = ("pitää lisätä", "on tärkeä asia", "kehitetään yhdessä", "toimii hyvin", "kaipaa rahaa", "vaatii suunnittelua")
TEXTS = [f"{start} {end}." for starts in SUBJECTS.values() for start in starts for end in ENDS]
TRUTH = [subject for subject, starts in SUBJECTS.items() for _start in starts for _end in ENDS]
DESCRIPTORS = [
    Descriptor("k", "kirjasto, lukeminen"),
    Descriptor("l", "bussit ja joukkoliikenne"),
    Descriptor("n", "nuoret, nuorisotyö"),
]


def vectors_of(texts, about=lambda text: sum(map(ord, text[:4]))):
    """Invented rows of length 1: texts that begin alike lie near each other."""
    rows = []
    for text in texts:
        chance = np.random.default_rng(about(text))
        middle = chance.normal(size=DIMENSIONS)
        rows.append(middle + np.random.default_rng(len(text)).normal(size=DIMENSIONS) / 2)
    return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def test_texts_find_the_descriptor_that_they_speak_of_by_letters_alone():
    found = propose_themes(TEXTS, vectors=None, descriptors=DESCRIPTORS)
    assert [theme.descriptor for theme in found.themes] == ["k", "l", "n"]
    right = sum(
        found.themes[row.theme].descriptor == subject[0] for subject, row in zip(TRUTH, found.rows, strict=True)
    )
    assert right >= 0.8 * len(TEXTS)
    assert "bussivuorojen" in found.themes[1].words or "bussit" in found.themes[1].words


def test_themes_emerge_and_their_number_too():
    found = propose_themes(TEXTS, vectors=None)
    by_theme = {(row.theme, subject) for row, subject in zip(found.rows, TRUTH, strict=True) if row.is_certain}
    assert len(found.themes) > 1
    assert len(by_theme) == len({theme for theme, _subject in by_theme})


def test_a_theme_that_no_descriptor_has_emerges_beside_them():
    more = TEXTS + [f"{who} {end}" for who in ("Uimahallin vuorot", "Uimahalli", "Uimarannat") for end in ENDS]
    vectors = vectors_of(more)
    found = propose_themes(more, vectors=vectors, descriptors=DESCRIPTORS)
    emergent = {number for number, theme in enumerate(found.themes) if theme.descriptor is None}
    swimming = {row.theme for text, row in zip(more, found.rows, strict=True) if text.startswith("Ui")}
    assert swimming & emergent


def test_a_member_is_certain_and_a_text_that_is_not_is_in_the_queue():
    found = propose_themes([*TEXTS, "Kiitos!"], vectors=None, descriptors=DESCRIPTORS)
    members = sorted(at for theme in found.themes for at in theme.members)
    assert members == [at for at, row in enumerate(found.rows) if row.is_certain]
    assert not found.rows[-1].is_certain


def test_texts_that_are_the_same_but_for_case_and_punctuation_share_a_theme():
    found = propose_themes([*TEXTS, TEXTS[0].upper() + "!!", f"  {TEXTS[0]}"], vectors=None, descriptors=DESCRIPTORS)
    assert found.rows[-1] == found.rows[-2] == found.rows[0]


@settings(max_examples=5, deadline=None)
@given(some.permutations(range(len(TEXTS))), some.booleans())
def test_the_order_of_texts_changes_nothing_but_indexes(order, has_vectors):
    vectors = vectors_of(TEXTS) if has_vectors else None
    found = propose_themes(TEXTS, vectors=vectors)
    again = propose_themes([TEXTS[at] for at in order], vectors=None if vectors is None else vectors[order])
    assert [again.rows[order.index(at)] for at in range(len(TEXTS))] == list(found.rows)
    assert [theme.words for theme in again.themes] == [theme.words for theme in found.themes]
    assert [order[theme.medoid] for theme in again.themes] == [theme.medoid for theme in found.themes]


@settings(max_examples=25, deadline=None)
@given(some.lists(some.text(max_size=40), max_size=12), some.booleans(), some.booleans())
def test_whatever_is_said_gets_a_place_and_a_margin_between_0_and_1(texts, has_vectors, is_described):
    vectors = vectors_of(texts).reshape(-1, DIMENSIONS) if has_vectors else None
    found = propose_themes(texts, vectors=vectors, descriptors=DESCRIPTORS if is_described else ())
    assert len(found.rows) == len(texts)
    assert all(0 <= row.theme < len(found.themes) and 0 <= row.margin <= 1 for row in found.rows)
    assert all(0 <= theme.medoid < len(texts) for theme in found.themes)


@pytest.mark.parametrize(
    "texts",
    [
        ["Yksi"],
        ["Sama asia"] * 40,
        ["", "   ", ""],
        ["👍", "🎉🎉", "👍"],
        ["sana " * 2000, "Toinen teksti", "Kolmas"],
        ["Ensin tämä", "Sitten tuo"],
    ],
)
def test_extremes_are_answered(texts):
    for descriptors in ((), DESCRIPTORS, DESCRIPTORS[:1]):
        found = propose_themes(texts, vectors=None, descriptors=descriptors)
        assert len(found.rows) == len(texts)
        assert not any(np.isnan(row.margin) for row in found.rows)


def test_nothing_said_is_nothing_proposed():
    found = propose_themes([], vectors=None, descriptors=DESCRIPTORS)
    assert (found.themes, found.rows) == ((), ())


def test_what_says_nothing_is_certain_of_nothing():
    found = propose_themes([*TEXTS, "", "  "], vectors=None, descriptors=DESCRIPTORS)
    assert [(row.margin, row.is_certain) for row in found.rows[-2:]] == [(0.0, False)] * 2


def test_vectors_must_be_as_many_as_texts():
    with pytest.raises(ValueError, match="2 texts, 1 vectors"):
        propose_themes(["a", "b"], vectors=vectors_of(["a"]))


def test_what_is_learnt_from_some_is_said_of_all(monkeypatch):
    monkeypatch.setattr(views_module, "MOST_AT_ONCE", 60)
    found = propose_themes(TEXTS, vectors=vectors_of(TEXTS), descriptors=DESCRIPTORS)
    assert len(found.rows) == len(TEXTS)
    assert found == propose_themes(TEXTS, vectors=vectors_of(TEXTS), descriptors=DESCRIPTORS)


def test_many_texts_gather_into_grains_first():
    many = [f"{text} {number}" for text in TEXTS for number in ("nyt", "ensi vuonna", "kesällä")]
    found = propose_themes(many, vectors=None)
    assert len(found.themes) > 1


def test_vectors_of_a_machine_that_embeds_serve_where_nothing_does(monkeypatch):
    monkeypatch.setattr("sopu.core.themes.proposing.embed", lambda texts: None)
    found = propose_themes(TEXTS, vectors=vectors_of(TEXTS), descriptors=DESCRIPTORS)
    assert len(found.rows) == len(TEXTS)


def test_what_is_told_names_themes_by_descriptor_or_number():
    said = told(propose_themes(TEXTS, vectors=None, descriptors=DESCRIPTORS), TEXTS)
    assert [theme["theme"] for theme in said["themes"]][:3] == ["k", "l", "n"]
    assert sum(theme["rows"] for theme in said["themes"]) == len(said["rows"]) == len(TEXTS)
    assert said["uncertain"] == sum(not row["certain"] for row in said["rows"])
    alone = told(propose_themes(TEXTS, vectors=None), TEXTS)
    assert [theme["theme"] for theme in alone["themes"]] == list(range(1, len(alone["themes"]) + 1))
