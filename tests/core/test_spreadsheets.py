"""Tables of unknown hands become text, or are refused with the reason."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from sopu.core import spreadsheets
from sopu.core.spreadsheets import Grid, packed, read, unpacked
from sopu.core.tables import Unreadable
from workbooks import AT, a_csv, a_workbook


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read("tiedosto", data)
    return caught.value.code


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            made.writestr(part, content if part == name else source.read(part))
        if name not in source.namelist():
            made.writestr(name, content)
    return target.getvalue()


def test_a_workbook_is_text_by_row_and_sheet():
    data = a_workbook([("Teksti", "Ääniä"), ("Yksi", 3), (None, None), ("Kaksi", 2.5)], "Eka", Toka=[("A",), ("b",)])
    assert read("x", data) == (
        Grid("Eka", ("Teksti", "Ääniä"), ((2, ("Yksi", "3")), (4, ("Kaksi", "2.5")))),
        Grid("Toka", ("A",), ((2, ("b",)),)),
    )


def test_a_csv_file_may_have_commas_semicolons_or_tabs():
    rows = [("Teksti", "Kunta"), ("Yksi, kaksi", "Joutsa")]
    expected = (Grid("", ("Teksti", "Kunta"), ((2, ("Yksi, kaksi", "Joutsa")),)),)
    assert [read("x", a_csv(rows, one)) for one in ",;\t"] == [expected] * 3


def test_the_last_row_of_a_csv_file_need_not_end_in_a_line_break():
    assert read("x", b"Teksti;Kunta\r\nYksi;Joutsa")[0].rows == ((2, ("Yksi", "Joutsa")),)


def test_a_title_above_the_header_is_passed_over():
    grid = read("x", a_workbook([("Foorumi",), (), ("Teksti", "Kunta", "Rooli"), ("Yksi", "Joutsa", "")]))[0]
    assert (grid.header, grid.rows) == (("Teksti", "Kunta", "Rooli"), ((4, ("Yksi", "Joutsa", "")),))


def test_columns_without_a_name_or_with_the_same_name_have_names_of_their_own():
    assert read("x", a_workbook([("Miksi?", None, "Miksi?"), ("a", "b", "c")]))[0].header == (
        "Miksi?",
        "B",
        "Miksi? (2)",
    )


def test_moments_are_read_as_iso_8601_and_errors_as_nothing():
    assert read("x", a_workbook([("A", "B", "C"), (AT, "#N/A", True)]))[0].rows == (
        (2, ("2025-10-24 15:12:00", "", "True")),
    )


def test_a_formula_is_never_run_and_its_saved_value_is_read():
    book = Workbook()
    book.active.append(["Teksti", "Luku"])
    book.active.append(["Yksi", "=1+1"])
    target = io.BytesIO()
    book.save(target)
    sheet = "xl/worksheets/sheet1.xml"
    kept = zipfile.ZipFile(target).read(sheet).replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>41</v>")
    kept = kept.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>41</v>")
    assert read("x", target.getvalue())[0].rows == ((2, ("Yksi", "")),)
    assert read("x", with_part(target.getvalue(), sheet, kept))[0].rows == ((2, ("Yksi", "41")),)


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["A"])
    book.active.append(["b"])
    hidden = book.create_sheet("Salainen")
    hidden.append(["A"])
    hidden.append(["c"])
    hidden.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    assert [grid.sheet for grid in read("x", target.getvalue())] == ["Sheet"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        ("Teksti\nYksi\n".encode("utf-16"), "other_encoding"),
        ("Päivä\nYksi\n".encode("latin-1"), "not_utf8"),
        (b"Teksti\0\nYksi\n", "zero_byte"),
        (b'Teksti\n"Yksi\n', "open_quote"),
        (b'Teksti\n"Yksi"a\n', "stray_quote"),
        (b"Teksti\n", "no_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "with_password"),
        (b"PK\x03\x04 damaged", "damaged_workbook"),
        (a_workbook([("A",), ("b",)])[:900], "damaged_workbook"),
        (a_workbook([]), "no_rows"),
        (b"a" * (spreadsheets.LARGEST_FILE + 1), "too_large"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused_with_the_reason(data: bytes, code: str):
    assert refusal(data) == code


def test_a_zip_file_that_is_no_workbook_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("kirje.txt", "hei")
    assert refusal(target.getvalue()) == "damaged_workbook"


def test_a_workbook_that_swells_is_not_unpacked(monkeypatch):
    bomb = with_part(a_workbook([("A",), ("b",)]), "xl/media/image1.bin", b"\0" * 3_000_000)
    assert len(bomb) < 20_000
    monkeypatch.setattr(spreadsheets, "LARGEST_UNPACKED", 2_000_000)
    assert refusal(bomb) == "swells"


def test_a_workbook_that_declares_entities_is_not_read():
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert refusal(with_part(a_workbook([("A",), ("b",)]), "xl/sharedStrings.xml", evil)) == "damaged_workbook"


def test_a_workbook_with_a_broken_sheet_is_refused():
    broken = with_part(a_workbook([("A",), ("b",)]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
    assert refusal(broken) == "damaged_workbook"


def test_rows_columns_and_text_have_their_limits(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    monkeypatch.setattr(spreadsheets, "HEAD_ROWS", 1)
    monkeypatch.setattr(spreadsheets, "MOST_COLUMNS", 4)
    monkeypatch.setattr(spreadsheets, "MOST_TEXT", 40)
    assert len(read("x", a_csv([("A",), *[("b",)] * 3]))[0].rows) == 3
    assert refusal(a_csv([("A",), *[("b",)] * 4])) == "too_many_rows"
    assert refusal(a_csv([("a",) * 5, ("b",) * 5])) == "too_many_columns"
    assert refusal(a_csv([("A",), ("b" * 41,)])) == "too_much_text"


def test_what_was_packed_is_unpacked_the_same():
    grids = read("x", a_workbook([("Teksti", "Ääniä"), ("Yksi “kaksi”", 3)], Toka=[("A",), ("b",)]))
    assert unpacked(packed(grids)) == grids
