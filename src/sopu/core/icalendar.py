"""Days for other people's calendars: a file that calendar programs read and fetch again (RFC 5545, RFC 7986)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
PRODUCT = "-//Sopu//Sopu//FI"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that fills a day; `uid` is its name for good, `changed_at` when it was last said anew.

    One that is `is_off` was told of before and will not be: calendars take it away.
    """

    uid: str
    day: dt.date
    summary: str
    changed_at: dt.datetime
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar: its name, where it is fetched from, its language, and how many hours it may be kept before that."""

    name: str
    url: str
    language: str
    hours: int = 6


def written(feed: Feed, happenings: Iterable[Happening]) -> bytes:
    """The calendar as a file in UTF-8, in the order of days and then of uids; the same input gives the same octets.

    Raises ValueError for a moment without an offset: calendars need UTC.
    """
    ordered = sorted(happenings, key=lambda one: (one.day, one.uid))
    lines = [*_head(feed), *(line for one in ordered for line in _event(one)), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _head(feed: Feed) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"NAME;LANGUAGE={feed.language}:{escaped(feed.name)}"
    yield f"X-WR-CALNAME:{escaped(feed.name)}"
    yield f"URL:{feed.url}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{feed.hours}H"
    yield f"X-PUBLISHED-TTL:PT{feed.hours}H"


def _event(one: Happening) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{utc(one.changed_at)}"
    yield f"LAST-MODIFIED:{utc(one.changed_at)}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{escaped(one.description)}"
    if one.url:
        yield f"URL:{one.url}"
    if one.categories:
        yield f"CATEGORIES:{','.join(map(escaped, one.categories))}"
    yield f"STATUS:{'CANCELLED' if one.is_off else 'CONFIRMED'}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def utc(moment: dt.datetime) -> str:
    """A moment as calendars write it, in UTC: 20251201T101500Z."""
    if moment.tzinfo is None:
        raise ValueError("A moment in a calendar needs its offset.")
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11): backslash, semicolon, comma and line break; other controls are left out."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n")
    tidy = "".join(letter for letter in tidy if (letter >= " " and letter != "\x7f") or letter in "\n\t")
    for letter, written_as in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        tidy = tidy.replace(letter, written_as)
    return tidy


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, each after the first begun by a space; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
