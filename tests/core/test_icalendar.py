"""A calendar file is read line by line as RFC 5545 says, and nothing of it is lost."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.icalendar import Feed, Happening, escaped, folded, utc, written

NOON = dt.datetime(2025, 12, 1, 12, 15, tzinfo=dt.timezone(dt.timedelta(hours=2)))
FEED = Feed("Hyväksynnät; Keski-Suomi", "https://sopu.example/n/keski-suomi/board.ics", "fi")
LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)", re.DOTALL)


def _lines(content):
    """Content lines, unfolded; each end of line is CRLF and no line is longer than 75 octets."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    raw = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and not re.search(r"[\r\n\x00-\x08\x0b-\x1f\x7f]", line) for line in raw)
    return [LINE.fullmatch(line).groups() for line in "\r\n".join(raw).replace("\r\n ", "").split("\r\n")]


def _events(content):
    events, current = [], None
    for name, _, value in _lines(content):
        if (name, value) == ("BEGIN", "VEVENT"):
            current = {}
        elif (name, value) == ("END", "VEVENT"):
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    return events


def _plain(value):
    return re.sub(r"\\([\\;,nN])", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


def test_a_calendar_has_its_frame_and_an_event_all_that_it_must():
    content = written(FEED, [Happening("m1@sopu.example", dt.date(2025, 12, 15), "Jämsä: valtuusto", NOON)])
    lines = _lines(content)
    assert [value for name, _, value in lines if name in {"BEGIN", "END"}] == [
        "VCALENDAR",
        "VEVENT",
        "VEVENT",
        "VCALENDAR",
    ]
    assert [(name, value) for name, _, value in lines[1:5]] == [
        ("VERSION", "2.0"),
        ("PRODID", "-//Sopu//Sopu//FI"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ]
    assert _events(content) == [
        {
            "UID": "m1@sopu.example",
            "DTSTAMP": "20251201T101500Z",
            "LAST-MODIFIED": "20251201T101500Z",
            "DTSTART": "20251215",
            "DTEND": "20251216",
            "SUMMARY": "Jämsä: valtuusto",
            "STATUS": "CONFIRMED",
            "TRANSP": "TRANSPARENT",
        }
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n;,\\"), max_size=120))
@settings(max_examples=60)
def test_any_text_comes_back_as_it_was(text):
    event = Happening("a@b", dt.date(2026, 2, 28), text, NOON, text, "https://sopu.example/", (text,))
    (read,) = _events(written(FEED, [event]))
    assert (_plain(read["SUMMARY"]), read["DTEND"]) == (text, "20260301")
    assert _plain(read.get("DESCRIPTION", "")) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
@settings(max_examples=60)
def test_a_folded_line_is_the_same_line_in_short_parts(text):
    parts = list(folded(text))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part[0] == " " for part in parts[1:])


def test_controls_of_a_terminal_never_come_into_a_calendar():
    assert escaped("a\x00b\r\nc\x1b\rd") == "ab\\nc\\nd"


def test_days_come_in_their_order_and_what_is_off_says_so():
    days = [(3, False), (1, True), (2, False)]
    events = [Happening(f"{n}@b", dt.date(2026, 1, n), "x", NOON, is_off=off) for n, off in days]
    assert [(one["UID"], one["STATUS"]) for one in _events(written(FEED, events))] == [
        ("1@b", "CANCELLED"),
        ("2@b", "CONFIRMED"),
        ("3@b", "CONFIRMED"),
    ]


def test_a_moment_without_an_offset_is_no_moment():
    with pytest.raises(ValueError, match="offset"):
        utc(dt.datetime(2025, 12, 1, 12, 15))  # noqa: DTZ001  # that is the point
