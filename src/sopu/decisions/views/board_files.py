"""The approvals board as files: a table, data for programs, and days for calendars."""

import csv
import datetime as dt
import io
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sopu.core.cells import safe_cell
from sopu.core.icalendar import Feed, written
from sopu.decisions.queries.board import Board, Row
from sopu.decisions.queries.happenings import happenings_of
from sopu.decisions.views.board import found_board

SCHEMA = "sopu-board/1"


def _address(name: str, board: Board) -> str:
    return settings.ORIGIN + reverse(name, args=[board.document.negotiation.slug, board.document.number])


@require_GET
def board_table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The board as a CSV file: a row a party."""
    board = found_board(slug, number)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head())
    writer.writerows([safe_cell(cell) for cell in _cells(row)] for row in board.rows)
    name = _("approvals")
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{name}-{number}.csv"'},
    )


def _head() -> list[str]:
    return [
        _("Party"),
        _("Code"),
        _("State"),
        _("More"),
        _("Body"),
        _("Next meeting"),
        _("Number on the agenda"),
        _("Decided on"),
        _("Section of the minutes"),
        _("Due day"),
        _("Late"),
        _("Last day of appeal"),
        _("Final from"),
        _("Case number"),
        _("Fingerprint of the approved wording"),
        _("Minutes"),
    ]


def _cells(row: Row) -> list[str]:
    def day(value: Any) -> str:
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""

    return [
        row.name,
        row.code,
        row.look.word,
        " ".join(row.notes),
        row.body,
        day(row.next_on),
        row.next_number,
        day(row.decided_on),
        row.section,
        day(row.due_on),
        _("yes") if row.is_late else "",
        day(row.last_day),
        day(row.final_on),
        row.case_number,
        row.fingerprint,
        row.minutes,
    ]


@require_GET
def board_data(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The board as JSON for other programs."""
    answer = JsonResponse(_data(found_board(slug, number)), json_dumps_params={"ensure_ascii": False})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _moment(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _data(board: Board) -> dict[str, Any]:
    negotiation, document = board.document.negotiation, board.document
    return {
        "schema": SCHEMA,
        "language": get_language(),
        "made_at": _moment(timezone.now()),
        "is_demo": negotiation.is_demo,
        "url": _address("board", board),
        "negotiation": negotiation.slug,
        "document": {"number": document.number, "kind": document.kind, "name": board.name},
        "version": {
            "number": board.version,
            "submitted_at": _moment(board.submitted_at),
            "fingerprints": dict(board.fingerprints),
        },
        "force": {
            "is_in_force": board.is_in_force,
            "since": board.since,
            "approved": board.approved_count,
            "needed": board.needed_count,
            "told": [board.told.headline, *board.told.sentences],
        },
        "parties": [_party(row) for row in board.rows],
    }


def _party(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "code": row.code,
        "name": row.name,
        "task": row.task,
        "case_number": row.case_number,
        "state": row.mark,
        "word": row.look.word,
        "notes": list(row.notes),
        "body": row.body,
        "next_meeting_on": row.next_on,
        "agenda_number": row.next_number,
        "decided_on": row.decided_on,
        "section": row.section,
        "minutes": row.minutes,
        "due_on": row.due_on,
        "urgency": row.urgency,
        "last_day_of_appeal": row.last_day,
        "final_on": row.final_on,
        "fingerprint": row.fingerprint,
    }


@require_GET
def board_calendar(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Meetings, due days and ends of appeal periods, for calendars that fetch them again."""
    board = found_board(slug, number)
    feed = Feed(_("Approvals: %s") % board.name, _address("board_calendar", board), get_language() or "fi")
    happenings = happenings_of(board.document, _address("board", board), timezone.localdate())
    return HttpResponse(
        written(feed, happenings),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{slug}-{number}.ics"'},
    )
