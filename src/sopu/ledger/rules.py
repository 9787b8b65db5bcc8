"""What may be sealed, and how a record of it reads: digests and references, never names."""

import datetime as dt
import hashlib
import re
from enum import StrEnum

from sopu.core.digests import canonical_json


class Sealed(StrEnum):
    """The kinds of official acts that a log holds; the list is closed."""

    VERSION = "version"
    DECISION = "decision"
    CORRECTION = "correction"
    EVENT = "event"
    IN_FORCE = "in_force"
    REPORT = "report"


KINDS = tuple(one.value for one in Sealed)
REFERENCE = re.compile(r"(?:version|decision|event|report):[1-9][0-9]{0,18}(?:/(?:fi|sv))?")
"""`version:12/sv`, `decision:7`: a noun and an id of the installation, perhaps a language."""

DIGEST = re.compile(r"[0-9a-f]{64}")
_MANIFEST = re.compile(r"(?:[1-9][0-9]{0,18} [0-9a-f]{64}\n)+")


def is_kind(text: str) -> bool:
    """Whether acts of this kind are sealed."""
    return text in KINDS


def is_reference(text: str) -> bool:
    """Whether the text is a reference; no name, no word of a person and no address can be one."""
    return REFERENCE.fullmatch(text) is not None


def is_digest(text: str) -> bool:
    """Whether the text is a SHA-256 digest in small hexadecimal digits."""
    return DIGEST.fullmatch(text) is not None


def is_manifest_of(manifest: str, digest: str) -> bool:
    """Whether the digest is of these lines, each an id and a digest; no lines at all go with any digest."""
    if not manifest:
        return True
    return _MANIFEST.fullmatch(manifest) is not None and hashlib.sha256(manifest.encode()).hexdigest() == digest


def leaf(*, kind: str, reference: str, digest: str, at: dt.datetime) -> str:
    """The line that is hashed into the tree: canonical JSON of the act's kind, reference, digest and moment (UTC)."""
    moment = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return canonical_json({"at": moment, "digest": digest, "kind": kind, "reference": reference}).decode()
