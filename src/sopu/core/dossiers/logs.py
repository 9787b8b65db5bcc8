"""The log inside a dossier: its key, its signed checkpoint, and that every entry stands in the signed tree."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopu.core import trees
from sopu.core.digests import canonical_json, sha256
from sopu.core.dossiers import forms
from sopu.core.dossiers.faults import Fails, FaultKind
from sopu.core.dossiers.lists import Files, text_of
from sopu.core.notes import Checkpoint, Key, NotANote, checkpoint_of, key_of, opened


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An official act as the log tells it."""

    index: int
    kind: str
    reference: str
    digest: str


def key_for(files: Files, origin: str, vkey: str | None) -> Key:
    """The key to hold the dossier against: the one that was given, or else the one that it carries; raises Fails."""
    carried = _key(text_of(files, forms.VKEY).removesuffix("\n"), forms.VKEY)
    given = _key(vkey, "--key") if vkey is not None else carried
    if given != carried:
        raise Fails(FaultKind.WRONG_KEY, expected=_named(given), found=_named(carried))
    if given.name != origin:
        raise Fails(FaultKind.WRONG_LOG, forms.INDEX, expected=given.name, found=origin)
    return given


def demand_signed(files: Files, key: Key) -> Checkpoint:
    """The checkpoint of the log, signed by the key; raises Fails."""
    return _signed_checkpoint(text_of(files, forms.CHECKPOINT), key, forms.CHECKPOINT)


def entries_in(files: Files, checkpoint: Checkpoint) -> tuple[EntryLine, ...]:
    """The entries of the log, as many as were signed, each of them in the signed tree; raises Fails."""
    leaves = _lines(files, forms.ENTRIES)
    entries = tuple(_entry(index, leaf) for index, leaf in enumerate(leaves))
    told = list(_proofs(_lines(files, forms.PROOFS)))
    hashes = [trees.leaf_hash(one.encode()) for one in leaves]
    for index, (hash_, (leaf_hash, _path)) in enumerate(zip(hashes, told, strict=False)):
        if hash_ != leaf_hash:
            raise Fails(FaultKind.ENTRY_CHANGED, str(index), expected=leaf_hash.hex(), found=hash_.hex())
    for count in (len(leaves), len(told)):
        if count != checkpoint.size:
            raise Fails(FaultKind.LOG_CUT, expected=checkpoint.size, found=count)
    if trees.root(hashes) != checkpoint.root:
        raise Fails(FaultKind.ROOT_DIFFERS, expected=checkpoint.root.hex(), found=trees.root(hashes).hex())
    for index, (leaf_hash, path) in enumerate(told):
        if not trees.verify_inclusion(index, checkpoint.size, leaf_hash, path, checkpoint.root):
            raise Fails(FaultKind.PROOF_FALSE, str(index))
    return entries


def demand_history(files: Files, kept: str, key: Key) -> None:
    """The log begins with the one that a checkpoint, kept by somebody earlier, was signed over; raises Fails."""
    earlier = _signed_checkpoint(kept, key, "--checkpoint")
    hashes = [trees.leaf_hash(one.encode()) for one in _lines(files, forms.ENTRIES)]
    if earlier.size > len(hashes):
        raise Fails(FaultKind.HISTORY_SHORT, expected=len(hashes), found=earlier.size)
    if trees.root(hashes[: earlier.size]) != earlier.root:
        raise Fails(FaultKind.HISTORY_CHANGED, str(earlier.size))


def demand_seal(files: Files, key: Key) -> None:
    """The whole dossier is signed by the key, by the digest of its list; raises Fails."""
    text = _signed(text_of(files, forms.SEAL), key, forms.SEAL)
    digest = sha256(files[forms.SUMS])
    expected = text.split("\n")[2] if text.count("\n") == 3 else ""
    if text != forms.seal_text(key.name, digest):
        raise Fails(FaultKind.SEAL_DIFFERS, expected=expected, found=digest)


def _signed_checkpoint(note: str, key: Key, where: str) -> Checkpoint:
    try:
        checkpoint = checkpoint_of(_signed(note, key, where))
    except NotANote as problem:
        raise Fails(FaultKind.NOTE_FORM, where, found=problem) from None
    if checkpoint.origin != key.name:
        raise Fails(FaultKind.WRONG_LOG, where, expected=key.name, found=checkpoint.origin)
    return checkpoint


def _signed(note: str, key: Key, where: str) -> str:
    try:
        text = opened(note, key)
    except NotANote as problem:
        raise Fails(FaultKind.NOTE_FORM, where, found=problem) from None
    if text is None:
        raise Fails(FaultKind.NOTE_UNSIGNED, where, expected=_named(key))
    return text


def _key(vkey: str, where: str) -> Key:
    try:
        return key_of(vkey)
    except NotANote as problem:
        raise Fails(FaultKind.BAD_KEY, where, found=problem) from None


def _named(key: Key) -> str:
    return f"{key.name}+{key.id.hex()}"


def _entry(index: int, leaf: str) -> EntryLine:
    try:
        told = json.loads(leaf)
        is_plain = set(told) == {"at", "digest", "kind", "reference"} and canonical_json(told).decode() == leaf
    except (ValueError, TypeError, RecursionError):
        is_plain = False
    if not is_plain or not all(isinstance(one, str) for one in told.values()):
        raise Fails(FaultKind.ENTRY_FORM, str(index))
    return EntryLine(index, told["kind"], told["reference"], told["digest"])


def _proofs(lines: Sequence[str]) -> Iterator[tuple[bytes, list[bytes]]]:
    for index, line in enumerate(lines):
        try:
            told = json.loads(line)
            is_plain = set(told) == {"index", "leaf_hash", "path"} and canonical_json(told).decode() == line
            hash_, path = bytes.fromhex(told["leaf_hash"]), [bytes.fromhex(one) for one in told["path"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Fails(FaultKind.LIST_FORM, forms.PROOFS, found=f"line {index + 1}") from None
        if not is_plain or told["index"] != index:
            raise Fails(FaultKind.LIST_FORM, forms.PROOFS, found=f"line {index + 1}")
        yield hash_, path


def _lines(files: Files, name: str) -> list[str]:
    text = text_of(files, name)
    if text and not text.endswith("\n"):
        raise Fails(FaultKind.LIST_FORM, name, found="its last line has no end")
    return text.split("\n")[:-1]
