"""What bodies decided is recorded once, corrected by new records, and counted for the wording that it named."""

import datetime as dt

import pytest
from django.utils import timezone

import agreements
import builders
from sopu.core.refusals import Refused
from sopu.decisions.actions.diverging import take_words_into_draft
from sopu.decisions.actions.recording import Ruling, Words, correct_decision, publish_minutes
from sopu.decisions.models import Decision, EntryIntoForce
from sopu.decisions.queries.sealed import digest_of
from sopu.decisions.queries.standing import standing_of, standings_of
from sopu.decisions.rules import Outcome, State
from sopu.ledger.models import Entry
from sopu.organisations.models import LanguageStatus

pytestmark = pytest.mark.django_db


def _today() -> dt.date:
    return timezone.localdate()


def _states(version):
    return [one.state for one in standing_of(version, _today()).cases]


def test_a_case_walks_from_the_board_to_the_council(document, version):
    first = document.cases.first()
    agreements.decided(first, version, Outcome.PROPOSED, "board", decided_on=_today() - dt.timedelta(days=9))
    assert _states(version)[0] is State.PROPOSED
    agreements.decided(first, version)
    assert _states(version) == [State.APPROVED, State.NOT_STARTED, State.NOT_STARTED]


def test_a_decision_is_sealed_in_the_negotiations_log(document, version):
    decision = agreements.decided(document.cases.first(), version)
    sealed = Entry.objects.get(kind="decision")
    assert (sealed.reference, sealed.digest) == (f"decision:{decision.pk}", digest_of(decision))


def test_the_agreement_is_in_force_when_all_have_approved_the_same_words(document, version):
    cases = list(document.cases.all())
    for case in cases[:-1]:
        agreements.decided(case, version)
    assert (standing_of(version, _today()).force.is_in_force, EntryIntoForce.objects.count()) == (False, 0)
    agreements.decided(cases[-1], version)
    force = standing_of(version, _today()).force
    assert (force.is_in_force, EntryIntoForce.objects.get().since) == (True, force.since)
    assert Entry.objects.filter(kind="in_force").count() == 1


def test_a_body_that_approves_other_words_diverges_and_its_words_lead_to_the_next_version(document, version):
    first, *others = document.cases.all()
    clause = document.clauses.all()[1]
    for case in others:
        agreements.decided(case, version)
    words = {clause.key: Words("Osallisuus", "Osapuolet vahvistavat asukkaiden ja järjestöjen osallisuutta.")}
    decision = agreements.decided(first, version, Outcome.AMENDED, words=words)
    standing = standing_of(version, _today())
    assert [one.is_divergent for one in standing.cases] == [True, False, False]
    assert standing.force.is_in_force is False

    take_words_into_draft(decision=decision, by=None, now=timezone.now())
    after = agreements.a_version(document)
    again = standing_of(after, _today())
    assert [(one.is_carried, one.state) for one in again.cases] == [
        (True, State.APPROVED),
        (False, State.NOT_STARTED),
        (False, State.NOT_STARTED),
    ]
    for case in others:
        agreements.decided(case, after)
    assert standing_of(after, _today()).force.is_in_force is True


def test_a_version_with_the_same_words_asks_nobody_again(document, version):
    for case in document.cases.all():
        agreements.decided(case, version)
    after = agreements.a_version(document)
    assert [one.is_carried for one in standing_of(after, _today()).cases] == [True, True, True]


@pytest.mark.parametrize(("outcome", "is_asked"), [(Outcome.APPROVED, True), (Outcome.AMENDED, False)])
def test_a_bilingual_party_is_asked_again_when_either_of_its_wordings_changes(outcome, is_asked):
    document = agreements.an_agreement()
    party = document.parties.last()
    party.organisation.language_status = LanguageStatus.BILINGUAL_FINNISH
    party.organisation.save()
    for clause in document.clauses.all():
        agreements.reworded(clause, "På svenska.", "sv", "Rubrik")
    agreements.the_cases(document)
    clause, version = document.clauses.all()[1], agreements.a_version(document)
    own = {clause.key: Words("Osallisuus", "Toisin.")} if outcome == Outcome.AMENDED else {}
    agreements.decided(document.cases.last(), version, outcome, words=own)
    if own:
        agreements.reworded(clause, "Toisin.")
    agreements.reworded(clause, "Annorlunda.", "sv")
    stands = standing_of(agreements.a_version(document), _today()).cases[-1]
    assert (stands.is_carried, stands.has_decided) == (not is_asked, not is_asked)


def test_an_approval_that_names_an_unknown_fingerprint_is_kept_and_diverges(document, version):
    decision = agreements.decided(document.cases.first(), version, fingerprint="abcd 1234")
    assert decision.fingerprint == "abcd1234"
    assert standing_of(version, _today()).cases[0].is_divergent is True


def test_the_beginning_of_the_fingerprint_names_the_wording(document, version):
    whole = version.texts.get(language="fi").sha256
    decision = agreements.decided(document.cases.first(), version, fingerprint=whole[:8].upper())
    assert decision.fingerprint == whole


def test_a_correction_is_a_new_record_and_the_old_one_stays(document, version):
    decision = agreements.decided(document.cases.first(), version, Outcome.REJECTED)
    right = Ruling(Outcome.APPROVED, decision.decided_on, reason="Kirjattu väärin.")
    correct_decision(decision=decision, ruling=right, by=None, now=timezone.now())
    assert Decision.objects.count() == 2
    assert Decision.objects.standing().get().outcome == Outcome.APPROVED
    assert _states(version)[0] is State.APPROVED
    assert list(Entry.objects.filter(reference__startswith="decision").values_list("kind", flat=True)) == [
        "decision",
        "correction",
    ]


def test_a_decision_becomes_final_when_the_time_of_appeal_has_passed(document, version):
    long_ago = _today() - dt.timedelta(days=80)
    decision = agreements.decided(document.cases.first(), version, decided_on=long_ago)
    assert _states(version)[0] is State.APPROVED
    publish_minutes(decision=decision, published_on=_today(), url="", by=None, now=timezone.now())
    assert _states(version)[0] is State.APPEAL
    publish_minutes(decision=decision, published_on=long_ago, url="", by=None, now=timezone.now())
    assert _states(version)[0] is State.FINAL


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"decided_on": dt.date(2999, 1, 1)}, "in_the_future"),
        ({"outcome": Outcome.PROPOSED}, "proposes_to_itself"),
        ({"outcome": Outcome.CONDITIONAL}, "no_conditions"),
        ({"outcome": Outcome.AMENDED}, "no_words"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_stored(document, version, fields, code):
    with pytest.raises(Refused) as refused:
        agreements.decided(document.cases.first(), version, **fields)
    assert (refused.value.code, Decision.objects.count()) == (code, 0)


def test_one_meeting_decides_once(document, version):
    agreements.decided(document.cases.first(), version)
    with pytest.raises(Refused) as refused:
        agreements.decided(document.cases.first(), version, Outcome.REJECTED)
    assert (refused.value.code, Decision.objects.count()) == ("recorded_already", 1)


def test_standings_ask_as_often_for_many_parties_and_documents(django_assert_num_queries):
    def world(parties: int, documents: int):
        negotiation = builders.a_negotiation(municipality_count=parties)
        found = [agreements.an_agreement(negotiation) for _ in range(documents)]
        for one in found:
            agreements.the_cases(one)
            agreements.decided(one.cases.first(), agreements.a_version(one))
        return found

    for documents in (world(1, 1), world(3, 3)):
        with django_assert_num_queries(9):
            found = standings_of(documents, _today())
        assert [len(one.cases) for one in found] == [documents[0].parties.count()] * len(documents)
