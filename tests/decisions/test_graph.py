"""The page of the graph of states, and the law of appeal in words."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from builders import a_negotiation
from sopu.core.calendar import Holiday
from sopu.decisions.queries.graph import graph_told
from sopu.decisions.queries.remedies import HOLIDAYS, explained, remedies
from sopu.decisions.rules import GRAPH, Level, Outcome, Ruling, State, finality_of


def told(outcome: Outcome, level: Level, kind: str, published: str = "", *, is_appealed: bool = False) -> str:
    """The explanation, with the minutes published on that day or not yet."""
    published_on = dt.date.fromisoformat(published) if published else None
    return explained(finality_of(outcome, level, kind, published_on), is_appealed=is_appealed)


@pytest.mark.django_db
def test_anybody_can_see_the_steps_and_nothing_is_asked_for_them(client: Client, django_assert_max_num_queries):
    negotiation = a_negotiation()
    with django_assert_max_num_queries(12):
        page = client.get(reverse("decision_graph", args=[negotiation.slug])).content.decode()
    assert page.count("<tspan") >= len(State)
    assert page.count("<tr>") == len(graph_told().rows) + 1
    assert client.get(reverse("decision_graph", args=["ei-ole"])).status_code == 404


def test_the_picture_and_the_table_have_the_same_numbers():
    graph = graph_told()
    numbers = [line.number for line in graph.drawing.lines]
    both = [line.number for line in graph.drawing.lines if line.is_both]
    assert sorted(row.number for row in graph.rows) == sorted([*numbers, *both])
    assert len(graph.drawing.states) == len(State)


def test_every_arrow_is_told_in_the_table():
    rows = graph_told().rows
    outcomes = [arrow for arrow in GRAPH if isinstance(arrow.by, Ruling)]
    assert sum(cause.count(",") + 1 for row in rows for cause in row.causes if "päätös:" in cause) == len(
        {(arrow.source, arrow.by, arrow.target if arrow.by.outcome is Outcome.REMOVED else None) for arrow in outcomes}
    )
    assert [(row.source, row.causes, row.target, row.where) for row in rows if row.number == 10] == [
        (
            "valtuuston esityslistalla",
            ("valtuuston päätös: jätetty pöydälle, poistettu esityslistalta",),
            "jätetty pöydälle",
            "siellä, missä valtuusto päättää",
        ),
        (
            "jätetty pöydälle",
            ("asia tulee valtuuston esityslistalle",),
            "valtuuston esityslistalla",
            "siellä, missä valtuusto päättää",
        ),
    ]
    assert [row.causes for row in rows[-3:]] == [
        ("pöytäkirja julkaistaan",),
        ("muutoksenhakuaika kuluu ilman muutoksenhakua",),
        ("muutoksenhaku hyväksytään ja päätös kumotaan",),
    ]


def test_lines_end_where_their_heads_begin():
    first, second = graph_told().drawing.lines[:2]
    assert (first.path, second.path) == ("M150.0 36.6L150.0 55.4", "M150.0 119.6L150.0 147.4")


def test_a_word_too_long_for_its_box_is_written_smaller():
    with translation.override("sv"):
        lines = [line for state in graph_told().drawing.states for line in state.lines]
    assert {line.text for line in lines if line.is_long} == {"föredragningslista"}


def test_the_remedies_are_told_with_their_sections():
    assert [(one.decider, one.route, one.days, one.grounds) for one in remedies()][1:] == [
        (
            "aluevaltuusto",
            "aluevalitus hallinto-oikeuteen",
            30,
            (
                "Laki hyvinvointialueesta (611/2021) 140, 143, 145\u00a0§",
                "Laki säädettyjen määräaikain laskemisesta (150/1930) 2, 5\u00a0§",
            ),
        ),
        (
            "kunnanhallitus, kaupunginhallitus tai maakuntahallitus",
            "oikaisuvaatimus hallitukselle",
            14,
            (
                "Kuntalaki (410/2015) 134, 138, 140\u00a0§",
                "Laki säädettyjen määräaikain laskemisesta (150/1930) 2, 5\u00a0§",
            ),
        ),
        (
            "aluehallitus",
            "oikaisuvaatimus hallitukselle",
            14,
            (
                "Laki hyvinvointialueesta (611/2021) 139, 143, 145\u00a0§",
                "Laki säädettyjen määräaikain laskemisesta (150/1930) 2, 5\u00a0§",
            ),
        ),
        (
            "toimielin, kun se esittää valtuustolle, jättää pöydälle, palauttaa valmisteluun tai merkitsee tiedoksi",
            "muutosta ei saa hakea",
            0,
            ("Kuntalaki (410/2015) 136\u00a0§", "Laki hyvinvointialueesta (611/2021) 141\u00a0§"),
        ),
    ]


def test_finality_is_explained_with_its_days_and_why_the_last_one_moved():
    assert told(Outcome.APPROVED, Level.COUNCIL, "county", "2025-11-18") == (
        "Aluevalitus on tehtävä 30 päivän kuluessa tiedoksisaannista. Pöytäkirja on julkaistu 18.11.2025, joten tieto"
        " päätöksestä katsotaan saadun 25.11.2025, ja viimeinen päivä on 29.12.2025. Määräaika olisi päättynyt"
        " 25.12.2025, mutta se on joulupäivä. Jos muutosta ei haeta, päätös on lainvoimainen 30.12.2025 alkaen."
    )


def test_what_is_not_known_yet_is_said():
    assert told(Outcome.APPROVED, Level.BOARD, "municipality") == (
        "Oikaisuvaatimus on tehtävä 14 päivän kuluessa tiedoksisaannista. Määräaika alkaa kulua, kun pöytäkirja on"
        " julkaistu."
    )
    assert told(Outcome.REJECTED, Level.COUNCIL, "municipality", "2025-10-01", is_appealed=True).endswith(
        "ja viimeinen päivä on 7.11.2025. Muutoksenhaku on käsiteltävänä, joten päätös ei ole vielä lainvoimainen."
    )


def test_a_decision_that_was_annulled_has_no_days_left():
    assert explained(None) == "Muutoksenhaku on hyväksytty ja päätös kumottu."


def test_what_cannot_be_appealed_says_so():
    assert told(Outcome.NOTED, Level.BOARD, "county", "2025-10-01").startswith("Tähän päätökseen ei saa hakea muutosta")
    assert told(Outcome.APPROVED, Level.BOARD, "partner").startswith("Näissä laeissa ei säädetä")


def test_every_holiday_has_a_word():
    assert HOLIDAYS.keys() == set(Holiday)
