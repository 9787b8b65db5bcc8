"""A sentence is followed through the finding that stands on it to the clause that stands on the finding."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import agreements
from builders import a_contribution, a_participant, a_user
from receipts import page_of
from sopu.decisions.actions.recording import note_appeal
from sopu.decisions.models import EntryIntoForce
from sopu.publishing.queries.carried import carriers_of
from sopu.synthesis.models import Outcome
from sopu.texts.actions.drafting import drop_basis, state_basis
from sopu.texts.models import Purpose
from synthesised import a_disposition, a_finding, a_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(event, said):
    """An agreement whose second clause stands on the finding of the sentence."""
    finding = a_finding(event, [said], a_user()).finding
    found = agreements.an_agreement(event.negotiation)
    state_basis(clause=found.clauses.all()[1], finding=finding, by=None, now=timezone.now())
    return found


def test_a_draft_and_a_version_for_comments_carry_nothing_that_the_public_sees(said, document):
    agreements.a_version(document, Purpose.COMMENT)
    assert carriers_of([said.pk], timezone.localdate()) == {}


def test_the_clause_of_a_submitted_version_carries_the_sentence(client, said, document):
    version = agreements.a_version(document)
    ((only,),) = carriers_of([said.pk], timezone.localdate()).values()
    assert (only.number, only.heading, only.version, only.in_force_since) == ("1.1", "Osallisuus", version.pk, None)
    page = page_of(client, said)
    assert ("Kohta 1.1 kantaa sitä" in page, "annettu osapuolten toimielinten päätettäväksi" in page) == (True, True)


def test_its_heading_is_told_in_the_readers_language(said, document):
    for clause in document.clauses.all():
        agreements.reworded(clause, "På svenska.", "sv", "Delaktighet")
    agreements.a_version(document)
    with override("sv"):
        ((only,),) = carriers_of([said.pk], timezone.localdate()).values()
    assert (only.heading, only.language) == ("Delaktighet", "sv")


def test_a_later_version_that_stands_on_something_else_lets_it_go(said, document):
    agreements.a_version(document)
    clause = document.clauses.all()[1]
    drop_basis(clause=clause, finding=clause.bases.get().finding)
    agreements.a_version(document)
    assert carriers_of([said.pk], timezone.localdate()) == {}


def test_it_is_told_while_the_agreement_is_in_force(client, said, document):
    agreements.the_cases(document)
    version = agreements.a_version(document)
    decisions = [agreements.decided(case, version) for case in document.cases.all()]
    assert "voimassa" in page_of(client, said)
    today = timezone.localdate()
    note_appeal(decision=decisions[0], stage="upheld", happened_on=today, note="", by=None, now=timezone.now())
    assert "voimassa" not in page_of(client, said)
    assert (
        "mutta ei enää täyty"
        in client.get(reverse("board", args=[document.negotiation.slug, document.number])).content.decode()
    )


def test_a_day_that_is_ahead_is_not_told_as_one_that_has_come(client, said, document):
    document.not_before = timezone.localdate() + dt.timedelta(days=30)
    document.save()
    agreements.the_cases(document)
    version = agreements.a_version(document)
    for case in document.cases.all():
        agreements.decided(case, version)
    assert EntryIntoForce.objects.get().since == document.not_before
    assert "voimassa" not in page_of(client, said)


def test_what_was_promised_to_the_agreement_and_stands_nowhere_is_told(client, event, said):
    theme = a_theme(event, "Yhteyshenkilö", [said], made_by=a_user())
    a_disposition(event, theme, Outcome.USED, reason="Sopimukseen.")
    assert "mikään päätettäväksi annettu kohta ei vielä kanna sitä" in page_of(client, said)


def test_carriers_cost_the_same_however_many(event, document, said, django_assert_num_queries):
    others = [a_contribution(a_participant(event)) for _ in range(3)]
    finding = a_finding(event, others, a_user()).finding
    state_basis(clause=document.clauses.all()[3], finding=finding, by=None, now=timezone.now())
    agreements.a_version(document)
    for sentences in ([said.pk], [one.pk for one in others]):
        with django_assert_num_queries(12):
            assert len(carriers_of(sentences, timezone.localdate())) == len(sentences)
