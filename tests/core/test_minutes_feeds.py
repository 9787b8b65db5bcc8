"""Feeds of minutes are read with their bodies and days; what is no feed is told so."""

import datetime as dt

import pytest

from sites import PAGES
from sopu.core.minutes import FeedItem, NotMinutes, read_feed
from sopu.core.minutes.feeds import LARGEST


def test_a_feed_of_items_is_read_with_its_bodies_and_days():
    items = read_feed((PAGES / "feed_items.xml").read_bytes())
    assert items == (
        FeedItem(
            "Strateginen yhteistyösopimus Järvimaan hyvinvointialueen kanssa",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025318-6",
            "Kunnanvaltuusto",
            dt.date(2025, 12, 15),
        ),
        FeedItem(
            "Työjärjestys & muut",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025200-3",
            "Konserni- ja kehitysjaosto",
            dt.date(2025, 8, 27),
        ),
    )


def test_a_feed_of_meetings_is_read_with_addresses_that_are_not_whole():
    items = read_feed(
        (PAGES / "feed_meetings.xml").read_bytes(), "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?a=b"
    )
    assert [(one.title, one.url, one.meeting_on) for one in items] == [
        (
            "Kunnanhallitus 16.03.2026 Esityslista",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meeting&id=2026401",
            dt.date(2026, 3, 16),
        ),
        ("Tiedote", "http://julkaisu.koivulahti.example:8080/t", None),
    ]


ENTITIES = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
BOMB = ENTITIES + b"<rss><channel><item><title>&b;</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST + 1), "too_large"),
        (b"<!DOCTYPE html><html></html>", "not_feed"),
        (b"<feed></feed>", "not_feed"),
        (BOMB, "doctype"),
        (b"<rss><channel><item><title>Kunnanhal", "cut"),
        (b"&<rss</rss>", "not_feed"),
        (b"\x01<rss></rss>", "not_feed"),
    ],
)
def test_what_is_no_feed_is_told_why(content, expected):
    with pytest.raises(NotMinutes) as caught:
        read_feed(content)
    assert caught.value.reason == expected
