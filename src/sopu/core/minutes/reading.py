"""An item of minutes or of an agenda, read from its page."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sopu.core.minutes import casem, dynasty
from sopu.core.minutes.heads import parts_of
from sopu.core.minutes.marks import published_in
from sopu.core.minutes.openings import Opened
from sopu.core.minutes.pages import Page, page_of
from sopu.core.minutes.shapes import Doubt, Head, MinutesItem, NotMinutes, Part

_NOT_REVIEWED = ("tarkastamaton", "ei ole tarkastettu", "ei ole vielä tarkastettu", "inte granskat", "inte justerat")
_SECRET = ("salassa pidettävä", "salainen", "ei-julkinen", "sekretessbelag", "icke-offentlig")
LONGEST_NOTICE = 80
"""Characters of a line that tells of the paper as a whole, such as that it is inspected."""


def read_item(content: bytes, url: str = "") -> MinutesItem:
    """The item on the page in `content`, which came from `url` (it is only read, never fetched).

    Pages of Dynasty and of CaseM, in Finnish and in Swedish, are known by their shape. Raises `NotMinutes`: "empty",
    "too_large", "pdf", "feed", "login", "meeting", "unknown".
    """
    if b"<rss" in content[:1_000].lower():
        raise NotMinutes("feed")
    page = page_of(content, url)
    found = dynasty.opened(page) or casem.opened(page)
    if found is None:
        raise NotMinutes(_what_it_is(page))
    return _item(page, found, parts_of([line for line in found.lines if not _is_notice(line.text)], found.body))


def _item(page: Page, found: Opened, parts: tuple[Part, ...]) -> MinutesItem:
    own, has_earlier = _own(parts)
    decision = _text(own, Head.DECISION) if found.is_minutes else ""
    return MinutesItem(
        system=found.system,
        body=found.body,
        meeting_on=found.meeting_on,
        agenda_number=0 if found.is_minutes else found.number,
        section=found.number if found.is_minutes else 0,
        case_number=found.case_numbers[0] if found.case_numbers else "",
        title=found.title,
        parts=parts,
        decision_text=decision,
        handling_text=_text(own, Head.HANDLING, Head.VOTE),
        proposal_text=_text(own, Head.AMENDED_PROPOSAL) or _text(own, Head.PROPOSAL),
        published_on=_published_on(page, found.meeting_on),
        links=page.links,
        is_minutes=found.is_minutes,
        doubts=(
            *_lacks(found),
            *found.doubts,
            *_if(has_earlier and bool(decision), Doubt.EARLIER_DECISIONS),
            *_if(found.is_minutes and not decision, Doubt.NO_DECISION),
            *_if(not decision and _is_secret(found, parts), Doubt.SECRET),
            *_if(found.is_minutes and _says(page, _NOT_REVIEWED), Doubt.NOT_REVIEWED),
            *_if(page.is_cut, Doubt.CUT),
            *_if(page.has_lost_letters, Doubt.LETTERS),
        ),
    )


def _is_secret(found: Opened, parts: Sequence[Part]) -> bool:
    said = "\n".join([found.title, found.body, *(part.text for part in parts)]).casefold()
    return any(word in said for word in _SECRET)


def _what_it_is(page: Page) -> str:
    if page.has_password:
        return "login"
    return "meeting" if dynasty.is_meeting(page) or casem.is_meeting(page) else "unknown"


def _own(parts: Sequence[Part]) -> tuple[Sequence[Part], bool]:
    """The parts of the last decision, without those of earlier ones; and whether earlier ones may be on the page."""
    decisions = [place for place, part in enumerate(parts) if part.head is Head.DECISION]
    tells_earlier = any(part.head is Head.EARLIER and part.text for part in parts)
    own = parts[decisions[-2] + 1 :] if len(decisions) > 1 else parts
    return own, tells_earlier or len(decisions) > 1


def _text(parts: Sequence[Part], *heads: Head) -> str:
    return "\n".join(part.text for part in parts if part.head in heads and part.text)


def _says(page: Page, phrases: Sequence[str]) -> bool:
    """Whether a short line of the page tells one of these of the paper."""
    notices = (line.text.casefold() for line in page.lines if len(line.text) <= LONGEST_NOTICE)
    return any(phrase in notice for notice in notices for phrase in phrases)


def _is_notice(text: str) -> bool:
    """Whether a line tells of the paper, and is no part of the item."""
    if published_in(text):
        return True
    return len(text) <= LONGEST_NOTICE and text.casefold().startswith(
        ("pöytäkirja on ", "protokollet är ", "protokollet har ")
    )


def _published_on(page: Page, meeting_on: dt.date | None) -> dt.date | None:
    """The day on which the minutes were published; a day before the meeting is that of another paper."""
    days = [day for line in page.lines if (day := published_in(line.text))]
    return next((day for day in days if meeting_on is None or day >= meeting_on), None)


def _lacks(found: Opened) -> Iterator[Doubt]:
    yield from _if(not found.body, Doubt.NO_BODY)
    yield from _if(found.meeting_on is None, Doubt.NO_DATE)
    yield from _if(not found.title, Doubt.NO_TITLE)
    yield from _if(not found.case_numbers, Doubt.NO_CASE_NUMBER)
    yield from _if(len(found.case_numbers) > 1, Doubt.SEVERAL_CASE_NUMBERS)


def _if(is_so: bool, doubt: Doubt) -> tuple[Doubt, ...]:
    return (doubt,) if is_so else ()
