"""What goes into a Word file beside the wording, and what comes out of one."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class WordMeta:
    """What a file says around the wording.

    `kicker` is the line above the title, `lead` the one under it, `facts` the lines of label and value of the cover;
    `fingerprint` is the whole text's (SHA-256 in hex), `author` the organisation that gives the file out.
    """

    author: str
    fingerprint: str
    at: dt.datetime
    kicker: str = ""
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedClause:
    """A clause as it came back.

    `key` is what its bookmark says, empty where there is none; `number` is what stood before its heading or text.
    `heading` and `text` (light Markdown) are what is proposed: tracked insertions are in, tracked deletions out.
    `deleted` says that all of it is a tracked deletion.
    """

    key: str
    number: str
    depth: int
    heading: str
    text: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment without its author: `clause` is the place of its clause (-1: none), `about` the words it stands at."""

    clause: int
    text: str
    about: str


class Why(StrEnum):
    """Why a piece of a returned file has no place among the clauses."""

    TITLE = "title"
    COVER = "cover"
    BEFORE = "before"
    TABLE = "table"
    NOTE = "note"
    BOX = "box"
    EDGE = "edge"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A piece of the file that became nothing else; `key` is the clause that it is about, where that is known."""

    text: str
    why: Why
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A file that came back, read whole.

    `fingerprint` is that of the version it was made of, as far as the file still says; `problems` are codes of what a
    person should know of the file itself.
    """

    title: str
    fingerprint: str
    clauses: tuple[ReturnedClause, ...]
    comments: tuple[ReturnedComment, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    problems: tuple[str, ...] = ()


class ChangeKind(StrEnum):
    """What is proposed of a clause."""

    REWORD = "reword"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One change of one clause: `key` is empty for a new one, `after_key` is what it stands after (empty: first)."""

    kind: ChangeKind
    key: str
    after_key: str
    depth: int
    heading: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """A comment on a clause of the version."""

    key: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause that stands elsewhere in the file, behind `after_key` (empty: first), or at another depth."""

    key: str
    after_key: str
    depth: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A returned file against the version it is about.

    Each of its paragraphs is in exactly one of the first four; `unchanged` are keys. What has moved is told besides,
    since a clause may stand elsewhere with the same words or with others.
    """

    proposals: tuple[ProposedChange, ...]
    comments: tuple[PlacedComment, ...]
    unplaced: tuple[Unplaced, ...]
    unchanged: tuple[str, ...]
    moved: tuple[Moved, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedClause:
    """A clause of an agreement that comes from elsewhere, as it was recognised; it is taken unless somebody says no."""

    number: str
    depth: int
    heading: str
    text: str
    kind: str = ""
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: where (`clause` by place, -1 for the title; `field`), what is there, what might be meant.

    `start` and `end` are characters of that field; `suggestion` is empty where nothing better is known; `kind` is
    "letters", "citation", "hyphen" or "table".
    """

    kind: str
    clause: int
    field: str
    start: int
    end: int
    found: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class ImportedText:
    """An agreement from elsewhere in clauses: what is doubtful, and what was left out (running heads, page numbers)."""

    title: str
    clauses: tuple[ImportedClause, ...]
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[str, ...] = ()
