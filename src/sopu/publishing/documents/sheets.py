"""The workbook (XLSX): sheets to sort and filter, safe to open.

What people wrote is always a cell of text, never a formula, and text that looks like one carries the mark
(`quotePrefix`) that keeps it text when it is edited; so it stands exactly as it was said, without the apostrophe that
the CSV file needs.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from copy import copy
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from sopu.core.cells import MOST_IN_A_CELL, is_formula_like, printable
from sopu.publishing.documents import rows
from sopu.web.office_files import plain_utc, settled

_LONGEST_TITLE = 31
_WRAPPED = 40
_LINE, _TALLEST = 15, 409
"""Points: a line of text, and the most that a row may have (Excel specifications and limits, Microsoft)."""
_HEAD_FONT = Font(name="Calibri", size=11, bold=True, color="FF10211F")
_HEAD_BORDER = Border(bottom=Side("medium", color="FF10211F"))
_NUMBER = Alignment(vertical="top", horizontal="right", indent=1)
_TOP = Alignment(vertical="top")
_TOP_WRAPPED = Alignment(vertical="top", wrap_text=True)


class Book:
    """A workbook being written, sheet after sheet."""

    def __init__(self, title: str, creator: str, language: str, at: dt.datetime) -> None:
        self._book = Workbook(write_only=True)
        self._properties = self._book.properties
        self._properties.title, self._properties.creator = printable(title), printable(creator)
        self._properties.language = language
        self._properties.created = self._properties.modified = plain_utc(at)
        self._styles: dict[tuple[int, bool], Any] = {}
        self._core = tostring(self._properties.to_tree())

    def sheet(self, title: str, head: Sequence[str], body: Iterable[rows.Row], widths: Sequence[int]) -> None:
        """A table with a frozen, filtered head."""
        page = self._page(title, widths)
        page.freeze_panes, page.print_title_rows = "A2", "1:1"
        page.append([self._head(page, name) for name in head])
        rows_written = 1
        for row in body:
            rows_written += 1
            self._row(page, rows_written, row, widths)
        page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{rows_written}"

    def notes(self, facts: Iterable[tuple[str, str]]) -> None:
        """The first sheet: what this is, in lines of label and value."""
        widths = (28, 110)
        page = self._page(_("Read me"), widths)
        for number, (label, value) in enumerate(facts, 1):
            page.row_dimensions[number].height = _height((value,), widths[1:])
            page.append([self._head(page, label, with_rule=False), self._cell(page, value, widths[1])])

    def written(self) -> bytes:
        """The workbook's bytes: the same for the same content."""
        target = io.BytesIO()
        self._book.save(target)
        # openpyxl writes the moment of saving into the properties.
        return settled(target.getvalue(), {"docProps/core.xml": self._core})

    def _row(self, page: WriteOnlyWorksheet, number: int, row: rows.Row, widths: Sequence[int]) -> None:
        page.row_dimensions[number].height = _height(row, widths)
        page.append([self._cell(page, value, width) for value, width in zip(row, widths, strict=True)])

    def _page(self, title: str, widths: Sequence[int]) -> WriteOnlyWorksheet:
        page = self._book.create_sheet(title[:_LONGEST_TITLE])
        for number, width in enumerate(widths, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
        page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
        return page

    def _head(self, page: WriteOnlyWorksheet, name: str, *, with_rule: bool = True) -> WriteOnlyCell:
        cell = self._cell(page, name, _WRAPPED)
        cell.font = _HEAD_FONT
        if with_rule:
            cell.border = _HEAD_BORDER
        return cell

    def _cell(self, page: WriteOnlyWorksheet, value: rows.Cell, width: int) -> WriteOnlyCell:
        if not isinstance(value, str):
            cell = WriteOnlyCell(page, value)
            cell._style = self._style(page, _NUMBER, is_guarded=False)
            return cell
        text = printable(value)[:MOST_IN_A_CELL]
        cell = WriteOnlyCell(page, "")
        cell._value, cell.data_type = text, "s"  # never guessed: "=1+1" and "#N/A" are what somebody wrote
        alignment = _TOP_WRAPPED if width >= _WRAPPED else _TOP
        cell._style = self._style(page, alignment, is_guarded=is_formula_like(text))
        return cell

    def _style(self, page: WriteOnlyWorksheet, alignment: Alignment, *, is_guarded: bool) -> Any:
        """A copy of a cell's style; setting it up anew for each cell takes most of the time of a workbook."""
        key = (id(alignment), is_guarded)
        if key not in self._styles:
            cell = WriteOnlyCell(page)
            cell.alignment, cell.quotePrefix = alignment, is_guarded
            self._styles[key] = cell._style
        return copy(self._styles[key])


def _height(row: rows.Row, widths: Sequence[int]) -> int:
    """The height of a row whose wide columns wrap, in points: not every program works it out by itself."""
    lines = [
        sum(max(1, ceil(len(line) / width)) for line in value.split("\n"))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str) and width >= _WRAPPED
    ]
    return min(_LINE * max([1, *lines]), _TALLEST)
