"""The commitment matrix as a file."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.core.cells import safe_cell
from sopu.plans.queries.matrix import AreaRows, Cell, Matrix, MeasureRow


def as_csv(matrix: Matrix) -> HttpResponse:
    """A row a measure, a column a party; what is proposed and not answered is told apart."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(safe_cell(cell) for cell in _head(matrix))
    for area in matrix.areas:
        writer.writerows([safe_cell(cell) for cell in _row(area, row)] for row in area.rows)
    name = f"{matrix.plan.negotiation.slug}-{_('commitments')}-{matrix.plan.pk}.csv"
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _head(matrix: Matrix) -> Iterator[str]:
    yield from (_("Goal area"), _("Number"), _("Measure"), _("Responsible party"))
    yield from (head.name for head in matrix.heads)
    yield _("Committed")


def _row(area: AreaRows, row: MeasureRow) -> Iterator[str]:
    yield from (f"{area.number} {area.name}", row.label, row.name, row.responsible)
    yield from (_told(cell) for cell in row.cells)
    yield str(row.committed_count)


def _told(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.is_declined:
        return pgettext("commitment", "declined")
    word = str(cell.look.word)
    return f"{word} ({pgettext('commitment', 'proposed')})" if cell.is_proposed else word
