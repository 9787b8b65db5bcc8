"""What changed between two wordings, word by word, so that a person can read it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SHORT_WORD = 3
"""A word of at most this many letters between two changes is read with them: “ja”, “on”, “the”."""

_TOKEN = re.compile(r"(\s*)(\w+(?:[-’'.:/]\w+)*|[^\w\s])")
"""White space and what follows it: a word with what stands inside it (e-mail, 24.10.2025, EU:n), or one mark."""


class Change(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one change."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    space: str
    word: str

    @property
    def text(self) -> str:
        return self.space + self.word


Run = tuple[bool, list[_Token], list[_Token]]
"""Whether a stretch is the same in both, and its tokens in the old and in the new."""


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new` in whole words: what is gone stands before what is added in its place.

    Kept and gone pieces joined are exactly `old`, kept and added ones exactly `new`; no piece is empty, and no two
    neighbours have the same change. Words are matched by the longest common stretches (Ratcliff and Obershelp 1988, as
    in `difflib`); a mark or a short word that is alone between two changes is told with them, since islands of a
    letter or two are what makes a comparison hard to read.
    """
    before, after = _tokens(old), _tokens(new)
    runs = _without_islands(list(_runs(before, after)))
    return tuple(_joined(_pieces(runs, old, new)))


def _tokens(text: str) -> list[_Token]:
    return [_Token(space, word) for space, word in _TOKEN.findall(text)]


def _tail(text: str) -> str:
    """The white space that no token follows."""
    return text[len(text.rstrip()) :]


def _runs(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, [one.word for one in before], [one.word for one in after], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        yield kind == "equal", list(before[i1:i2]), list(after[j1:j2])


def _without_islands(runs: Sequence[Run]) -> list[Run]:
    """The same with each island taken into the changes around it."""
    merged: list[Run] = []
    for place, (is_same, old, new) in enumerate(runs):
        is_inside = 0 < place < len(runs) - 1
        is_change = not is_same or (is_inside and _is_island(old))
        if is_change and merged and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1] + old, merged[-1][2] + new)
        else:
            merged.append((not is_change, old, new))
    return merged


def _is_island(tokens: Sequence[_Token]) -> bool:
    words = [one.word for one in tokens if one.word[0].isalnum() or one.word[0] == "_"]
    return len(words) <= 1 and sum(map(len, words)) <= SHORT_WORD


def _pieces(runs: Iterable[Run], old: str, new: str) -> Iterator[Piece]:
    for is_same, before, after in runs:
        if not is_same:
            yield Piece(Change.GONE, "".join(one.text for one in before))
            yield Piece(Change.ADDED, "".join(one.text for one in after))
            continue
        for was, is_now in zip(before, after, strict=True):
            yield from _spaces(was.space, is_now.space)
            yield Piece(Change.KEPT, was.word)
    yield from _spaces(_tail(old), _tail(new))


def _spaces(old: str, new: str) -> Iterator[Piece]:
    """White space is compared too, since both texts must be found whole."""
    if old == new:
        yield Piece(Change.KEPT, old)
    else:
        yield Piece(Change.GONE, old)
        yield Piece(Change.ADDED, new)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one change as one; within a change what is gone comes first."""
    gone = added = kept = ""
    for piece in pieces:
        if piece.change is Change.KEPT:
            if piece.text and (gone or added):
                yield from _told(kept, gone, added)
                kept = gone = added = ""
            kept += piece.text
        elif piece.change is Change.GONE:
            gone += piece.text
        else:
            added += piece.text
    yield from _told(kept, gone, added)


def _told(kept: str, gone: str, added: str) -> Iterator[Piece]:
    told = ((Change.KEPT, kept), (Change.GONE, gone), (Change.ADDED, added))
    yield from (Piece(change, text) for change, text in told if text)
