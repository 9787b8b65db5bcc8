"""Everybody is tried at every door of monitoring."""

import pytest

import agreements
import planned
from builders import a_negotiation
from journeys.doors import COORDINATORS, EVERYBODY, OWNERS, PREPARERS, READERS, addresses_of, clients_of, differing
from sopu.plans.models import MeasureIndicator
from sopu.texts.models import DocumentKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONITORS = {"monitor"}

DOORS = {
    **dict.fromkeys(("monitoring", "monitoring_calendar", "monitoring_round"), EVERYBODY),
    **dict.fromkeys(("open_monitoring_round", "remind_of_round", "close_monitoring_round", "area_monitors"), OWNERS),
    **dict.fromkeys(("our_measures", "report_status"), COORDINATORS),
    **dict.fromkeys(("acceptances", "judge_report"), MONITORS),
    **dict.fromkeys(("readings", "read_indicator"), PREPARERS | MONITORS),
}
"""Whom each door lets in, when the plan has been submitted; before that a round is for those who have a role."""


@pytest.fixture(params=[True, False])
def world(request):
    """Whether the plan is submitted, addresses of all doors, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    plan = planned.a_plan(document=agreements.an_agreement(negotiation, kind=DocumentKind.SUPPLEMENTARY_PLAN))
    if request.param:
        agreements.a_version(plan.document)
    party = negotiation.parties.order_by("number")[1]
    measure, asked = planned.a_measure(planned.a_goal(plan), party), planned.a_monitoring_round(plan)
    indicator = planned.an_indicator(negotiation)
    MeasureIndicator.objects.create(measure=measure, indicator=indicator)
    usual = {"slug": "alue", "pk": asked.pk, "plan": plan.pk, "measure": measure.pk, "indicator": indicator.pk}
    usual["number"] = party.number
    keys = {"judge_report": planned.a_status_report(measure, asked).pk}
    return request.param, addresses_of(DOORS, usual, keys), clients_of(negotiation, party)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    is_submitted, addresses, clients = world
    expected = DOORS if is_submitted else {"monitoring_round": READERS, "monitoring": EVERYBODY}
    assert differing(expected, addresses, clients) == {}
