"""The reports of a negotiation's plans, as their list shows them."""

import datetime as dt
from dataclasses import dataclass

from sopu.negotiations.models import Negotiation
from sopu.plans.models import Plan, Report


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    pk: int
    number: int
    audience: str
    round: str
    as_of: dt.date
    measure_count: int
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ReportList:
    """A plan with its reports, the latest first."""

    plan: Plan
    lines: tuple[ReportLine, ...]


def reports_of(negotiation: Negotiation, *, is_reader: bool) -> tuple[ReportList, ...]:
    """Each plan with its reports: those that are published, or all of them for who `is_reader`: two questions."""
    plans = list(Plan.objects.of(negotiation).at_hand())
    found = Report.objects.filter(plan__in=plans).select_related("round").order_by("-number")
    if not is_reader:
        found = found.filter(published_at__isnull=False)
    held = list(found)
    return tuple(
        ReportList(plan, tuple(_line(one) for one in held if one.plan_id == plan.pk))
        for plan in plans
        if is_reader or any(one.plan_id == plan.pk for one in held)
    )


def _line(report: Report) -> ReportLine:
    return ReportLine(
        pk=report.pk,
        number=report.number,
        audience=str(report.get_audience_display()),
        round=report.round.name if report.round else "",
        as_of=dt.date.fromisoformat(report.content["as_of"]),
        measure_count=len(report.content["measures"]),
        published_at=report.published_at,
    )
