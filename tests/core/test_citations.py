"""Citations of statutes are found among numbers that look alike, and what can't be right is doubted."""

import pytest

from sopu.core.citations import IMPOSSIBLE, MISCITED, UNKNOWN, Citation, Doubt, citations, doubts, statute
from sopu.core.statutes import STATUTES

YEAR = 2026


def cited(text: str) -> list[str]:
    return [citation.text for citation in citations(text)]


def doubted(text: str) -> list[tuple[str, str, str]]:
    return [(doubt.text, doubt.kind, doubt.suggestion) for doubt in doubts(text, YEAR)]


def test_the_scanned_plan_cites_a_statute_that_does_not_exist():
    text = "Laki hyvinvointialueesta 611/2024 (14 §) velvoittaa neuvottelemaan."
    assert citations(text) == (Citation(25, 33, 611, 2024, "611/2024"),)
    assert doubts(text, YEAR) == (Doubt(25, 33, "611/2024", MISCITED, "611/2021"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("laki hyvinvointialueesta (611/2021) 14 §", ["611/2021"]),
        ("lain 611/2021 ja 612/2021 sekä (613/2021) mukaan", ["611/2021", "612/2021", "613/2021"]),
        ("kuntalain (410/2015) 14 § ja hallintolain (434/2003)", ["410/2015", "434/2003"]),
        ("Noudatetaan 1234/2011, 5 a §.", ["1234/2011"]),
        ("valtioneuvoston asetus 338/2011", ["338/2011"]),
        ("lagen om välfärdsområden (611/2021)", ["611/2021"]),
        ("(611/2021, jäljempänä hyvinvointialuelaki)", ["611/2021"]),
        ("611 / 2021", ["611 / 2021"]),
    ],
)
def test_citations_are_found_in_brackets_after_a_word_of_law_before_a_section_and_in_rows(text, found):
    assert cited(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "dnro 1163/00.01.01.04/2025",
        "KSHVA 1163/00.01/2025 (laki)",
        "Asianumero 225/2022, lain mukaan",
        "diaarinumerolla 410/2015",
        "Dnr: 611/2021",
        "Kokous 3/2025, pöytäkirja 12/2025",
        "hallituksen esitys (HE 241/2020 vp) laiksi",
        "(HaVM 22/2025 vp) ja (StVM 16/2021)",
        "asetus (EU) 2016/679, asetus (EY) N:o 1370/2007",
        "yleissopimus (SopS 60/1991)",
        "24.10.2025 ja 1/2 sekä 3/4/2025",
        "lukuvuosi 2024/2025 lain mukaan",
        "maksut 225/2022",
        "lain tiedosto /611/2021",
        "C-123/2020 (laki)",
    ],
)
def test_case_numbers_minutes_bills_dates_and_fractions_are_no_citations(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kuntalaki (611/2021)", [("611/2021", MISCITED, "410/2015")]),
        ("kielilain 423/2013 mukaan", [("423/2013", MISCITED, "423/2003")]),
        ("oikeudenkäynnistä hallintoasioissa annetun lain (808/2020)", [("808/2020", MISCITED, "808/2019")]),
        ("laki pelastustoimen järjestämisestä (612/2021)", [("612/2021", MISCITED, "613/2021")]),
        ("611/2021 ja 612/2024", [("612/2024", UNKNOWN, "612/2021")]),
        ("vaalilaki (714/1996)", [("714/1996", MISCITED, "714/1998")]),
        ("laki (714/2019)", [("714/2019", UNKNOWN, "714/2018")]),
        ("laki hyvinvointialueesta annetun lain muuttamisesta (1234/2022)", [("1234/2022", UNKNOWN, "")]),
        ("laki (611/2031)", [("611/2031", IMPOSSIBLE, "611/2021")]),
        ("laki 9999/2021", [("9999/2021", IMPOSSIBLE, "")]),
        ("laki (5/1733)", [("5/1733", IMPOSSIBLE, "")]),
    ],
)
def test_what_cannot_be_right_is_doubted_and_what_seems_meant_is_suggested(text, found):
    assert doubted(text) == found


def test_the_year_decides_what_is_still_to_come():
    assert [doubt.kind for doubt in doubts("laki (999/2027)", 2026) + doubts("laki (999/2027)", 2027)] == [
        IMPOSSIBLE,
        UNKNOWN,
    ]


def test_every_statute_of_the_table_is_cited_by_its_names_without_a_doubt():
    wrong = [
        text
        for one in STATUTES
        for name in (*one.names, "laki")
        for text in (f"{name} ({one.reference})", f"{name.removesuffix('ki')}in {one.reference} mukaan")
        if doubted(text) or (name.endswith(("laki", "lagen")) and not cited(text))
    ]
    assert wrong == []


def test_a_statute_stands_in_the_table_once_and_is_found_by_its_citation():
    assert len({one.reference for one in STATUTES}) == len(STATUTES)
    (found,) = citations("kuntalaki (410/2015)")
    assert (statute(found).name, statute(Citation(0, 0, 1, 2020, ""))) == ("Kuntalaki", None)
    assert [one.reference for one in STATUTES if not (1 <= one.number < 2000 and 1900 < one.year <= YEAR)] == []
