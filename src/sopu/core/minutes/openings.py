"""Where an item begins: its title and its case number, before the first of its parts."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sopu.core.minutes.heads import headed
from sopu.core.minutes.marks import DAY, case_numbers_in
from sopu.core.minutes.pages import Line
from sopu.core.minutes.shapes import Doubt, Head, System

_NUMBER = re.compile(
    rf"(?:§|Pykälä|Paragraf|Asianro|Asia|Ärende)?\s*\d{{1,5}}\s*§?|{DAY}(?:\s+klo\s+[\d.:]+)?", re.IGNORECASE
)
LONGEST_ASIDE = 70
"""Characters of a line that only tells a case number, with its label and what little stands beside it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands above an item, the lines of its parts, and what there is to doubt of where they were taken from."""

    system: System
    body: str
    meeting_on: dt.date | None
    number: int
    is_minutes: bool
    title: str
    case_numbers: tuple[str, ...]
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """An item's title and case numbers, and the lines after them."""

    title: str
    case_numbers: tuple[str, ...]
    lines: tuple[Line, ...]


def beginning(lines: Sequence[Line], body: str) -> Beginning:
    """The title is the first line that is neither a number, a name of the body nor a cell of a table of handlings.

    Case numbers are those on lines of their own before the first part; what the parts say of other cases is not them.
    """
    opening, parts = _until_first_part(lines, body)
    numbers = tuple(dict.fromkeys(one for line in opening if _tells_case(line) for one in case_numbers_in(line.text)))
    words = [line for line in opening if not _is_aside(line, body)]
    title = next((line for line in words if not line.is_cell), words[0] if words else None)
    if title is None:
        return Beginning("", numbers, parts)
    return Beginning(title.text, numbers, (*words[words.index(title) + 1 :], *parts))


def _until_first_part(lines: Sequence[Line], body: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    for place, line in enumerate(lines):
        found = headed(line, body)
        if found and found[0] not in (Head.OTHER, Head.ATTACHMENTS):
            return tuple(lines[:place]), tuple(lines[place:])
    return tuple(lines), ()


def _tells_case(line: Line) -> bool:
    return len(line.text) <= LONGEST_ASIDE and bool(case_numbers_in(line.text))


def _is_aside(line: Line, body: str) -> bool:
    """Whether a line above the item tells nothing of its own: a number, a day, the body's name, “Liitteet”."""
    found = headed(line, body)
    is_attachments = found is not None and found[0] is Head.ATTACHMENTS
    is_number = _NUMBER.fullmatch(line.text) is not None
    return is_attachments or is_number or _tells_case(line) or line.text.casefold() == body.casefold()
