"""CSV files are taken whole, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopu.core import tables
from sopu.core.tables import Form, Unreadable

# A zero byte is refused, and half a surrogate is no text.
CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


def refusal(data: bytes, delimiters: str = ",") -> tuple[str, int | None, int | None]:
    with pytest.raises(Unreadable) as caught:
        tables.read("a.csv", data, delimiters)
    return caught.value.code, caught.value.row, caught.value.line


@given(
    rows=st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)),
    form=st.builds(Form, st.sampled_from(["\n", "\r\n"]), st.booleans()),
    delimiter=st.sampled_from(",;"),
)
def test_what_is_written_is_read_back_cell_by_cell(rows, form, delimiter):
    header = [f"column {number}" for number in range(len(rows[0]) if rows else 2)]
    data = tables.write([header, *rows], form, delimiter)
    table = tables.read("a.csv", data, delimiter)
    assert (table.header, [list(row.cells) for row in table.rows]) == (tuple(header), rows)
    assert table.form == form
    assert tables.write([table.header, *(row.cells for row in table.rows)], table.form, delimiter) == data


def test_rows_are_counted_from_the_header_and_lines_by_their_breaks():
    table = tables.read("a.csv", b'id,text\n1,"two\nlines"\n2,one\n')
    assert [(row.number, row.line) for row in table.rows] == [(2, 2), (3, 4)]


def test_of_several_delimiters_the_one_that_splits_the_header_is_meant():
    assert tables.read("a.csv", b"id;text\n1;a, b, c\n", ",;").rows[0].cells == ["1", "a, b, c"]
    assert tables.read("a.csv", b"id,text\n1,a; b; c\n", ",;").rows[0].cells == ["1", "a; b; c"]


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert tables.read("a.csv", b"\xef\xbb\xbfid,text\n1,a\n").header == ("id", "text")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty_file", None, None)),
        (b"\xef\xbb\xbf \n", ("empty_file", None, None)),
        ("id,text\n1,å\n".encode("utf-16"), ("other_encoding", 1, 1)),
        ("id,text\n1,å\n".encode("utf-32"), ("other_encoding", 1, 1)),
        ("id,text\n1,a\n".encode("utf-16-le"), ("zero_byte", 1, 1)),
        ('id,text\n1,"a\nb"\n2,å\n'.encode("latin-1"), ("not_utf8", 3, 4)),
        ("å,text\n1,a\n".encode("latin-1"), ("not_utf8", 1, 1)),
        (b"id,text\n1,a\n2,b\0\n", ("zero_byte", 3, 3)),
        (b"id,text\n1,a\n2,cut he", ("cut", 3, 3)),
        (b'id,text\n1,a\n2,"open\n3,c\n', ("open_quote", 3, 3)),
        (b'id,text\n1,"a"b\n', ("stray_quote", 2, 2)),
        (b'id,text\n1,"' + b"a" * 140_000 + b'"\n', ("cell_too_long", 2, 2)),
        (b"id" + b"d" * 140_000 + b",text\n1,a\n", ("cell_too_long", 1, 1)),
        (b"id,text\n1,a\n2\n", ("column_count", 3, 3)),
        (b"id,text\n1,a,b\n", ("column_count", 2, 2)),
        (b"id,text\n\n1,a\n", ("column_count", 2, 2)),
        (b"id,id\n1,a\n", ("column_twice", 1, 1)),
    ],
)
def test_a_file_that_is_damaged_or_half_there_is_refused_with_its_row(data, expected):
    assert refusal(data) == expected


def test_a_damaged_byte_after_an_endless_cell_is_still_placed_by_its_line():
    assert refusal(b'id,text\n1,"' + b"a" * 140_000 + b"\n\xe4\n") == ("not_utf8", 3, 3)


def test_a_refusal_names_the_file_and_the_facts():
    with pytest.raises(Unreadable) as caught:
        tables.read("a.csv", b"id,text\n1\n")
    assert str(caught.value) == "a.csv, row 2: column_count {'expected': 2, 'found': 1}"
    assert str(Unreadable("empty_file", "a.csv")) == "a.csv: empty_file"


def test_a_column_that_is_not_there_has_no_place():
    table = tables.read("a.csv", b"id,text\n1,a\n")
    assert table.place("text") == 1
    with pytest.raises(Unreadable, match="column_missing"):
        table.place("language")
