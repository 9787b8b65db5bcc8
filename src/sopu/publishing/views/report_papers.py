"""A monitoring report as a file: set of its frozen content when it is asked for, the same bytes every time."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_GET

from sopu.plans.models import Report
from sopu.plans.permissions import may_read_report
from sopu.plans.queries.report_page import ReportPage, report_page
from sopu.publishing.documents import pdf, report_sheets, report_slides, reports, word
from sopu.web.languages import LANGUAGES

OFFICE = "application/vnd.openxmlformats-officedocument"


def _pdf(page: ReportPage, url: str) -> bytes:
    return pdf.written(reports.outline(page, url), page.told.head.county)


def _word(page: ReportPage, url: str) -> bytes:
    return word.written(reports.outline(page, url), page.told.head.county)


FORMS: dict[str, tuple[str, Callable[[ReportPage, str], bytes]]] = {
    "pdf": ("application/pdf", _pdf),
    "docx": (f"{OFFICE}.wordprocessingml.document", _word),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", report_sheets.written),
    "pptx": (f"{OFFICE}.presentationml.presentation", report_slides.written),
}
"""The forms of a report, with their media types."""


@require_GET
def report_paper(request: HttpRequest, pk: int, language: str, form: str) -> HttpResponse:
    """The report in a language and a form, for those who may read it."""
    report = get_object_or_404(Report.objects.at_hand(), pk=pk)
    if form not in FORMS or language not in LANGUAGES or not may_read_report(request.user, report):
        raise Http404
    media, written = FORMS[form]
    with override(language):
        page = report_page(report)
        name = f"{slugify(reports.title_of(page))}.{form}"
        content = written(page, settings.ORIGIN + reverse("report", args=[pk]))
    return HttpResponse(content, media, headers={"Content-Disposition": f'inline; filename="{name}"'})
