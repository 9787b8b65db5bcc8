"""Frozen reports of a plan: those that there are, a new one, one as it was frozen, and its publishing."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.digests import canonical_json
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.plans.actions.freezing import freeze_report
from sopu.plans.actions.freezing import publish_report as publish
from sopu.plans.forms.reports import ReportForm
from sopu.plans.models import Plan, Report
from sopu.plans.permissions import may_lead_monitoring, may_read_report
from sopu.plans.queries.report_page import report_page
from sopu.plans.queries.reports import reports_of


@require_GET
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The published reports of the negotiation's plans; for those who have a role, the others too."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    page = {
        "negotiation": negotiation,
        "lists": reports_of(negotiation, is_reader=may_read(request.user, negotiation)),
        "may_freeze": may_lead_monitoring(request.user, negotiation),
    }
    return render(request, "plans/reports.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands now is frozen as a report."""
    plan = get_object_or_404(Plan.objects.at_hand(), pk=pk)
    if not may_lead_monitoring(request.user, plan.negotiation):
        raise PermissionDenied
    form = ReportForm(request.POST or None, plan)
    if form.is_valid():
        try:
            made = freeze_report(plan=plan, by=cast(User, request.user), now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The report is frozen. Read it, and publish it when it is ready to be read."))
            return redirect("report", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "plans/new_report.html", {"negotiation": plan.negotiation, "plan": plan, "form": form})


def found_report(request: HttpRequest, pk: int) -> Report:
    """The report, for those who may read it; nobody else learns that there is one."""
    report = get_object_or_404(Report.objects.at_hand(), pk=pk)
    if not may_read_report(request.user, report):
        raise Http404
    return report


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it was frozen, with pictures; what has been revised since stands beside it."""
    found = found_report(request, pk)
    page = {
        "negotiation": found.plan.negotiation,
        "report": found,
        "page": report_page(found),
        "may_publish": found.published_at is None and may_lead_monitoring(request.user, found.plan.negotiation),
    }
    return render(request, "plans/report.html", page)


@require_GET
def report_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen content in its canonical form: the bytes that the digest is of."""
    found = found_report(request, pk)
    name = f"sopu-report-{found.pk}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(canonical_json(found.content), content_type="application/json", headers=headers)


@login_required
@require_POST
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One press makes the report public, and seals it."""
    found = get_object_or_404(Report.objects.at_hand(), pk=pk)
    if not may_lead_monitoring(request.user, found.plan.negotiation):
        raise PermissionDenied
    publish(report=found, now=timezone.now())
    messages.success(request, _("The report is public, and its digest is sealed in the log."))
    return redirect("report", pk)
