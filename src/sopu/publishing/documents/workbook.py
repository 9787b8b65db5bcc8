"""The workbook (XLSX): sheets to sort and filter, safe to open.

What people wrote is always a cell of text, never a formula, and text that looks like one carries the mark
(`quotePrefix`) that keeps it text when it is edited; so it stands exactly as it was said, without the apostrophe that
the CSV file needs.
"""

import io
from collections.abc import Iterable, Sequence
from copy import copy
from math import ceil
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from sopu.core.cells import MOST_IN_A_CELL, is_formula_like, printable
from sopu.publishing.documents import handover as handover_document
from sopu.publishing.documents import rows, words
from sopu.publishing.documents.material import Extract, Material
from sopu.web.office_files import plain_utc, settled

_SENTENCES = (10, 12, 36, 24, 80, 9, 28, 15, 15, 13, 14, 46, 14, 22, 18, 40, 20, 40, 60)
_LONGEST_TITLE = 31
_WRAPPED = 40
_LINE, _TALLEST = 15, 409
"""Points: a line of text, and the most that a row may have (Excel specifications and limits, Microsoft)."""
_HEAD_FONT = Font(name="Calibri", size=11, bold=True, color="FF10211F")
_HEAD_BORDER = Border(bottom=Side("medium", color="FF10211F"))
_NUMBER = Alignment(vertical="top", horizontal="right", indent=1)
_TOP = Alignment(vertical="top")
_TOP_WRAPPED = Alignment(vertical="top", wrap_text=True)


def whole(material: Material) -> bytes:
    """The whole material as a workbook."""
    with override(material.language):
        book = _Book(material, material.event)
        book.notes(_facts(material))
        book.sheet(
            pgettext("heading", "Sentences"), rows.head(), rows.sentence_rows(material, material.sentences), _SENTENCES
        )
        if material.synthesis.is_begun:
            book.sheet(_("Themes"), *_themes(material))
            book.sheet(_("Findings"), *_findings(material))
        book.sheet(_("By discussion"), *_by_discussion(material))
        book.sheet(_("Answers by kind"), *_by_kind(material))
        book.sheet(pgettext("heading", "Participants"), *_participants(material))
        return book.written()


def extract(extract: Extract) -> bytes:
    """A party's extract as a workbook."""
    material = extract.material
    with override(material.language):
        book = _Book(material, f"{extract.party} · {material.event}")
        own = (_("Participants from you"), words.fewer_than_five(extract.people_count))
        book.notes([(_("Extract"), extract.party), own, *_facts(material)])
        titles = (_("Own sentences"), _("Own candidates"), _("Candidates naming you"), _("Most supported"))
        for title, (_part, sentences) in zip(titles, rows.parts(extract), strict=True):
            book.sheet(title, rows.head(), rows.sentence_rows(material, sentences), _SENTENCES)
        book.sheet(
            _("Silent"),
            (_("Discussion"), _("Name of the discussion"), _("Prompt")),
            [(one.discussion, one.name, capfirst(prompt)) for one in extract.silences for prompt in one.prompts],
            (12, 50, 40),
        )
        return book.written()


def handover(part: Material, digest: str) -> bytes:
    """What is handed over, as a workbook."""
    with override(part.language):
        book = _Book(part, _("For the regional wellbeing plan"))
        warning = [(_("Note"), words.invented(part))] if part.is_demo else []
        told = [(_("How to read this"), sentence) for sentence in handover_document.reading(part)]
        book.notes([*handover_document.facts(part, digest), *warning, *told])
        book.sheet(_("Themes"), *_themes(part))
        book.sheet(_("Findings"), *_findings(part))
        book.sheet(pgettext("heading", "Sentences"), rows.head(), rows.sentence_rows(part, part.sentences), _SENTENCES)
        return book.written()


class _Book:
    """A workbook being written, sheet after sheet."""

    def __init__(self, material: Material, title: str) -> None:
        self._book = Workbook(write_only=True)
        self._properties = self._book.properties
        self._properties.title, self._properties.creator = printable(title), printable(material.county)
        self._properties.language = material.language
        self._properties.created = self._properties.modified = plain_utc(material.compiled_at)
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


def _facts(material: Material) -> list[tuple[str, str]]:
    counts = material.counts
    return [
        (_("Event"), material.event),
        (_("Negotiation"), material.negotiation),
        (_("Convener"), material.county),
        (_("When"), words.span(material.starts_at, material.ends_at)),
        (_("Code of the event"), material.code),
        (_("Compiled"), words.moment(material.compiled_at)),
        (pgettext("heading", "Participants"), words.spaced(counts.participants)),
        (pgettext("heading", "Organisations"), words.spaced(counts.organisations)),
        (pgettext("heading", "Sentences"), words.spaced(counts.sentences)),
        (_("Hidden sentences"), words.spaced(counts.hidden)),
        (pgettext("heading", "Answers"), words.spaced(counts.answers)),
        *([(_("Note"), words.invented(material))] if material.is_demo else []),
        *((_("How to read this"), sentence) for sentence in words.reading(material)),
    ]


_Sheet = tuple[Sequence[str], list[rows.Row], Sequence[int]]


def _themes(material: Material) -> _Sheet:
    head = (_("Number"), _("Theme"), _("Confirmed"), _("Goal area"), pgettext("heading", "Sentences"))
    answered = (pgettext("heading", "Disposition"), pgettext("heading", "Target"), pgettext("heading", "Reason"))
    body: list[rows.Row] = [
        (
            one.number,
            one.name,
            _("by a person") if one.is_human else _("the machine’s proposal"),
            one.goal_area or None,
            len(one.sentences),
            *rows.fate(one.disposition),
        )
        for one in material.synthesis.themes
    ]
    return (*head, *answered), body, (10, 50, 24, 40, 14, 20, 40, 60)


def _findings(material: Material) -> _Sheet:
    head = (_("Number"), _("Finding"), _("Kind"), _("Goal area"), _("Theme"), _("Stands on sentences"))
    more = (_("View of the minority"), _("Its sentences"), _("Signed"))
    body: list[rows.Row] = [
        (
            one.number,
            one.text,
            capfirst(one.kind_name),
            one.goal_area or None,
            one.theme,
            ", ".join(map(str, one.sources)),
            one.minority or None,
            ", ".join(map(str, one.minority_sources)) or None,
            words.day(one.signed_on),
        )
        for one in material.synthesis.findings
    ]
    return (*head, *more), body, (10, 80, 24, 40, 10, 30, 60, 20, 14)


def _by_discussion(material: Material) -> _Sheet:
    held = [one for one in material.discussions if one.was_held]
    names = [capfirst(part.kind_name) for part in held[0].prompts] if held else []
    body: list[rows.Row] = [
        (one.number, one.name, *(len(part.sentences) for part in one.prompts), len(one.sentences)) for one in held
    ]
    head = (_("Discussion"), _("Name of the discussion"), *names, _("Total"))
    return head, body, (12, 50, *(26 for _name in names), 12)


def _by_kind(material: Material) -> _Sheet:
    head = (
        _("Number"),
        _("Discussion"),
        _("Sentence"),
        _("Kind of organisation"),
        *rows.answer_heads(),
    )
    body: list[rows.Row] = [
        (
            sentence.number,
            sentence.discussion,
            sentence.text,
            words.kind_name(group.kind),
            group.answers.agree,
            group.answers.disagree,
            group.answers.passed,
            group.answers.important,
        )
        for sentence in material.sentences
        for group in sentence.groups
    ]
    if not body:
        body = [(None, None, _("Nothing to show: in every sentence some group is under five people."), *(None,) * 5)]
    return head, body, (10, 12, 80, 34, 15, 15, 13, 14)


def _participants(material: Material) -> _Sheet:
    body: list[rows.Row] = []
    for caption, groups, name_of in (
        (_("Participants by kind of organisation"), material.kinds, words.kind_name),
        (_("Participants by role"), material.roles, words.role_name),
    ):
        if groups is None:
            body.append((caption, _("not shown, since some group is under five people."), None, None))
        body += [(caption, name_of(one.key), one.people_count, one.sentence_count) for one in groups or ()]
    head = (_("Breakdown"), _("Group"), pgettext("heading", "Participants"), pgettext("heading", "Sentences"))
    return head, body, (40, 50, 14, 14)
