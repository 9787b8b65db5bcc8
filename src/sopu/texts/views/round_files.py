"""A round's comments and proposals as a file."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sopu.core.cells import safe_cell
from sopu.texts.models import CommentRound
from sopu.texts.queries.proposals import Line
from sopu.texts.queries.rounds import Said, Talks, talks_of
from sopu.texts.views.round_doors import of_round


@require_GET
@of_round()
def round_file(request: HttpRequest, round: CommentRound) -> HttpResponse:
    """All comments and proposals with their answers, as a CSV file that spreadsheets open."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head())
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(talks_of(round)))
    name = _("comments")
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{round.pk}.csv"'},
    )


def _head() -> list[str]:
    return [
        _("What"),
        _("Number"),
        _("Party"),
        _("Clause"),
        _("Heading of the clause"),
        _("Language"),
        _("Heading"),
        _("Text"),
        _("Reason"),
        _("Day"),
        _("Late"),
        _("The answer"),
        _("Reason of the answer"),
        _("Answered on"),
    ]


def _rows(talks: Talks) -> Iterator[list[str]]:
    headings = {one.clause.clause_id: one.heading for one in talks.clauses}
    for said in talks.comments:
        yield _comment(said, headings.get(said.comment.clause_id or 0, ""))
    yield from map(_proposal, talks.lines)


def _comment(said: Said, heading: str) -> list[str]:
    one = said.comment
    state = _("taken back") if said.is_withdrawn else ""
    day = date_format(timezone.localtime(one.written_at), "SHORT_DATE_FORMAT")
    where = [one.party.organisation.name, said.number, heading]
    return [_("comment"), "", *where, "", "", one.text, "", day, _yes(said.is_late), state, "", ""]


def _proposal(line: Line) -> list[str]:
    one, answer = line.proposal, line.answer
    party = one.party.organisation.name if one.party else ""
    day = date_format(timezone.localtime(one.proposed_at), "SHORT_DATE_FORMAT")
    told = [_("taken back") if line.is_withdrawn else "", "", ""]
    if answer and not line.is_withdrawn:
        answered_on = date_format(timezone.localtime(answer.answered_at), "SHORT_DATE_FORMAT")
        told = [str(answer.get_outcome_display()), answer.reason, answered_on]
    where = [party, line.place.number, line.place.heading, one.language]
    words = [one.heading, one.text, one.reason]
    return [str(one.get_kind_display()), str(one.number), *where, *words, day, _yes(line.is_late), *told]


def _yes(is_so: bool) -> str:
    return _("yes") if is_so else ""
