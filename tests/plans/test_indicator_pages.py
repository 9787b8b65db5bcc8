"""Indicators on pages: what is shown costs as much at three as at one, and what is not published is never nought."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import a_version, an_agreement
from builders import a_mandate, a_negotiation, client_of
from planned import a_goal, a_measure, a_plan, an_indicator, an_observation
from sopu.negotiations.models import Role
from sopu.plans.models import Indicator, MeasureIndicator, Retrieval
from sopu.plans.queries.indicator_list import indicator_list
from sopu.plans.queries.indicator_pages import indicator_page
from sopu.plans.queries.indicators import revisions_of, series_of
from sopu.plans.queries.retrievals import UnderWay, under_way
from sopu.plans.queries.series_charts import Subject, chart_of
from sopu.plans.queries.tracks import tracks_by_area
from sopu.plans.rules import Direction
from sopu.plans.rules.tracks import Track
from sopu.plans.rules.trends import Trend, is_good, trend_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        ("5", Trend.UNKNOWN),
        ("5 6", Trend.RISES),
        ("9 5 5 5 5", Trend.STAYS),
        ("100 98 101 99", Trend.STAYS),
        ("100 98 97 95", Trend.FALLS),
        ("0 0", Trend.STAYS),
    ],
)
def test_a_trend_is_of_the_last_four_values_and_small_wavering_is_none(values, trend):
    assert trend_of([Decimal(one) for one in values.split()]) is trend


def test_whether_a_trend_is_good_is_said_only_where_a_way_is_better():
    assert is_good(Trend.FALLS, Direction.DOWN) is True
    assert is_good(Trend.RISES, Direction.DOWN) is False
    assert is_good(Trend.RISES, Direction.NONE) is None
    assert is_good(Trend.STAYS, Direction.UP) is None


@pytest.fixture
def world():
    """A plan with a measure and an indicator with a target, values in four areas and a revision."""
    negotiation = a_negotiation()
    plan = a_plan(document=an_agreement(negotiation))
    measure = a_measure(a_goal(plan))
    indicator = an_indicator(
        negotiation,
        direction=Direction.DOWN,
        baseline=Decimal(10),
        baseline_period="2023",
        target=Decimal(6),
        target_period="2027",
    )
    MeasureIndicator.objects.create(measure=measure, indicator=indicator, reasoning="Tuki tulee ajoissa.")
    for period, value in (("2023", "10"), ("2024", "9"), ("2025", "7.5")):
        an_observation(indicator, period, value)
        an_observation(indicator, period, value, area=None)
    an_observation(indicator, "2024", "8.8")
    municipality = negotiation.parties.all()[1].organisation
    an_observation(indicator, "2025", "3", area=municipality)
    an_observation(indicator, "2024", area=municipality, value="1").delete()
    indicator.observations.create(area=municipality, period="2024", is_unpublished=True)
    return negotiation, plan, indicator, municipality


def test_the_latest_number_stands_and_what_it_replaced_is_told(world):
    negotiation, _plan, indicator, _municipality = world
    county = series_of([indicator], [negotiation.county_id])[indicator.pk]
    assert [(one.period, one.value, one.is_revised) for one in county[negotiation.county_id]] == [
        ("2023", Decimal(10), False),
        ("2024", Decimal("8.8"), True),
        ("2025", Decimal("7.5"), False),
    ]
    assert [(one.area, one.period, one.was, one.now) for one in revisions_of(indicator)] == [
        (negotiation.county_id, "2024", Decimal(9), Decimal("8.8"))
    ]


def test_a_page_shows_areas_periods_gaps_and_what_should_move_it(world):
    negotiation, _plan, indicator, municipality = world
    page = indicator_page(indicator, negotiation, code=municipality.code)
    assert page.periods == ("2023", "2024", "2025")
    cells = {row.name: [cell.words for cell in row.cells] for row in page.rows}
    assert cells[municipality.name_fi] == ["", "ei julkaista", "3,0"]
    assert [row.is_first for row in page.rows] == [True, False, False]
    assert [line.kind for line in page.wide.lines] == ["county", "country", "own"]
    assert [one.kind for one in page.wide.marks] == ["baseline", "target"]
    assert [one.reasoning for one in page.links] == ["Tuki tulee ajoissa."]
    assert (page.value, page.target, page.failed) == ("7,5", "6,0", None)


def test_women_s_values_are_not_held_against_a_target_of_all_people(world):
    negotiation, _plan, indicator, _municipality = world
    an_observation(indicator, "2025", "99", sex="female")
    page = indicator_page(indicator, negotiation, sex="female")
    assert ([row.cells[-1].words for row in page.rows], page.wide.marks, page.wide.way) == (["99,0"], (), "")
    assert (page.value, page.look.shape) == ("7,5", "st-ok")
    assert [key for key, _word in page.sexes] == ["total", "female"]


def test_a_latest_value_that_is_not_published_is_neither_on_its_way_nor_missing(world):
    negotiation, plan, indicator, _municipality = world
    indicator.observations.create(area=negotiation.county, period="2026", is_unpublished=True)
    assert indicator_list(negotiation).on(Track.UNPUBLISHED)[0].rows[0].value == "ei julkaista"
    assert [*tracks_by_area(plan).values()] == [{indicator.pk: Track.UNPUBLISHED}]


def test_a_chart_breaks_where_nothing_is_published(world):
    _negotiation, _plan, indicator, municipality = world
    told = series_of([indicator])[indicator.pk][municipality.pk]
    chart = chart_of(indicator, [Subject("Kunta", "county", told)])
    (line,) = chart.lines
    assert (line.paths, len(line.dots), len(chart.gaps)) == ((), 1, 1)


def test_indicators_stand_under_goal_areas_and_the_list_asks_as_often_for_three(world, django_assert_num_queries):
    negotiation, plan, indicator, _municipality = world
    found = indicator_list(negotiation)
    assert [(one.area.number, [row.indicator for row in one.rows]) for one in found.areas] == [(1, [indicator])]
    (row,) = found.areas[0].rows
    assert (row.value, row.track, row.measure_count) == ("7,5", Track.ON_TRACK, 1)
    assert found.on("off_track") == ()
    with django_assert_num_queries(5):
        indicator_list(negotiation)
    for number in (2, 3):
        other = an_indicator(negotiation)
        an_observation(other, "2024", "1")
        if number == 2:
            MeasureIndicator.objects.create(measure=a_measure(a_goal(plan)), indicator=other)
    with django_assert_num_queries(5):
        assert [len(one.rows) for one in indicator_list(negotiation).areas] == [2, 1]


def test_indicators_are_open_when_the_plan_is_and_are_stewarded_by_those_who_prepare(world, client):
    negotiation, plan, indicator, _municipality = world
    address = reverse("indicator", args=[indicator.pk])
    assert client.get(address).status_code == 302
    a_version(plan.document)
    for told in (address, reverse("indicators", args=[negotiation.slug])):
        assert client.get(told).status_code == 200
    assert client.get(reverse("indicator_values", args=[indicator.pk, "pdf"])).status_code == 404
    assert len(client.get(reverse("indicator_values", args=[indicator.pk, "json"])).json()["values"]) == 8
    steward = client_of(a_mandate(negotiation, Role.MONITOR))
    told = {"name_fi": "Uusi", "direction": "up", "decimals": "1", "source": "file"}
    new = reverse("new_indicator", args=[negotiation.slug])
    assert client_of(a_mandate(negotiation, Role.COORDINATOR)).post(new, told).status_code == 403
    assert steward.post(new, told | {"target": "7,5", "target_period": "2027"}).status_code == 302
    made = Indicator.objects.get(name_fi="Uusi")
    assert (made.target, made.target_period) == (Decimal("7.5"), "2027")
    change = reverse("change_indicator", args=[made.pk])
    assert steward.post(change, told | {"name_fi": "Toinen", "target": "8"}).status_code == 200
    assert steward.post(change, told | {"name_fi": "Toinen"}).status_code == 302
    made.refresh_from_db()
    assert (made.name_fi, made.target) == ("Toinen", None)
    assert steward.post(reverse("leave_out_indicator", args=[indicator.pk])).status_code == 302
    indicator.refresh_from_db()
    assert indicator.left_out_at is None


def test_a_fetching_is_told_until_all_that_were_asked_for_together_have_ended(world):
    negotiation, _plan, indicator, _municipality = world
    now = timezone.now()
    since, other = now - dt.timedelta(minutes=15), an_indicator(negotiation)
    Retrieval.objects.create(indicator=indicator, begun_at=since - dt.timedelta(days=1))
    assert under_way(negotiation, since).is_over
    done, waiting = (Retrieval.objects.create(indicator=one, begun_at=now) for one in (indicator, other))
    done.ended_at = now
    done.save()
    assert under_way(negotiation, since) == UnderWay(1, 2)
    steward, address = (
        client_of(a_mandate(negotiation, Role.PREPARER)),
        reverse("fetching_indicators", args=[negotiation.slug]),
    )
    assert "HX-Refresh" not in steward.get(address).headers
    waiting.failure, waiting.ended_at, waiting.retry_at = "timeout", now, now + dt.timedelta(hours=1)
    waiting.save()
    assert steward.get(address).headers["HX-Refresh"] == "true"
    page = indicator_page(other, negotiation)
    assert page.failed is not None
    assert page.failed.failure == "Lähde ei vastannut ajoissa."
