"""How near themes and sentences lie: each theme is the middle of its sentences, and nearness is a cosine.

Rows of an embedding point nearly the same way; without their common part (their mean) the differences show. The
method is the nearest-centroid classifier (Rocchio 1971) on centred rows.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sopu.core.likeness import threes

Rows = NDArray[np.float32]

FOLDS = 1024
"""Into how many numbers letters are folded where nothing embeds."""


SMALLEST = 1e-5
"""A shorter row has no direction: what is left of it is rounding."""


def by_letters(texts: Sequence[str]) -> Rows:
    """Texts as n × 1024 rows of length 1 by their runs of three letters, for where nothing embeds."""
    rows = np.zeros((len(texts), FOLDS), dtype=np.float32)
    for number, text in enumerate(texts):
        for three in threes(text):
            rows[number, crc32(three.encode()) % FOLDS] += 1
    return _unit(rows)


def centred(rows: Rows) -> Rows:
    """The same rows without what is common to all of them, of length 1 again; what has no direction is zero."""
    moved, is_said = np.zeros_like(rows), np.linalg.norm(rows, axis=1) > 0
    if is_said.any():
        moved[is_said] = rows[is_said] - rows[is_said].mean(axis=0)
    return _unit(moved)


def middles(rows: Rows, themes: Sequence[Sequence[int]]) -> Rows:
    """The middle of each theme's rows (k × d, of length 1); zero for a theme without rows."""
    found = np.zeros((len(themes), rows.shape[1]), dtype=np.float32)
    for number, members in enumerate(themes):
        if len(members):
            found[number] = rows[list(members)].mean(axis=0)
    return _unit(found)


def nearest(row: Rows, among: Rows, count: int) -> list[tuple[int, float]]:
    """The indices of the `count` rows of `among` nearest to `row`, the nearest first, each with its cosine."""
    cosines = among @ row
    order = np.argsort(-cosines, kind="stable")[:count]
    return [(int(index), float(cosines[index])) for index in order]


def shared(rows: Rows, own: Rows, other: Rows, within: float) -> NDArray[np.bool_]:
    """Which rows would fit the other middle as well as their own: their cosines differ by less than `within`."""
    return np.asarray(rows @ own - rows @ other < within, dtype=bool)


def _unit(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made = np.zeros_like(rows)
    np.divide(rows, lengths, out=made, where=lengths > SMALLEST)
    return made
