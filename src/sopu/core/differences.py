"""Which words of two short texts differ, so that a reader sees it at a glance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"^\s+|\S+\s*")
_EDGES = re.compile(r"^\W+|\W+$")

LEAST_SHARED = 0.25
"""Texts that share a smaller part of their words are not compared: every word would be marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row of one text, with the spaces behind them; whether the other text does not have them there."""

    text: str
    differs: bool


Pieces = tuple[Piece, ...]


def differences(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Each text in pieces that make it whole; capitals and punctuation make no difference.

    The longest matching runs of words (Ratcliff and Obershelp 1988, `difflib`). Texts with too little in common come
    back in one piece each.
    """
    here, there = _WORD.findall(one), _WORD.findall(other)
    found = SequenceMatcher(None, [_folded(word) for word in here], [_folded(word) for word in there], autojunk=False)
    shared = found.get_matching_blocks()
    if sum(run.size for run in shared) < LEAST_SHARED * max(len(here), len(there)):
        return (Piece(one, differs=False),), (Piece(other, differs=False),)
    return (
        tuple(_pieces(here, [(run.a, run.size) for run in shared])),
        tuple(_pieces(there, [(run.b, run.size) for run in shared])),
    )


def _folded(word: str) -> str:
    return _EDGES.sub("", word).casefold() or word.strip()


def _pieces(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The shared runs (where, how long) and what stands between them, in order."""
    at = 0
    for start, size in runs:
        if start > at:
            yield from _apart("".join(words[at:start]))
        if size:
            yield Piece("".join(words[start : start + size]), differs=False)
        at = start + size


def _apart(text: str) -> Iterator[Piece]:
    """Words that differ; the space behind them is nobody's difference."""
    words = text.rstrip()
    if words:
        yield Piece(words, differs=True)
    if words != text:
        yield Piece(text[len(words) :], differs=False)
