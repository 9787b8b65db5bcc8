"""A workbook (XLSX) of a plan: to read, to write in, and to bring back.

What people wrote is always a cell of text, never a formula; text that looks like one carries the mark (`quotePrefix`)
that keeps it text when it is edited.
"""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from sopu.core.cells import MOST_IN_A_CELL, is_formula_like, printable
from sopu.plans.documents.plan_book import Book, Row, reference
from sopu.plans.documents.plan_columns import CHOICES, HELP, SHEETS, Column, Names, Sheet, Sort, What
from sopu.web.office_files import plain_utc, settled

LISTS = "Sopu"
"""The hidden sheet of what may be chosen."""
DATE_FORMAT = "d.m.yyyy"
_WRAPPED = 40
_LINE, _TALLEST = 15, 409
"""Points: a line of text, and the most that a row may have (Excel specifications and limits, Microsoft)."""
_INK, _QUIET = "FF10211F", "FF435553"
_HEAD = Font(name="Calibri", size=11, bold=True, color=_INK)
_TITLE = Font(name="Calibri", size=16, bold=True, color=_INK)
_DERIVED = Font(name="Calibri", size=11, color=_QUIET)
_RULE = Border(bottom=Side("medium", color=_INK))
_HEAD_FILL = PatternFill("solid", fgColor="FFE4EDED")
_TOP, _TOP_WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
_HEAD_PLACE = Alignment(vertical="center", wrap_text=True)
_ROOM = 200
"""Rows after the last in which choices are still offered."""
_KEPT = frozenset({Sort.LABEL, Sort.STAGE})
"""What is only told, and never read back."""


def written(book: Book, made_at: dt.datetime) -> bytes:
    """The plan as a workbook; the same plan and moment give the same bytes."""
    with override(book.language):
        made = Workbook()
        made.properties.title, made.properties.creator = printable(book.name), "Sopu"
        made.properties.language = book.language
        made.properties.created = made.properties.modified = plain_utc(made_at)
        properties = tostring(made.properties.to_tree())
        page = made.active
        assert isinstance(page, Worksheet)
        _help(page, book, made_at)
        lists = _lists(made, book)
        for sheet in SHEETS:
            _sheet(made.create_sheet(sheet.names[book.language]), sheet, book, lists)
        made.move_sheet(LISTS, len(SHEETS))
        target = io.BytesIO()
        made.save(target)
        return settled(target.getvalue(), {"docProps/core.xml": properties})


def _help(page: Worksheet, book: Book, made_at: dt.datetime) -> None:
    page.title = HELP[book.language]
    page.sheet_view.showGridLines = False
    _fit(page, Worksheet.PAPERSIZE_A4)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 96
    _text(page.cell(1, 1), book.name, _TOP).font = _TITLE
    page.row_dimensions[1].height = 26
    for number, (name, told) in enumerate(_instructions(book, made_at), 3):
        _text(page.cell(number, 1), name, _TOP).font = _HEAD
        _text(page.cell(number, 2), told, _TOP_WRAPPED)
        page.row_dimensions[number].height = _LINE * max(1, ceil(len(told) / 92)) + 4


def _instructions(book: Book, made_at: dt.datetime) -> Iterator[tuple[str, str]]:
    yield _("Period of the plan"), book.period
    yield _("Downloaded"), f"{made_at:%Y-%m-%d}"
    yield (
        _("How this works"),
        _("Write in the sheets and bring the workbook back. You see every change before anything is stored."),
    )
    yield (
        _("A new row"),
        _("Add it below the others and leave its number empty. A goal needs a goal area, a measure needs a goal."),
    )
    yield (
        _("A row taken away"),
        _("What is not in the workbook stays in the plan as it is. Leave it out on its own page."),
    )
    yield (
        _("An emptied cell"),
        _("Empties the same place in the plan. You see it among the changes."),
    )
    yield (
        _("Commitments"),
        _("You may propose a level and words. What a party has answered, and its opt-outs, only it can change itself."),
    )
    yield _("Numbers"), _("Numbers and stages are given by the plan, and are not read back.")
    yield _("Several in a cell"), _("Separate them by semicolons.")
    for choice in (Sort.KIND, Sort.LEVEL, Sort.STAGE):
        names = [one[book.language] for one in CHOICES[choice].values()]
        yield _heading(choice)[book.language], " · ".join(names)


def _heading(sort: Sort) -> Names:
    return next(column.names for sheet in SHEETS for column in sheet.columns if column.sort is sort)


def _lists(made: Workbook, book: Book) -> dict[Sort, str]:
    """What may be chosen, on a hidden sheet, and where in it."""
    page = made.create_sheet(LISTS)
    page.sheet_state = "hidden"
    choices = {
        Sort.KIND: [one[book.language] for one in CHOICES[Sort.KIND].values()],
        Sort.LEVEL: [one[book.language] for one in CHOICES[Sort.LEVEL].values()],
        Sort.AREA: [one.written for one in book.areas],
        Sort.PARTY: [one.written for one in book.parties],
        Sort.GOAL: [reference(row) for row in book.rows[What.GOAL]],
        Sort.MEASURE: [reference(row) for row in book.rows[What.MEASURE]],
        Sort.INDICATOR: [one.written for one in book.indicators],
    }
    places = {}
    for number, (sort, words) in enumerate(choices.items(), 1):
        for row, word in enumerate(words, 1):
            _text(page.cell(row, number), word, _TOP)
        letter = get_column_letter(number)
        places[sort] = f"'{LISTS}'!${letter}$1:${letter}${max(1, len(words))}"
    return places


def _sheet(page: Worksheet, sheet: Sheet, book: Book, lists: dict[Sort, str]) -> None:
    columns = [column for column in sheet.columns if column.is_written]
    rows = book.rows[sheet.what]
    for number, column in enumerate(columns, 1):
        _column(page, number, column, book.language)
    page.row_dimensions[1].height = 2 * _LINE + 4
    for number, row in enumerate(rows, 2):
        page.row_dimensions[number].height = _height(columns, row)
        for place, column in enumerate(columns, 1):
            _cell(page.cell(number, place), column, row, book.language)
    last = get_column_letter(len(columns))
    page.freeze_panes = "E2" if sheet.what is What.MEASURE else "A2"
    page.auto_filter.ref, page.print_title_rows = f"A1:{last}{len(rows) + 1}", "1:1"
    _fit(page, Worksheet.PAPERSIZE_A3)
    for place, column in enumerate(columns, 1):
        if column.sort in lists:
            _offer(page, get_column_letter(place), len(rows) + 1 + _ROOM, lists[column.sort])


def _fit(page: Worksheet, paper: str) -> None:
    """On paper a sheet is as wide as the page, on its side."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", paper
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0


def _column(page: Worksheet, number: int, column: Column, language: str) -> None:
    dimension = page.column_dimensions[get_column_letter(number)]
    dimension.width, dimension.hidden = column.width, column.sort is Sort.KEY
    head = _text(page.cell(1, number), column.names[language], _HEAD_PLACE)
    head.font, head.border, head.fill = _HEAD, _RULE, _HEAD_FILL


def _offer(page: Worksheet, letter: str, last: int, place: str) -> None:
    """A list to choose from; something else may be written, since it is looked at before it is stored."""
    offered = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letter}2:{letter}{last}")
    page.add_data_validation(offered)


def _cell(cell: Cell, column: Column, row: Row, language: str) -> None:
    value = row.key if column.sort is Sort.KEY else row.cells[column.key]
    if column.sort is Sort.DATE and value:
        cell.value, cell.number_format, cell.alignment = dt.date.fromisoformat(value), DATE_FORMAT, _TOP
        return
    if column.sort in CHOICES and value:
        value = CHOICES[column.sort][value][language]
    _text(cell, value, _TOP_WRAPPED if column.width >= _WRAPPED else _TOP)
    if column.sort in _KEPT:
        cell.font, cell.protection = _DERIVED, Protection(locked=True)


def _text(cell: Cell, value: str, alignment: Alignment) -> Cell:
    """Never guessed: “=1+1” and “#N/A” are what somebody wrote."""
    text = printable(value)[:MOST_IN_A_CELL]
    if text:
        cell._value, cell.data_type = text, "s"
    cell.alignment = alignment
    if is_formula_like(text):
        cell.quotePrefix = True
    return cell


def _height(columns: Sequence[Column], row: Row) -> int:
    """The height of a row whose wide columns wrap, in points: not every program works it out by itself."""
    lines = [
        sum(max(1, ceil(len(line) / column.width)) for line in row.cells[column.key].split("\n"))
        for column in columns
        if column.width >= _WRAPPED
    ]
    return min(_LINE * max([1, *lines]), _TALLEST)
