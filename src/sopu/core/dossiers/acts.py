"""The official acts in a dossier: every file of them is what the log sealed, and every sealed act has its file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sopu.core.digests import canonical_json, sha256
from sopu.core.dossiers.faults import Fails, FaultKind
from sopu.core.dossiers.forms import ENCLOSED, SEALED, Part, PartKind
from sopu.core.dossiers.logs import EntryLine
from sopu.core.fingerprints import parse_canonical
from sopu.core.salted import SALT_SIZE, salted_leaf


def demand_sealed(parts: Iterable[Part], entries: Sequence[EntryLine]) -> None:
    """Files and entries are each other's; raises Fails for the first that stands alone."""
    sealed = {(one.kind, one.reference, one.digest) for one in entries}
    enclosed = set()
    for part in parts:
        if part.kind in SEALED:
            act = (part.kind.value, part.reference, sha256(part.content))
            if part.kind is PartKind.VERSION:
                _demand_canonical(part)
            if act not in sealed:
                raise Fails(
                    FaultKind.NOT_SEALED, part.path, expected=f"{part.kind.value} {part.reference}", found=act[2]
                )
            enclosed.add(act[1:])
    for one in entries:
        if one.kind in ENCLOSED and (one.reference, one.digest) not in enclosed:
            raise Fails(FaultKind.NOT_ENCLOSED, str(one.index), expected=f"{one.kind} {one.reference}")


def demand_sentences(parts: Sequence[Part]) -> int:
    """Every sentence with its salt is what its event sealed; gives how many there are. Raises Fails."""
    leaves: dict[str, dict[str, str]] = {}
    for part in parts:
        if part.kind is PartKind.EVENT:
            leaves.setdefault(part.reference, {}).update(_manifest(part))
    count = 0
    for part in parts:
        if part.kind is PartKind.SENTENCES:
            for number, line in enumerate(part.content.splitlines(), 1):
                _demand_sentence(part, number, line, leaves.get(part.reference, {}))
                count += 1
    return count


def _demand_canonical(part: Part) -> None:
    try:
        parse_canonical(part.content)
    except ValueError as problem:
        raise Fails(FaultKind.NOT_CANONICAL, part.path, found=problem) from None


def _manifest(part: Part) -> Iterator[tuple[str, str]]:
    for line in part.content.decode("ascii", "replace").splitlines():
        contribution, _gap, leaf = line.partition(" ")
        yield contribution, leaf


def _demand_sentence(part: Part, number: int, line: bytes, leaves: Mapping[str, str]) -> None:
    try:
        told = json.loads(line)
        salt, text, contribution = bytes.fromhex(told["salt"]), told["text"], told["id"]
        is_plain = len(salt) == SALT_SIZE and canonical_json(told) == line
        leaf = salted_leaf(salt, text)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Fails(FaultKind.SENTENCES_FORM, part.path, expected=number) from None
    if not is_plain or set(told) != {"id", "salt", "text"}:
        raise Fails(FaultKind.SENTENCES_FORM, part.path, expected=number)
    if leaves.get(contribution) != leaf:
        raise Fails(FaultKind.SENTENCE_CHANGED, part.path, found=contribution)
