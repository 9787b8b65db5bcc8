"""Text in spreadsheets: shown, never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.core.cells import FORMULA_STARTS, MOST_IN_A_CELL, is_formula_like, printable, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+358",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '=HYPERLINK("http://x.example";"tästä")',
        "＝1+1",
        "  =1+1",
        "\u00a0=1",
        "\x00=1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_text_that_a_spreadsheet_might_run_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{printable(text)}"


@pytest.mark.parametrize("text", ["Lähipalvelut", "2 + 3 = 5", "a=b", "", " sana", "'lainaus'", "100 %", "ä@ö.example"])
def test_text_that_nobody_would_run_stays_as_it_was_said(text):
    assert safe_cell(text) == text


def test_what_xml_forbids_is_left_out_and_line_breaks_are_plain():
    assert printable("a\x00b\x0bc\x1fd\x7fe\ufffe\r\nf\rg\th") == "abcde\nf\ng\th"


def test_a_cell_holds_no_more_than_a_cell_can():
    assert len(safe_cell("ä" * 40_000)) == MOST_IN_A_CELL


@given(st.text())
def test_no_safe_cell_begins_as_a_formula_does(text):
    safe = safe_cell(text)
    assert safe[:1] not in FORMULA_STARTS
    assert not is_formula_like(safe)


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_a_safe_cell_says_everything_that_was_said(text):
    assert safe_cell(text) in {text, f"'{text}"}
