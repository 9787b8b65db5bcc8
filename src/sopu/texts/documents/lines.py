"""A clause as lines: its heading and each paragraph or item of its text, as Word has them; and lines as Markdown again.

Writing Markdown is the other way round of `sopu.core.markdown.blocks`: what is written reads as the same lines. A look
that Markdown can't tell where it stands (a bracket in bold inside a word) is given up rather than a letter changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sopu.core.markdown import BULLETS, NUMBERS, PARAGRAPH, Kind, Span, Spans, blocks, is_safe, tidied

_ALWAYS = re.compile(r"([\\*])")
_WORD_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_PLAIN = re.compile(r"[^\W\d_][^\\*_<\[\]&\n\t]*")
"""Begins with a letter and has nothing that Markdown might read otherwise."""
_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or an item: `depth` is how deep in lists it stands, `number` the number of a numbered item."""

    kind: Kind
    spans: Spans
    depth: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


Lines = tuple[Line, ...]


def lines_of(text: str) -> Lines:
    """The paragraphs and items of a text of light Markdown."""
    return tuple(
        Line(block.kind, item, block.depth, block.start + place if block.kind is NUMBERS else 0)
        for block in blocks(text)
        for place, item in enumerate(block.items)
    )


def tidy(spans: Iterable[Span]) -> Spans:
    """Spans as a line of Markdown has them: `tidied`, and no white space at the edges of a look."""
    return tidied(_edged(spans))


def without_beginning(spans: Iterable[Span], size: int) -> list[Span]:
    """The spans without so many characters at the beginning."""
    found = []
    for span in spans:
        found.append(replace(span, text=span.text[size:]))
        size -= min(size, len(span.text))
    return found


def _edged(spans: Iterable[Span]) -> Iterator[Span]:
    """White space at the edges of a look is plain: it can't be seen, and Markdown can't tell it."""
    for span in spans:
        inside = span.text.strip(" \t\n\r")
        if _look(span) == _look(Span("")) or not span.text:
            yield span
            continue
        before, _, after = span.text.partition(inside) if inside else (span.text, "", "")
        yield from (Span(before), replace(span, text=inside), Span(after))


def _look(span: Span) -> tuple[bool, bool, str]:
    return span.is_strong, span.is_emphasis, span.href


def markdown(lines: Sequence[Line]) -> str:
    """Light Markdown that reads as these lines, as far as Markdown can tell them."""
    writing = _Writing()
    for line in lines:
        writing.take(line)
    return writing.text


class _Writing:
    """Markdown as far as it has been written, with the lists that are open."""

    def __init__(self) -> None:
        self.text = ""
        self.lists: list[tuple[Kind, int, str, int]] = []
        """Of each open list its kind, its last number, its mark, and the column where its items begin to speak."""

    def take(self, line: Line) -> None:
        depth = min(line.depth, len(self.lists))
        if line.kind is PARAGRAPH:
            self._write("\n\n", self._column(depth), "", line.spans)
            del self.lists[depth:]
            return
        mark = self._mark(line, depth)
        goes_on = depth < len(self.lists) and (self.lists[depth][0], self.lists[depth][2]) == (line.kind, mark)
        is_under = depth == len(self.lists) > 0 and line.number < 2
        lead = f"{mark} " if line.kind is BULLETS else f"{line.number}{mark} "
        column = self._column(depth)
        self._write("\n" if goes_on or is_under else "\n\n", column, lead, line.spans)
        self.lists[depth:] = [(line.kind, line.number, mark, column + len(lead))]

    def _column(self, depth: int) -> int:
        return self.lists[depth - 1][3] if depth else 0

    def _mark(self, line: Line, depth: int) -> str:
        """A list that does not go on where the last one ended has another mark, and so is another list."""
        if line.kind is BULLETS:
            return "-"
        if depth >= len(self.lists) or self.lists[depth][0] is not NUMBERS:
            return "."
        _, number, mark, _ = self.lists[depth]
        return mark if number + 1 == line.number else {".": ")", ")": "."}[mark]

    def _write(self, between: str, column: int, lead: str, spans: Spans) -> None:
        self.text += (between if self.text else "") + " " * column + lead + written(spans)


def written(spans: Spans) -> str:
    """The spans in Markdown; without looks when it could not tell them so."""
    if len(spans) == 1 and _look(spans[0]) == _look(Span("")) and _PLAIN.fullmatch(spans[0].text):
        return spans[0].text
    told = _at_start("".join(_written(spans)))
    if _read(told) == spans:
        return told
    return _at_start(_escaped("".join(span.text for span in spans)))


def _read(text: str) -> Spans:
    found = blocks(text)
    return found[0].items[0] if len(found) == 1 and found[0].kind is PARAGRAPH else ()


def _written(spans: Spans) -> Iterator[str]:
    for href, linked in groupby(spans, key=lambda span: span.href):
        inside = "".join(_strong(tuple(linked)))
        if not href or not is_safe(href):
            yield inside
        else:
            yield f"[{inside}](<{href}>)" if re.search(r"[()\s]", href) else f"[{inside}]({href})"


def _strong(spans: Spans) -> Iterator[str]:
    for is_strong, same in groupby(spans, key=lambda span: span.is_strong):
        inside = "".join(
            f"*{_escaped(span.text)}*" if span.is_emphasis else _escaped(span.text) for span in tuple(same)
        )
        yield f"**{inside}**" if is_strong else inside


def _escaped(text: str) -> str:
    told = _WORD_UNDERSCORE.sub(r"\\_", _ALWAYS.sub(r"\\\1", text))
    return re.sub(r"<(?=[A-Za-z])", r"\\<", told.replace("](", "]\\("))


def _at_start(text: str) -> str:
    """A paragraph that begins like an item of a list stays a paragraph."""
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
