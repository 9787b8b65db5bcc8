"""How surely a sentence is supported, and when a text names somebody."""

import pytest

from sopu.publishing.rules import names, support

MENTIONS = [
    ("Jyväskylä", "Lupaamme kulkea Jyväskylään asti."),
    ("Äänekoski", "Kuljetukset Äänekosken kanssa yhdessä."),
    ("Saarijärvi", "Saarijärven malli kaikille."),
    ("Viitasaari", "Samoin kuin Viitasaarella"),
    ("Viitasaari", "Kohti Viitasaarta"),
    ("Kuhmoinen", "Kuhmoisten kylillä"),
    ("Uurainen", "Uuraisilla toimii jo"),
    ("Konnevesi", "Konneveden kunnan kanssa"),
    ("Konnevesi", "ilman Konnevettä ei onnistu"),
    ("Pihtipudas", "Pihtiputaan ryhmä"),
    ("Toivakka", "Toivakan kirjastossa"),
    ("Luhanka", "Luhangassa"),
    ("Laukaa", "Laukaan terveysasema"),
    ("Keuruu", "yhdessä Keuruun kanssa"),
    ("Keski-Suomen hyvinvointialue", "Keski-Suomen hyvinvointialueen luvalla"),
    ("Helsinki", "Helsingistä"),
]


@pytest.mark.parametrize(("name", "text"), MENTIONS)
def test_an_inflected_name_is_found(name, text):
    assert names(name).search(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Multia", "Multimediaa kouluihin"),
        ("Laukaa", "laukaisemme tämän nyt"),
        ("Joutsa", "joutsenet lentävät"),
        ("Jyväskylä", "kylä ja jyvä"),
        ("Jämsä", "Kunta kuin kunta"),
    ],
)
def test_another_word_is_not_a_mention(name, text):
    assert not names(name).search(text)


def test_no_known_name_is_found_nowhere():
    assert not names("", "").search("Jyväskylä")


def test_a_swedish_name_counts_too():
    assert names("Pietarsaari", "Jakobstad").search("tillsammans med Jakobstads stad")


def test_support_counts_many_sure_answers_above_a_few_unanimous():
    assert support(80, 85) > support(5, 5) > support(3, 6) > 0


def test_nobody_has_answered_nobody_supports():
    assert support(0, 0) == 0.0


def test_support_is_wilsons_lower_bound():
    # Newcombe 1998, Statist. Med. 17:857–872, table I, method 3: 81 of 263 gives 0.2553–0.3662.
    assert round(support(81, 263), 4) == 0.2553
