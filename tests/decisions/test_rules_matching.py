"""Minutes are known by case number, body and day together; two things that agree by chance propose nothing."""

import datetime as dt

import pytest

from sites import a_page
from sopu.core.minutes import Votes, read_item
from sopu.decisions.rules.matching import (
    Candidate,
    Handler,
    Match,
    Reason,
    Said,
    is_worth_reading,
    match_of,
    matches_of,
    proposed,
)
from sopu.decisions.rules.readings import Reading, reading_of, said_by

DAY = dt.date(2025, 12, 15)
COUNCIL = Handler(7, ("Kinnulan kunnanvaltuusto", "Kinnula kommunfullmäktige"), frozenset({DAY}))
BOARD = Handler(8, ("Kinnulan kunnanhallitus",), frozenset())
FINGERPRINT = "7f3a92c1" * 8
CASE = Candidate(
    case=1,
    number="812/00.04.02/2025",
    handlers=(COUNCIL, BOARD),
    titles=("Strateginen yhteistyösopimus", "Strategiskt samarbetsavtal"),
    fingerprints=frozenset({FINGERPRINT}),
    since=dt.date(2025, 11, 1),
    site="julkaisu.kinnula.example",
)


def said(**fields: object) -> Said:
    empty = {"body": "", "meeting_on": None, "case_number": "", "title": "", "fingerprints": (), "site": ""}
    return Said(**{**empty, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"case_number": "812/00.04.02/2025"}, (Reason.CASE_NUMBER,)),
        ({"case_number": "813/00.04.02/2025"}, (Reason.OTHER_CASE_NUMBER,)),
        ({"fingerprints": ("7f3a92c1",)}, (Reason.FINGERPRINT,)),
        ({"fingerprints": ("0000",)}, ()),
        ({"body": "Kunnanvaltuusto", "meeting_on": DAY}, (Reason.MEETING, Reason.BODY)),
        ({"body": "Kinnula kommunfullmäktige", "meeting_on": dt.date(2026, 1, 2)}, (Reason.BODY,)),
        ({"body": "Tekninen lautakunta"}, (Reason.OTHER_BODY,)),
        ({"body": "Valt"}, (Reason.OTHER_BODY,)),
        ({"site": "julkaisu.kinnula.example"}, (Reason.SITE,)),
        ({"title": "Strategisen yhteistyösopimuksen hyväksyminen"}, (Reason.TITLE,)),
        ({"title": "Talousarvio"}, ()),
        ({"meeting_on": dt.date(2025, 10, 1)}, (Reason.BEFORE,)),
    ],
)
def test_each_thing_that_agrees_or_not_is_a_reason(fields, reasons):
    assert match_of(said(**fields), CASE).reasons == reasons


def test_the_body_that_the_page_names_is_told():
    assert match_of(said(body="Kunnanhallitus"), CASE).body == 8
    assert match_of(said(body="Lautakunta"), CASE).body is None


def test_the_likeliest_case_is_first_and_what_nothing_speaks_for_is_left_out():
    other = Candidate(2, "", (BOARD,), ("Talousarvio",), frozenset(), None, "")
    third = Candidate(3, "", (), (), frozenset(), None, "")
    found = matches_of(said(body="Kunnanhallitus", case_number="812/00.04.02/2025"), [other, third, CASE])
    assert [(one.case, one.score) for one in found] == [(1, 80), (2, 20)]


@pytest.mark.parametrize(
    ("matches", "chosen"),
    [
        ((), None),
        (((1, 49),), None),
        (((1, 50),), 1),
        (((1, 80), (2, 20)), 1),
        (((1, 80), (2, 80)), None),
    ],
)
def test_enough_must_speak_for_one_case_and_for_no_other_as_much(matches, chosen):
    found = proposed([Match(case, None, score, ()) for case, score in matches])
    assert (found.case if found else None) == chosen


@pytest.mark.parametrize(
    ("title", "body", "day", "is_worth"),
    [
        ("Strateginen yhteistyösopimus", "Kunnanvaltuusto", DAY, True),
        ("Ilmoitusasiat", "Kunnanvaltuusto", DAY, True),
        ("Strateginen yhteistyösopimus", "", None, True),
        ("Ilmoitusasiat", "Kunnanvaltuusto", dt.date(2026, 2, 2), False),
        ("Strateginen yhteistyösopimus", "Tekninen lautakunta", DAY, False),
        ("Strateginen yhteistyösopimus", "Kunnanvaltuusto", dt.date(2025, 1, 2), False),
    ],
)
def test_an_entry_is_followed_when_its_title_is_alike_or_its_meeting_is_known(title, body, day, is_worth):
    assert is_worth_reading(title, body, day, [CASE]) is is_worth


def test_a_reading_goes_into_json_and_comes_back_the_same():
    more = ("Äänestyksessä annettiin 21 jaa-ääntä ja 18 ei-ääntä, 1 tyhjä.", "Julkaistu 22.12.2025", "Liitteet")
    links = '<a href="https://julkaisu.kinnula.example/1.pdf">Sopimus</a>'
    page = a_page(proposal=f"Tiiviste 7f3a 92c1. {links}", decision="Hyväksyttiin. " + more[0], more=more[1:])
    item = read_item(page)
    told = said_by(item, "julkaisu.kinnula.example")
    reading = reading_of(item, told, match_of(told, CASE))
    assert Reading.from_json(reading.as_json()) == reading
    assert (reading.body, reading.number, reading.fingerprints) == (7, 71, ("7f3a92c1",))
    assert (reading.votes, reading.published_on) == (Votes(21, 18, 1), dt.date(2025, 12, 22))
    assert reading.files == (("Sopimus", "https://julkaisu.kinnula.example/1.pdf"),)
    assert reading.reasons[:2] == ("case_number", "fingerprint")


def test_a_reading_of_no_case_says_so():
    item = read_item(a_page(day="31.2.2025", case_number="", body="Lautakunta"))
    reading = reading_of(item, said_by(item, ""), None)
    assert (reading.body, reading.reasons, reading.meeting_on, reading.votes) == (None, (), None, None)
    assert Reading.from_json(reading.as_json()) == reading
