"""Everybody is tried at every door of Word files and of files that come in; a door that is added is added here."""

import uuid

import pytest
from django.urls import reverse

import commented
from agreements import an_agreement
from builders import a_negotiation
from journeys.test_permissions import COORDINATORS, EVERYBODY, PREPARERS, READERS, is_let_in, knock
from journeys.test_permissions import _client as a_client
from journeys.test_permissions import _people as people
from sopu.texts.actions.agreements import take_in_agreement
from sopu.texts.actions.intakes import take_in_word
from sopu.texts.queries.word_files import word_of
from sopu.texts.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("version_word", "draft_word", "word"), READERS),
    "bring_agreement": PREPARERS,
    **dict.fromkeys(("text_intake", "confirm_text_intake", "discard_text_intake"), COORDINATORS),
    **dict.fromkeys(("imported_clause", "settle_doubt", "settle_doubts"), PREPARERS),
}
"""Whom each door lets in: a party's file is its coordinators', an agreement the preparers'; no version is public."""

DOORS_HERE = [door for door in urlpatterns if door.callback.__module__.split(".")[-1] in {"word", "intakes"}]


@pytest.fixture
def world():
    """Addresses of all doors, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    version = commented.a_round(an_agreement(negotiation, commented.CLAUSES)).version
    usual = {"document": version.document, "by": None, "now": commented.NOW}
    returned = take_in_word(party=party, content=word_of(version, "fi").content, act_id=uuid.uuid4(), **usual)
    imported = take_in_agreement(language="fi", content="1. Laki\nLaki (611/2024).", act_id=uuid.uuid4(), **usual)
    keys = {
        "version_word": version.pk,
        **dict.fromkeys(("draft_word", "word", "bring_agreement"), version.document_id),
        **dict.fromkeys(("text_intake", "confirm_text_intake", "discard_text_intake"), returned.pk),
    }
    addresses = {
        door.name: reverse(
            door.name,
            kwargs={one: {"pk": keys.get(door.name, imported.pk), "place": 0}[one] for one in door.pattern.converters},
        )
        for door in DOORS_HERE
    }
    return addresses, {name: a_client(user) for name, user in people(negotiation, party).items()}


def test_every_door_stands_in_the_table():
    assert {door.name for door in DOORS_HERE} == set(DOORS)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    addresses, clients = world
    for name, address in addresses.items():
        found = {who for who in EVERYBODY if is_let_in(knock(clients[who], address))}
        assert (name, found ^ DOORS[name]) == (name, set())
