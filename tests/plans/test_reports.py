"""A report tells what stood when it was frozen, whatever comes later; revisions stand beside it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import builders
import planned
import reported
from refusals import refusal
from reported import NOW, a_report, a_world
from sopu.core.digests import canonical_json, sha256
from sopu.ledger.models import Entry
from sopu.negotiations.models import Role
from sopu.plans.actions.freezing import freeze_report, publish_report
from sopu.plans.models import Report, StatusReport
from sopu.plans.queries.report_content import content_of
from sopu.plans.queries.report_page import report_page
from sopu.plans.queries.report_pictures import trends_of
from sopu.plans.queries.report_told import told_of
from sopu.plans.queries.report_values import Point
from sopu.plans.rules import Activity, Light

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world(slug="alue")


def test_the_content_tells_how_the_measures_go_in_the_round(world):
    content = content_of(world.plan, world.second, NOW.date())
    one, two, three, four = content["measures"]
    assert [one["label"], two["label"], three["label"], four["label"]] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2"]
    assert [one["is_answered"], two["is_answered"], three["is_answered"]] == [True, True, False]
    assert (four["is_asked"], four["status"]) == (False, None)
    assert one["names"] == {"fi": "Yhteinen numero", "sv": "Gemensamt nummer"}
    assert content["areas"][0]["activities"]["done"] == 1
    assert content["areas"][0]["lights"] == {"green": 1, "yellow": 0, "red": 1, "unsaid": 0}
    assert [(late["measure"], late["reason"]) for late in content["late"]] == [
        (two["key"], "over"),
        (three["key"], "not_started"),
    ]
    assert content["unanswered"] == [{"party": 2, "measures": [three["key"]]}]
    assert content["opt_outs"] == [{"party": 4, "area": 2, "reason": "Ei omaa toimintaa."}]
    assert [one["text"] for one in content["to_dos"]] == ["Etsi tilat.", "Kerro kyläläisille."]


def test_a_round_that_was_closed_does_not_ask_of_what_was_added_since(world):
    planned.a_measure(world.measures[0].goal, world.parties[3])
    first, second = (content_of(world.plan, one, NOW.date()) for one in (world.first, world.second))
    assert (first["unanswered"], [one["party"] for one in second["unanswered"]]) == ([], [2, 4])


def test_a_round_goes_by_the_value_that_was_read_in_it_and_numbers_are_texts(world):
    first = content_of(world.plan, world.first, NOW.date())["indicators"][0]
    second = content_of(world.plan, world.second, NOW.date())["indicators"][0]
    assert [first["value"], second["value"]] == [
        {"value": "41.25", "period": "2023"},
        {"value": "42", "period": "2024"},
    ]
    assert second["baseline"] == {"value": "40", "period": "2022"}
    assert second["track"] == "off_track"


def test_nobody_is_named_in_the_content(world):
    person = builders.a_user(email="maija.meikalainen@kunta.example", name="Maija Meikäläinen")
    StatusReport.objects.update(reported_by=person)
    written = canonical_json(content_of(world.plan, world.second, NOW.date())).decode()
    assert ("@" in written, "Meikäläinen" in written) == (False, False)


def test_a_report_that_was_returned_in_an_open_round_is_no_word_yet(world):
    said = StatusReport.objects.get(round=world.second, measure=world.measures[0])
    said.acceptances.create(verdict="returned", words="Kerro, missä.")
    one = content_of(world.plan, world.second, NOW.date())["measures"][0]
    assert (one["status"]["activity"], one["is_answered"]) == (Activity.IN_PROGRESS, False)


def test_what_comes_later_changes_nothing_that_was_frozen(world):
    report = a_report(world)
    planned.a_status_report(world.measures[0], world.second, activity=Activity.STOPPED, light=Light.RED)
    planned.an_observation(world.indicator, "2024", "47.5")
    kept = Report.objects.at_hand().get(pk=report.pk)
    page = report_page(kept)
    assert kept.sha256 == sha256(canonical_json(kept.content))
    assert page.told.measures[0].activity == Activity.DONE
    assert page.told.indicators[0].told_value == "42,0\u00a0% (2024)"
    assert [(one.period, one.frozen, one.now) for one in page.revised] == [("2024", "42,0\u00a0%", "47,5\u00a0%")]


def test_changes_are_told_from_the_published_report_of_another_round(world):
    assert a_report(world).content["changes"] is None
    publish_report(report=a_report(world, round=world.first), now=NOW)
    planned.an_observation(world.indicator, "2022", "39")
    world.measures[3].left_out_at = NOW
    world.measures[3].save()
    told = told_of(a_report(world))
    assert [(one.kind, one.what, one.was, one.now) for one in told.changes] == [
        ("activities", "1.1.1 Yhteinen numero", "käynnissä", "tehty"),
        ("activities", "1.1.2 Kirjastojen illat", "käynnissä", "viivästynyt"),
        ("lights", "1.1.2 Kirjastojen illat", "etenee suunnitellusti", "ei etene suunnitellusti"),
        ("left_out", "2.1.2 Myöhemmin", "", ""),
        ("revised", "Asukkaiden osallisuus, 2022", "40,0\u00a0%", "39,0\u00a0%"),
        ("new_values", "Asukkaiden osallisuus", "", "42,0\u00a0% (2024)"),
    ]


def test_what_a_body_handles_follows_from_the_content(world):
    matters = report_page(a_report(world)).matters
    assert [one.kind for one in matters] == ["measure", "measure", "indicator", "report", "to_do"]
    assert (matters[0].what, matters[0].proposal) == ("1.1.2 Kirjastojen illat", "Sovitaan tiloista.")


def test_the_line_of_an_indicator_breaks_where_its_source_publishes_nothing(world):
    told = told_of(a_report(world))
    values = (("2020", "1"), ("2021", "2"), ("2022", None), ("2023", "4"), ("2024", "5"))
    points = tuple(Point(period, Decimal(value) if value else None) for period, value in values)
    indicator = replace(told.indicators[0], values=points, baseline=points[0], target=Point("2030", Decimal(5)))
    (trend,) = trends_of(replace(told, indicators=(indicator,)))
    assert (trend.paths, trend.last) == (("M6 38L19.8 30", "M47.4 14L61.2 6"), (61.2, 6.0))
    assert (trend.baseline, trend.target) == ((6.0, 38.0), (144.0, 6.0))


def test_the_same_act_freezes_once_and_numbers_grow(world):
    one = a_report(world)
    again = a_report(world, act_id=one.act_id)
    assert (again.pk, a_report(world).number) == (one.pk, 2)
    assert a_report(world, act_id=one.act_id, foreword="Toisin sanoen.").number == 3


def test_a_report_is_of_a_round_of_its_own_plan_and_of_measures(world):
    other = planned.a_plan()
    wrong = planned.a_monitoring_round(other)
    assert refusal(lambda: a_report(world, round=wrong)) == "another_plan"
    told = {"plan": other, "round": None, "audience": "board", "foreword": "", "by": None, "now": NOW}
    assert refusal(lambda: freeze_report(**told)) == "no_measures"


def test_publishing_seals_the_digest_once(world):
    report = a_report(world)
    publish_report(report=report, now=NOW)
    again = publish_report(report=report, now=NOW.replace(year=2028))
    entry = Entry.objects.get()
    assert (entry.kind, entry.reference, entry.digest) == ("report", f"report:{report.pk}", report.sha256)
    assert again.published_at == NOW


def test_everybody_reads_a_published_report_and_only_those_with_a_role_another(world):
    report = a_report(world, "public")
    address, visitor = reverse("report", args=[report.pk]), Client()
    reader = builders.client_of(builders.a_mandate(world.plan.negotiation, Role.READER))
    assert (visitor.get(address).status_code, reader.get(address).status_code) == (404, 200)
    assert visitor.get(reverse("report_data", args=[report.pk])).status_code == 404
    publish_report(report=report, now=NOW)
    page = visitor.get(address).content.decode()
    assert "1 toimenpide 4:sta on tehty" in page
    assert ("<b>ei ole lihava" in page, "Julkaise raportti" in page) == (False, False)
    assert sha256(visitor.get(reverse("report_data", args=[report.pk])).content) == report.sha256


def test_the_process_owner_freezes_reads_and_publishes(world):
    owner = builders.client_of(builders.a_mandate(world.plan.negotiation, Role.PROCESS_OWNER))
    new = reverse("new_report", args=[world.plan.pk])
    act_id = owner.get(new).context["form"].initial["act_id"]
    made = owner.post(new, {"round": world.second.pk, "audience": "board", "foreword": "Hyvä vuosi.", "act_id": act_id})
    report = Report.objects.get()
    assert (made.status_code, made.url) == (302, reverse("report", args=[report.pk]))
    page = owner.get(made.url).content.decode()
    assert all(word in page for word in ("Hyvä vuosi.", "Kuka on sitoutunut mihin", "Julkaise raportti"))
    owner.post(reverse("publish_report", args=[report.pk]))
    assert Report.objects.get().published_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_a_report_ask_a_fixed_number_of_questions(world, count, django_assert_num_queries):
    for _ in range(count):
        publish_report(report=a_report(world), now=NOW)
    visitor = Client()
    with django_assert_num_queries(4):
        visitor.get(reverse("reports", args=["alue"]))
    with django_assert_num_queries(5):
        visitor.get(reverse("report", args=[Report.objects.first().pk]))


def test_a_content_asks_as_much_of_many_measures(world):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            content_of(world.plan, world.second, NOW.date())
        return len(captured)

    of_few, goal = asked(), world.measures[0].goal
    for _ in range(6):
        planned.a_status_report(planned.a_measure(goal), world.second)
    assert asked() == of_few


def test_the_list_tells_a_visitor_only_what_is_published(world):
    a_report(world)
    address = reverse("reports", args=["alue"])
    owner = builders.client_of(builders.a_mandate(world.plan.negotiation, Role.PROCESS_OWNER))
    assert [len(list_.lines) for list_ in Client().get(address).context["lists"]] == []
    assert [len(list_.lines) for list_ in owner.get(address).context["lists"]] == [1]
    assert reported.EVIL not in Client().get(address).content.decode()
