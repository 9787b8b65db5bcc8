"""Everybody is tried at every door of documents, drafts, clauses and versions."""

import pytest

from agreements import a_version, an_agreement
from builders import a_forum, a_negotiation
from journeys.doors import EVERYBODY, OWNERS, PREPARERS, READERS, addresses_of, clients_of, differing
from sopu.texts.models import Purpose
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
    usual["pk"] = clause.pk
    return request.param, addresses_of(DOORS, usual, keys), clients_of(negotiation, negotiation.parties.all()[1])


def test_each_door_lets_in_whom_it_should_and_nobody_else(world):
    purpose, addresses, clients = world
    expected = DOORS if purpose == Purpose.DECISION else dict.fromkeys(FOR_COMMENTS, READERS)
    assert differing(expected, addresses, clients) == {}
