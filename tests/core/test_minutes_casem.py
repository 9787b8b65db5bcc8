"""Minutes of CaseM's shape: the page itself is this meeting's, and its address tells what the page does not."""

import datetime as dt

import pytest

from sites import html, page
from sopu.core import minutes
from sopu.core.minutes import Doubt, Head, Part, System, read_item
from sopu.core.minutes.casem import day_in_address

CASEM = "https://niemi.cloudnc.example/fi-FI/Toimielimet/Kaupungin_edistaumlmisen_jaosto/Kokous_{}/Sopimus(110032)"


def test_minutes_of_casem_are_read_from_the_page_itself_and_its_last_decision():
    read = read_item(page("casem_council"), CASEM.format("8122025"))
    assert (read.system, read.body, read.meeting_on) == (System.CASEM, "Kaupunginvaltuusto", dt.date(2025, 12, 8))
    assert (read.section, read.case_number) == (118, "NIEMDno-2025-1074")
    assert (read.title, read.published_on) == ("Strateginen yhteistyösopimus", None)
    assert Part(Head.OTHER, "Vaikutusten arviointi", "Ei vaikutuksia lapsiin.") in read.parts
    assert read.proposal_text == "Kaupunginvaltuusto hyväksyy sopimuksen."
    assert minutes.guess_of(read).outcome == "conditional"
    assert [link.title for link in read.links] == ["Sopimus"]
    assert read.doubts == (Doubt.EARLIER_DECISIONS,)


def test_minutes_that_are_not_inspected_say_so():
    read = read_item(page("casem_council_sv"))
    assert (read.body, read.meeting_on, read.section) == ("Områdesfullmäktige", dt.date(2025, 9, 27), 81)
    assert read.doubts == (Doubt.NOT_REVIEWED,)
    assert (minutes.guess_of(read).outcome, minutes.guess_of(read).votes) == ("deferred", minutes.Votes(31, 20, 2, 6))


def test_the_address_tells_what_a_page_of_casem_does_not():
    written = html("Esityslista", "§ 3 Sopimus", "Päätösehdotus", "Hyväksytään.")
    read = read_item(written, CASEM.format("1592025"))
    assert (read.body, read.meeting_on) == ("Kaupungin edistämisen jaosto", dt.date(2025, 9, 15))
    assert (read.agenda_number, read.is_minutes, read.decision_text) == (3, False, "")
    assert read_item(written, CASEM.format("1112025")).doubts == (Doubt.NO_DATE, Doubt.NO_CASE_NUMBER)


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("1592020", dt.date(2020, 9, 15)),
        ("112020", dt.date(2020, 1, 1)),
        ("15122020", dt.date(2020, 12, 15)),
        ("1112020", None),
        ("9992020", None),
    ],
)
def test_a_day_without_separators_is_told_only_when_it_is_one_day(digits, day):
    assert day_in_address(digits) == day


def test_an_agenda_of_casem_is_known_by_its_word_for_the_item():
    read = read_item(
        html("Kunnanhallitus, kokous 2.3.2026", "Asia 7. Sopimus", "5/2026", "Päätös", "Jätettiin pöydälle.")
    )
    assert (read.agenda_number, read.case_number, read.is_minutes, read.decision_text) == (7, "5/2026", False, "")
