"""What may be told of groups, and when a text names somebody."""

import pytest

from sopu.publishing.rules import names, shown_breakdown, shown_count, support


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
