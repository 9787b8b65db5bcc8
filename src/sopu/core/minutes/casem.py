"""Item pages of CaseM (`….cloudnc.fi/fi-FI/Toimielimet/<body>/Kokous_<dmyyyy>/<slug>(<id>)`): what stands where.

“Kunnanhallitus, kokous 15.9.2025” or “Områdesfullmäktige, möte 27-09-2022”, then whether the minutes are inspected or
this is an agenda, then “§ 21 Title”, then the case number on a line of its own, then the parts. The address tells the
body and the day as well, with letters damaged (“edistaumlmisen”) and the day without separators.
"""

import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from sopu.core.minutes.marks import DAY, day_of
from sopu.core.minutes.openings import Opened, beginning
from sopu.core.minutes.pages import LONGEST_HEAD, Line, Page
from sopu.core.minutes.shapes import System

_TOP = re.compile(rf"(?P<body>[^,]+(?:,[^,]+)*?),\s*(?:kokous|möte|sammanträde)\s+(?P<day>{DAY})", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:§\s*(?P<section>\d{1,5})|(?P<before>\d{1,5})\s*§|(?:Asia|Asianro|Ärende)\s*(?P<agenda>\d{1,5}))"
    r"[.:]?\s+(?P<title>\S.*)"
)
_AGENDA = re.compile(r"esityslista|föredragningslista", re.IGNORECASE)
_ADDRESS = re.compile(r"/(?:Toimielimet|Organ)/(?P<body>[^/]+)/(?:Kokous|Mote)_(?P<day>\d{6,8})(?:/|$)", re.IGNORECASE)
_LETTERS = (("auml", "ä"), ("ouml", "ö"), ("aring", "å"), ("Auml", "Ä"), ("Ouml", "Ö"), ("_", " "))


def opened(page: Page) -> Opened | None:
    """The item on a page of CaseM's shape; None when the page has not that shape."""
    place, top = _top(page.lines)
    told = _told_by(page.url)
    body, meeting_on = (top["body"], day_of(top["day"])) if top else told
    if not top and not body:
        return None
    lines = [line for line in page.lines[place:] if not line.is_link]
    at, item = next(((at, found) for at, line in enumerate(lines) if (found := _ITEM.fullmatch(line.text))), (-1, None))
    if item is None:
        return None
    # Of an agenda that is published as one, the number is the item's there, whatever sign stands before it.
    is_minutes = item["agenda"] is None and not any(_AGENDA.fullmatch(line.text) for line in lines[:at])
    number = int(item["section"] or item["before"] or item["agenda"])
    begun = beginning([Line(item["title"]), *lines[at + 1 :]], body)
    return Opened(
        System.CASEM, body, meeting_on or told[1], number, is_minutes, begun.title, begun.case_numbers, begun.lines
    )


def day_in_address(digits: str) -> dt.date | None:
    """The day in “1592020” (15.9.2020); None when the digits can be read as two days, or as none."""
    days, year = digits[:-4], digits[-4:]
    found = {day_of(f"{days[:cut]}.{days[cut:]}.{year}") for cut in (1, 2)} - {None}
    return found.pop() if len(found) == 1 else None


def is_meeting(page: Page) -> bool:
    """Whether the page is of a whole meeting: its body and its day, without an item."""
    return _top(page.lines)[1] is not None


def _top(lines: Sequence[Line]) -> tuple[int, re.Match[str] | None]:
    return next(
        (
            (place, found)
            for place, line in enumerate(lines)
            if (found := _TOP.fullmatch(line.text[: LONGEST_HEAD + 1]))
        ),
        (0, None),
    )


def _told_by(url: str) -> tuple[str, dt.date | None]:
    """The body and the day that an address tells."""
    found = _ADDRESS.search(unquote(urlsplit(url).path))
    if found is None:
        return "", None
    body = found["body"]
    for damaged, letter in _LETTERS:
        body = body.replace(damaged, letter)
    return body, day_in_address(found["day"])
