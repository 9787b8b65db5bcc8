"""Where a negotiation stands follows from its milestones alone."""

import datetime as dt

import pytest
from django.template import Context, Template

from builders import a_negotiation
from sopu.negotiations.models import Milestone, Station
from sopu.negotiations.queries import river, steps

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 10, 24)


def progress(negotiation) -> list[str]:
    return [str(state.progress) for state in river(negotiation)]


def reach(negotiation, *stations: Station) -> None:
    Milestone.objects.filter(negotiation=negotiation, station__in=stations).update(done_on=DAY)


def test_the_first_station_is_now_until_its_milestones_are_done():
    assert progress(a_negotiation()) == ["now", *["ahead"] * 6]


def test_a_station_is_done_when_all_its_milestones_are():
    negotiation = a_negotiation()
    Milestone.objects.create(
        negotiation=negotiation, number=9, station=Station.DUTY, starts_on=DAY, due_on=DAY, name_fi="Toinen"
    )
    Milestone.objects.filter(negotiation=negotiation, number=1).update(done_on=DAY)
    before = progress(negotiation)
    reach(negotiation, Station.DUTY)
    assert (before[:2], progress(negotiation)[:2]) == (["now", "ahead"], ["done", "now"])


def test_a_station_without_milestones_is_where_the_river_waits():
    negotiation = a_negotiation()
    reach(negotiation, *Station)
    assert progress(negotiation) == ["done", "done", "done", "now", "ahead", "ahead", "ahead"]


def test_nothing_is_done_past_a_station_that_is_not():
    negotiation = a_negotiation()
    reach(negotiation, Station.SYNTHESIS)
    assert progress(negotiation)[:3] == ["now", "ahead", "ahead"]
    assert [state.is_done for state in river(negotiation)[:3]] == [False, False, True]


def test_a_negotiation_without_milestones_stands_at_its_duty():
    negotiation = a_negotiation()
    negotiation.milestones.all().delete()
    assert (progress(negotiation)[0], steps(negotiation)) == ("now", [])


def test_a_station_has_its_last_day_done_or_due():
    negotiation = a_negotiation()
    reach(negotiation, Station.DUTY)
    assert [state.day for state in river(negotiation)[:4]] == [DAY, dt.date(2025, 10, 2), dt.date(2025, 10, 3), None]


def test_steps_come_by_their_days_and_the_first_open_one_is_now():
    negotiation = a_negotiation()
    reach(negotiation, Station.DUTY)
    assert [(step.name, str(step.progress)) for step in steps(negotiation)] == [
        ("Etappi 1", "done"),
        ("Etappi 2", "now"),
        ("Etappi 3", "ahead"),
    ]


def test_the_line_has_doors_to_all_stages_and_marks_where_the_reader_is():
    negotiation = a_negotiation(slug="alue")
    line = Template('{% load river %}{% river n "forum" %}').render(Context({"n": negotiation}))
    assert '<a href="/fi/n/alue/forum/" aria-current="page"><span>Foorumi</span></a>' in line
    assert '<a href="/fi/n/alue/monitoring/"><span>Seuranta</span></a>' in line
    assert (line.count("<li"), line.count("<a "), line.count("data-near")) == (7, 7, 3)


def test_the_line_of_a_finished_negotiation_shows_its_end():
    negotiation = a_negotiation()
    for number, station in enumerate(Station, 10):
        Milestone.objects.create(
            negotiation=negotiation, number=number, station=station, starts_on=DAY, due_on=DAY, name_fi="x"
        )
    reach(negotiation, *Station)
    line = Template("{% load river %}{% river n %}").render(Context({"n": negotiation}))
    assert (line.count('data-is="done"'), line.count("data-near")) == (7, 3)


@pytest.mark.parametrize("municipality_count", [1, 3])
def test_the_line_costs_one_query(django_assert_num_queries, municipality_count):
    negotiation = a_negotiation(municipality_count)
    with django_assert_num_queries(1):
        river(negotiation)
