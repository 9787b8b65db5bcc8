"""Everybody is tried at every door of comment rounds; a door that is added must be added here."""

import pytest
from django.urls import reverse

import commented
from agreements import an_agreement
from builders import a_negotiation
from journeys.test_permissions import (
    BOTH_COORDINATORS,
    COORDINATORS,
    EVERYBODY,
    PREPARERS,
    READERS,
    is_let_in,
    knock,
)
from journeys.test_permissions import _client as a_client
from journeys.test_permissions import _people as people
from sopu.texts.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("rounds", "round", "proposals", "clause_proposals", "round_party"), READERS),
    **dict.fromkeys(("round_summary", "round_file", "proposal"), READERS),
    **dict.fromkeys(("open_round", "close_round", "answer_proposal"), PREPARERS),
    **dict.fromkeys(("comment", "propose_change"), BOTH_COORDINATORS),
    **dict.fromkeys(("withdraw_comment", "withdraw_proposal"), COORDINATORS),
}
"""Whom each door lets in: a coordinator speaks for the own party, and takes back what it said."""

DOORS_HERE = [
    door for door in urlpatterns if door.callback.__module__.split(".")[-1] in {"rounds", "proposals", "round_files"}
]


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
    usual = {"key": commented.the_clause(opened).key, "number": party.number}
    addresses = {
        door.name: reverse(
            door.name,
            kwargs={one: (usual | {"pk": keys.get(door.name, opened.pk)})[one] for one in door.pattern.converters},
        )
        for door in DOORS_HERE
    }
    addresses["propose_change"] += f"?clause={usual['key']}"
    return addresses, {name: a_client(user) for name, user in people(negotiation, party).items()}


def test_every_door_stands_in_the_table():
    assert {door.name for door in DOORS_HERE} == set(DOORS)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    addresses, clients = world
    for name, address in addresses.items():
        found = {who for who in EVERYBODY if is_let_in(knock(clients[who], address))}
        assert (name, found ^ DOORS[name]) == (name, set())
