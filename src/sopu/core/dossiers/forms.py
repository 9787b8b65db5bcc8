"""What a dossier is made of: its parts, its names, and its limits."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

FORM = "sopu-dossier/1"

INDEX, SUMS, SEAL, README = "dossier.json", "SHA256SUMS", "SEAL.txt", "README.txt"
ENTRIES, CHECKPOINT, VKEY = "log/entries.jsonl", "log/checkpoint.txt", "log/vkey.txt"

PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
"""Names that every system can write: no spaces, no dots that climb, no letters that are told in two ways."""

LONGEST_PATH = 200
MOST_FILES = 20_000
MOST_BYTES = 2 * 1024**3


class PartKind(StrEnum):
    """What a file of a dossier is; the first six are official acts that the log holds."""

    VERSION = "version"
    DECISION = "decision"
    CORRECTION = "correction"
    EVENT = "event"
    DISPOSITIONS = "dispositions"
    IN_FORCE = "in_force"
    SENTENCES = "sentences"
    MATERIAL = "material"
    LOG = "log"
    README = "readme"


SEALED = frozenset(
    {
        PartKind.VERSION,
        PartKind.DECISION,
        PartKind.CORRECTION,
        PartKind.EVENT,
        PartKind.DISPOSITIONS,
        PartKind.IN_FORCE,
    }
)
"""Kinds whose content the log knows by its digest: each such file is in the log, and each such entry is a file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a dossier: where it stands, what it is, and for official acts the log's reference of it."""

    path: str
    content: bytes
    kind: PartKind = PartKind.MATERIAL
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DossierParts:
    """Everything that a dossier is written of: its log (name, lines, latest checkpoint, public key) and its files.

    `about` is what a reader wants to know first (negotiation, county, when it was made): texts by name.
    """

    origin: str
    entries: tuple[str, ...]
    checkpoint: str
    vkey: str
    readme: str
    parts: tuple[Part, ...]
    about: dict[str, str] = field(default_factory=dict)
