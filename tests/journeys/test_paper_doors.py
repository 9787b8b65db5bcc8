"""Everybody is tried at every door of a plan's workbook and of the municipality cards."""

import pytest

from agreements import a_version, an_agreement
from builders import a_negotiation
from journeys.doors import EVERYBODY, PREPARERS, READERS, addresses_of, clients_of, differing
from planned import a_plan
from sopu.plans.models import PlanIntake

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORKBOOK = ("plan_workbook", "bring_plan", "plan_intake", "confirm_plan_intake", "discard_plan_intake")
CARDS = ("municipality_cards", "municipality_card", "card_paper", "cards_file")
DOORS = {**dict.fromkeys(WORKBOOK, PREPARERS), **dict.fromkeys(CARDS, READERS)}
"""Whom each door lets in before the plan is submitted."""


def test_each_door_lets_in_whom_it_should_and_nobody_else():
    negotiation = a_negotiation(slug="alue")
    plan = a_plan(document=an_agreement(negotiation))
    intake = PlanIntake.objects.create(
        plan=plan, sha256="0" * 64, reading={"language": "fi", "lines": [], "loose": [], "missing": []}
    )
    keys = dict.fromkeys(DOORS, intake.pk) | dict.fromkeys(("plan_workbook", "bring_plan"), plan.pk)
    party = negotiation.parties.all()[1]
    addresses = addresses_of(DOORS, {"slug": "alue", "code": party.organisation.code}, keys)
    clients = clients_of(negotiation, party)
    assert differing(DOORS, addresses, clients) == {}
    a_version(plan.document)
    assert differing(dict.fromkeys(CARDS, EVERYBODY), addresses, clients) == {}
