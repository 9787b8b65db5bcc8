"""The changed places of a redline with a few words around them, for where the whole text stands beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sopu.core.wording import Change, Piece

AROUND = 5
"""How many words are kept on each side of a change."""
GAP = "…"

_WORDS = re.compile(r"\s*\S+")


def excerpt(pieces: Sequence[Piece], around: int = AROUND) -> tuple[Piece, ...]:
    """The pieces with long kept ones cut to `around` words beside each change, and “…” where words are left out.

    A redline without a change comes back as it is, and so does a kept piece that is not longer than what would be left
    of it. Changed pieces are never cut.
    """
    if all(piece.change is Change.KEPT for piece in pieces):
        return tuple(pieces)
    last = len(pieces) - 1
    return tuple(
        replace(piece, text=_cut(piece.text, around * (at > 0), around * (at < last)))
        if piece.change is Change.KEPT
        else piece
        for at, piece in enumerate(pieces)
    )


def _cut(text: str, before: int, after: int) -> str:
    """The first `before` and the last `after` words of a text; white space at its ends stays."""
    words = _WORDS.findall(text)
    if len(words) <= before + after + 1:
        return text
    start = "".join(words[:before]) + " " * (before > 0)
    tail = text[len(text.rstrip()) :]
    end = " " + "".join(words[len(words) - after :]).lstrip() + tail if after else ""
    return start + GAP + end
