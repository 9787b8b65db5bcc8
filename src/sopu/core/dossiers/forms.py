"""What a dossier is made of: its parts, its names, its limits, and the forms of its lists."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

FORM = "sopu-dossier/1"

INDEX, SUMS, SEAL, README = "dossier.json", "SHA256SUMS", "SEAL.txt", "README.txt"
ENTRIES, PROOFS, CHECKPOINT, VKEY = "log/entries.jsonl", "log/proofs.jsonl", "log/checkpoint.txt", "log/vkey.txt"
NEEDED = (INDEX, SUMS, SEAL, README, ENTRIES, PROOFS, CHECKPOINT, VKEY)

PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
"""Names that every system can write: no spaces, no dots that climb, no letters that are told in two ways."""

LONGEST_PATH = 200
MOST_FILES = 20_000
MOST_BYTES = 2 * 1024**3


class PartKind(StrEnum):
    """What a file of a dossier is; the first five are official acts that the log holds."""

    VERSION = "version"
    DECISION = "decision"
    CORRECTION = "correction"
    EVENT = "event"
    REPORT = "report"
    SENTENCES = "sentences"
    MATERIAL = "material"
    LOG = "log"
    README = "readme"


SEALED = frozenset({PartKind.VERSION, PartKind.DECISION, PartKind.CORRECTION, PartKind.EVENT, PartKind.REPORT})
"""Kinds whose content the log knows by its digest: each such file is in the log."""

ENCLOSED = SEALED | {"in_force"}
"""Kinds of entries that have their file in the dossier; what came into force is a wording that was submitted."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a dossier: where it stands, what it is, and for official acts the log's reference of it."""

    path: str
    content: bytes
    kind: PartKind = PartKind.MATERIAL
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DossierParts:
    """Everything that a dossier is written of: its log (name, lines, latest checkpoint as a note) and its files.

    `about` is what a reader wants to know first (negotiation, county, when it was made): texts by name.
    """

    origin: str
    entries: tuple[str, ...]
    checkpoint: str
    readme: str
    parts: tuple[Part, ...]
    about: Mapping[str, str] = field(default_factory=dict)


def is_path(name: str) -> bool:
    """Whether a file of a dossier may have this name."""
    return len(name) <= LONGEST_PATH and PATH.fullmatch(name) is not None


def readable_json(value: Any) -> bytes:
    """The value as JSON for people and programs, in one form: keys in order, an indent of one, a last line feed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def seal_text(origin: str, sums_digest: str) -> str:
    """What is signed over the whole dossier: its form, its log's name, and the digest of SHA256SUMS.

    The first line is no origin and the second no size, so this can never be taken for a checkpoint.
    """
    return f"{FORM}\n{origin}\n{sums_digest}\n"
