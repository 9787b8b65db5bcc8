"""Everybody is tried at every door of Word files and of files that come in."""

import uuid

import pytest

import commented
from agreements import an_agreement
from builders import a_negotiation
from journeys.doors import COORDINATORS, PREPARERS, READERS, addresses_of, clients_of, differing
from sopu.texts.actions.agreements import take_in_agreement
from sopu.texts.actions.intakes import take_in_word
from sopu.texts.queries.word_files import word_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("version_word", "draft_word", "word"), READERS),
    "bring_agreement": PREPARERS,
    **dict.fromkeys(("text_intake", "confirm_text_intake", "discard_text_intake"), COORDINATORS),
    **dict.fromkeys(("imported_clause", "settle_doubt", "settle_doubts"), PREPARERS),
}
"""Whom each door lets in: a party's file is its coordinators', an agreement the preparers'; no version is public."""


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
    return addresses_of(DOORS, {"pk": imported.pk, "place": 0}, keys), clients_of(negotiation, party)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    assert differing(DOORS, *world) == {}
