"""What people must do next with texts and decisions: told to whom it concerns, and gone when it is done."""

import datetime as dt

import pytest
from django.utils import timezone

import agreements
import builders
import commented
from sopu.decisions.actions.cases import place_on_agenda
from sopu.decisions.actions.recording import Words
from sopu.decisions.rules import Outcome
from sopu.negotiations.models import Role
from sopu.publishing.queries.agenda import agenda_of

pytestmark = pytest.mark.django_db


def _titles(user):
    agenda = agenda_of(user, timezone.localdate())
    tasks = ([agenda.first] if agenda.first else []) + agenda.rest
    return [one.title for one in tasks if "yhteistyösopimus" in one.title or "mitä" in one.title]


@pytest.fixture
def case():
    document = agreements.an_agreement()
    return agreements.the_cases(document, due_on=timezone.localdate() + dt.timedelta(days=9))[1]


@pytest.fixture
def version(case):
    return agreements.a_version(case.document)


@pytest.fixture
def coordinator(case):
    return builders.a_mandate(case.document.negotiation, Role.COORDINATOR, case.party.organisation)


def test_a_draft_asks_nobody(case, coordinator):
    assert _titles(coordinator) == []


def test_a_case_is_brought_to_an_agenda_then_recorded_then_done(case, version, coordinator):
    assert _titles(coordinator) == ["Vie ”Strateginen yhteistyösopimus” esityslistalle"]
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    now = timezone.now()
    place_on_agenda(case=case, version=version, body=case.decides, meeting_on=yesterday, by=None, now=now)
    assert [title.startswith("Kirjaa, mitä") for title in _titles(coordinator)] == [True]
    agreements.decided(case, version)
    assert _titles(coordinator) == []
    assert [("hyväksytty" in line) for line in agenda_of(coordinator, timezone.localdate()).done] == [True]


def test_a_meeting_that_is_ahead_only_waits(case, version, coordinator):
    ahead, now = timezone.localdate() + dt.timedelta(days=5), timezone.now()
    place_on_agenda(case=case, version=version, body=case.decides, meeting_on=ahead, by=None, now=now)
    assert _titles(coordinator) == []
    waiting = agenda_of(coordinator, timezone.localdate()).waiting
    assert [one.due_on for one in waiting if "yhteistyösopimus" in one.title] == [ahead]


def test_the_owner_is_told_of_other_words_and_a_coordinator_of_another_party_is_not(case, version):
    clause = case.document.clauses.all()[1]
    agreements.decided(case, version, Outcome.AMENDED, words={clause.key: Words("Otsikko", "Toiset sanat.")})
    owner = builders.a_mandate(case.document.negotiation, Role.PROCESS_OWNER)
    reader = builders.a_mandate(case.document.negotiation, Role.READER)
    assert [any("toisen sanamuodon" in one for one in _titles(user)) for user in (owner, reader)] == [True, False]


def test_a_round_is_commented_on_until_the_party_has_answered():
    opened = commented.a_round(due_on=timezone.localdate() + dt.timedelta(days=9), now=timezone.now())
    negotiation = opened.version.document.negotiation
    first, second = (
        builders.a_mandate(negotiation, Role.COORDINATOR, commented.party(opened, number).organisation)
        for number in (1, 2)
    )
    commented.a_comment(opened)
    commented.a_proposal(opened, party=commented.party(opened, 0))
    assert (_titles(first), len(_titles(second))) == ([], 1)
