"""Plans for tests: each builder makes one thing and whatever it must stand on."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from django.utils import timezone

import builders
from sopu.negotiations.models import GoalArea, Negotiation, Party
from sopu.plans.models import (
    Commitment,
    Goal,
    Indicator,
    Measure,
    MonitoringRound,
    Observation,
    Plan,
    StatusReport,
)
from sopu.plans.rules import Level, Source, Stage
from sopu.texts.actions.documents import begin_document
from sopu.texts.models import DocumentKind

_number = itertools.count(1)


def a_plan(negotiation: Negotiation | None = None, **fields: Any) -> Plan:
    """A supplementary plan of all parties of the negotiation, for 2026–2029, with no goals yet."""
    document = fields.pop("document", None) or begin_document(
        negotiation=negotiation or builders.a_negotiation(),
        kind=DocumentKind.SUPPLEMENTARY_PLAN,
        names={"fi": "Yhdyspintasuunnitelma 2026–2029"},
        by=None,
        now=timezone.now(),
    )
    return Plan.objects.create(
        document=document,
        **{"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2029, 5, 31), **fields},
    )


def a_goal(plan: Plan, goal_area: GoalArea | None = None, **fields: Any) -> Goal:
    """A goal of the plan's first goal area, or of another."""
    area = goal_area or plan.negotiation.goal_areas.all()[0]
    number = Goal.objects.filter(plan=plan, goal_area=area).count() + 1
    return Goal.objects.create(
        plan=plan,
        goal_area=area,
        **{"number": number, "key": f"g{next(_number)}", "name_fi": f"Tavoite {area.number}.{number}", **fields},
    )


def a_measure(goal: Goal, responsible: Party | None = None, **fields: Any) -> Measure:
    """A measure of the goal, for which the negotiation's first party is responsible, or another."""
    number = goal.measures.count() + 1
    return Measure.objects.create(
        goal=goal,
        responsible=responsible or goal.plan.document.parties.all()[0],
        **{
            "number": number,
            "key": f"m{next(_number)}",
            "name_fi": f"Toimenpide {number}",
            "text_fi": "Toteutetaan yhdessä.",
            "starts_on": goal.plan.starts_on,
            "ends_on": goal.plan.ends_on,
            **fields,
        },
    )


def a_commitment(measure: Measure, party: Party | None = None, **fields: Any) -> Commitment:
    """What a party (the responsible one, unless told) has accepted to do for the measure; the latest record of it."""
    party = party or measure.responsible
    number = Commitment.objects.filter(measure=measure, party=party).count() + 1
    level = Level.LEADS if party == measure.responsible else Level.DOES
    return Commitment.objects.create(
        measure=measure, party=party, number=number, **{"level": level, "stage": Stage.ACCEPTED, **fields}
    )


def an_indicator(negotiation: Negotiation, **fields: Any) -> Indicator:
    """An indicator of the negotiation, from a file unless told."""
    number = Indicator.objects.filter(negotiation=negotiation).count() + 1
    return Indicator.objects.create(
        negotiation=negotiation,
        number=number,
        **{"name_fi": f"Mittari {number}", "unit_fi": "%", "source": Source.FILE, **fields},
    )


def an_observation(indicator: Indicator, period: str = "2024", value: str = "1", **fields: Any) -> Observation:
    """A value of the negotiation's county in a period, unless an area is told; the latest number."""
    area = fields.pop("area", indicator.negotiation.county)
    standing = Observation.objects.filter(indicator=indicator, area=area, period=period, sex=fields.get("sex", "total"))
    return Observation.objects.create(
        indicator=indicator,
        area=area,
        period=period,
        **{"value": Decimal(value), "number": standing.count() + 1, **fields},
    )


def a_monitoring_round(plan: Plan, **fields: Any) -> MonitoringRound:
    """A round of the plan that takes in."""
    number = MonitoringRound.objects.filter(plan=plan).count() + 1
    return MonitoringRound.objects.create(
        plan=plan,
        number=number,
        **{
            "name_fi": f"Seurantakierros {number}",
            "starts_on": dt.date(2026, 1, 1),
            "ends_on": dt.date(2026, 6, 30),
            "due_on": dt.date(2026, 8, 31),
            **fields,
        },
    )


def a_status_report(measure: Measure, round: MonitoringRound | None = None, **fields: Any) -> StatusReport:
    """What the responsible party says of the measure in the round; the latest number."""
    asked = round or a_monitoring_round(measure.goal.plan)
    number = StatusReport.objects.filter(round=asked, measure=measure).count() + 1
    return StatusReport.objects.create(
        round=asked, measure=measure, number=number, **{"text": "Etenee suunnitellusti.", **fields}
    )
