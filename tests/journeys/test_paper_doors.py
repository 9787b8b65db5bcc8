"""Everybody is tried at every door of a plan's workbook."""

import pytest

from builders import a_negotiation
from journeys.doors import PREPARERS, addresses_of, clients_of, differing
from planned import a_plan
from sopu.plans.models import PlanIntake

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = dict.fromkeys(
    ("plan_workbook", "bring_plan", "plan_intake", "confirm_plan_intake", "discard_plan_intake"), PREPARERS
)


def test_each_door_lets_in_whom_it_should_and_nobody_else():
    negotiation = a_negotiation(slug="alue")
    plan = a_plan(negotiation)
    intake = PlanIntake.objects.create(
        plan=plan, sha256="0" * 64, reading={"language": "fi", "lines": [], "loose": [], "missing": []}
    )
    keys = dict.fromkeys(DOORS, intake.pk) | dict.fromkeys(("plan_workbook", "bring_plan"), plan.pk)
    addresses = addresses_of(DOORS, {"slug": "alue"}, keys)
    assert differing(DOORS, addresses, clients_of(negotiation, negotiation.parties.all()[1])) == {}
