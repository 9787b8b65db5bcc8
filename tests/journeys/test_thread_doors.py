"""Everybody is tried at the thread's door: of a plan that the boards have been given it is open to all."""

import pytest

import agreements
import planned
from journeys.doors import EVERYBODY, addresses_of, clients_of, differing
from sopu.plans.models import Measure
from sopu.texts.models import DocumentKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {"thread": EVERYBODY}


@pytest.fixture
def measure() -> Measure:
    plan = planned.a_plan(document=agreements.an_agreement(kind=DocumentKind.SUPPLEMENTARY_PLAN))
    return planned.a_measure(planned.a_goal(plan))


def differences(doors, measure):
    """Whom the door of the measure's thread lets in otherwise than told."""
    negotiation = measure.goal.plan.negotiation
    usual = {"slug": negotiation.slug, "kind": "measure", "pk": measure.pk}
    people = clients_of(negotiation, negotiation.parties.all()[1])
    return differing(doors, addresses_of(doors, usual, {}), people)


def test_the_thread_of_a_measure_is_open_once_its_plan_was_submitted(measure):
    agreements.a_version(measure.goal.plan.document)
    assert differences(DOORS, measure) == {}
