"""Light Markdown: what the texts of clauses are written in.

Paragraphs, bulleted and numbered lists, strong, emphasis, and links to the web and to e-mail; everything else
(headings, HTML, pictures, code) is the text that it is. Read by markdown-it-py, which follows CommonMark, with
only those rules. A line break inside a paragraph is a space, as in CommonMark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_RULES = ("list", "emphasis", "balance_pairs", "fragments_join", "link", "autolink", "escape")
_BLANKS = re.compile(r"[ \t\n\r]+")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]", re.IGNORECASE)


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERS = "numbers"


PARAGRAPH, BULLETS, NUMBERS = Kind


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look; `href` is an address of http, https or mailto."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    href: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one item) or a list.

    `start` is the number of the first item of a numbered list. `depth` is 0 for what stands alone and 1 for what stands
    under the last item before it: a list within a list is a block of its own, and the outer list goes on after it.
    """

    kind: Kind
    items: tuple[Spans, ...]
    start: int = 1
    depth: int = 0


def blocks(text: str) -> tuple[Block, ...]:
    """What a text of light Markdown says, in order; no item is empty, and no span of text."""
    reading = _Reading()
    for token in _parser().parse(text):
        reading.take(token)
    return tuple(reading.found)


def plain(text: str) -> str:
    """The words alone: blocks apart by an empty line, list items a line each after “–” or their number."""
    return "\n\n".join("\n".join(_plain_lines(block)) for block in blocks(text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(list(_RULES))
    parser.validateLink = is_safe  # type: ignore[assignment, method-assign]  # its documented way
    return parser


def is_safe(href: str) -> bool:
    """Whether an address may be followed from a page: http, https or mailto."""
    return _SAFE.match(href.strip()) is not None


def tidied(spans: Iterable[Span]) -> Spans:
    """Spans of one look each, none of them empty; white space is one space, and none stands at the ends."""
    found: list[Span] = []
    for span in spans:
        text = _BLANKS.sub(" ", span.text)
        if text.startswith(" ") and (not found or found[-1].text.endswith(" ")):
            text = text[1:]
        if found and text and replace(span, text="") == replace(found[-1], text=""):
            found[-1] = replace(span, text=found[-1].text + text)
        elif text:
            found.append(replace(span, text=text))
    if found and found[-1].text.endswith(" "):
        found[-1] = replace(found[-1], text=found[-1].text[:-1])
    return tuple(span for span in found if span.text)


def _plain_lines(block: Block) -> Iterator[str]:
    for place, item in enumerate(block.items):
        mark = {PARAGRAPH: "", BULLETS: "– ", NUMBERS: f"{block.start + place}. "}[block.kind]
        yield "    " * block.depth + mark + "".join(span.text for span in item)


@dataclass(slots=True)
class _List:
    kind: Kind
    number: int
    is_said: bool = False
    """Whether the item that is open has words of its own already."""


@dataclass(slots=True)
class _Reading:
    """Blocks as they are found, and the lists that are open around what comes next."""

    found: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)

    def take(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            kind = BULLETS if token.type == "bullet_list_open" else NUMBERS
            self.lists.append(_List(kind, int(token.attrs.get("start", 1)) - 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.lists[-1].number += 1
            self.lists[-1].is_said = False
        elif token.type == "inline" and (spans := _spans(token.children or [])):
            self.add(spans)

    def add(self, spans: Spans) -> None:
        depth = sum(one.is_said for one in self.lists)
        if not self.lists or self.lists[-1].is_said:
            self.found.append(Block(PARAGRAPH, (spans,), depth=depth))
            return
        kind, number = self.lists[-1].kind, self.lists[-1].number
        last = self.found[-1] if self.found else None
        self.lists[-1].is_said = True
        if last and (last.kind, last.depth) == (kind, depth) and _goes_on(last, kind, number):
            self.found[-1] = replace(last, items=(*last.items, spans))
        else:
            self.found.append(Block(kind, (spans,), number if kind is NUMBERS else 1, depth))


def _goes_on(last: Block, kind: Kind, number: int) -> bool:
    """Whether an item of this kind and number follows the list."""
    return kind is not NUMBERS or number == last.start + len(last.items)


def _spans(children: Sequence[Token]) -> Spans:
    """The `tidied` spans of a paragraph or an item."""
    strong = emphasis = 0
    href = ""
    found: list[Span] = []
    for token in children:
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close":
            href = ""
        elif token.content:
            found.append(Span(token.content, strong > 0, emphasis > 0, href))
    return tidied(found)
