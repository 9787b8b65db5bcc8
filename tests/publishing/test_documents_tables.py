"""The spreadsheet, the CSV file and the open data say the same, and none of them runs what people wrote."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from materials import a_material, a_sentence, an_extract, in_language
from sopu.publishing.documents import csv_file, json_file, workbook
from sopu.publishing.documents.material import Answers, GroupAnswers

FORMULAS = [
    "=1+1",
    "+1",
    "-1 on vähän",
    "@SUM(1)",
    '=HYPERLINK("http://x.example")',
    "#N/A",
    "\t=2",
    "1.2.2025",
    "0123",
]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def column(page, name):
    """The cells of the column with that head."""
    head = [cell.value for cell in page[1]]
    return [row[head.index(name)] for row in page.iter_rows(min_row=2)]


def test_the_csv_file_opens_in_a_spreadsheet_of_this_country():
    content = csv_file.whole(a_material())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    assert csv_rows(content)[0][:5] == ["Numero", "Keskustelu", "Keskustelun nimi", "Näkökulma", "Lause"]


def test_the_csv_file_has_a_row_a_sentence_and_no_counts_of_fewer_than_five():
    _head, first, second = csv_rows(csv_file.whole(a_material()))
    assert first[4:] == [
        "Lause numero 1 ja sen ajatus.",
        "fi",
        "",
        *("6", "2", "1", "3"),
        "samaa mieltä 6, eri mieltä 2, ohitti 1; tärkeimpiä: 3",
        *[""] * 7,
    ]
    assert second[7:] == ["", "", "", "", "alle viisi kannanottoa", *[""] * 7]


@pytest.mark.parametrize("said", FORMULAS[:5])
def test_a_formula_in_the_csv_file_is_text(said):
    assert csv_rows(csv_file.whole(a_material([a_sentence(1, said)])))[1][4] == f"'{said}"


def test_separators_quotes_and_line_breaks_stay_in_their_cell():
    said = 'Sano; "näin",\nja näin'
    assert csv_rows(csv_file.whole(a_material([a_sentence(1, said)])))[1][4] == said


def test_the_extracts_csv_file_says_what_each_row_is_and_where_nobody_spoke():
    rows = csv_rows(csv_file.extract(an_extract()))
    assert [row[0] for row in rows[1:]] == [
        "Mitä osallistujanne sanoivat",
        "Mitä osallistujanne sanoivat",
        "Mitä sali kannatti eniten",
        "Missä teiltä ei sanottu mitään",
        "Missä teiltä ei sanottu mitään",
    ]
    assert {len(row) for row in rows} == {20}


@pytest.mark.parametrize("said", FORMULAS)
def test_what_people_wrote_is_text_in_the_workbook_exactly_as_it_was_said(said):
    page = book(workbook.whole(a_material([a_sentence(1, said)], event=said)))["Lauseet"]
    cell = column(page, "Lause")[0]
    assert (cell.value, cell.data_type) == (said, "s")


def test_no_cell_of_a_workbook_is_a_formula():
    evil = a_material([a_sentence(1, "=1+1", organisation="=2+2", prompt="commitment")], event="=3", county="+4")
    pages = [*book(workbook.whole(evil)), *book(workbook.extract(an_extract(evil, party="=5")))]
    cells = [cell for page in pages for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+")))


def test_control_characters_do_not_spoil_the_workbook():
    page = book(workbook.whole(a_material([a_sentence(1, "a\x00b\x0bc\ud800d\r\ne")])))["Lauseet"]
    assert column(page, "Lause")[0].value == "abcd\ne"


def test_every_sheet_has_a_frozen_filtered_head():
    pages = book(workbook.whole(a_material())).worksheets
    assert [page.title for page in pages] == [
        "Lue tämä",
        "Lauseet",
        "Keskusteluittain",
        "Kannanotot lajeittain",
        "Osallistujat",
    ]
    assert {page.freeze_panes for page in pages[1:]} == {"A2"}
    assert pages[1].auto_filter.ref == "A1:S3"
    assert {page.print_title_rows for page in pages[1:]} == {"$1:$1"}


def test_the_workbook_counts_by_discussion_as_the_material_does():
    page = book(workbook.whole(a_material()))["Keskusteluittain"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        [1, "Osallisuus ja yhteisöllisyys", 2, 0, 2],
        [2, "Arjen turvallisuus", 0, 0, 0],
    ]


def test_the_workbook_says_how_many_are_hidden_and_that_invented_is_invented():
    def facts(material):
        return {row[0].value: row[1].value for row in book(workbook.whole(material))["Lue tämä"].iter_rows()}

    assert facts(a_material())["Piilotetut lauseet"] == "2"
    assert "Huomaa" not in facts(a_material())
    assert facts(a_material(is_demo=True))["Huomaa"] == "Esimerkkiaineisto: tässä sanottu on keksittyä."


def test_answers_by_kind_are_only_those_that_may_be_broken_down():
    groups = (GroupAnswers("county", Answers(5, 0, 0, 0)), GroupAnswers("", Answers(1, 2, 3, 0)))
    shown = a_material([a_sentence(1, groups=groups), a_sentence(2, groups=())])
    page = book(workbook.whole(shown))["Kannanotot lajeittain"]
    assert [
        [cell.value for cell in row][0:1] + [cell.value for cell in row][3:] for row in page.iter_rows(min_row=2)
    ] == [
        [1, "Hyvinvointialue", 5, 0, 0, 0],
        [1, "Organisaatio ei tiedossa", 1, 3, 2, 0],
    ]
    none = book(workbook.whole(a_material([a_sentence(2, groups=())])))["Kannanotot lajeittain"]
    assert none["C2"].value.startswith("Ei näytettävää")


def test_the_extracts_workbook_has_its_parts_on_sheets_of_their_own():
    pages = book(workbook.extract(an_extract())).worksheets
    assert [page.title for page in pages] == [
        "Lue tämä",
        "Omat lauseet",
        "Omat ehdotukset",
        "Teidät mainitsevat ehdotukset",
        "Kannatetuimmat",
        "Hiljaiset kohdat",
    ]
    assert [page.max_row for page in pages[1:]] == [3, 1, 1, 2, 3]


def test_the_workbook_knows_its_title_and_its_moment():
    properties = book(workbook.whole(a_material())).properties
    assert (properties.title, properties.creator) == ("Sydämellä-foorumi", "Keski-Suomen hyvinvointialue")
    assert f"{properties.modified:%Y-%m-%dT%H:%M:%S}" == "2025-10-24T14:12:00"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_workbook_can_be_made_in_every_language(language):
    material = in_language(a_material(), language)
    assert len(book(workbook.whole(material)).sheetnames) == 5
    assert len(book(workbook.extract(an_extract(material))).sheetnames) == 6


def test_the_open_data_says_everything_that_may_be_told():
    data = json.loads(json_file.whole(a_material()))
    assert (data["schema"], data["language"], data["compiled_at"]) == (
        "sopu-material/1",
        "fi",
        "2025-10-24T17:12:00+03:00",
    )
    assert data["event"] == {
        "code": "KS7M2A",
        "name": "Sydämellä-foorumi",
        "starts_at": "2025-10-24T12:12:00+03:00",
        "ends_at": "2025-10-24T16:12:00+03:00",
    }
    assert data["counts"] == {
        "participants": 12,
        "organisations": 3,
        "sentences": 2,
        "hidden": 2,
        "answers": 34,
        "commitments": 0,
    }
    assert data["participants_by_kind"] == [
        {"key": "municipality", "name": "Kunta", "participants": 12, "sentences": 2}
    ]
    assert data["participants_by_role"] is None
    assert data["sentences"][0] == {
        "number": 1,
        "text": "Lause numero 1 ja sen ajatus.",
        "language": "fi",
        "discussion": 1,
        "prompt": "strength",
        "organisation": None,
        "answers": {"agree": 6, "pass": 1, "disagree": 2, "important": 3},
        "by_kind": {"municipality": {"agree": 6, "pass": 1, "disagree": 2, "important": 3}},
        "source": None,
        "voice": "own",
        "table": None,
        "repeats": [],
        "theme": None,
        "disposition": None,
    }
    assert data["sentences"][1]["answers"] is None


def test_no_form_prints_the_key_of_a_sentence():
    material = a_material([a_sentence(1, contribution=987_654)])
    assert b"987654" not in json_file.whole(material) + csv_file.whole(material)


def test_the_open_data_of_an_extract_names_the_party_and_its_silences():
    data = json.loads(json_file.extract(an_extract()))
    assert (data["schema"], data["party"]) == ("sopu-extract/1", {"number": 5, "code": "179", "name": "Jyväskylä"})
    assert data["silent"] == [{"discussion": 2, "name": "Arjen turvallisuus", "prompts": ["strength", "commitment"]}]
    assert [one["number"] for one in data["most_supported"]["1"]] == [1]
    assert json.loads(json_file.extract(an_extract(people_count=None)))["participants"] is None


def test_an_event_without_discussions_has_open_data_too():
    empty = replace(a_material([]), discussions=(), kinds=None)
    assert json.loads(json_file.whole(empty))["prompts"] == []


@pytest.mark.parametrize("form", [csv_file, json_file, workbook])
def test_the_same_material_gives_the_same_bytes(form):
    assert form.whole(a_material()) == form.whole(a_material())
    assert form.extract(an_extract()) == form.extract(an_extract())
