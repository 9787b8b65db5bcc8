"""Everybody is tried at every door of commitments."""

import pytest

from agreements import a_version, an_agreement
from builders import a_negotiation
from journeys.doors import COORDINATORS, EVERYBODY, PREPARERS, READERS, addresses_of, clients_of, differing
from planned import a_commitment, a_goal, a_measure, a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("commitments", "commitments_csv", "party_commitments", "commitments_a3"), READERS),
    **dict.fromkeys(("accept_commitments", "opt_out_of_area", "come_back_to_area", "answer_commitment"), COORDINATORS),
    **dict.fromkeys(("propose_commitments", "withdraw_commitment"), PREPARERS),
}
"""Whom each door lets in before the plan is submitted; a party's own coordinator alone answers for it."""

PUBLIC = {name: EVERYBODY for name in DOORS if DOORS[name] == READERS}
"""Whom they let in after that."""


def test_each_door_lets_in_whom_it_should_and_what_is_read_is_public_once_submitted():
    negotiation = a_negotiation(slug="alue")
    plan = a_plan(document=an_agreement(negotiation))
    measure, party = a_measure(a_goal(plan)), negotiation.parties.all()[1]
    a_commitment(measure, party)
    of_measure = ("answer_commitment", "propose_commitments", "withdraw_commitment")
    usual = {"pk": plan.pk, "number": party.number, "area": 2}
    addresses = addresses_of(DOORS, usual, dict.fromkeys(of_measure, measure.pk))
    clients = clients_of(negotiation, party)
    assert differing(DOORS, addresses, clients) == {}
    a_version(plan.document)
    assert differing(PUBLIC, addresses, clients) == {}
