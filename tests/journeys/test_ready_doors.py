"""Everybody is tried at every door of a plan before it is submitted, and of what goes on from it."""

import datetime as dt

import pytest

from builders import a_negotiation
from journeys.doors import OWNERS, PREPARERS, READERS, addresses_of, clients_of, differing
from planned import a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("plan_ready", "plan_text"), READERS),
    **dict.fromkeys(("renew_text", "next_plan", "succeed_measures"), PREPARERS),
    "submit_plan": OWNERS,
}


@pytest.fixture
def world():
    """Addresses of all doors of a plan that goes on from another, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    former = a_plan(negotiation)
    plan = a_plan(negotiation, predecessor=former, starts_on=dt.date(2029, 6, 1), ends_on=dt.date(2033, 5, 31))
    return addresses_of(DOORS, {"pk": plan.pk}, {}), clients_of(negotiation, negotiation.parties.all()[1])


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    assert differing(DOORS, *world) == {}
