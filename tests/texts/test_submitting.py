"""Submitting: what blocks it, what is only worth a thought, and that exactly what was read is frozen."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

import agreements
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, client_of
from commented import a_proposal, a_round, answered
from sopu.core.fingerprints import fingerprint
from sopu.core.refusals import Refused
from sopu.negotiations.models import Role
from sopu.synthesis.models import Outcome
from sopu.texts.actions.drafting import add_clause
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.models import Document, Purpose, Version, VersionText, VersionWording
from sopu.texts.queries.readiness import readiness_by_document, readiness_of
from sopu.texts.queries.readying import readying_of, seen_of
from sopu.texts.queries.wholes import draft_of, whole_of
from synthesised import a_disposition, a_finding

pytestmark = pytest.mark.django_db

YEAR = 2026
SWEDISH = {"Tarkoitus": "Syfte", "Osallisuus": "Delaktighet", "Rakenteet": "Strukturer", "Kuntakokous": "Kommunmöte"}


def a_bilingual_agreement(status: int = 1) -> Document:
    """An agreement with a party that decides also, or only, in Swedish; nothing is translated yet."""
    negotiation = a_negotiation()
    organisation = negotiation.parties.all()[1].organisation
    organisation.language_status = status
    organisation.save()
    return agreements.an_agreement(negotiation)


def translated(document: Document) -> Document:
    for clause in document.clauses.all():
        agreements.reworded(clause, "På svenska.", "sv", SWEDISH[clause.wordings.first().heading])
    return document


@pytest.fixture
def document():
    return agreements.an_agreement()


@pytest.fixture
def owner(document):
    return a_mandate(document.negotiation, Role.PROCESS_OWNER)


def submitted(document: Document, owner, seen: str | None = None) -> Version:
    told = seen_of(document) if seen is None else seen
    return submit_draft(document=document, seen=told, note="", by=owner, now=timezone.now())


@pytest.mark.parametrize("status", [1, 2, 3])
def test_a_missing_translation_blocks_where_a_party_decides_in_that_language(status, owner):
    document = a_bilingual_agreement(status)
    readiness = readiness_of(document)
    assert [(one.number, one.language, one.is_missing) for one in readiness.blocking] == [
        (number, "sv", True) for number in ("1", "1.1", "2", "2.1")
    ]
    assert (readiness.ready_count, readiness.is_ready) == (0, False)
    with pytest.raises(Refused) as refusal:
        submitted(document, owner)
    assert refusal.value.code == "not_ready"


def test_a_stale_translation_blocks_until_it_is_translated_again(owner):
    document = translated(a_bilingual_agreement())
    assert readiness_of(document).is_ready
    clause = document.clauses.last()
    agreements.reworded(clause, "Kuntakokous pidetään kolmesti.")
    assert [(one.clause, one.is_missing) for one in readiness_of(document).blocking] == [(clause.pk, False)]
    with pytest.raises(Refused):
        submitted(document, owner)
    agreements.reworded(clause, "Tre gånger.", "sv")
    assert {one.language for one in submitted(document, owner).texts.all()} == {"fi", "sv"}


def test_readiness_of_many_documents_is_that_of_each():
    documents = [a_bilingual_agreement(), translated(a_bilingual_agreement()), agreements.an_agreement()]
    many = readiness_by_document(documents)
    assert [many[one.pk] for one in documents] == [readiness_of(one) for one in documents]
    assert [many[one.pk].is_ready for one in documents] == [False, True, True]


def test_an_empty_draft_is_not_ready(owner, document):
    document.clauses.update(left_out_at=timezone.now())
    assert not readiness_of(document).is_ready
    with pytest.raises(Refused) as refusal:
        submitted(document, owner)
    assert refusal.value.code == "empty"


def test_a_draft_that_changed_after_it_was_read_is_not_submitted(owner, document):
    seen = seen_of(document)
    agreements.reworded(document.clauses.last(), "Toisin sanoin.")
    with pytest.raises(Refused) as refusal:
        submitted(document, owner, seen)
    assert (refusal.value.code, Version.objects.count()) == ("changed", 0)


def test_what_is_submitted_has_the_fingerprint_of_what_was_read(owner, document):
    version = submitted(document, owner)
    text = version.texts.get()
    assert text.sha256 == fingerprint(draft_of(document, "fi")) == fingerprint(whole_of(version, "fi"))
    assert (version.purpose, version.made_by) == (Purpose.DECISION, owner)


def test_a_doubled_press_submits_once_and_a_changed_draft_again(owner, document):
    first = submitted(document, owner)
    assert submitted(document, owner) == first
    agreements.reworded(document.clauses.last(), "Toisin sanoin.")
    assert submitted(document, owner).number == 2
    agreements.a_version(document, Purpose.COMMENT)
    assert submitted(document, owner).number == 4


def test_a_version_is_written_once_whatever_becomes_of_the_draft(owner, document):
    version = submitted(document, owner)
    before = whole_of(version, "fi")
    agreements.reworded(document.clauses.first(), "Aivan toisin.")
    document.name_fi = "Toinen nimi"
    document.save()
    assert whole_of(version, "fi") == before
    for frozen in (version, VersionText.objects.get(), VersionWording.objects.first()):
        with pytest.raises(TypeError):
            frozen.save()


def test_one_press_submits_and_shows_the_fingerprint(owner, document):
    client, address = client_of(owner), reverse("submit", args=[document.pk])
    page = client.get(address)
    answer = client.post(address, {"seen": page.context["ready"].seen, "note": "Ensimmäinen."}, follow=True)
    version = Version.objects.get()
    assert (version.note, answer.context["version"]) == ("Ensimmäinen.", version)
    sha = version.texts.get().sha256
    assert f"{sha[:4]} {sha[4:8]}" in answer.content.decode()


def test_a_press_on_an_old_page_is_told_and_keeps_the_note(owner, document):
    client, address = client_of(owner), reverse("submit", args=[document.pk])
    answer = client.post(address, {"seen": hashlib.sha256(b"").hexdigest(), "note": "Saate."})
    assert not Version.objects.exists()
    page = answer.content.decode()
    assert "Luonnos on muuttunut" in page
    assert "Saate." in page
    assert seen_of(document) in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROCESS_OWNER])
def test_only_process_owners_submit(document, role):
    client = client_of(a_mandate(document.negotiation, role))
    told = {"seen": seen_of(document), "note": ""}
    assert client.post(reverse("submit", args=[document.pk]), told).status_code == 403
    assert not Version.objects.exists()


def test_doubtful_citations_and_damaged_letters_are_pointed_out_and_block_nothing(owner, document):
    words = "Sopimus perustuu hyvinvointialueesta annettuun lakiin (611/2024)."
    damaged = "Osapuolet sitoutuvat edistamaan asukkaiden hyvinvointia ja sisalloista tiedottamista."
    for text in (words, damaged):
        add_clause(document=document, kind="duty", language="fi", heading="", text=text, by=None, now=timezone.now())
    ready = readying_of(document, YEAR)
    assert [(one.number, one.words, one.suggestion) for one in ready.cited] == [("2.2", "611/2024", "611/2021")]
    assert [(one.number, one.words) for one in ready.damaged] == [("2.3", "sisalloista")]
    assert submitted(document, owner).number == 1


def test_bare_and_empty_clauses_promises_and_open_proposals_are_worth_a_thought():
    held = a_round()
    a_proposal(held)
    answered(a_proposal(held), "declined", "Ei.")
    document = held.version.document
    event = a_forum(document.negotiation)
    sentence = a_contribution(a_participant(event))
    a_finding(event, [sentence])
    a_disposition(event, sentence, Outcome.USED)
    add_clause(
        document=document, kind="goal", language="fi", heading="Vain otsikko", text="", by=None, now=timezone.now()
    )
    ready = readying_of(document, YEAR)
    assert ([line.heading for line in ready.empty], ready.empty_told) == (["Vain otsikko"], "1.3")
    assert [line.heading for line in ready.bare] == ["Kuntakokous", "Osallisuus", "Vain otsikko"]
    assert (len(ready.draft.promised), ready.open_count, ready.doubt_count) == (1, 1, 6)
    assert ready.number == 2


def test_what_was_approved_before_is_frozen_as_history_and_waits_for_nobody():
    document = a_bilingual_agreement()
    client = client_of(a_mandate(document.negotiation, Role.PROCESS_OWNER))
    told = {"seen": seen_of(document), "note": "", "is_history": 1}
    assert client.post(reverse("submit", args=[document.pk]), told).status_code == 302
    version = Version.objects.get()
    assert (version.purpose, version.is_public) == (Purpose.HISTORY, True)
    assert not Version.objects.submitted().exists()
