"""A small plan with two rounds behind it, of which reports are frozen in tests."""

import datetime as dt
from dataclasses import dataclass

import builders
import planned
from sopu.negotiations.models import Party
from sopu.plans.actions.freezing import freeze_report
from sopu.plans.models import (
    Audience,
    Indicator,
    IndicatorReading,
    Measure,
    MeasureIndicator,
    MeetingPoint,
    MonitoringRound,
    OptOut,
    Plan,
    Report,
    ToDo,
)
from sopu.plans.rules import Activity, Direction, Level, Light, Stage

NOW = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
EVIL = '=cmd|"/c calc"!A1 <b>ei ole lihava</b>'


@dataclass(frozen=True)
class World:
    """A plan with everything that a report tells: two goal areas, four measures, two indicators, two rounds."""

    plan: Plan
    parties: tuple[Party, ...]
    measures: tuple[Measure, ...]
    indicator: Indicator
    first: MonitoringRound
    second: MonitoringRound


def a_world(**fields: object) -> World:
    """Its second round is under way: one measure is done, one late and red, one is not reported, one has no time."""
    negotiation = builders.a_negotiation(3, **fields)
    plan = planned.a_plan(negotiation)
    parties = tuple(plan.document.parties.with_organisations().order_by("number"))
    areas = list(negotiation.goal_areas.all())
    measures = _measures(plan, parties, areas)
    first = planned.a_monitoring_round(plan, closed_at=NOW - dt.timedelta(days=200))
    dates = {"starts_on": dt.date(2026, 7, 1), "ends_on": dt.date(2026, 12, 31), "due_on": dt.date(2027, 2, 26)}
    second = planned.a_monitoring_round(plan, **dates)
    _say(measures, first, second)
    _commit(measures, parties)
    OptOut.objects.create(plan=plan, party=parties[3], goal_area=areas[1], reason="Ei omaa toimintaa.")
    indicator = _indicators(plan, measures, first)
    _meet(plan, measures, parties)
    return World(plan, parties, measures, indicator, first, second)


def _measures(plan, parties, areas):
    one, two = planned.a_goal(plan, areas[0]), planned.a_goal(plan, areas[1])
    return (
        planned.a_measure(one, parties[0], name_fi="Yhteinen numero", name_sv="Gemensamt nummer"),
        planned.a_measure(one, parties[1], name_fi="Kirjastojen illat", ends_on=dt.date(2026, 12, 31)),
        planned.a_measure(two, parties[1], name_fi=EVIL),
        planned.a_measure(two, parties[2], name_fi="Myöhemmin", starts_on=dt.date(2028, 1, 1)),
    )


def _say(measures, first, second):
    one, two, three, _later = measures
    planned.a_status_report(one, first, activity=Activity.IN_PROGRESS)
    planned.a_status_report(one, second, activity=Activity.DONE, text="Numero on käytössä.", evidence="Palvelee.fi")
    planned.a_status_report(two, first, activity=Activity.IN_PROGRESS)
    planned.a_status_report(
        two, second, activity=Activity.DELAYED, light=Light.RED, text="Tilat puuttuvat.", next_step="Sovitaan tiloista."
    )
    planned.a_status_report(three, first, activity=Activity.NOT_STARTED, light=Light.YELLOW)


def _commit(measures, parties):
    planned.a_commitment(measures[0], parties[0])
    planned.a_commitment(measures[0], parties[1])
    planned.a_commitment(measures[0], parties[2], level=Level.SUPPORTS, stage=Stage.PROPOSED)
    planned.a_commitment(measures[1], parties[2], level=Level.OPTS_OUT, reason="Ei kirjastoa.")


def _indicators(plan, measures, first):
    fields = {"name_fi": "Asukkaiden osallisuus", "decimals": 1, "direction": Direction.UP, "attribution": "THL"}
    goals = {"baseline": "40", "baseline_period": "2022", "target": "50", "target_period": "2027"}
    indicator = planned.an_indicator(plan.negotiation, **fields, **goals)
    MeasureIndicator.objects.create(measure=measures[0], indicator=indicator)
    values = [planned.an_observation(indicator, *one) for one in (("2022", "40"), ("2023", "41.25"), ("2024", "42"))]
    IndicatorReading.objects.create(round=first, indicator=indicator, number=1, observation=values[1])
    other = planned.an_indicator(plan.negotiation, name_fi="Ilman arvoja")
    MeasureIndicator.objects.create(measure=measures[1], indicator=other)
    return indicator


def _meet(plan, measures, parties):
    meeting = builders.a_meeting(plan.negotiation, name_fi="Kuntakokous 2026")
    point = MeetingPoint.objects.create(meeting=meeting, number=1, plan=plan, title="Tilat")
    due_on = dt.date(2027, 1, 15)
    ToDo.objects.create(point=point, measure=measures[1], party=parties[1], text="Etsi tilat.", due_on=due_on)
    ToDo.objects.create(point=point, party=parties[2], text="Kerro kyläläisille.", done_at=NOW)


def a_report(world: World, audience: str = Audience.BOARD, **fields: object) -> Report:
    """The world's second round, frozen."""
    told = {"round": world.second, "foreword": "Puheenjohtajan sana.", "by": None, "now": NOW, **fields}
    return freeze_report(plan=world.plan, audience=audience, **told)
