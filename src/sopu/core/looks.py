"""Pieces of a redline as they look: bold as bold, and its marks only where they are what changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sopu.core.markdown import Span, Spans
from sopu.core.wording import Change, Piece

_STRONG = re.compile(r"(?<![\\*])\*\*(?![\s*])[^*\n]+(?<![\s\\])\*\*(?!\*)")
"""Strong as light Markdown has it, within one line and without emphasis inside; other marks stay as they are."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece of a redline in spans of one look."""

    change: Change
    spans: Spans

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def looked(pieces: Sequence[Piece]) -> tuple[Looked, ...]:
    """The pieces as they look; what is gone looks as it did, the rest as it does now.

    Marks of bold (`**`) are left out where both texts have them, and where words change with them; a piece of marks
    alone is bold that came or went, and is shown. A piece of which nothing is left is left out.
    """
    return tuple(piece for piece in _looked(pieces) if piece.spans)


def _looked(pieces: Sequence[Piece]) -> Iterator[Looked]:
    was = _looks("".join(piece.text for piece in pieces if piece.change is not Change.ADDED))
    now = _looks("".join(piece.text for piece in pieces if piece.change is not Change.GONE))
    old = new = 0
    for piece in pieces:
        size = len(piece.text)
        sides = [] if piece.change is Change.ADDED else [was[old : old + size]]
        sides += [] if piece.change is Change.GONE else [now[new : new + size]]
        yield Looked(piece.change, tuple(_spans(piece, sides)))
        old += size * (piece.change is not Change.ADDED)
        new += size * (piece.change is not Change.GONE)


def _looks(text: str) -> str:
    """What each character of a text is: a mark of bold (`*`), in bold (`b`), or plain (a space)."""
    told, at = "", 0
    for match in _STRONG.finditer(text):
        told += " " * (match.start() - at) + "**" + "b" * (len(match[0]) - 4) + "**"
        at = match.end()
    return told + " " * (len(text) - at)


def _spans(piece: Piece, sides: Sequence[str]) -> Iterator[Span]:
    """The piece by what its characters are; one that is kept has two sides, the last as it is now."""
    if not "".join(sides).strip():
        yield Span(piece.text)
        return
    letters = zip(piece.text, sides[-1], map(set, zip(*sides, strict=True)), strict=True)
    words = [(letter, look == "b") for letter, look, all_looks in letters if all_looks != {"*"}]
    if piece.change is not Change.KEPT and not "".join(letter for letter, _ in words).strip():
        words = [(letter, False) for letter in piece.text]
    for is_strong, same in groupby(words, key=lambda one: one[1]):
        yield Span("".join(letter for letter, _ in same), is_strong)
