"""`sopu verify` works where there is nothing but the file."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from dossiers import OTHER, SIGNER, a_dossier, acts, checkpoint_of, leaves_of
from sopu.core.dossiers.faults import FaultKind
from sopu.ledger.management.commands.verify import SENTENCES

VKEY = SIGNER.key.vkey


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    file = tmp_path / "dossier.zip"
    file.write_bytes(a_dossier())
    return file


def said(*words: object) -> tuple[int, str, str]:
    """The exit code, and what was said and complained."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify", *map(str, words), stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_dossier_that_holds_is_said_to_hold(dossier: Path):
    code, out, err = said(dossier, "--key", VKEY, "--language", "en")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Everything holds: 23 files, 13 entries of the log sopu.example/n/keski-suomi.",
        "Wordings: 4. Decisions: 5, corrections: 1. Sentences: 2. Reports: 1.",
        f"Signed by the key {SIGNER.key.id.hex()}.",
    ]


def test_a_fault_ends_with_one_and_is_told_in_the_language_asked_for(dossier: Path):
    assert said(dossier, "--key", VKEY)[0] == 0
    dossier.write_bytes(dossier.read_bytes().replace(b"Liikkumisen", b"Istumisensa"))
    code, out, err = said(dossier, "--key", VKEY, "--language", "en")
    assert (code, out) == (1, "")
    assert "events/KS7M2A/sentences.jsonl" in err
    dossier.write_bytes(b"nothing")
    code, out, err = said(dossier)
    assert (code, out) == (1, "")
    assert err.startswith("Neuvotteluaineisto ei pidä paikkaansa. Tiedosto ei ole luettavissa oleva ZIP-paketti")


def test_a_report_as_json_names_the_fault_for_machines(dossier: Path):
    code, out, _err = said(dossier, "--key", OTHER.key.vkey, "--json")
    report = json.loads(out)
    assert (code, report["holds"], report["first_fault"]["what"]) == (1, False, "wrong_key")


def test_a_checkpoint_that_was_kept_is_held_against_the_log(dossier: Path, tmp_path: Path):
    kept = tmp_path / "kept.txt"
    kept.write_text(checkpoint_of(leaves_of(acts())[:4]), "utf-8")
    assert said(dossier, "--key", VKEY, "--checkpoint", kept)[0] == 0
    kept.write_text(checkpoint_of(leaves_of(acts())[1:4]), "utf-8")
    assert said(dossier, "--key", VKEY, "--checkpoint", kept)[0] == 1
    with pytest.raises(CommandError):
        said(dossier, "--checkpoint", tmp_path / "none.txt")


def test_the_faults_are_told_in_the_words_of_the_pure_part():
    with override("en"):
        assert {kind: str(words) for kind, words in SENTENCES.items()} == {kind: kind.value for kind in FaultKind}


@pytest.mark.slow
def test_it_needs_no_installation_and_leaves_no_trace(dossier: Path, tmp_path: Path):
    nowhere = tmp_path / "nowhere"
    environment = {"PATH": os.environ["PATH"], "SOPU_DATA": str(nowhere), "DATABASE_URL": "nonsense"}
    command = [sys.executable, "-m", "sopu.config.cli", "verify", str(dossier), "--key", VKEY, "--language", "en"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.splitlines()[0][:17]) == (0, "", "Everything holds:")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dossier.zip"]
