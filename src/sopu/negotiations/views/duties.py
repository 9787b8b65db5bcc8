"""The duty table of a negotiation, and of the whole country."""

import csv
import io

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sopu.core.cells import safe_cell
from sopu.negotiations.models import Negotiation
from sopu.negotiations.queries import duties as tables
from sopu.negotiations.queries.overview import overview
from sopu.negotiations.queries.standings import word_of


@require_GET
def duty_table(request: HttpRequest, slug: str) -> HttpResponse:
    """Each municipality in each period: negotiated or not, and on what evidence; open to everybody."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    today = timezone.localdate()
    page = {
        "negotiation": negotiation,
        "today": today,
        "tables": tables.duty_tables(negotiation, today),
        "partners": tables.partners_of(negotiation),
        "readable": tables.readable_by(request.user, today),
    }
    return render(request, "negotiations/duties.html", page)


@require_GET
def duty_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The duty table as a CSV file: a row a municipality and a period."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head())
    for table in tables.duty_tables(negotiation, timezone.localdate()):
        writer.writerows([safe_cell(cell) for cell in line] for line in _lines(table))
    name = _("duties")
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{name}.csv"'},
    )


def _head() -> list[str]:
    return [
        _("Section"),
        _("Duty"),
        _("Municipality"),
        _("Code"),
        _("Period"),
        _("State"),
        _("Negotiated on"),
        _("Gone through"),
        _("Missing"),
        _("Evidence"),
    ]


def _lines(table: tables.DutyTable) -> list[list[str]]:
    return [
        [
            table.citation,
            table.name,
            row.name,
            row.code,
            column.period.name,
            word_of(cell.standing),
            ", ".join(date_format(proof.held_on, "SHORT_DATE_FORMAT") for proof in cell.proofs),
            ", ".join(part.name for part in cell.covered),
            ", ".join(part.name for part in cell.missing),
            " ".join(_address(proof) for proof in cell.proofs),
        ]
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def _address(proof: tables.Proof) -> str:
    """Where the evidence is: minutes, which the parties read, or the forums of the negotiation."""
    if proof.meeting:
        return settings.ORIGIN + reverse("meeting", args=[proof.negotiation, proof.meeting])
    return settings.ORIGIN + reverse("events", args=[proof.negotiation])


@require_GET
def country(request: HttpRequest) -> HttpResponse:
    """The duties in the counties that negotiate in this installation."""
    return render(request, "negotiations/country.html", {"overview": overview(timezone.localdate())})
