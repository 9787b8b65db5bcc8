"""What does not hold in a dossier, and what was found when everything was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """What may be wrong; each value is a sentence with the place, what was expected, and what was found."""

    NOT_AN_ARCHIVE = "The file is not a ZIP archive that can be read: {found}."
    TOO_LARGE = "The file has {found} bytes, more than a dossier may have ({expected})."
    TOO_MANY = "There are {found} files, more than a dossier may have ({expected})."
    UNSAFE_NAME = "A file has a name that no file of a dossier has: {found}."
    REPEATED = "The file {where} is there twice."
    ENCRYPTED = "The file {where} is encrypted."
    PACKED = "The file {where} is compressed; the files of a dossier are stored as they are."
    DAMAGED = "The file {where} is damaged: {found}."
    MISSING = "The file {where} is missing."
    UNLISTED = "The file {where} is not in the list {expected}."
    CHANGED = "The file {where} has been changed: its digest should be {expected}, and is {found}."
    LIST_FORM = "The list {where} is not in its form: {found}."
    UNKNOWN_FORM = "The dossier is of the form {found}; this program knows {expected}."
    LIST_DIFFERS = "The list dossier.json does not tell the truth of {where}: it says {expected}, and it is {found}."
    BAD_KEY = "The public key in {where} is not a key: {found}."
    WRONG_KEY = "The dossier is in the name of the key {found}, not of {expected}."
    WRONG_LOG = "{where} is of the log {found}, not of {expected}."
    NOTE_FORM = "{where} is not a signed note in its form: {found}."
    NOTE_UNSIGNED = "{where} is not signed by the key {expected}."
    LOG_CUT = "The log has {found} entries, and its signed checkpoint has {expected}."
    ENTRY_FORM = "Entry {where} of the log is not in its form."
    ENTRY_CHANGED = "Entry {where} of the log has been changed: its hash should be {expected}, and is {found}."
    PROOF_FALSE = "The proof of entry {where} of the log does not lead to the signed root."
    ROOT_DIFFERS = "The root of the log should be {expected}, and is {found}."
    HISTORY_SHORT = (
        "The kept checkpoint is of {found} entries, later than the dossier's {expected}: take a newer dossier."
    )
    HISTORY_CHANGED = "The log no longer begins with the {where} entries that the kept checkpoint was signed over."
    NOT_CANONICAL = "The wording {where} is not in the canonical form: {found}"
    NOT_SEALED = "The file {where} is not what was sealed: the log has no {expected} with the digest {found}."
    NOT_ENCLOSED = "Entry {where} of the log, {expected}, has no file in the dossier."
    SENTENCES_FORM = "Line {expected} of {where} is not in its form."
    SENTENCE_CHANGED = "A sentence in {where} is not what was sealed: contribution {found}."
    SEAL_DIFFERS = "The list SHA256SUMS is not the one that was signed: it should be {expected}, and is {found}."
    ARCHIVE_DIFFERS = "The archive holds something beside its files, or was not written as a dossier is."


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not hold: what, where, and how it should have been."""

    what: FaultKind
    where: str = ""
    expected: str = ""
    found: str = ""

    @property
    def code(self) -> str:
        """The fault for machines: short, lower case, stable."""
        return self.what.name.lower()

    @property
    def sentence(self) -> str:
        """The fault for people, in English."""
        return self.told(self.what.value)

    def told(self, words: str) -> str:
        """The fault in a translation of its kind's sentence."""
        return words.format(where=self.where, expected=self.expected, found=self.found)


class Fails(Exception):  # noqa: N818  # an answer that ends the looking, not an error of the program
    """Something does not hold: looking ends here."""

    def __init__(self, what: FaultKind, where: str = "", *, expected: object = "", found: object = "") -> None:
        self.fault = Fault(what, where, str(expected), str(found))
        super().__init__(self.fault.sentence)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of looking: whether everything holds, the first fault if not, and what was counted.

    `origin` and `key_id` tell in whose name it is signed. Where the key was not given (`is_key_given`), the dossier
    was held against the key that it carries itself: then compare the id with the one that the log's page shows.
    """

    holds: bool
    first_fault: Fault | None = None
    origin: str = ""
    key_id: str = ""
    is_key_given: bool = False
    about: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
