"""Which values of a frozen report have been given anew since: what the report says stays, and this stands beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopu.plans.models import Indicator, Observation, Report
from sopu.plans.queries.report_indicators import county_values
from sopu.plans.queries.report_values import IndicatorTold, ReportTold


@dataclass(frozen=True, slots=True)
class Revised:
    """A value as it was frozen, and as its source gives it now."""

    indicator: IndicatorTold
    period: str
    frozen: str
    now: str


def revisions_of(report: Report, told: ReportTold) -> tuple[Revised, ...]:
    """Each value that the report holds and that stands otherwise now: two questions."""
    numbers = [one.number for one in told.indicators]
    found = Indicator.objects.filter(negotiation=report.plan.negotiation, number__in=numbers)
    by_id = county_values(report.plan, found)
    values = {one.number: by_id[one.pk] for one in found}
    return tuple(one for each in told.indicators for one in _revised(each, values.get(each.number, [])))


def _revised(indicator: IndicatorTold, values: list[Observation]) -> Iterator[Revised]:
    stands = {one.period: one.value for one in values}
    for point in indicator.values:
        if point.period in stands and point.value != stands[point.period]:
            yield Revised(indicator, point.period, indicator.told(point.value), indicator.told(stands[point.period]))
