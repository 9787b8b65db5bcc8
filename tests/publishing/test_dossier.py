"""A negotiation's dossier holds it whole, and proves itself."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

import agreements
import commented
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.core.dossiers.archives import archive, files_of
from sopu.core.dossiers.verifying import verify
from sopu.core.refusals import Refused
from sopu.decisions.actions.recording import Ruling, correct_decision
from sopu.decisions.rules import Outcome
from sopu.forum.actions.opening import close_event
from sopu.ledger.queries import log_of, vkey_of
from sopu.negotiations.models import Negotiation, Role
from sopu.publishing.actions.proving import make_asked, make_dossier, request_dossier
from sopu.publishing.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiation(settings, tmp_path: Path) -> Negotiation:
    """An agreement that was submitted, with decisions in three outcomes and one correction."""
    settings.MEDIA_ROOT = tmp_path / "files"
    negotiation = a_negotiation(slug="alue")
    document = agreements.an_agreement(negotiation)
    agreements.the_cases(document)
    version = agreements.a_version(document)
    cases = list(document.cases.all())
    decision = agreements.decided(cases[0], version)
    agreements.decided(cases[1], version, Outcome.CONDITIONAL, conditions="Rahoitus ratkaistaan erikseen.")
    agreements.decided(cases[2], version, Outcome.DEFERRED)
    right = Ruling(Outcome.APPROVED, decision.decided_on, section="90", reason="Pykälä oli väärä.")
    correct_decision(decision=decision, ruling=right, by=None, now=timezone.now())
    return negotiation


@pytest.mark.slow
def test_the_command_writes_all_of_phase_one_and_the_other_command_verifies_it(
    negotiation: Negotiation, tmp_path: Path
):
    event = a_forum(negotiation)
    for _ in range(3):
        a_contribution(a_participant(event))
    close_event(event=event, now=timezone.now())
    held = commented.a_round(agreements.an_agreement(negotiation, commented.CLAUSES, name_fi="Toinen"))
    commented.a_comment(held)
    commented.answered(commented.a_proposal(held))
    out, said = tmp_path / "dossier.zip", io.StringIO()
    call_command("dossier", "alue", "--out", out, stdout=said, stderr=io.StringIO())
    assert "6 entries of the log" in said.getvalue()
    call_command("verify", out, "--key", vkey_of(log_of("alue")), stdout=io.StringIO())

    counts = verify(out, vkey_of(log_of("alue"))).counts
    told = ("version", "decision", "correction", "event", "sentences", "entries")
    assert [counts[kind] for kind in told] == [1, 3, 1, 1, 3, 6]
    with zipfile.ZipFile(out) as opened:
        assert opened.testzip() is None
        files = {name: opened.read(name) for name in opened.namelist()}
    assert {
        *(f"material/{event.code}/{one}" for one in ("findings.csv", "dispositions.csv", "synthesis.json")),
        *("versions/1-v1/fi.txt", "material/decisions.csv", f"events/{event.code}/sentences.jsonl"),
        *("material/documents/2-proposals.csv", "material/documents/2-comments.csv"),
    } <= set(files)
    assert any(name.startswith("material/documents/1-v1-fi/") and name.endswith(".pdf") for name in files)
    assert "Hyvä kohta." in files["material/documents/2-comments.csv"].decode("utf-8-sig")
    assert "Rahoitus ratkaistaan erikseen." in files["material/decisions.csv"].decode("utf-8-sig")


def test_a_decision_reads_as_it_was_recorded_and_a_change_in_it_is_found(negotiation: Negotiation):
    made = make_dossier(negotiation=negotiation, now=timezone.now(), tell=lambda done, total: None)
    files = files_of(made.content)
    names = sorted(name for name in files if name.startswith("decisions/"))
    decisions = [json.loads(files[name]) for name in names]
    assert [one["outcome"] for one in decisions] == ["approved", "conditional", "deferred", "approved"]
    assert [one["corrects"] for one in decisions] == [None, None, None, decisions[0]["id"]]
    assert not any("recorded_by" in one for one in decisions)
    files[names[0]] = files[names[0]].replace(b"approved", b"rejected")
    assert not verify(archive(files), vkey_of(log_of("alue"))).holds


def test_where_nothing_is_sealed_no_dossier_is_made():
    negotiation = a_negotiation()
    for ask in (
        lambda: make_dossier(negotiation=negotiation, now=timezone.now(), tell=lambda done, total: None),
        lambda: request_dossier(negotiation=negotiation, requested_by=None, now=timezone.now()),
    ):
        with pytest.raises(Refused) as refusal:
            ask()
        assert refusal.value.code == "nothing_sealed"
    with pytest.raises(CommandError):
        call_command("dossier", "elsewhere", "--out", "dossier.zip")


def test_a_process_owner_makes_and_downloads_it_and_nobody_else_may(
    negotiation: Negotiation, client, django_capture_on_commit_callbacks
):
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/fi/n/alue/dossier/make/")
    made = Dossier.objects.get()
    assert (made.failure, made.entry_count, made.done_count) == ("", 5, made.total_count)
    assert made.sha256 in client.get("/fi/n/alue/dossier/").content.decode()
    assert client.get("/fi/n/alue/dossier/progress/").headers["HX-Refresh"] == "true"
    answer = client.get(f"/fi/dossiers/{made.pk}/")
    assert verify(answer.content, vkey_of(log_of("alue"))).holds
    client.force_login(a_mandate(negotiation, Role.FACILITATOR))
    doors = ("/fi/n/alue/dossier/", "/fi/n/alue/dossier/progress/", f"/fi/dossiers/{made.pk}/")
    assert [client.get(one).status_code for one in doors] == [403, 403, 403]
    assert client.post("/fi/n/alue/dossier/make/").status_code == 403


def test_asking_again_while_one_is_made_gives_the_same_and_a_failure_is_told(negotiation: Negotiation, client):
    now = timezone.now()
    asked = [request_dossier(negotiation=negotiation, requested_by=None, now=now).pk for _ in range(2)]
    assert asked[0] == asked[1]
    negotiation.documents.get().versions.first().texts.all().delete()
    with pytest.raises(Exception, match="VersionText"):
        make_asked(dossier=Dossier.objects.get(), now=now)
    assert Dossier.objects.get().failure == "DoesNotExist"
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    assert "DoesNotExist" in client.get("/fi/n/alue/dossier/").content.decode()
