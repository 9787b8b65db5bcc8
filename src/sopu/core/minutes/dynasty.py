"""Item pages of Dynasty (`DREQUEST.PHP?page=meetingitem&id=2026401-10`): what stands where.

Above the item stand the body and, below it, whether this is an agenda or minutes, the day, and the item's number there:
“Esityslista 16.03.2026/Asianro 10”, “Pöytäkirja 04.12.2023/Pykälä 198”, “Protokoll 31.01.2022/Paragraf 4”. The item
itself carries the handlings of earlier bodies before this one's, each under a line of its own such as “Kunnanhallitus
10.11.2025 § 239”, with heads of their own: another body's decision must not be taken for this one's.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sopu.core.minutes.marks import DAY, day_of
from sopu.core.minutes.openings import Opened, beginning
from sopu.core.minutes.pages import LONGEST_HEAD, Line, Page
from sopu.core.minutes.shapes import Doubt, System

_PAPERS = "Esityslista|Pöytäkirja|Föredragningslista|Protokoll"
_MINUTES = ("Pöytäkirja", "Protokoll")
_TOP = re.compile(
    rf"(?P<body>.*?)\s*(?P<paper>{_PAPERS})\s+(?P<day>{DAY})\s*/\s*"
    r"(?:Asianro|Asia|Ärendenr|Ärendenummer|Ärende|Pykälä|Paragraf|§)\s*(?P<number>\d{1,5})"
)
_MEETING = re.compile(rf"(?:.*\s)?(?:{_PAPERS})\s+{DAY}")
_HANDLING = re.compile(
    rf"(?P<body>[^\W\d][^§:;!?]{{0,79}}?),?\s+(?P<day>{DAY})(?:,?\s+(?:§\s*(?P<section>\d{{1,5}})|(?P<before>\d{{1,5}})\s*§))?"
)
_TELLS = re.compile(
    r"\b(?:päätti|päättänyt|käsitteli|hyväksyi|kokouk\w+|beslutade|beslöt|behandlade|möte)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Handling:
    """One meeting's handling of the item: its day, its section (0 when it has none), and its lines."""

    on: dt.date | None
    section: int
    lines: tuple[Line, ...]


def is_meeting(page: Page) -> bool:
    """Whether the page is of a whole meeting: its paper and its day, without an item."""
    return any(_MEETING.fullmatch(line.text[: LONGEST_HEAD + 1]) for line in page.lines)


def opened(page: Page) -> Opened | None:
    """The item on a page of Dynasty's shape; None when the page has not that shape."""
    for place, line in enumerate(page.lines):
        if top := _TOP.fullmatch(line.text[: LONGEST_HEAD + 1]):
            above = page.lines[place - 1].text if place else ""
            return _opened(top, top["body"] or above, page.lines[place + 1 :])
    return None


def _opened(top: re.Match[str], body: str, lines: Sequence[Line]) -> Opened:
    meeting_on, number, is_minutes = day_of(top["day"]), int(top["number"]), top["paper"] in _MINUTES
    # What is nothing but links leads to other items and to files.
    before, handlings = _handlings([line for line in lines if not line.is_link], body, meeting_on)
    own, doubts = _own(handlings, meeting_on, number if is_minutes else 0)
    begun = beginning([*before, *own], body)
    return Opened(
        System.DYNASTY, body, meeting_on, number, is_minutes, begun.title, begun.case_numbers, begun.lines, doubts
    )


def _handlings(
    lines: Sequence[Line], body: str, meeting_on: dt.date | None
) -> tuple[tuple[Line, ...], tuple[_Handling, ...]]:
    """The lines before the first handling, and the handlings."""
    marks = [(place, found) for place, line in enumerate(lines) if (found := _handling(line, body, meeting_on))]
    if not marks:
        return tuple(lines), ()
    ends = [*(place for place, _ in marks[1:]), len(lines)]
    handlings = [
        _Handling(day_of(found["day"]), int(found["section"] or found["before"] or 0), tuple(lines[place + 1 : end]))
        for (place, found), end in zip(marks, ends, strict=True)
    ]
    return tuple(lines[: marks[0][0]]), tuple(handlings)


def _handling(line: Line, body: str, meeting_on: dt.date | None) -> re.Match[str] | None:
    """The line as the head of a handling; without a section (on an agenda) only this body's on this day is one."""
    found = _HANDLING.fullmatch(line.text)
    if found is None or _TELLS.search(found["body"]):
        return None
    if found["section"] or found["before"]:
        return found
    is_own = found["body"].casefold() == body.casefold() and day_of(found["day"]) == meeting_on
    return found if is_own else None


def _own(
    handlings: Sequence[_Handling], meeting_on: dt.date | None, section: int
) -> tuple[tuple[Line, ...], tuple[Doubt, ...]]:
    """The lines of this meeting's handling, the last when none is surely it, and what to doubt."""
    if not handlings:
        return (), ()
    own = [one for one in handlings if one.on == meeting_on and section in (one.section, 0)]
    doubts = (Doubt.EARLIER_HANDLINGS,) if len(handlings) > 1 else ()
    return (own or handlings)[-1].lines, (*doubts, *(() if own else (Doubt.HANDLING_UNCLEAR,)))
