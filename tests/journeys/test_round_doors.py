"""Everybody is tried at every door of comment rounds."""

import pytest

import commented
from agreements import an_agreement
from builders import a_negotiation
from journeys.doors import BOTH_COORDINATORS, COORDINATORS, PREPARERS, READERS, addresses_of, clients_of, differing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("rounds", "round", "proposals", "clause_proposals", "round_party"), READERS),
    **dict.fromkeys(("round_summary", "round_file", "proposal"), READERS),
    **dict.fromkeys(("open_round", "close_round", "answer_proposal"), PREPARERS),
    **dict.fromkeys(("comment", "propose_change"), BOTH_COORDINATORS),
    **dict.fromkeys(("withdraw_comment", "withdraw_proposal"), COORDINATORS),
}
"""Whom each door lets in: a coordinator speaks for the own party, and takes back what it said."""


@pytest.fixture
def world():
    """Addresses of all doors, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    opened = commented.a_round(an_agreement(negotiation, commented.CLAUSES))
    said, offered = commented.a_comment(opened, party=party), commented.a_proposal(opened, party=party)
    keys = {
        **dict.fromkeys(("rounds", "open_round"), opened.version.document_id),
        **dict.fromkeys(("proposal", "answer_proposal", "withdraw_proposal"), offered.pk),
        "withdraw_comment": said.pk,
    }
    usual = {"key": commented.the_clause(opened).key, "number": party.number, "pk": opened.pk}
    addresses = addresses_of(DOORS, usual, keys)
    addresses["propose_change"] += f"?clause={usual['key']}"
    return addresses, clients_of(negotiation, party)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    assert differing(DOORS, *world) == {}
