"""The tables of other tools are known by their headers, and a guess is made of each column."""

import pytest

import workbooks
from sopu.core.shapes import SHAPES, Column, proposed, shape_of, signature
from sopu.core.spreadsheets import Grid, read

T, P, ORG, V = Column.TEXT, Column.PARTICIPANT, Column.ORGANISATION, Column.VOTES


def a_grid(data: bytes) -> Grid:
    return read("x", data)[0]


@pytest.mark.parametrize(
    ("data", "tool", "columns"),
    [
        (workbooks.howspace("Joutsa"), "howspace", [T, P, Column.TOPIC, Column.PROMPT, Column.TIME, V, ORG]),
        (workbooks.mentimeter(), "mentimeter", [P, Column.SKIPPED, Column.TIME, T, T]),
        (workbooks.slido(), "slido", [T, P, V, Column.SKIPPED, Column.TIME]),
        (
            workbooks.microsoft_forms(),
            "forms",
            [P, Column.SKIPPED, Column.TIME, Column.SKIPPED, Column.SKIPPED, ORG, T],
        ),
        (workbooks.google_forms(), "google", [Column.TIME, ORG, T, T]),
    ],
)
def test_each_tool_is_known_and_its_columns_are_guessed(data: bytes, tool: str, columns: list[Column]):
    grid = a_grid(data)
    shape = shape_of(grid)
    assert (shape and shape.tool, list(proposed(grid).values())) == (tool, columns)


def test_an_unknown_table_is_guessed_by_the_names_of_its_columns():
    grid = a_grid(workbooks.a_csv([("Teksti", "Kunta", "Muuta"), ("Yksi", "Joutsa", "x")]))
    assert shape_of(grid) is None
    assert list(proposed(grid).values()) == [T, ORG, Column.SKIPPED]


def test_a_table_without_a_known_name_has_its_sentences_in_the_wordiest_column():
    grid = a_grid(workbooks.a_csv([("A", "B"), ("x", "Pitkä ajatus osallisuudesta"), ("y", "Toinen ajatus")]))
    assert proposed(grid) == {"A": Column.SKIPPED, "B": T}


def test_the_same_headers_have_the_same_signature_whatever_stands_under_them():
    grids = [a_grid(workbooks.a_csv([head, ("Yksi", "a")])) for head in (("Teksti", "Kunta"), ("teksti", "KUNTA"))]
    other = a_grid(workbooks.a_csv([("Teksti", "Rooli"), ("Yksi", "a")]))
    assert signature(grids[0]) == signature(grids[1])
    assert signature(grids[0]) != signature(other)


def test_each_shape_says_where_it_is_seen():
    assert all(shape.source and shape.marks and shape.columns for shape in SHAPES)
    assert len({shape.tool for shape in SHAPES}) == len(SHAPES)
