"""The commitment matrix on A3: archivable and accessible, several pages with the head of the table on each."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from sopu.plans.queries.matrix import AreaRows, Cell, Matrix, PartyHead, Reason
from sopu.web import typesetting


def pdf(matrix: Matrix, *, language: str, moment: dt.datetime) -> bytes:
    """The matrix as a PDF/A-2a and PDF/UA-1 file; the same matrix and moment give the same bytes."""
    with override(language):
        data = _data(matrix, moment)
        return typesetting.pdf(_look(), {**data, "language": language}, language=language, moment=moment)


@cache
def _look() -> bytes:
    return Path(__file__).with_name("commitments.typ").read_bytes()


def _data(matrix: Matrix, moment: dt.datetime) -> dict[str, Any]:
    negotiation = matrix.plan.negotiation
    totals = [str(one.committed_count) for one in matrix.totals]
    return {
        "author": negotiation.county.name,
        "title": _("Who commits to what"),
        "kicker": matrix.plan.document.name,
        "lead": _lead(matrix),
        "legend": _legend(matrix),
        "caption": _("A row for each measure, a column for each party. An empty cell: nothing has been said."),
        "measure": _("Measure"),
        "parties": [head.name for head in matrix.heads],
        "committed": _("Committed"),
        "areas": [_area(area) for area in matrix.areas],
        "in_all": _("Committed in all"),
        "totals": [*totals, str(matrix.committed_count)],
        "reasons_name": _("Reasons for staying out"),
        "reasons": [_reason(one) for one in matrix.reasons],
        "silent_name": _("Who has said nothing yet"),
        "silent": [
            [f"{area.number} {area.name}", ", ".join(one.name for one in heads)] for area, heads in _silent(matrix)
        ],
        "warning": _("This is a demonstration: everything in it is invented.") if negotiation.is_demo else "",
        "made": _("Made with Sopu on %s") % date_format(timezone.localtime(moment), "DATE_FORMAT"),
    }


def _silent(matrix: Matrix) -> tuple[tuple[AreaRows, tuple[PartyHead, ...]], ...]:
    """The public is not told who has not answered yet."""
    return () if matrix.said_only else matrix.silent


def _lead(matrix: Matrix) -> str:
    parties, measures, count = len(matrix.heads), len(matrix.rows), matrix.committed_count
    return _("%(parties)s, %(measures)s, %(commitments)s.") % {
        "parties": ngettext("%(n)s party", "%(n)s parties", parties) % {"n": parties},
        "measures": ngettext("%(n)s measure", "%(n)s measures", measures) % {"n": measures},
        "commitments": ngettext("%(n)s commitment", "%(n)s commitments", count) % {"n": count},
    }


def _legend(matrix: Matrix) -> list[dict[str, Any]]:
    looks = matrix.levels
    marks = [{"mark": _mark(one.mark, str(one.letters)), "word": str(one.word)} for one in looks]
    does = str(looks[1].letters)
    if not matrix.said_only:
        marks.append({"mark": _mark("does", does, asked=True), "word": _("proposed, not answered")})
        marks.append({"mark": _mark("no", "×"), "word": pgettext("commitment", "declined")})
    return [*marks, {"mark": _mark("does", does, sure=True), "word": _("confirmed by the board")}]


def _mark(
    mark: str, letters: str, *, note: str = "", asked: bool = False, sure: bool = False, again: bool = False
) -> dict[str, Any]:
    return {"mark": mark, "letters": letters, "note": note, "asked": asked, "sure": sure, "again": again}


def _area(area: AreaRows) -> dict[str, Any]:
    rows = [
        {
            "label": row.label,
            "name": row.name,
            "cells": [_cell(cell) for cell in row.cells],
            "count": str(row.committed_count),
        }
        for row in area.rows
    ]
    return {"name": f"{area.number}\u2002{area.name}", "rows": rows}


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    letters = "×" if cell.is_declined else str(cell.look.letters)
    mark = "no" if cell.is_declined else cell.look.mark
    note = str(cell.note) if cell.note else ""
    return _mark(mark, letters, note=note, asked=cell.is_proposed, sure=cell.is_confirmed, again=cell.is_asked)


def _reason(one: Reason) -> dict[str, Any]:
    places = ", ".join(one.labels)
    if one.is_whole:
        places = _("the whole of goal area %s") % places
    declined = f" ({pgettext('commitment', 'declined')})" if one.is_declined else ""
    return {"number": one.number, "who": f"{one.party}, {places}{declined}", "reason": capfirst(one.reason)}
