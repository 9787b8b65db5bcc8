"""A round of monitoring: opened, reported in, accepted, read, counted, and closed."""

import datetime as dt
import uuid

import pytest

import builders
import planned
from refusals import refusal
from sopu.negotiations.models import Letter, Mandate, Role, Station
from sopu.plans.actions.accepting import accept_report, return_report
from sopu.plans.actions.monitoring import close_round, name_monitor, open_round
from sopu.plans.actions.readings import read_indicator
from sopu.plans.actions.reporting import Overtaken, report_status
from sopu.plans.models import AreaMonitor, MeasureIndicator, Observation, StatusReport
from sopu.plans.permissions import areas_monitored_by, may_monitor, may_report
from sopu.plans.queries.coverage import Counted, coverage_of
from sopu.plans.queries.statuses import statuses_of
from sopu.plans.rules import Activity, Light, Verdict
from sopu.plans.rules.rounds import Answer

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
DAYS = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 6, 30), "due_on": dt.date(2026, 8, 31)}
SAID = {"activity": Activity.IN_PROGRESS, "light": Light.GREEN, "text": "Etenee."}


@pytest.fixture
def plan():
    """Two goal areas, three measures: the county answers for the first, a municipality for two."""
    found = planned.a_plan(builders.a_negotiation(2))
    areas, parties = found.negotiation.goal_areas.all(), found.document.parties.order_by("number")
    first, second = planned.a_goal(found, areas[0]), planned.a_goal(found, areas[1])
    planned.a_measure(first, parties[0])
    planned.a_measure(first, parties[1])
    planned.a_measure(second, parties[1])
    return found


@pytest.fixture
def measures(plan):
    return [
        measure for goal in plan.goals.order_by("goal_area__number") for measure in goal.measures.order_by("number")
    ]


@pytest.fixture
def asked(plan):
    return planned.a_monitoring_round(plan)


def _open(plan, **days):
    return open_round(plan=plan, names={"fi": "Kevät"}, by=None, now=NOW, **(DAYS | days))


def _report(asked, measure, based_on=0, by=None, **said):
    return report_status(round=asked, measure=measure, by=by, now=NOW, based_on=based_on, **(SAID | said))


def test_a_round_is_opened_once_at_a_time_and_those_who_are_asked_get_a_letter(plan):
    party = plan.document.parties.order_by("number")[1]
    coordinator = builders.a_mandate(plan.negotiation, Role.COORDINATOR, party.organisation)
    opened = _open(plan)
    (letter,) = Letter.objects.all()
    assert (letter.to, f"/monitoring/{opened.pk}/parties/{party.number}/" in letter.body) == (coordinator, True)
    assert "2 toimenpidettä" in letter.body
    assert refusal(_open, plan) == "round_under_way"
    close_round(round=opened, by=None, now=NOW)
    assert _open(plan).number == 2


def test_a_round_is_within_the_plan_and_asks_of_something(plan):
    late, early = dt.date(2030, 1, 1), dt.date(2025, 12, 1)
    assert refusal(_open, plan, ends_on=early) == "ends_before_it_starts"
    assert refusal(_open, plan, starts_on=late, ends_on=late, due_on=late) == "outside_the_plan"
    assert refusal(_open, plan, due_on=early) == "due_too_early"
    assert refusal(_open, planned.a_plan(plan.negotiation)) == "nothing_to_monitor"


def test_the_latest_report_stands_and_what_was_said_before_stays(asked, measures):
    _report(asked, measures[0])
    _report(asked, measures[0], based_on=1, light=Light.RED, text="Rahoitus puuttuu.")
    status = statuses_of(asked.plan)[measures[0].pk]
    assert (status.light, status.text, status.number) == (Light.RED, "Rahoitus puuttuu.", 2)
    assert StatusReport.objects.count() == 2


def test_of_two_who_report_at_once_the_second_is_told_and_nothing_of_theirs_is_stored(asked, measures):
    standing = _report(asked, measures[0])
    with pytest.raises(Overtaken) as refused:
        _report(asked, measures[0], text="Toinen.")
    assert (refused.value.standing, StatusReport.objects.count()) == (standing, 1)


def test_the_same_act_reports_once_and_other_words_under_it_are_another(asked, measures):
    act = uuid.uuid4()
    first = _report(asked, measures[0], act_id=act)
    assert _report(asked, measures[0], act_id=act) == first
    assert _report(asked, measures[0], based_on=1, act_id=act, text="Muuta.").number == 2


def test_a_report_says_something_and_why_a_measure_was_stopped(plan, asked, measures):
    assert refusal(_report, asked, measures[0], text=" \n") == "no_words"
    assert refusal(_report, asked, measures[0], activity=Activity.STOPPED) == "no_reason"
    other = planned.a_measure(planned.a_goal(planned.a_plan(plan.negotiation)))
    assert refusal(_report, asked, other) == "another_plan"
    close_round(round=asked, by=None, now=NOW)
    assert refusal(_report, asked, measures[0]) == "round_closed"
    assert StatusReport.objects.count() == 0


def test_a_monitor_accepts_or_returns_with_words_and_never_what_they_reported_themselves(asked, measures):
    reporter, monitor = builders.a_user(), builders.a_user()
    report = _report(asked, measures[0], by=reporter)
    assert refusal(accept_report, report=report, by=reporter, now=NOW) == "own_report"
    assert refusal(return_report, report=report, words=" ", by=monitor, now=NOW) == "no_words"
    return_report(report=report, words="Mistä sen näkee?", by=monitor, now=NOW)
    status = statuses_of(asked.plan)[measures[0].pk]
    assert (status.verdict, status.words) == (Verdict.RETURNED, "Mistä sen näkee?")
    later = _report(asked, measures[0], based_on=1, evidence="Tilasto.", by=reporter)
    assert refusal(accept_report, report=report, by=monitor, now=NOW) == "overtaken"
    first = accept_report(report=later, by=monitor, now=NOW)
    assert accept_report(report=later, by=monitor, now=NOW) == first
    assert statuses_of(asked.plan)[measures[0].pk].verdict == Verdict.ACCEPTED


def test_a_closed_round_lets_accept_but_not_return(asked, measures):
    report = _report(asked, measures[0])
    close_round(round=asked, by=None, now=NOW)
    assert refusal(close_round, round=asked, by=None, now=NOW) == "closed_already"
    assert refusal(return_report, report=report, words="Täydennä.", by=None, now=NOW) == "round_closed"
    assert accept_report(report=report, by=None, now=NOW).verdict == Verdict.ACCEPTED


def test_everybody_sees_a_report_when_it_was_accepted_or_its_round_closed(asked, measures):
    waiting, accepted = _report(asked, measures[0]), _report(asked, measures[1])
    accept_report(report=accepted, by=None, now=NOW)
    assert set(statuses_of(asked.plan, is_for_all=True)) == {measures[1].pk}
    close_round(round=asked, by=None, now=NOW)
    assert set(statuses_of(asked.plan, is_for_all=True)) == {waiting.measure_id, measures[1].pk}


def test_the_first_round_that_is_closed_brings_the_negotiation_to_monitoring(asked):
    negotiation = asked.plan.negotiation
    days = {"starts_on": TODAY, "due_on": TODAY, "number": 9}
    milestone = negotiation.milestones.create(station=Station.MONITORING, name_fi="Seuranta", **days)
    close_round(round=asked, by=None, now=NOW)
    milestone.refresh_from_db()
    assert milestone.done_on == TODAY


def test_an_indicator_is_read_by_a_value_that_stands_or_with_why_there_is_none(plan, asked, measures):
    indicator, other = planned.an_indicator(plan.negotiation), planned.an_indicator(plan.negotiation)
    MeasureIndicator.objects.create(measure=measures[0], indicator=indicator)
    seen = planned.an_observation(indicator)
    told = {"round": asked, "indicator": indicator, "by": None, "now": NOW}
    assert refusal(read_indicator, observation=None, words=" ", **told) == "no_words"
    assert refusal(read_indicator, observation=planned.an_observation(other), words="", **told) == "another_indicator"
    assert refusal(read_indicator, **(told | {"indicator": other, "observation": None, "words": "–"})) == "another_plan"
    read_indicator(observation=None, words="Lähde ei ole julkaissut.", **told)
    revised = planned.an_observation(indicator, value="2")
    assert refusal(read_indicator, observation=seen, words="", **told) == "revised"
    act = uuid.uuid4()
    reading = read_indicator(observation=revised, words="", act_id=act, **told)
    assert read_indicator(observation=revised, words="", act_id=act, **told) == reading
    line = coverage_of(asked, TODAY).indicators[0]
    assert (line.reading, reading.number, Observation.objects.get(readings=reading)) == (reading, 2, revised)
    assert read_indicator(observation=revised, words="Kasvussa.", act_id=act, **told).number == 3
    close_round(round=asked, by=None, now=NOW)
    assert refusal(read_indicator, observation=revised, words="", **told) == "round_closed"


def test_coverage_counts_by_goal_area_and_party_what_is_answered_late_and_missing(asked, measures):
    accept_report(report=_report(asked, measures[0]), by=None, now=NOW)
    planned.a_status_report(measures[1], asked, reported_at=NOW + dt.timedelta(days=40))
    found = coverage_of(asked, TODAY + dt.timedelta(days=50))
    assert found.count == Counted(overdue=1, reported=1, accepted=1)
    assert [(one.goal_area.number, one.count) for one in found.areas] == [
        (1, Counted(reported=1, accepted=1)),
        (2, Counted(overdue=1)),
    ]
    assert [(one.party.number, one.count.answered, one.late_count, one.has_answered) for one in found.parties] == [
        (1, 1, 0, True),
        (2, 1, 2, False),
    ]
    assert (found.late_count, found.count.percent, [one.party.number for one in found.silent]) == (2, 66, [2])


def test_a_measure_that_is_over_or_still_ahead_is_not_asked_of(plan, asked, measures):
    planned.a_status_report(measures[0], asked, activity=Activity.DONE)
    close_round(round=asked, by=None, now=NOW)
    asked.refresh_from_db()
    type(measures[0]).objects.update(made_at=NOW - dt.timedelta(days=1))
    added = planned.a_measure(measures[0].goal, made_at=NOW + dt.timedelta(days=1))
    assert [row.measure for row in coverage_of(asked, TODAY).measures] == measures
    later = planned.a_monitoring_round(plan, ends_on=dt.date(2026, 12, 31))
    type(measures[1]).objects.filter(pk=measures[1].pk).update(starts_on=dt.date(2027, 1, 1))
    assert [row.measure for row in coverage_of(later, TODAY).measures] == [added, measures[2]]
    assert next(row.answer for row in coverage_of(asked, TODAY).measures) is Answer.REPORTED


@pytest.mark.parametrize("count", [1, 3])
def test_coverage_takes_as_many_questions_however_much_there_is(count, django_assert_num_queries):
    plan = planned.a_plan(builders.a_negotiation(count))
    for party in plan.document.parties.all():
        measure = planned.a_measure(planned.a_goal(plan), party)
        MeasureIndicator.objects.create(measure=measure, indicator=planned.an_indicator(plan.negotiation))
        planned.a_status_report(measure, plan.rounds.first())
    asked = plan.rounds.get(number=1)
    with django_assert_num_queries(4):
        coverage_of(asked, TODAY)


def test_a_monitor_covers_the_goal_areas_that_were_named_or_else_all(plan):
    areas, user = list(plan.negotiation.goal_areas.all()), builders.a_mandate(plan.negotiation, Role.MONITOR)
    mandate = Mandate.objects.get(user=user)
    assert areas_monitored_by(user, plan.negotiation) == areas
    name_monitor(mandate=mandate, goal_areas=areas[1:3])
    name_monitor(mandate=mandate, goal_areas=areas[2:])
    assert areas_monitored_by(user, plan.negotiation) == areas[2:]
    assert [may_monitor(user, area) for area in areas] == [False, False, True, True]
    reader = Mandate.objects.get(user=builders.a_mandate(plan.negotiation, Role.READER))
    assert refusal(name_monitor, mandate=reader, goal_areas=areas) == "no_monitor"
    foreign = builders.a_negotiation().goal_areas.all()
    assert refusal(name_monitor, mandate=mandate, goal_areas=foreign) == "another_negotiation"
    assert (AreaMonitor.objects.count(), areas_monitored_by(builders.a_user(), plan.negotiation)) == (2, [])


def test_only_the_responsible_partys_coordinator_reports(plan, measures):
    negotiation, own = plan.negotiation, measures[1].responsible.organisation
    may = [may_report(builders.a_mandate(negotiation, role, own), measures[1]) for role in Role]
    assert [role for role, is_let in zip(Role, may, strict=True) if is_let] == [Role.COORDINATOR]
    assert may_report(builders.a_mandate(negotiation, Role.COORDINATOR), measures[1]) is False
    measures[1].responsible = None
    assert may_report(builders.a_mandate(negotiation, Role.COORDINATOR, own), measures[1]) is False
