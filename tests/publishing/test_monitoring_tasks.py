"""Monitoring among a person's tasks, and the plan and its monitoring on the journey."""

import datetime as dt

import pytest
from django.utils import timezone

import agreements
import builders
import planned
from sopu.negotiations.models import Mandate, Role, Station
from sopu.plans.models import AreaMonitor, MeasureIndicator
from sopu.plans.rules import Light, Stage
from sopu.publishing.queries.agenda import agenda_of
from sopu.publishing.queries.journey import journey_of
from sopu.publishing.queries.monitoring_tasks import monitoring_tasks
from sopu.texts.models import DocumentKind

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 8, 24)


@pytest.fixture
def plan():
    """Submitted to the boards; the first municipality answers for two measures in two goal areas."""
    negotiation = builders.a_negotiation(2)
    found = planned.a_plan(document=agreements.an_agreement(negotiation, kind=DocumentKind.SUPPLEMENTARY_PLAN))
    agreements.a_version(found.document)
    for area in negotiation.goal_areas.all()[:2]:
        planned.a_measure(planned.a_goal(found, area), found.document.parties.order_by("number")[1])
    return found


def _measures(plan):
    return [goal.measures.get() for goal in plan.goals.order_by("goal_area__number")]


def _told(plan, role, today=TODAY, organisation=None):
    user = builders.a_mandate(plan.negotiation, role, organisation)
    return [(one.title, one.word) for one in monitoring_tasks(list(Mandate.objects.filter(user=user)), today)]


def test_a_coordinator_is_told_what_to_report_and_what_to_answer_and_others_are_not(plan):
    first, second = _measures(plan)
    asked, own = planned.a_monitoring_round(plan), first.responsible.organisation
    planned.a_commitment(second, first.responsible, stage=Stage.PROPOSED)
    planned.a_commitment(first, first.responsible)
    assert _told(plan, Role.COORDINATOR, organisation=own) == [
        ("Kerro, miten 2 toimenpidettä etenee", "7 päivän päästä"),
        ("Vastaa 1 sitoumusehdotukseen", "Ilman vastausta"),
    ]
    for one in (first, second):
        planned.a_status_report(one, asked).acceptances.create(verdict="returned", words="Täydennä.")
    assert _told(plan, Role.COORDINATOR, organisation=own)[0][0] == "Täydennä 2 tilannetietoa"
    assert _told(plan, Role.COORDINATOR) == _told(plan, Role.READER) == []


def test_a_monitor_is_told_of_reports_in_their_goal_areas_and_of_indicators(plan):
    first, second = _measures(plan)
    asked = planned.a_monitoring_round(plan)
    MeasureIndicator.objects.create(measure=first, indicator=planned.an_indicator(plan.negotiation))
    for one in (first, second):
        planned.a_status_report(one, asked)
    assert [title for title, _word in _told(plan, Role.MONITOR)] == [
        "Hyväksy tai palauta 2 tilannetietoa",
        "Lue 1 mittari",
    ]
    user = builders.a_mandate(plan.negotiation, Role.MONITOR)
    mandate = Mandate.objects.get(user=user)
    AreaMonitor.objects.create(mandate=mandate, goal_area=second.goal.goal_area)
    assert monitoring_tasks([mandate], TODAY)[0].title == "Hyväksy tai palauta 1 tilannetieto"


def test_the_process_owner_is_told_when_the_answers_were_due(plan):
    asked = planned.a_monitoring_round(plan)
    assert _told(plan, Role.PROCESS_OWNER) == []
    late = _told(plan, Role.PROCESS_OWNER, asked.due_on + dt.timedelta(days=1))
    assert late == [(f"Kierroksen ”{asked.name}” vastausten määräpäivä on tullut", "1 päivän myöhässä")]


@pytest.mark.parametrize("count", [1, 3])
def test_an_agenda_costs_the_same_however_many_plans_are_monitored(count, django_assert_num_queries):
    user = builders.a_user()
    for _number in range(count):
        plan = planned.a_plan()
        organisation = plan.negotiation.county
        for role in (Role.COORDINATOR, Role.MONITOR, Role.PROCESS_OWNER):
            Mandate.objects.create(user=user, negotiation=plan.negotiation, role=role, organisation=organisation)
        measure = planned.a_measure(planned.a_goal(plan))
        planned.a_commitment(measure, stage=Stage.PROPOSED)
        planned.a_monitoring_round(plan)
    mandates = list(Mandate.objects.held_by(user, TODAY).at_hand())
    with django_assert_num_queries(9):
        assert len(monitoring_tasks(mandates, TODAY)) == 3 * count


def test_who_prepares_is_told_of_a_plan_that_the_boards_have_not_been_given(plan):
    draft = planned.a_plan(plan.negotiation)
    told = [(f"Viimeistele ”{draft.document.name}” hallitusten päätettäväksi", "Antamatta päätettäväksi")]
    assert [_told(plan, role) for role in (Role.PROCESS_OWNER, Role.PREPARER, Role.READER)] == [told, told, []]


def test_tasks_of_monitoring_stand_among_the_others(plan):
    planned.a_monitoring_round(plan, due_on=timezone.localdate())
    own = _measures(plan)[0].responsible.organisation
    agenda = agenda_of(builders.a_mandate(plan.negotiation, Role.COORDINATOR, own), timezone.localdate())
    assert "Kerro, miten 2 toimenpidettä etenee" in [one.title for one in (agenda.first, *agenda.rest)]


def test_the_journey_counts_measures_and_those_that_go_as_planned_once_everybody_may_know(plan):
    first, second = _measures(plan)
    for one in (first, second):
        planned.a_commitment(one)
    asked = planned.a_monitoring_round(plan)
    planned.a_status_report(first, asked)
    planned.a_status_report(second, asked, light=Light.RED)
    told = {one.station: one for one in journey_of(plan.negotiation).stations}
    station = told[Station.PLAN]
    assert (station.number, station.unit, station.detail) == (
        "2",
        "toimenpidettä",
        "2 tavoitetta, 1 osapuoli sitoutunut",
    )
    assert (told[Station.MONITORING].number, told[Station.MONITORING].detail) == (
        "",
        "Seurantakierros 1: vastaukset viimeistään 31.8.2026",
    )
    asked.closed_at = timezone.now()
    asked.save()
    station = journey_of(plan.negotiation).stations[-1]
    assert (station.number, station.unit) == ("1", "toimenpide etenee suunnitellusti, kerrottu 2")


def test_a_plan_that_was_not_submitted_is_not_told_of_on_the_journey():
    plan = planned.a_plan()
    planned.a_measure(planned.a_goal(plan))
    assert [one.number for one in journey_of(plan.negotiation).stations[-2:]] == ["", ""]
