"""Everybody is tried at every door of documents, drafts, clauses and versions; a door that is added is added here."""

import pytest
from django.urls import reverse

from agreements import a_version, an_agreement
from builders import a_forum, a_negotiation
from journeys.test_permissions import ANYBODY, EVERYBODY, OWNERS, PREPARERS, READERS, is_let_in, knock
from journeys.test_permissions import _client as a_client
from journeys.test_permissions import _people as people
from sopu.texts.models import Purpose
from sopu.texts.urls import urlpatterns
from synthesised import a_finding

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DOORS = {
    **dict.fromkeys(("documents", "recognise", "fingerprint", "choose_comparison"), EVERYBODY),
    **dict.fromkeys(("version", "canonical", "compare_versions"), EVERYBODY),
    **dict.fromkeys(("draft", "clause", "clause_history"), READERS),
    **dict.fromkeys(("new_document", "terms", "lay_skeleton", "stand_on", "add_clause"), PREPARERS),
    **dict.fromkeys(("describe_clause", "move_clause", "leave_out_clause", "take_back_clause"), PREPARERS),
    **dict.fromkeys(("state_basis", "drop_basis"), PREPARERS),
    "compare_draft": EVERYBODY,
    "submit": OWNERS,
}
"""Whom each door lets in, when the version is a submitted one; the draft beside it is not found by others."""

FOR_COMMENTS = ("version", "canonical", "compare_versions", "compare_draft")
"""Doors of a version that only those who have a role come through, while it is for comments."""

DOORS_HERE = [
    door
    for door in urlpatterns
    if door.callback.__module__.split(".")[-1] in {"documents", "drafting", "clauses", "versions"}
]


@pytest.fixture(params=[Purpose.DECISION, Purpose.COMMENT])
def world(request):
    """The version's purpose, addresses of all doors, and a client for each sort of person."""
    negotiation = a_negotiation(slug="alue")
    document = an_agreement(negotiation)
    version, clause = a_version(document, request.param), document.clauses.first()
    finding = a_finding(a_forum(negotiation)).finding
    of_document = ("terms", "draft", "lay_skeleton", "stand_on", "submit", "choose_comparison", "add_clause")
    of_version = ("version", "canonical", "compare_draft", "compare_versions")
    keys = dict.fromkeys(of_document, document.pk) | dict.fromkeys(of_version, version.pk)
    usual = {"slug": "alue", "language": "fi", "other": version.pk, "told": "0123abcd", "finding": finding.pk}
    addresses = {
        door.name: reverse(
            door.name,
            kwargs={one: (usual | {"pk": keys.get(door.name, clause.pk)})[one] for one in door.pattern.converters},
        )
        for door in DOORS_HERE
    }
    clients = {name: a_client(user) for name, user in people(negotiation, negotiation.parties.all()[1]).items()}
    return request.param, addresses, clients


def test_every_door_stands_in_the_table():
    assert {door.name for door in DOORS_HERE} == set(DOORS)


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    purpose, addresses, clients = world
    expected = DOORS if purpose == Purpose.DECISION else dict.fromkeys(FOR_COMMENTS, READERS)
    for name, allowed in expected.items():
        tried = ANYBODY if allowed == EVERYBODY else EVERYBODY
        found = {who for who in tried if is_let_in(knock(clients[who], addresses[name]))}
        assert (name, found ^ (allowed & tried)) == (name, set())
