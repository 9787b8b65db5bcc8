"""Indicators as a report freezes them: the values of the county by then, and the one that the round goes by."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from sopu.plans.models import Indicator, IndicatorReading, MonitoringRound, Observation, Plan
from sopu.plans.queries.report_parts import Content, names_of
from sopu.plans.queries.tracks import track_in


def indicators_of(plan: Plan, asked: MonitoringRound | None) -> list[Content]:
    """Those that measures of the plan are linked to, each with its values in the county and where it stands."""
    found = list(Indicator.objects.of_plan(plan).filter(left_out_at__isnull=True))
    values, readings = county_values(plan, found), _readings(asked)
    return [_indicator(one, values[one.pk], readings.get(one.pk)) for one in found]


def county_values(plan: Plan, indicators: Iterable[Indicator]) -> dict[int, list[Observation]]:
    """The standing values of the plan's county, of all people, by the indicator's id in the order of periods."""
    of_county = Observation.objects.standing().of_all_people().filter(area=plan.negotiation.county)
    found: dict[int, list[Observation]] = defaultdict(list)
    for one in of_county.filter(indicator__in=list(indicators)).order_by("indicator", "period"):
        found[one.indicator_id].append(one)
    return found


def written(value: Decimal | None) -> str | None:
    """A number as a text that every program writes the same: no exponent, no noughts at the end."""
    if value is None:
        return None
    return f"{value.normalize():f}" if value else "0"


def _readings(asked: MonitoringRound | None) -> dict[int, IndicatorReading]:
    """What the round goes by, by the indicator's id; the latest number of each."""
    if asked is None:
        return {}
    found = IndicatorReading.objects.filter(round=asked).select_related("observation")
    return {one.indicator_id: one for one in found.order_by("number")}


def _indicator(indicator: Indicator, values: list[Observation], reading: IndicatorReading | None) -> Content:
    known = [one for one in values if not one.is_unpublished]
    shown = reading.observation if reading else (known[-1] if known else None)
    return {
        "number": indicator.number,
        **names_of(indicator),
        **names_of(indicator, "unit"),
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "source": indicator.source,
        "attribution": indicator.attribution,
        "baseline": _point(indicator.baseline, indicator.baseline_period),
        "target": _point(indicator.target, indicator.target_period),
        "value": _point(shown.value, shown.period) if shown else None,
        "words": reading.words if reading else "",
        "track": track_in(indicator, shown).value,
        "values": [
            {"period": one.period, "value": written(one.value), "is_unpublished": one.is_unpublished} for one in values
        ],
    }


def _point(value: Decimal | None, period: str) -> Content | None:
    return None if value is None else {"value": written(value), "period": period}
