"""Everybody is tried at every door of the decisions."""

import pytest
from django.utils import timezone

import agreements
from builders import a_negotiation
from journeys.doors import (
    BOTH_COORDINATORS,
    COORDINATORS,
    EVERYBODY,
    OWNERS,
    READERS,
    addresses_of,
    clients_of,
    differing,
)
from sopu.decisions.models import MinutesMatch
from sopu.decisions.rules.readings import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEEPERS = OWNERS | COORDINATORS | {"registrar"}
"""Those who keep the case of the party that the doors lead to."""

DOORS = {
    **dict.fromkeys(("decisions", "decision_graph", "case", "decision"), EVERYBODY),
    **dict.fromkeys(("board", "board_table", "board_data", "board_calendar"), EVERYBODY),
    **dict.fromkeys(("remind", "open_cases", "take_words"), OWNERS),
    **dict.fromkeys(("edit_case", "place_case", "record_decision", "correct_decision"), KEEPERS),
    **dict.fromkeys(("publish_minutes", "note_appeal", "minutes_match", "dismiss_minutes"), KEEPERS),
    **dict.fromkeys(("found_minutes", "look_at_feeds"), KEEPERS | BOTH_COORDINATORS),
    "extract": READERS,
}


@pytest.fixture
def world(settings, tmp_path):
    """Addresses of all doors, and a client for each sort of person."""
    settings.MEDIA_ROOT = tmp_path
    negotiation = a_negotiation(slug="alue")
    party = negotiation.parties.all()[1]
    document = agreements.an_agreement(negotiation)
    version = agreements.a_version(document)
    case = next(one for one in agreements.the_cases(document, due_on=timezone.localdate()) if one.party == party)
    decision = agreements.decided(case, version)
    reading = dict.fromkeys(Reading.__slots__, "") | {"body": None, "section": 0, "agenda_number": 0}
    match = MinutesMatch.objects.create(negotiation=negotiation, case=case, sha256="0" * 64, reading=reading)
    keys = {
        **dict.fromkeys(("case", "edit_case", "place_case", "record_decision"), case.pk),
        **dict.fromkeys(("minutes_match", "dismiss_minutes"), match.pk),
    }
    usual = {"slug": "alue", "number": document.number, "pk": decision.pk}
    return addresses_of(DOORS, usual, keys), clients_of(negotiation, party)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    assert differing(DOORS, *world) == {}
