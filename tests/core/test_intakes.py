"""What becomes of each row of a table is told before anything is stored."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from sopu.core.intakes import (
    LEFT_OUT,
    NONE,
    Fate,
    Known,
    Note,
    Reading,
    Word,
    digest,
    lines,
    suggested_key,
    suggested_prompt,
    unsettled,
)
from sopu.core.shapes import Column
from sopu.core.spreadsheets import Grid

ZONE = ZoneInfo("Europe/Helsinki")
KNOWN = Known(
    organisations={"joutsa": frozenset({7}), "172": frozenset({7}), "kunta": frozenset({8, 9})},
    topics={"1": 1, "osallisuus": 1, "2": 2, "arki": 2},
    questions={"mikä on vahvuutemme?": "strength"},
    prompts=frozenset({"strength", "need", "commitment"}),
    said=frozenset({(1, "strength", 7, "sanottu jo")}),
    zone=ZONE,
)
COLUMNS = {
    "Teksti": Column.TEXT,
    "Kunta": Column.ORGANISATION,
    "Rooli": Column.ROLE,
    "Alue": Column.TOPIC,
    "Laji": Column.PROMPT,
    "Kuka": Column.PARTICIPANT,
    "Aika": Column.TIME,
    "Ääniä": Column.VOTES,
}
ROW = ("Ajatus.", "Joutsa", "kumppani", "Osallisuus", "vahvuus", "Aino", "24.10.2025 15.12", "3")


def a_grid(*rows: tuple[str, ...]) -> Grid:
    return Grid("", tuple(COLUMNS), tuple(enumerate(rows, 2)))


def a_row(**changes: str) -> tuple[str, ...]:
    return tuple(changes.get(name, cell) for name, cell in zip(COLUMNS, ROW, strict=True))


def fates(*rows: tuple[str, ...], words: dict[Word, dict[str, str]] | None = None) -> list[Fate]:
    return [line.fate for line in lines(a_grid(*rows), Reading(COLUMNS, words or {}), KNOWN)]


def test_a_row_is_a_sentence_with_all_that_is_told_of_it():
    (line,) = lines(a_grid(ROW), Reading(COLUMNS), KNOWN)
    told = (line.fate, line.text, line.topic, line.prompt, line.organisation, line.role, line.person, line.votes)
    assert told == (Fate.STORED, "Ajatus.", 1, "strength", 7, "partner", "Aino", 3)
    assert (line.at, line.notes) == (dt.datetime(2025, 10, 24, 15, 12, tzinfo=ZONE), ())


def test_an_empty_row_is_skipped():
    assert fates(a_row(Teksti="")) == [Fate.EMPTY]


def test_the_same_of_the_same_organisation_is_not_stored_twice():
    first, again = a_row(Teksti="Uusi ajatus"), a_row(Teksti="uusi  AJATUS.")
    assert fates(a_row(Teksti="Sanottu jo."), first, again) == [Fate.DUPLICATE, Fate.STORED, Fate.REPEATED]


def test_the_same_of_another_organisation_or_to_another_question_is_another_sentence():
    others = [a_row(Teksti="Sanottu jo", Kunta=""), a_row(Teksti="Sanottu jo", Alue="2"), a_row(Laji="kehittämistarve")]
    assert fates(*others) == [Fate.STORED] * 3


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("Kunta", "Jotsa", Word.ORGANISATION),
        ("Kunta", "Kunta", Word.ORGANISATION),
        ("Rooli", "Valtuutettu", Word.ROLE),
        ("Alue", "Jokin muu", Word.TOPIC),
        ("Alue", "", Word.TOPIC),
        ("Laji", "Vahvuudet", Word.PROMPT),
        ("Laji", "toimenpide", Word.PROMPT),
        ("Laji", "", Word.PROMPT),
    ],
)
def test_a_word_that_is_not_known_waits_for_its_meaning(column: str, cell: str, kind: Word):
    found = lines(a_grid(a_row(**{column: cell})), Reading(COLUMNS), KNOWN)
    assert [line.fate for line in found] == [Fate.WAITS]
    assert unsettled(found) == ((kind, cell),)


def test_a_word_means_what_a_person_said():
    row = a_row(Kunta="Jotsa", Rooli="Valtuutettu", Alue="Muu", Laji="Vahvuudet")
    words = {
        Word.ORGANISATION: {"Jotsa": "7"},
        Word.ROLE: {"Valtuutettu": "elected"},
        Word.TOPIC: {"Muu": "2"},
        Word.PROMPT: {"Vahvuudet": "need"},
    }
    (line,) = lines(a_grid(row), Reading(COLUMNS, words), KNOWN)
    assert (line.fate, line.organisation, line.role, line.topic, line.prompt) == (Fate.STORED, 7, "elected", 2, "need")


def test_a_word_may_be_left_out_or_mean_nothing():
    row = a_row(Kunta="Jotsa")
    assert fates(row, words={Word.ORGANISATION: {"Jotsa": LEFT_OUT}}) == [Fate.LEFT_OUT]
    (line,) = lines(a_grid(row), Reading(COLUMNS, {Word.ORGANISATION: {"Jotsa": NONE}}), KNOWN)
    assert (line.fate, line.organisation) == (Fate.STORED, None)


def test_a_commitment_without_an_organisation_is_left_out():
    assert fates(a_row(Kunta="", Laji="sitoumus"), a_row(Laji="sitoumus")) == [Fate.NO_ORGANISATION, Fate.STORED]


def test_each_question_of_a_wide_form_is_a_sentence_of_its_own():
    grid = Grid("", ("Mikä on vahvuutemme?", "Muuta?"), ((2, ("Luonto.", "Ei muuta.")), (3, ("", ""))))
    reading = Reading(
        dict.fromkeys(grid.header, Column.TEXT),
        {Word.TOPIC: dict.fromkeys(grid.header, "1"), Word.PROMPT: {"Muuta?": "need"}},
    )
    found = lines(grid, reading, KNOWN)
    assert [(one.row, one.text, one.prompt, one.fate) for one in found] == [
        (2, "Luonto.", "strength", Fate.STORED),
        (2, "Ei muuta.", "need", Fate.STORED),
        (3, "", "", Fate.EMPTY),
    ]


def test_rows_of_one_person_are_that_persons_and_rows_of_nobody_are_apart():
    found = lines(
        a_grid(ROW, a_row(Teksti="b"), a_row(Teksti="c", Kuka=""), a_row(Teksti="d", Kuka="")), Reading(COLUMNS), KNOWN
    )
    first, second, third, fourth = (line.person for line in found)
    assert (first == second, third == fourth, first == third) == (True, False, False)


def test_a_long_sentence_is_kept_whole_and_told():
    (line,) = lines(a_grid(a_row(Teksti="a" * 501)), Reading(COLUMNS), KNOWN)
    assert (line.fate, len(line.text), line.notes) == (Fate.STORED, 501, (Note.LONG,))


def test_personal_data_and_moments_that_cannot_be_read_are_told():
    (line,) = lines(a_grid(a_row(Aika="eilen")), Reading(COLUMNS), KNOWN, lambda text: True)
    assert (line.at, line.notes) == (None, (Note.TIME, Note.PERSONAL))


@pytest.mark.parametrize(
    "told",
    [
        "2025-10-24 15:12:00",
        "2025-10-24T15:12:00+03:00",
        "24.10.2025 15.12.00",
        "24.10.2025 klo 15.12.00",
        "2025/10/24 3:12:00 PM EEST",
        "10/24/2025 15:12:00",
    ],
)
def test_the_moments_of_each_tool_are_read(told: str):
    (line,) = lines(a_grid(a_row(Aika=told)), Reading(COLUMNS), KNOWN)
    assert line.at == dt.datetime(2025, 10, 24, 15, 12, tzinfo=ZONE)


def test_control_characters_do_not_come_with_a_sentence():
    (line,) = lines(a_grid(a_row(Teksti="Yksi\x00\x07\nkaksi")), Reading(COLUMNS), KNOWN)
    assert line.text == "Yksi\nkaksi"


def test_the_digest_tells_whether_anything_would_be_stored_otherwise():
    def of(*rows: tuple[str, ...]) -> str:
        return digest(lines(a_grid(*rows), Reading(COLUMNS), KNOWN))

    assert of(ROW) == of(ROW)
    changed = [a_row(Teksti="Muu."), a_row(Kunta=""), a_row(Kuka="Eero"), a_row(Ääniä="4"), a_row(Rooli="")]
    assert len({of(ROW), *map(of, changed)}) == 6


def test_a_reading_is_remembered_as_it_was():
    reading = Reading(COLUMNS, {Word.TOPIC: {"Muu": "2"}})
    assert Reading.from_json(reading.as_json()) == reading


def test_a_heading_suggests_a_prompt_and_a_name_its_key():
    assert [suggested_prompt(word) for word in ("Vahvuudet", "Mitä pitää kehittää?", "Sitoumukset", "Muuta")] == [
        "strength",
        "need",
        "commitment",
        "",
    ]
    names = {"Joutsa": "7", "Jyväskylä": "8", "Keski-Suomen hyvinvointialue": "9"}
    words = ("Jotsa", "Jyväskylän kaupunki", "hyvinvointialue", "Tampere")
    assert [suggested_key(word, names) for word in words] == ["7", "8", "9", ""]
