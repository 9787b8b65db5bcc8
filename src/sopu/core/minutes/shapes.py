"""What a published item of minutes says, and what its decision seems to be, as values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NotMinutes(Exception):  # noqa: N818  # like a refusal: an answer about a page, not an error of the program
    """A page is no item of minutes or agenda, or a feed is none. `reason` names why; `facts` fill its sentence.

    Reasons: "empty", "too_large", "pdf", "feed" (a feed where an item was asked for), "login", "meeting" (a whole
    meeting, not one item), "unknown" (no shape that we know); of feeds "not_feed", "doctype", "cut".
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(f"{reason} {facts}" if facts else reason)
        self.reason = reason
        self.facts: Mapping[str, object] = facts


class System(StrEnum):
    """The system that published a page, known by the page's shape."""

    DYNASTY = "dynasty"
    CASEM = "casem"


class Head(StrEnum):
    """What a part of an item is, whatever the system and the language call it."""

    PREPARER = "preparer"
    BACKGROUND = "background"
    EARLIER = "earlier"
    PRESENTER = "presenter"
    PROPOSAL = "proposal"
    AMENDED_PROPOSAL = "amended_proposal"
    HANDLING = "handling"
    VOTE = "vote"
    DECISION = "decision"
    DISSENT = "dissent"
    ATTACHMENTS = "attachments"
    EXECUTION = "execution"
    INFORMED = "informed"
    APPEAL = "appeal"
    OTHER = "other"


class Doubt(StrEnum):
    """What a person should look at before believing a page's reading."""

    NO_BODY = "no_body"
    NO_DATE = "no_date"
    NO_TITLE = "no_title"
    NO_CASE_NUMBER = "no_case_number"
    SEVERAL_CASE_NUMBERS = "several_case_numbers"
    NO_DECISION = "no_decision"
    NOT_REVIEWED = "not_reviewed"
    """The minutes say that they have not been inspected."""
    EARLIER_HANDLINGS = "earlier_handlings"
    """The page carries other meetings' handlings too; only this meeting's was read."""
    HANDLING_UNCLEAR = "handling_unclear"
    """The page carries handlings, and none of them is of this meeting's day and section: the last was read."""
    EARLIER_DECISIONS = "earlier_decisions"
    """Another meeting's decision may stand on the page too; the last one was read."""
    SECRET = "secret"  # noqa: S105  # of a matter that is not public
    CUT = "cut"
    LETTERS = "letters"
    """Letters were lost, or the page is not in the encoding that it says."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file, such as an attachment: its words and its absolute address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an item: what it is, what the page calls it (empty before the first head), and its text."""

    head: Head
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item of a meeting as it was published, on an agenda or in minutes.

    What the page does not say is empty, None or 0, and `doubts` tells of it. `agenda_number` is the item's number on
    the agenda (asianro), `section` its number in the minutes (§): an item has one or the other. `parts` are of this
    body's own handling in the order of the page, paragraphs apart by a line break; `decision_text`, `handling_text`
    and `proposal_text` are what stands under those heads, and an agenda has no decision.
    """

    system: System
    body: str
    meeting_on: dt.date | None
    agenda_number: int
    section: int
    case_number: str
    title: str
    parts: tuple[Part, ...]
    decision_text: str
    handling_text: str
    proposal_text: str
    published_on: dt.date | None
    links: tuple[Link, ...]
    is_minutes: bool
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed; `body` and `meeting_on` are read from the title where it tells them, as Dynasty's does."""

    title: str
    url: str
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
    "removed". `dissent` is the sentence that tells of a recorded dissent and `counted` the one that tells the votes,
    empty when there is none.
    """

    outcome: str
    confidence: Confidence
    evidence: str
    votes: Votes | None
    dissent: str
    counted: str = ""
