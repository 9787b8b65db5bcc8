"""Feeds of Dynasty (`?page=rss/meetingitems&show=30`, `?page=rss/meetings&show=30`): RSS 2.0, often in ISO-8859-1.

A title reads “Kunnanhallitus 16.03.2026 / Yhteistyösopimuksen hyväksyminen”, or “Kunnanhallitus 16.03.2026” for a
meeting.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import etree

from sopu.core.minutes.marks import DAY, day_of
from sopu.core.minutes.pages import clean, text_of
from sopu.core.minutes.shapes import FeedItem, NotMinutes

LARGEST = 2_000_000
"""Bytes of a feed."""
MOST_ITEMS = 1_000
"""As many as Dynasty gives when it is not told how many to show."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TITLE = re.compile(rf"(?P<body>\S.*?),?\s+(?P<day>{DAY})(?:\s*/\s*(?P<title>.+)|\s+.*)?")
_PORTS = {"http": 80, "https": 443}


def read_feed(content: bytes, url: str = "") -> tuple[FeedItem, ...]:
    """The entries of an RSS feed in its own order; addresses are made absolute by `url`, where it came from.

    An entry without an address is left out. Raises `NotMinutes`: "empty", "too_large", "pdf", "doctype" (a document
    type could define entities, and no feed needs one), "not_feed", "cut".
    """
    text, _ = text_of(content, LARGEST)
    if "<!doctype" in text[:1_000].casefold() and "<rss" not in text.casefold():
        raise NotMinutes("not_feed")
    if "<!doctype" in text.casefold() or "<!entity" in text.casefold():
        raise NotMinutes("doctype")
    root = _root(_DECLARATION.sub("", text))
    return tuple(_items(root, url))[:MOST_ITEMS]


def _root(text: str) -> Any:
    if "<rss" not in text[:2_000].casefold():
        raise NotMinutes("not_feed")
    if "</rss>" not in text[-500:].casefold():
        raise NotMinutes("cut")
    # A stray ampersand in a title is read past, as every reader of feeds does.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8"), parser)
    if root is None:
        raise NotMinutes("not_feed")
    return root


def _items(root: Any, url: str) -> Iterator[FeedItem]:
    for item in root.iter("item"):
        told = clean(item.findtext("title") or "")
        address = _address(item.findtext("link") or "", url)
        if address:
            found = _TITLE.fullmatch(told)
            title = (found["title"] if found else None) or told
            yield FeedItem(
                title=title,
                url=address,
                body=found["body"] if found else "",
                meeting_on=day_of(found["day"]) if found else None,
            )


def _address(link: str, url: str) -> str:
    """The absolute address, without the port that its scheme has anyway; empty when it is none of the web."""
    if not link.strip():
        return ""
    # Some feeds escape the ampersand inside CDATA as well; other entities there may be names of parameters.
    try:
        parts = urlsplit(urljoin(url, clean(link).replace("&amp;", "&")))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not parts.hostname:
        return ""
    if port == _PORTS[parts.scheme]:
        parts = parts._replace(netloc=parts.netloc.rpartition(":")[0])
    return urlunsplit(parts)
