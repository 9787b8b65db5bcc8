"""Which sheet of a workbook tells what, and which column is what: by names, in any order, in any of the languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sopu.core.intakes import folded
from sopu.core.spreadsheets import Grid
from sopu.plans.documents.plan_book import Loose, Why
from sopu.plans.documents.plan_columns import (
    COMMITMENTS,
    GOALS,
    HELP,
    LINKS,
    MEASURES,
    OPT_OUTS,
    SHEETS,
    Column,
    Sheet,
)

_NAMES = ("name_fi", "name_sv")
_REPEATED = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was told: its sheet and number, and its text by field."""

    sheet: str
    number: int
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A sheet that was known: what each of its columns is, by field, and its rows; `is_own` was written by Sopu."""

    sheet: Sheet
    title: str
    headings: Mapping[str, str]
    rows: tuple[RawRow, ...]
    is_own: bool


def told_in(grids: tuple[Grid, ...]) -> tuple[tuple[Told, ...], tuple[Loose, ...]]:
    """The sheets that were known, in the order in which they must be understood, and what has no place."""
    found: list[Told] = []
    loose: list[Loose] = []
    for grid in grids:
        if folded(grid.sheet) in map(folded, HELP.values()):
            continue
        sheet = _sheet_of(grid)
        if sheet is None:
            loose += _whole(grid)
            continue
        columns = _columns(sheet, grid)
        found.append(_told(sheet, grid, columns))
        loose += _columns_without_place(grid, columns)
    order = [GOALS, MEASURES, COMMITMENTS, OPT_OUTS, LINKS]
    return tuple(sorted(found, key=lambda one: order.index(one.sheet))), tuple(loose)


def _told(sheet: Sheet, grid: Grid, columns: Mapping[str, Column]) -> Told:
    headings = {column.key: heading for heading, column in columns.items()}
    rows = tuple(RawRow(grid.sheet, number, _by_field(grid, cells, columns)) for number, cells in grid.rows)
    return Told(sheet, grid.sheet, headings, rows, "key" in headings or _is_named(grid, sheet))


def _by_field(grid: Grid, cells: tuple[str, ...], columns: Mapping[str, Column]) -> dict[str, str]:
    named = zip(grid.header, cells, strict=True)
    return {columns[heading].key: text for heading, text in named if heading in columns}


def _sheet_of(grid: Grid) -> Sheet | None:
    """By its name if it has the columns that its rows can't be without, else by its columns."""
    named = [sheet for sheet in SHEETS if _is_named(grid, sheet)]
    return next(
        (sheet for sheet in (*named, LINKS, COMMITMENTS, MEASURES, OPT_OUTS, GOALS) if _fits(sheet, grid)), None
    )


def _is_named(grid: Grid, sheet: Sheet) -> bool:
    return folded(grid.sheet) in map(folded, sheet.names.values())


def _fits(sheet: Sheet, grid: Grid) -> bool:
    keys = {column.key for column in _columns(sheet, grid).values()}
    if sheet is LINKS:
        return {"measure", "indicator"} <= keys and len(keys) == len(grid.header)
    if sheet is COMMITMENTS:
        return {"measure", "party", "level"} <= keys
    if sheet is OPT_OUTS:
        return {"party", "area", "reason"} <= keys
    return bool(keys & set(_NAMES))


def _columns(sheet: Sheet, grid: Grid) -> dict[str, Column]:
    """Each known heading and its column; of two headings for the same field the first is it."""
    known, found = _headings(sheet), dict[str, Column]()
    for heading in grid.header:
        column = known.get(folded(_REPEATED.sub("", heading)).rstrip(":"))
        if column and column not in found.values():
            found[heading] = column
    return found


@cache
def _by_name(name: str) -> Mapping[str, Column]:
    sheet = next(one for one in SHEETS if one.what == name)
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for told in (*column.names.values(), *column.also):
            found.setdefault(folded(told), column)
    return found


def _headings(sheet: Sheet) -> Mapping[str, Column]:
    return _by_name(str(sheet.what))


def _whole(grid: Grid) -> Iterator[Loose]:
    for number, cells in grid.rows:
        told = " · ".join(f"{name}: {cell}" for name, cell in zip(grid.header, cells, strict=True) if cell)
        yield Loose(grid.sheet, number, "", told, Why.NO_SHEET)


def _columns_without_place(grid: Grid, columns: Mapping[str, Column]) -> Iterator[Loose]:
    for number, cells in grid.rows:
        for heading, cell in zip(grid.header, cells, strict=True):
            if cell and heading not in columns:
                yield Loose(grid.sheet, number, heading, cell, Why.NO_COLUMN)
