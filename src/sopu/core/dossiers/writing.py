"""A dossier is written: values in, the bytes of one ZIP file out, the same each time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sopu.core import trees
from sopu.core.digests import canonical_json, checksums, sha256
from sopu.core.dossiers import forms
from sopu.core.dossiers.archives import archive
from sopu.core.dossiers.forms import DossierParts, Part, PartKind
from sopu.core.notes import Signer


def write(parts: DossierParts, signer: Signer) -> bytes:
    """The dossier, signed whole by the key of its log. Raises ValueError for names that no file of a dossier may have.

    Whether what is in it holds together is not asked here but by `verifying.verify`.
    """
    return archive(written_files(parts, signer))


def written_files(parts: DossierParts, signer: Signer) -> dict[str, bytes]:
    """Every file of the dossier by its name."""
    enclosed = (*parts.parts, *_log_parts(parts, signer), Part(forms.README, parts.readme.encode(), PartKind.README))
    files = {part.path: part.content for part in enclosed}
    wrong = [path for path in files if not forms.is_path(path) or path in {forms.INDEX, forms.SUMS, forms.SEAL}]
    if wrong or len(files) != len(enclosed):
        raise ValueError(f"Names that a dossier can't have, or has twice: {wrong}")
    files[forms.INDEX] = forms.readable_json(_index(parts, enclosed))
    sums = checksums(files)
    seal = signer.sign(forms.seal_text(parts.origin, sha256(sums.encode())))
    return {**files, forms.SUMS: sums.encode(), forms.SEAL: seal.encode()}


def proofs(entries: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    """A proof for each entry of a log that it stands in the tree of all of them."""
    hashes = [trees.leaf_hash(one.encode()) for one in entries]
    return tuple(
        {
            "index": index,
            "leaf_hash": hash_.hex(),
            "path": [one.hex() for one in trees.inclusion_proof(index, hashes)],
        }
        for index, hash_ in enumerate(hashes)
    )


def lines(values: Sequence[object]) -> bytes:
    """A line of canonical JSON a value."""
    return b"".join(canonical_json(one) + b"\n" for one in values)


def _log_parts(parts: DossierParts, signer: Signer) -> tuple[Part, ...]:
    entries = "".join(f"{one}\n" for one in parts.entries)
    return (
        Part(forms.ENTRIES, entries.encode(), PartKind.LOG),
        Part(forms.PROOFS, lines(proofs(parts.entries)), PartKind.LOG),
        Part(forms.CHECKPOINT, parts.checkpoint.encode(), PartKind.LOG),
        Part(forms.VKEY, f"{signer.key.vkey}\n".encode(), PartKind.LOG),
    )


def _index(parts: DossierParts, enclosed: Sequence[Part]) -> dict[str, Any]:
    return {
        "form": forms.FORM,
        "log": parts.origin,
        "about": dict(parts.about),
        "files": [
            {
                "path": part.path,
                "kind": part.kind.value,
                "reference": part.reference,
                "sha256": sha256(part.content),
                "size": len(part.content),
            }
            for part in sorted(enclosed, key=lambda one: one.path)
        ],
    }
