"""Citations of Finnish statutes in a text, and those that cannot be right.

A citation is a number and a year (“611/2021”) that a text uses as a statute's: in brackets, after a word of law, before
a section, or in a row with another. Case numbers, minutes, bills, acts of the European Union, dates and fractions look
alike and are none. Nothing is changed: a doubt is for a person to look at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sopu.core.statutes import STATUTES, Statute

FIRST_YEAR = 1734
"""No statute in force is older."""
MOST_A_YEAR = 2000
"""No year has had as many statutes."""

_NUMBER = re.compile(r"(?<![\w./:–-])([1-9]\d{0,3})[ \u00a0]?/[ \u00a0]?([1-9]\d{3})(?![\w/–-]|\.\d)")
_LAW = re.compile(
    r"(?:la(?:ki|kia|kiin|in|issa|ista|illa|it|kien|eissa|eista)|asetu(?:s|kse\w*)|säädö(?:s|kse\w*)|sdk|lag(?:en|ar|arna)?"
    r"|förordning(?:en)?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:\b(?:d(?:iaari)?n(?:ume)?ro|dno|asian(?:ume)?ro|asia|diarienummer|ärendenummer|dnr|kokous|pöytäkirja|esityslista"
    r"|julkaisu\w*|raportti|numero|nr|liite|sops|fördrs|kho|kko|he|rp|ev|sv)\w{0,4}[:.]?"
    r"|\b[A-ZÄÖ][A-Za-zäö]{0,3}(?:VM|VL|VP|UB|UU)|\b(?:EU|EY|ETY|EG|EEG)\)?[ \u00a0]?(?:N:o|nro|nr)?)[ \u00a0(:]*$",
    re.IGNORECASE,
)
_BILL = re.compile(r"[ \u00a0](?:vp|rd)\b")
_SECTION = re.compile(r"[ \u00a0,(]*\d+(?:[ \u00a0]?[a-z])?[ \u00a0]?§|[ \u00a0,(]*§")
_ROW = re.compile(r"\)?\s*(?:,|;|ja|sekä|tai|och|samt|eller|and)\s*\(?\s*")
_BETWEEN = re.compile(
    r"[\s,(]*(?:annet(?:tu|un|ussa|tua)\s+|(?:lain|laki|laissa|lakia|n:o|nro)\s*)*[\s,(]*", re.IGNORECASE
)


class Kind(StrEnum):
    """What is doubted of a citation."""

    MISCITED = "miscited"
    UNKNOWN = "unknown"
    IMPOSSIBLE = "impossible"


MISCITED, UNKNOWN, IMPOSSIBLE = Kind


@dataclass(frozen=True, slots=True)
class Citation:
    """A statute as it is cited: `text` is `[start, end)` of the whole text."""

    start: int
    end: int
    number: int
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A citation to look at, and the statute that seems to be meant; `suggestion` is empty when none does."""

    start: int
    end: int
    text: str
    kind: Kind
    suggestion: str


def citations(text: str) -> tuple[Citation, ...]:
    """The statutes that a text cites, in order."""
    found: list[Citation] = []
    for match in _NUMBER.finditer(text):
        if _is_citation(text, match, found[-1] if found else None):
            found.append(Citation(*match.span(), int(match[1]), int(match[2]), match[0]))
    return tuple(found)


def doubts(text: str, year: int) -> tuple[Doubt, ...]:
    """The citations that can't be right, or that we don't know; `year` is the present one.

    MISCITED: another statute is named right before it (“laki hyvinvointialueesta (611/2024)”, which is 611/2021).
    UNKNOWN: it isn't in the table; it may well exist, but a statute in the table with its number in another year is
    suggested. IMPOSSIBLE: a year to come or before 1734, or a number that no year has reached.
    """
    return tuple(doubt for citation in citations(text) if (doubt := _doubt(text, citation, year)))


def statute(citation: Citation) -> Statute | None:
    """What is cited, if it is in the table."""
    return next((one for one in STATUTES if (one.number, one.year) == (citation.number, citation.year)), None)


def _is_citation(text: str, match: re.Match[str], last: Citation | None) -> bool:
    before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() : match.end() + 12]
    number, year = int(match[1]), int(match[2])
    if _OTHER.search(before) or _BILL.match(after) or year == number + 1:  # 2024/2025 are two years
        return False
    if last and _ROW.fullmatch(text[last.end : match.start()]):
        return True
    is_known = any((one.number, one.year) == (number, year) for one in STATUTES)
    is_in_brackets = before.endswith("(") and after[:1] in {")", ",", ";"}
    return bool(is_known or is_in_brackets or _LAW.search(before) or _SECTION.match(after))


def _doubt(text: str, citation: Citation, year: int) -> Doubt | None:
    known, named = statute(citation), _named(text[max(0, citation.start - 90) : citation.start])
    if known and (not named or known in named):
        return None
    meant = max(named, key=lambda one: one.year) if named else _of_number(citation)
    is_possible = FIRST_YEAR <= citation.year <= year and citation.number <= MOST_A_YEAR
    kind = IMPOSSIBLE if not is_possible else MISCITED if named else UNKNOWN
    return Doubt(citation.start, citation.end, citation.text, kind, meant.reference if meant else "")


def _of_number(citation: Citation) -> Statute | None:
    """The one statute with this number in another year; of several, the one whose year looks most alike."""
    found = [one for one in STATUTES if one.number == citation.number]
    digits = f"{citation.year}"
    return max(
        found,
        key=lambda one: (sum(a == b for a, b in zip(digits, f"{one.year}", strict=True)), one.year),
        default=None,
    )


def _named(before: str) -> frozenset[Statute]:
    """The statutes whose name ends right before a citation, of those with the longest name."""
    found = [
        (len(name[0]), one)
        for one, pattern in _NAMES
        for name in pattern.finditer(before)
        if _BETWEEN.fullmatch(before, name.end())
    ]
    longest = max((length for length, _ in found), default=0)
    return frozenset(one for length, one in found if length == longest)


def _names() -> Iterator[tuple[Statute, re.Pattern[str]]]:
    for one in STATUTES:
        for name in one.names:
            words = re.escape(name).replace(r"\ ", r"\s+")
            cases = re.sub("laki$", "la(?:ki|kia|kiin|in|issa|ista|illa)", words)
            cases = re.sub("lagen$", "lagens?", cases)
            yield one, re.compile(rf"(?<!\w){cases}(?!\w)", re.IGNORECASE)


_NAMES = tuple(_names())
