"""Which case published minutes seem to be of: points for what agrees, fewer for what speaks against, with the reasons.

A joint document has one case number at each party, and the number of an item on the agenda is another than its section
in the minutes: so minutes are known by case number, body and day together. Nothing follows from a match by itself; a
person confirms it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopu.decisions.rules.numbers import same_case


class Reason(StrEnum):
    """What speaks for a match."""

    CASE_NUMBER = "case_number"
    FINGERPRINT = "fingerprint"
    MEETING = "meeting"
    """The case is on the agenda of that body on that day."""
    BODY = "body"
    SITE = "site"
    """The page is on the site from which the party publishes its minutes."""
    TITLE = "title"
    OTHER_CASE_NUMBER = "other_case_number"
    OTHER_BODY = "other_body"
    BEFORE = "before"
    """The meeting was held before the document was submitted."""


POINTS = {
    Reason.CASE_NUMBER: 60,
    Reason.FINGERPRINT: 50,
    Reason.MEETING: 30,
    Reason.BODY: 20,
    Reason.SITE: 15,
    Reason.TITLE: 15,
    Reason.OTHER_CASE_NUMBER: -40,
    Reason.OTHER_BODY: -30,
    Reason.BEFORE: -30,
}
"""Two things that agree by chance (a council of that name, a title of these words) never make a match alone."""
LEAST = 50
"""Points from which minutes are proposed as a case's."""
SHORTEST_BODY = 5
STEM = 6
"""Letters by which two forms of a Finnish word are taken for the same word (“yhteis”työsopimus, -sopimuksen)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says that a case may be known by; what it does not say is empty."""

    body: str
    meeting_on: dt.date | None
    case_number: str
    title: str
    fingerprints: tuple[str, ...]
    site: str


@dataclass(frozen=True, slots=True)
class Handler:
    """A body that handles a case: its id, its names in every language, and its meetings with the case on the agenda."""

    body: int
    names: tuple[str, ...]
    meetings: frozenset[dt.date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that minutes may be of. `since` is the day on which its document was first submitted."""

    case: int
    number: str
    handlers: tuple[Handler, ...]
    titles: tuple[str, ...]
    fingerprints: frozenset[str]
    since: dt.date | None
    site: str


@dataclass(frozen=True, slots=True)
class Match:
    """A case with its points, the reasons for them, and the body of the case that the page seems to name."""

    case: int
    body: int | None
    score: int
    reasons: tuple[Reason, ...]


def match_of(said: Said, candidate: Candidate) -> Match:
    """How the page and the case agree."""
    handler = next((one for one in candidate.handlers if _is_named(said.body, one.names)), None)
    reasons = tuple(reason for reason in Reason if _speaks(reason, said, candidate, handler))
    score = sum(POINTS[reason] for reason in reasons)
    return Match(candidate.case, handler.body if handler else None, score, reasons)


def matches_of(said: Said, candidates: Iterable[Candidate]) -> tuple[Match, ...]:
    """All the cases that anything speaks for, the likeliest first."""
    found = (match_of(said, candidate) for candidate in candidates)
    return tuple(sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.case)))


def proposed(matches: Sequence[Match]) -> Match | None:
    """The likeliest case, when enough speaks for it and for no other as much."""
    if not matches or matches[0].score < LEAST:
        return None
    return None if len(matches) > 1 and matches[1].score == matches[0].score else matches[0]


def is_worth_reading(title: str, body: str, meeting_on: dt.date | None, candidates: Iterable[Candidate]) -> bool:
    """Whether an entry of a feed may lead to minutes of a case: its title is alike, or its meeting is known."""
    said = Said(body, meeting_on, "", title, (), "")
    for candidate in candidates:
        reasons = match_of(said, candidate).reasons
        is_possible = Reason.OTHER_BODY not in reasons and Reason.BEFORE not in reasons
        if is_possible and (Reason.TITLE in reasons or Reason.MEETING in reasons):
            return True
    return False


def _speaks(reason: Reason, said: Said, candidate: Candidate, handler: Handler | None) -> bool:
    both_numbers = bool(said.case_number and candidate.number)
    is_same = both_numbers and same_case(said.case_number, candidate.number)
    return {
        Reason.CASE_NUMBER: is_same,
        Reason.FINGERPRINT: any(whole.startswith(one) for one in said.fingerprints for whole in candidate.fingerprints),
        Reason.MEETING: handler is not None and said.meeting_on in handler.meetings,
        Reason.BODY: handler is not None,
        Reason.SITE: bool(said.site) and said.site == candidate.site,
        Reason.TITLE: any(_is_alike(title, said.title) for title in candidate.titles),
        Reason.OTHER_CASE_NUMBER: both_numbers and not is_same,
        Reason.OTHER_BODY: bool(said.body) and handler is None,
        Reason.BEFORE: bool(said.meeting_on and candidate.since and said.meeting_on < candidate.since),
    }[reason]


def _is_named(said: str, names: Iterable[str]) -> bool:
    """Whether a page names one of these: “Kunnanvaltuusto” is Kinnulan kunnanvaltuusto, and so is “Valtuusto”."""
    small = said.casefold().strip()
    return len(small) >= SHORTEST_BODY and any(name.casefold().endswith(small) for name in names)


def _is_alike(name: str, said: str) -> bool:
    """Whether half of the long words of a document's name stand in the title, in whatever form."""
    stems, told = _stems(name), _stems(said)
    return bool(stems) and 2 * len(stems & told) >= len(stems)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) > STEM}
