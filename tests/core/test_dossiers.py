"""A dossier that nobody touched holds; what it may have wrong is named, the first thing first."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers import AT, ORIGIN, OTHER, SIGNER, a_dossier, acts, beside, checkpoint_of, leaves_of, the_parts
from sopu.core.digests import canonical_json, sha256
from sopu.core.dossiers.archives import archive, files_of
from sopu.core.dossiers.faults import FaultKind
from sopu.core.dossiers.forms import Part, PartKind
from sopu.core.dossiers.verifying import verify
from sopu.core.dossiers.writing import write, written_files
from sopu.core.notes import Signer
from sopu.ledger.rules import leaf

VKEY = SIGNER.key.vkey


def the_fault(dossier: bytes, vkey: str | None = VKEY, kept: str | None = None) -> tuple[FaultKind, str] | None:
    fault = verify(dossier, vkey, kept).first_fault
    return fault and (fault.what, fault.where)


def zipped(*entries: tuple[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as made:
        for name, content in entries:
            made.writestr(name, content)
    return target.getvalue()


def test_an_untouched_dossier_holds_and_tells_what_was_counted():
    report = verify(a_dossier(), VKEY)
    assert (report.holds, report.first_fault, report.origin) == (True, None, ORIGIN)
    assert (report.key_id, report.is_key_given) == (SIGNER.key.id.hex(), True)
    assert report.counts == {
        "files": 23,
        "entries": 13,
        "sentences": 2,
        "version": 4,
        "decision": 5,
        "correction": 1,
        "event": 1,
        "report": 1,
    }


def test_the_same_parts_make_the_same_bytes():
    assert sha256(a_dossier()) == sha256(a_dossier())


def test_without_a_key_it_is_held_against_the_one_it_carries():
    report = verify(a_dossier())
    assert (report.holds, report.is_key_given, report.key_id) == (True, False, SIGNER.key.id.hex())


def test_a_file_on_the_disk_is_looked_at_too(tmp_path: Path):
    file = tmp_path / "dossier.zip"
    file.write_bytes(a_dossier())
    assert verify(file, VKEY).holds
    assert the_fault(tmp_path / "none.zip") == (FaultKind.NOT_AN_ARCHIVE, "")  # type: ignore[arg-type]


PATHS = st.from_regex(r"material/[a-z0-9]{1,8}\.(csv|json|pdf)", fullmatch=True)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(PATHS, st.binary(max_size=60), max_size=4), st.text(max_size=20), st.integers(0, 9))
def test_whatever_is_put_in_it_an_untouched_dossier_never_fails(files: dict[str, bytes], words: str, count: int):
    some = acts()[:count]
    leaves = leaves_of(some)
    parts = (*some, *(Part(path, content) for path, content in files.items()))
    about = {"negotiation": words.encode("utf-8", "replace").decode()}
    dossier = a_dossier(entries=leaves, checkpoint=checkpoint_of(leaves), parts=parts, about=about)
    assert verify(dossier, VKEY).first_fault is None


def test_a_name_that_no_file_of_a_dossier_may_have_is_not_written():
    for path in ("../up.txt", "/root.txt", "päätös.txt", "dossier.json", "material/KS7M2A.pdf"):
        with pytest.raises(ValueError, match="Names"):
            a_dossier(parts=(*acts(), *beside(), Part(path, b"")))


def test_what_is_not_an_archive_is_said_not_to_be_one():
    assert the_fault(b"") == (FaultKind.NOT_AN_ARCHIVE, "")
    assert the_fault(b"PK\x03\x04 and then nothing") == (FaultKind.NOT_AN_ARCHIVE, "")
    assert the_fault(a_dossier()[:-30]) == (FaultKind.NOT_AN_ARCHIVE, "")


@pytest.mark.parametrize("name", ["../x", "/x", "a/../b", "C:\\x", "a b", "päätös.txt", "a//b", ".hidden", "x" * 201])
def test_a_name_that_climbs_or_hides_is_refused_before_anything_is_read(name: str):
    assert the_fault(zipped((name, b""))) == (FaultKind.UNSAFE_NAME, "")


def test_a_compressed_file_is_not_unpacked_since_it_could_grow_without_end():
    bomb = zipped(("log/vkey.txt", b"0" * 10_000_000), packing=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 20_000
    assert the_fault(bomb) == (FaultKind.PACKED, "log/vkey.txt")


def test_files_that_overlap_to_grow_are_refused():
    one = zipped(("a.txt", b"0" * 1000), ("b.txt", b""))
    grown = one.replace((0).to_bytes(4, "little") * 2, (1000).to_bytes(4, "little") * 2)
    assert verify(grown).first_fault is not None


def test_an_encrypted_file_is_refused():
    one = bytearray(zipped(("a.txt", b"1")))
    one[6] |= 1
    one[one.index(b"PK\x01\x02") + 8] |= 1
    assert the_fault(bytes(one)) == (FaultKind.ENCRYPTED, "a.txt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused_also_when_only_the_case_differs():
    assert the_fault(zipped(("a.txt", b"1"), ("a.txt", b"2"))) == (FaultKind.REPEATED, "a.txt")
    assert the_fault(zipped(("a.txt", b"1"), ("A.txt", b"2"))) == (FaultKind.REPEATED, "A.txt")


def test_something_hidden_behind_the_archive_or_between_its_files_is_found():
    dossier = a_dossier()
    assert the_fault(b"hidden" + dossier) == (FaultKind.ARCHIVE_DIFFERS, "")
    noted = io.BytesIO(dossier)
    with zipfile.ZipFile(noted, "a") as opened:
        opened.comment = b"hidden"
    assert the_fault(noted.getvalue()) == (FaultKind.ARCHIVE_DIFFERS, "")


def test_a_program_for_one_form_says_that_it_does_not_know_another():
    files = files_of(a_dossier())
    index = json.loads(files["dossier.json"]) | {"form": "sopu-dossier/2"}
    files["dossier.json"] = json.dumps(index, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    files["SHA256SUMS"] = files["SHA256SUMS"].replace(
        sha256(files_of(a_dossier())["dossier.json"]).encode(), sha256(files["dossier.json"]).encode()
    )
    assert the_fault(archive(files)) == (FaultKind.UNKNOWN_FORM, "")


def test_a_dossier_in_the_name_of_another_key_is_told_from_ours():
    leaves = leaves_of(acts())
    dossier = write(the_parts(checkpoint=checkpoint_of(leaves, OTHER)), OTHER)
    assert verify(dossier).holds
    assert the_fault(dossier) == (FaultKind.WRONG_KEY, "")
    assert the_fault(dossier, "nonsense") == (FaultKind.BAD_KEY, "--key")


def test_a_checkpoint_of_another_log_is_refused():
    elsewhere = Signer("sopu.example/n/other", SIGNER.seed)
    note = checkpoint_of(leaves_of(acts()), elsewhere)
    assert the_fault(a_dossier(checkpoint=note)) == (FaultKind.NOTE_UNSIGNED, "log/checkpoint.txt")
    renamed = SIGNER.sign(note.split("\n\n")[0] + "\n")
    assert the_fault(a_dossier(checkpoint=renamed)) == (FaultKind.WRONG_LOG, "log/checkpoint.txt")


def test_a_decision_that_was_never_sealed_is_found():
    stranger = Part("decisions/9.json", canonical_json({"id": 9}), PartKind.DECISION, "decision:9")
    dossier = a_dossier(parts=(*acts(), *beside(), stranger))
    assert the_fault(dossier) == (FaultKind.NOT_SEALED, "decisions/9.json")


def test_a_sealed_decision_that_was_left_out_is_found():
    kept = tuple(one for one in acts() if one.path != "decisions/4.json")
    report = verify(a_dossier(parts=(*kept, *beside())), VKEY)
    assert report.first_fault is not None
    assert report.first_fault.sentence == "Entry 8 of the log, decision decision:4, has no file in the dossier."


def test_a_wording_that_is_sealed_but_not_canonical_is_found():
    wrong = Part("versions/3/fi.txt", b"title only\n", PartKind.VERSION, "version:3/fi")
    leaves = leaves_of((*acts(), wrong))
    dossier = a_dossier(entries=leaves, checkpoint=checkpoint_of(leaves), parts=(*acts(), wrong, *beside()))
    assert the_fault(dossier) == (FaultKind.NOT_CANONICAL, "versions/3/fi.txt")


@pytest.mark.parametrize("line", [b"{}", b"[]", b"nothing", b'{"id":"3","salt":"00","text":"x"}', b"[" * 5000])
def test_a_line_of_sentences_that_is_not_in_its_form_is_found(line: bytes):
    event, sentences, *others = (acts()[0], *beside())
    broken = Part(sentences.path, sentences.content + line + b"\n", sentences.kind, sentences.reference)
    dossier = a_dossier(parts=(event, *acts()[1:], broken, *others))
    assert the_fault(dossier) == (FaultKind.SENTENCES_FORM, sentences.path)


def test_the_log_must_begin_as_it_did_when_somebody_kept_a_checkpoint():
    leaves = leaves_of(acts())
    rewritten = (leaves[-1], *leaves[:-1])
    kept = checkpoint_of(leaves[:5])
    assert verify(a_dossier(), VKEY, kept).holds
    dossier = a_dossier(entries=rewritten, checkpoint=checkpoint_of(rewritten))
    assert verify(dossier, VKEY).holds
    assert the_fault(dossier, VKEY, kept) == (FaultKind.HISTORY_CHANGED, "5")
    assert the_fault(a_dossier(), VKEY, checkpoint_of(leaves[:5], OTHER)) == (FaultKind.NOTE_UNSIGNED, "--checkpoint")


def test_a_checkpoint_that_is_later_than_the_dossier_asks_for_a_newer_one():
    later = (*leaves_of(acts()), leaf(kind="in_force", reference="version:9/fi", digest="0" * 64, at=AT))
    assert the_fault(a_dossier(), VKEY, checkpoint_of(later)) == (FaultKind.HISTORY_SHORT, "")


def test_the_list_of_digests_is_one_that_everybodys_tools_check():
    files = written_files(the_parts(), SIGNER)
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {name: sha256(content) for name, content in files.items() if name not in {"SHA256SUMS", "SEAL.txt"}}
