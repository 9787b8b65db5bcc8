"""A page of HTML as lines of text: what a reader sees, a line for each paragraph, heading or cell.

Nothing is fetched, no entity of the page's own is resolved, and no script is run. A page that is broken is read as a
browser would; what comes of it is only text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from sopu.core.minutes.shapes import Link, NotMinutes

LARGEST = 4_000_000
"""Bytes of a page; the longest items of real minutes are some hundred kilobytes."""
MOST_LINES = 20_000
MOST_LINKS = 60
LONGEST_HEAD = 300
"""Characters of a line that may tell what stands above an item; a longer one is prose."""
LOST = "\N{REPLACEMENT CHARACTER}"

_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|o:p|q|s|samp|small|span|"
    "strike|strong|sub|sup|time|tt|u|var|wbr"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_UNREAD = frozenset(("script", "style", "head", "noscript", "template", "select", "nav", "footer", "svg", "iframe"))
_BESIDE = re.compile(r"right-content|sidenavi|breadcrumb", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip)$|/download/", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, the pieces that the page made it of, and what kind of a line it is."""

    text: str
    pieces: tuple[str, ...] = ()
    is_heading: bool = False
    is_cell: bool = False
    is_link: bool = False
    """Nothing in it but links and what stands between them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its lines, its links to files, and in what state it came."""

    url: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    has_password: bool
    is_cut: bool
    has_lost_letters: bool


def page_of(content: bytes, url: str = "") -> Page:
    """The page in `content`, which came from `url`. Raises `NotMinutes`: "empty", "too_large", "pdf"."""
    text, is_sure = text_of(content, LARGEST)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise NotMinutes("empty") from None
    # Past a depth that no reader's page has, the parser stops: what follows is lost.
    is_cut = "</html" not in text[-2_000:].casefold() or any(
        e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log
    )
    lines = tuple(islice(_lines(root), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise NotMinutes("too_large", limit=MOST_LINES)
    return Page(
        url,
        lines,
        tuple(_links(root, url))[:MOST_LINKS],
        bool(root.xpath("//input[translate(@type,'PASWORD','paswor')='password']")),
        is_cut,
        not is_sure or LOST in text,
    )


def text_of(content: bytes, largest: int) -> tuple[str, bool]:
    """The text of a page or a feed, and whether every letter of it is sure. Raises `NotMinutes` as `page_of` does.

    UTF-8 is believed before what the page says of itself: text in another encoding is never UTF-8 by chance.
    """
    if len(content) > largest:
        raise NotMinutes("too_large", limit=largest)
    if content.lstrip()[:5] == b"%PDF-":
        raise NotMinutes("pdf")
    text, is_sure = _decoded(content)
    text = text.replace("\0", "")
    if not text.strip():
        raise NotMinutes("empty")
    return text, is_sure


def _decoded(content: bytes) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), True
    loose = content.decode("utf-8", "replace")
    if LOST in loose and sum(map(loose.count, "äöåÄÖÅ§")) > loose.count(LOST):
        return loose, False  # here and there a byte is lost, as where a page was cut
    said = _CHARSET.search(content[:2_048])
    for encoding in ("utf-8", said[1].decode("ascii") if said else "cp1252", "cp1252"):
        try:
            # Pages that say ISO-8859-1 mean Windows' superset of it, as browsers take them.
            return content.decode("cp1252" if encoding.casefold() in ("iso-8859-1", "latin1") else encoding), True
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace"), False


class _Writing:
    """Lines that are being made while a tree is walked."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings = self.cells = self.links = 0
        self.has_words = False

    def take(self, text: str | None) -> None:
        if not text:
            return
        self.pieces.append(text)
        if not self.links and text.strip(" |\xa0\r\n\t·•–-"):
            self.has_words = True

    def line(self) -> Iterator[Line]:
        """What has been gathered, if it is anything."""
        pieces, self.pieces = tuple(self.pieces), []
        is_link, self.has_words = not self.has_words, False
        if text := clean("".join(pieces)):
            yield Line(text, pieces, self.headings > 0, self.cells > 0, is_link)

    def enter(self, tag: str, by: int) -> None:
        self.headings += by * (tag in _HEADINGS)
        self.cells += by * (tag in _CELLS)
        self.links += by * (tag == "a")


def clean(text: str) -> str:
    """The text with single spaces, and none at its ends."""
    return " ".join(text.split())


def _lines(root: Any) -> Iterator[Line]:
    writing = _Writing()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_unread = tag in _UNREAD or _BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}")
        if not _INLINE.fullmatch(tag):
            yield from writing.line()
        if event == "start":
            writing.enter(tag, 1)
            if is_unread:
                walk.skip_subtree()
            else:
                writing.take(element.text)
        else:
            writing.enter(tag, -1)
            writing.take(element.tail)
    yield from writing.line()


def _links(root: Any, url: str) -> Iterator[Link]:
    for anchor in root.iter("a"):
        title = clean(anchor.text_content())
        try:
            address = urljoin(url, anchor.get("href", "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if title and parts.scheme in ("http", "https") and _FILE.search(parts.path):
            yield Link(title, address)
