"""Plain text, as recognised from a scan, in paragraphs: lines are joined, running heads and page numbers left out.

A word that was divided at the end of a line is made whole only when nothing else could be meant; else its hyphen stays
and it is told. What is left out is told too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sopu.texts.documents.headings import beginning, is_capitals, is_heading_like, is_lone_section, is_marked

EDGE = 3
"""So many lines at the top and at the foot of a page may be running heads."""
LEAST_REPEATED = 3
"""Without marks of pages, a line that differs only in numbers is a running head when it comes so often."""

_PAGE_NUMBER = re.compile(
    r"[-–]?\s?\d{1,3}\s?[-–]?|\d{1,3}\s?[(/]\s?\d{1,3}\)?|(?:sivu|sida|s\.)\s?\d{1,3}.{0,8}", re.IGNORECASE
)
_CONTENTS = re.compile(r".*(?:\.\s?){4,}\s*\d{1,3}")
_ITEM = re.compile(r"(?:[-–—•*·▪o]|\d{1,2}\)|[a-zåäö]\))\s+(?=\S)")
_NUMBERED_ITEM = re.compile(r"(\d{1,2})[.)]\s+(?=[a-zåäö])")
_DIVIDED = re.compile(r"(\w+)[-\u00ad\u2010¬]$")
_NEXT = re.compile(r"(\w+)")
_LINKING = {"ja", "tai", "sekä", "eli", "taikka", "että", "och", "eller", "samt"}
_VOWELS = set("aeiouyåäö")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a heading of its own line, or an item of a list (`number` is 0 for a bullet, -1 for no item)."""

    text: str
    number: int = -1
    is_capitals: bool = False


@dataclass(slots=True)
class Scan:
    """What was read: paragraphs, words whose hyphen is in doubt, and what was left out."""

    pieces: list[Piece] = field(default_factory=list)
    hyphens: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_scan(text: str) -> Scan:
    """The paragraphs of a text that was recognised from paper."""
    scan = Scan()
    lines = _without_edges(text.replace("\r\n", "\n").replace("\r", "\n"), scan)
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(lines).lower()))
    for group in _groups(lines):
        piece = _piece(_joined(group, words, scan))
        if piece.text:
            scan.pieces.append(piece)
    return scan


def _without_edges(text: str, scan: Scan) -> list[str]:
    """All lines but running heads, page numbers and lines of a table of contents."""
    pages = [[line.strip() for line in page.split("\n")] for page in text.split("\f")]
    repeated = _repeated(pages)
    found: list[str] = []
    is_after = False  # empty lines behind what is left out are no ends either
    for page in pages:
        told = [place for place, line in enumerate(page) if line]
        edges = {*told[:EDGE], *told[-EDGE:]}
        for place, line in enumerate(page):
            is_edge = place in edges or len(pages) == 1
            is_number = bool(_PAGE_NUMBER.fullmatch(line)) and _stands_alone(page, place)
            if line and ((is_edge and (is_number or _shape(line) in repeated)) or _CONTENTS.fullmatch(line)):
                scan.left_out.append(line)
                _close_up(found)
                is_after = True
            elif line or not is_after:
                found.append(line)
                is_after = False
        _close_up(found)
        is_after = True
    return found


def _close_up(found: list[str]) -> None:
    """A paragraph that a page divides goes on: empty lines where it breaks off are no ends."""
    while found and not found[-1]:
        found.pop()
    if found and (found[-1].endswith((".", "!", "?", ":")) or beginning(found[-1]) or is_capitals(found[-1])):
        found.append("")


def _stands_alone(page: Sequence[str], place: int) -> bool:
    return not "".join(page[max(0, place - 1) : place]) or not "".join(page[place + 1 : place + 2])


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()).lower())


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Shapes of lines that come on most pages; in a text without pages, those with numbers that come often."""
    if len(pages) > 1:
        counts: Counter[str] = Counter()
        for page in pages:
            told = [line for line in page if line]
            counts.update({_shape(line) for line in (*told[:EDGE], *told[-EDGE:])})
        return {shape for shape, count in counts.items() if count >= max(2, len(pages) / 2)}
    shapes = Counter(_shape(line) for line in pages[0] if line and len(line) < 100 and not _ITEM.match(line))
    return {
        shape
        for shape, n in shapes.items()
        if n >= LEAST_REPEATED and "#" in shape and re.search(r"[^\W\d_]{3}", shape)
    }


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that are one paragraph, one heading or one item."""
    widest = max(60, sorted(map(len, lines))[-max(1, len(lines) // 10)]) if lines else 0
    group: list[str] = []
    is_named = False  # a section's number stands alone, and its heading is the next line
    for line in lines:
        is_heading = is_named and len(group) == 1 and is_heading_like(group[0])
        if group and (not line or is_heading or _begins(line, group, widest)):
            yield group
            is_named = len(group) == 1 and is_lone_section(group[0])
            group = []
        if line:
            group.append(line)
    if group:
        yield group


def _begins(line: str, group: Sequence[str], widest: int) -> bool:
    """Whether a line begins something new right behind another."""
    last = group[-1]
    is_end = last.endswith((".", "!", "?", ":", ";"))
    is_heading = len(group) == 1 and (beginning(last) is not None or is_capitals(last)) and not is_end
    if _ITEM.match(line) or _NUMBERED_ITEM.match(line) or is_marked(line) or is_marked(last):
        return True
    is_new = beginning(line) is not None or is_capitals(line)
    if is_heading and len(last) < widest * 0.75 and (is_new or line[0].isupper()):
        return True
    return (is_new and is_end) or (is_end and len(last) < widest * 0.6 and line[0].isupper())


def _joined(group: Sequence[str], words: Counter[str], scan: Scan) -> str:
    told = ""
    for line in group:
        match = _DIVIDED.search(told)
        follower = _NEXT.match(line)
        if match and follower:
            told = told[: match.end(1)] + _between(match[1], follower[1], words, scan) + line
        else:
            told = f"{told} {line}" if told else line
    return " ".join(told.split())


def _between(before: str, after: str, words: Counter[str], scan: Scan) -> str:
    """What stands between two halves at the end of a line: nothing, a hyphen, or a hyphen and a space."""
    if after.lower() in _LINKING:
        return "- "
    if not (before[-1:].islower() and after[:1].islower()):
        return "-"
    if words[f"{before}{after}".lower()]:
        return ""
    is_doubtful = before[-1] == after[0] and after[0] in _VOWELS
    if words[f"{before}-{after}".lower()] or is_doubtful or len(before) < 2:
        scan.hyphens += [f"{before}-{after}"] if not words[f"{before}-{after}".lower()] else []
        return "-"
    return ""


def _piece(text: str) -> Piece:
    if match := _NUMBERED_ITEM.match(text):
        return Piece(text[match.end() :], int(match[1]))
    if match := _ITEM.match(text):
        return Piece(text[match.end() :], int(match[0].rstrip(") ")) if match[0][0].isdecimal() else 0)
    return Piece(text, is_capitals=is_capitals(text))
