"""Everybody is tried at every door of plans, goals and measures."""

import pytest

from agreements import a_version
from builders import a_negotiation
from journeys.doors import EVERYBODY, PREPARERS, READERS, addresses_of, clients_of, differing
from planned import a_goal, a_measure, a_plan
from sopu.texts.actions.drafting import add_clause
from sopu.texts.models import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OF_PLANS = ("new_plan", "new_goal", "goal", "leave_out_goal", "take_back_goal", "measures_from_hall")
OF_MEASURES = (
    "new_measure",
    "change_measure",
    "move_measure",
    "leave_out_measure",
    "take_back_measure",
    "state_measure_basis",
    "drop_measure_basis",
    "link_measure",
    "unlink_measure",
)
DOORS = {
    "plans": EVERYBODY,
    **dict.fromkeys(("plan", "measure"), READERS),
    **dict.fromkeys((*OF_PLANS, *OF_MEASURES), PREPARERS),
}
"""Whom each door lets in while the plan is a draft; one that was given for decision is read by everybody."""


@pytest.fixture
def world():
    """A plan with a goal and a measure, the addresses of all doors, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    measure = a_measure(a_goal(a_plan(negotiation)))
    goal = measure.goal
    keys = dict.fromkeys(("plan", "new_goal", "measures_from_hall"), goal.plan_id)
    keys |= dict.fromkeys(("goal", "leave_out_goal", "take_back_goal", "new_measure"), goal.pk)
    addresses = addresses_of(DOORS, {"slug": "alue", "pk": measure.pk}, keys)
    return goal.plan, addresses, clients_of(negotiation, negotiation.parties.all()[1])


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    _plan, addresses, clients = world
    assert differing(DOORS, addresses, clients) == {}


def test_a_plan_that_was_given_for_decision_is_read_by_everybody(world):
    plan, addresses, clients = world
    add_clause(
        document=plan.document, kind="duty", language="fi", heading="Sitoumukset", text="x", by=None, now=plan.made_at
    )
    a_version(plan.document, Purpose.DECISION)
    assert differing(dict.fromkeys(("plan", "measure"), EVERYBODY), addresses, clients) == {}
