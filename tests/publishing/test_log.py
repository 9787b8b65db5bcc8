"""The log of a negotiation is everybody's to read, and a certificate says what a body approved."""

import datetime as dt
import io

import pikepdf
import pymupdf
import pytest
from django.utils import timezone

import agreements
from builders import a_contribution, a_forum, a_negotiation, a_participant
from sopu.core.digests import sha256
from sopu.core.notes import key_of, opened
from sopu.decisions.actions.recording import note_appeal
from sopu.decisions.models import AppealStage
from sopu.decisions.rules import Outcome
from sopu.forum.actions.opening import close_event
from sopu.ledger.queries import entries_of, log_of, vkey_of
from sopu.negotiations.models import Negotiation
from sopu.publishing.queries.certificates import certificate_of
from sopu.publishing.queries.logs import log_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiation() -> Negotiation:
    return a_negotiation(slug="alue")


def decide(negotiation: Negotiation, count: int = 1, outcome: str = Outcome.APPROVED, **fields: object):
    """The first parties decide on a version of an agreement that they have cases of."""
    document = agreements.an_agreement(negotiation)
    agreements.the_cases(document)
    version = agreements.a_version(document)
    for case in document.cases.all()[:count]:
        agreements.decided(case, version, outcome, **fields)
    return document, version


def test_everybody_reads_what_was_sealed_in_words_and_takes_the_log_and_its_checkpoint_along(negotiation, client):
    event = a_forum(negotiation)
    a_contribution(a_participant(event), "Tämä ei kuulu lokiin.")
    close_event(event=event, now=timezone.now())
    _document, version = decide(negotiation)
    page = client.get("/fi/n/alue/log/").content.decode()
    assert vkey_of(log_of("alue")) in page
    assert "versio 1 (fi)" in page
    assert "Tämä ei kuulu lokiin." not in page
    entries = client.get("/fi/n/alue/log/entries.jsonl").content.decode()
    assert entries.splitlines() == [one.leaf for one in entries_of(log_of("alue"))]
    note = client.get("/fi/n/alue/log/checkpoint.txt").content.decode()
    assert opened(note, key_of(vkey_of(log_of("alue")))) is not None
    assert version.texts.get().sha256 in entries


def test_a_log_that_has_not_begun_says_so(negotiation, client):
    assert client.get("/fi/n/alue/log/").status_code == 200
    assert client.get("/fi/n/alue/log/entries.jsonl").content == b""
    assert client.get("/fi/n/alue/log/checkpoint.txt").status_code == 404


@pytest.mark.parametrize(("count", "entries"), [(1, 2), (3, 5)])
def test_a_long_log_asks_as_much_as_a_short_one(count, entries, negotiation, django_assert_num_queries):
    decide(negotiation, count)
    with django_assert_num_queries(7):
        assert log_page(negotiation).count == entries


def test_a_certificate_says_what_was_approved_when_where_and_how_it_is_proved(negotiation, client):
    document, version = decide(negotiation, section="112 §")
    answer = client.get(f"/fi/n/alue/documents/{document.number}/certificates/1/")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pymupdf.open(stream=answer.content) as opened_file:
        assert opened_file.page_count == 1
        text = opened_file[0].get_text()
    fingerprint = version.texts.get().sha256
    groups = [fingerprint[at : at + 4] for at in range(0, 64, 4)]
    assert all(one in text for one in groups)
    assert "112\u00a0§" in text
    assert key_of(vkey_of(log_of("alue"))).id.hex() in text
    again = client.get(f"/fi/n/alue/documents/{document.number}/certificates/1/")
    assert sha256(again.content) == sha256(answer.content)
    with pikepdf.open(io.BytesIO(answer.content)) as tagged:
        assert tagged.Root.MarkInfo.Marked


def test_an_approval_stays_certified_when_other_words_are_submitted_and_a_condition_is_told(negotiation, client):
    document, version = decide(negotiation, 1, Outcome.CONDITIONAL, conditions="Rahoitus ratkaistaan erikseen.")
    agreements.reworded(document.clauses.all()[1], "Osapuolet vahvistavat osallisuutta yhdessä.")
    agreements.a_version(document)
    answer = client.get(f"/sv/n/alue/documents/{document.number}/certificates/1/")
    with pymupdf.open(stream=answer.content) as opened_file:
        text = " ".join(opened_file[0].get_text().split())
    assert version.texts.get().sha256[:4] in text
    assert "godkände med villkor version 1" in text
    assert "Rahoitus ratkaistaan erikseen." in text


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [(Outcome.DEFERRED, {}), (Outcome.REJECTED, {}), (Outcome.APPROVED, {"fingerprint": "abcd1234"})],
)
def test_nothing_is_certified_that_was_not_approved_as_it_was_submitted(outcome, fields, negotiation, client):
    document, _version = decide(negotiation, 1, outcome, **fields)
    statuses = [
        client.get(f"/fi/n/alue/documents/{document.number}/certificates/{party}/").status_code for party in (1, 2, 99)
    ]
    assert statuses == [404, 404, 404]


def test_what_was_annulled_has_no_certificate_and_no_way_to_one(negotiation, client):
    document, _ = decide(negotiation, count=2)
    assert [bool(one.certificate) for one in log_page(negotiation).lines] == [True, True, False]
    note_appeal(
        decision=document.cases.first().items.get().decisions.get(),
        stage=AppealStage.UPHELD,
        happened_on=timezone.localdate(),
        note="",
        by=None,
        now=timezone.now(),
    )
    assert [bool(one.certificate) for one in log_page(negotiation).lines] == [True, False, False]
    assert [
        client.get(f"/fi/n/alue/documents/{document.number}/certificates/{party}/").status_code for party in (1, 2)
    ] == [404, 200]


def test_a_certificate_names_a_day_of_finality_only_once_it_has_come(negotiation):
    today = timezone.localdate()
    document, _ = decide(negotiation, published_on=today)
    assert certificate_of(document, 1, "fi", today).final_on is None
    later = today + dt.timedelta(days=60)
    final_on = certificate_of(document, 1, "fi", later).final_on
    assert today < final_on < later
    decision = document.cases.first().items.get().decisions.get()
    note_appeal(decision=decision, stage="lodged", happened_on=today, note="", by=None, now=timezone.now())
    assert certificate_of(document, 1, "fi", later).final_on is None
