"""The pages of monitoring, as people press through them."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

import agreements
import builders
import planned
from sopu.negotiations.models import Letter, Mandate, Role
from sopu.plans.models import Acceptance, AreaMonitor, IndicatorReading, MeasureIndicator, MonitoringRound, StatusReport
from sopu.plans.rules import Activity, Light, Verdict
from sopu.texts.models import DocumentKind

pytestmark = pytest.mark.django_db

SAID = {"activity": Activity.DELAYED, "light": Light.YELLOW, "text": "Odottaa päätöstä.", "based_on": 0}


@pytest.fixture
def asked():
    """A round of a plan in which the first municipality answers for two measures and the county for one."""
    negotiation = builders.a_negotiation(2, slug="alue")
    plan = planned.a_plan(document=agreements.an_agreement(negotiation, kind=DocumentKind.SUPPLEMENTARY_PLAN))
    county, party = plan.document.parties.order_by("number")[:2]
    first, second = (planned.a_goal(plan, area) for area in plan.negotiation.goal_areas.all()[:2])
    planned.a_measure(first, party, name_fi="Bussit")
    planned.a_measure(first, party, name_fi="Kirjastot")
    planned.a_measure(second, county, name_fi="Varautuminen")
    return planned.a_monitoring_round(plan)


def _client(asked, role, organisation=None):
    return builders.client_of(builders.a_mandate(asked.plan.negotiation, role, organisation))


def _text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_before_the_plan_is_submitted_others_see_that_nothing_is_monitored_yet(client, asked):
    address = reverse("monitoring", args=["alue"])
    assert "Mitään ei vielä seurata" in _text(client.get(address))
    assert "0/3 toimenpiteestä on vastattu" in _text(_client(asked, Role.READER).get(address))
    agreements.a_version(asked.plan.document)
    assert "0/3 toimenpiteestä on vastattu" in _text(client.get(address))


def test_a_party_reports_one_measure_after_another_beside_what_was_said_before(asked):
    first, second = asked.plan.goals.first().measures.order_by("number")
    client, party = _client(asked, Role.COORDINATOR, first.responsible.organisation), first.responsible
    own = _text(client.get(reverse("our_measures", args=[asked.pk, party.number])))
    assert "2 toimenpidettä odottaa vastaustanne" in own
    address = reverse("report_status", args=[asked.pk, first.pk])
    sent = SAID | {"act_id": uuid.uuid4(), "then": "next"}
    onward = client.post(address, sent)
    assert onward.url == reverse("report_status", args=[asked.pk, second.pk])
    assert client.post(onward.url, SAID | {"act_id": uuid.uuid4(), "then": "next"}).url == reverse(
        "our_measures", args=[asked.pk, party.number]
    )
    assert StatusReport.objects.count() == 2
    page = _text(client.get(address))
    assert ("Voimassa oleva tieto" in page, "Odottaa päätöstä." in page) == (True, True)


def test_who_was_overtaken_keeps_their_words_and_may_send_them_anew(asked):
    measure = asked.plan.goals.first().measures.first()
    client = _client(asked, Role.COORDINATOR, measure.responsible.organisation)
    planned.a_status_report(measure, asked, text="Ensimmäinen.")
    address, sent = reverse("report_status", args=[asked.pk, measure.pk]), SAID | {"act_id": uuid.uuid4()}
    page = client.post(address, sent).content.decode()
    assert ("Odottaa päätöstä.</textarea>" in page, "Ensimmäinen." in page) == (True, True)
    assert re.search(r'name="based_on" value="1"', page)
    client.post(address, sent | {"based_on": 1})
    assert StatusReport.objects.get(number=2).text == "Odottaa päätöstä."


def test_a_monitor_goes_through_the_queue_of_their_own_goal_areas(asked):
    measures = [goal.measures.first() for goal in asked.plan.goals.order_by("goal_area__number")]
    reports = [planned.a_status_report(measure, asked) for measure in measures]
    user = builders.a_mandate(asked.plan.negotiation, Role.MONITOR)
    area = measures[0].goal.goal_area
    AreaMonitor.objects.create(mandate=Mandate.objects.get(user=user), goal_area=area)
    client, queue = builders.client_of(user), reverse("acceptances", args=[asked.pk])
    page = _text(client.get(queue))
    assert ("1 tilannetieto odottaa sinua" in page, "Varautuminen" in page) == (True, False)
    judge = reverse("judge_report", args=[reports[0].pk])
    assert "Kirjoita, mitä puuttuu" in _text(client.post(judge, {"verdict": Verdict.RETURNED, "words": ""}))
    assert client.post(judge, {"verdict": Verdict.RETURNED, "words": "Luku puuttuu."}).url == queue
    assert client.post(judge, {"verdict": Verdict.ACCEPTED}).url == queue
    assert [one.verdict for one in Acceptance.objects.all()] == [Verdict.RETURNED, Verdict.ACCEPTED]
    assert client.post(reverse("judge_report", args=[reports[1].pk]), {}).status_code == 403


def test_others_see_the_words_of_a_report_when_it_was_accepted(client, asked):
    agreements.a_version(asked.plan.document)
    report = planned.a_status_report(asked.plan.goals.first().measures.first(), asked, text="Etenee hyvin.")
    address = reverse("monitoring_round", args=[asked.pk])
    told = [
        "Etenee hyvin." in _text(client.get(address)),
        "Etenee hyvin." in _text(_client(asked, Role.READER).get(address)),
    ]
    Acceptance.objects.create(report=report, verdict=Verdict.ACCEPTED)
    assert [*told, "Etenee hyvin." in _text(client.get(address))] == [False, True, True]


def test_a_round_is_narrowed_to_a_state_and_to_a_party(asked):
    measure = asked.plan.goals.first().measures.first()
    planned.a_status_report(measure, asked)
    client, address = _client(asked, Role.READER), reverse("monitoring_round", args=[asked.pk])
    shown = [
        _text(client.get(address, asked_for)) for asked_for in ({"state": "reported"}, {"party": 1}, {"state": "x"})
    ]
    assert [[name in page for name in ("Bussit", "Kirjastot", "Varautuminen")] for page in shown] == [
        [True, False, False],
        [False, False, True],
        [True, True, True],
    ]


def test_the_process_owner_opens_a_round_as_proposed_reminds_names_monitors_and_closes(asked):
    client, plan = _client(asked, Role.PROCESS_OWNER), asked.plan
    builders.a_mandate(plan.negotiation, Role.COORDINATOR)
    client.post(reverse("remind_of_round", args=[asked.pk]))
    again = client.post(reverse("remind_of_round", args=[asked.pk]), follow=True)
    assert (Letter.objects.count(), "Ketään ei tarvitse" in _text(again)) == (1, True)
    assert "3 / 3" in _text(client.get(reverse("close_monitoring_round", args=[asked.pk])))
    client.post(reverse("close_monitoring_round", args=[asked.pk]))
    address = reverse("open_monitoring_round", args=[plan.pk])
    page = client.get(address, {"cadence": "half_year"}).content.decode()
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert (fields["name_fi"], fields["due_on"]) == ("Seuranta 2026, 2. vuosipuolisko", "2027-03-01")
    opened = client.post(address, fields)
    assert opened.url == reverse("monitoring_round", args=[MonitoringRound.objects.get(number=2).pk])
    assert "on jo käynnissä" in _text(client.post(address, fields))
    monitor = Mandate.objects.get(user=builders.a_mandate(plan.negotiation, Role.MONITOR))
    area = plan.negotiation.goal_areas.first()
    client.post(reverse("area_monitors", args=["alue"]), {"mandate": monitor.pk, f"m{monitor.pk}-areas": [area.pk]})
    assert [one.goal_area for one in AreaMonitor.objects.all()] == [area]


def test_a_steward_reads_the_indicators_of_a_round(asked):
    measure = asked.plan.goals.first().measures.first()
    indicator, bare = planned.an_indicator(asked.plan.negotiation), planned.an_indicator(asked.plan.negotiation)
    for one in (indicator, bare):
        MeasureIndicator.objects.create(measure=measure, indicator=one)
    value = planned.an_observation(indicator, value="12.5")
    client = _client(asked, Role.MONITOR)
    assert "12,5" in _text(client.get(reverse("readings", args=[asked.pk])))
    told = {"act_id": uuid.uuid4(), "observation": value.pk, "words": "Kasvussa."}
    client.post(reverse("read_indicator", args=[asked.pk, indicator.pk]), told)
    empty = client.post(reverse("read_indicator", args=[asked.pk, bare.pk]), {"act_id": uuid.uuid4()})
    assert "Kirjoita, miksi arvoa ei ole" in _text(empty)
    assert [(one.observation, one.words) for one in IndicatorReading.objects.all()] == [(value, "Kasvussa.")]


def test_the_due_days_of_rounds_are_a_calendar(client, asked):
    agreements.a_version(asked.plan.document)
    told = client.get(reverse("monitoring_calendar", args=["alue"])).content.decode()
    assert ("DTSTART;VALUE=DATE:20260831" in told, f"monitoring-{asked.pk}@" in told) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_as_many_questions_however_much_there_is(count, django_assert_num_queries):
    plan = planned.a_plan(builders.a_negotiation(count, slug="alue"))
    asked = planned.a_monitoring_round(plan, closed_at=timezone.now())
    goal = planned.a_goal(plan)
    for party in plan.document.parties.all():
        measure = planned.a_measure(goal, party)
        MeasureIndicator.objects.create(measure=measure, indicator=planned.an_indicator(plan.negotiation))
        planned.a_status_report(measure, asked)
    for _number in range(count):
        planned.a_monitoring_round(plan)
    client = _client(asked, Role.READER)
    for address, most in (
        (reverse("monitoring", args=["alue"]), 19),
        (reverse("monitoring_round", args=[asked.pk]), 16),
    ):
        with django_assert_num_queries(most):
            client.get(address)
