"""What a published item of minutes says, and what its decision seems to be, as values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NotMinutes(Exception):  # noqa: N818  # like a refusal: an answer about a page, not an error of the program
    """A page is no item of minutes or agenda. `reason` names why, for machines; `facts` fill its sentence."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(f"{reason} {facts}" if facts else reason)
        self.reason = reason
        self.facts: Mapping[str, object] = facts


class System(StrEnum):
    """The system that published a page, known by the page's shape."""

    DYNASTY = "dynasty"
    CASEM = "casem"


@dataclass(frozen=True, slots=True)
class Link:
    """A link on the page, such as an attachment: its words and its absolute address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item of a meeting as it was published, on an agenda or in minutes.

    What the page does not say is empty, None or 0, and `doubts` names it (see `DOUBTS`). `agenda_number` is the item's
    number on the agenda (asianro), `section` its number in the minutes (§): an item has either. `heads` are the parts
    of this body's own handling in the order of the page: the head as `Head` names it, and its text, paragraphs apart
    by a line break. `decision_text` and `handling_text` are the last of those parts, empty when there are none.
    """

    system: System
    body: str
    meeting_on: dt.date | None
    agenda_number: int
    section: int
    case_number: str
    title: str
    heads: tuple[tuple[str, str], ...]
    decision_text: str
    handling_text: str
    published_on: dt.date | None
    links: tuple[Link, ...]
    is_minutes: bool
    is_reviewed: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed; `body` and `meeting_on` are read from the title where it tells them, as Dynasty's does."""

    title: str
    url: str
    published_at: dt.datetime | None
    body: str
    meeting_on: dt.date | None


class Confidence(StrEnum):
    """How plainly a decision says what it is."""

    SURE = "sure"
    LIKELY = "likely"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote that was counted; `blank` and `absent` are None when the minutes do not tell them."""

    ayes: int
    noes: int
    blank: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeGuess:
    """What a decision seems to be: an outcome's name (empty when unclear), and the very words that say so.

    `outcome` is one of "proposed", "approved", "conditional", "amended", "deferred", "returned", "rejected", "noted",
    "removed". `dissent` is the sentence that tells of a recorded dissent, empty when there is none.
    """

    outcome: str
    confidence: Confidence
    evidence: str
    votes: Votes | None
    dissent: str
