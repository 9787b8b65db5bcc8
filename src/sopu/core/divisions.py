"""Known groups, folded until nobody is found in a small one: everybody who answered is in exactly one shown group.

A group under five is never shown apart, and since all shown groups together are all who answered, it can't be told
from the whole either: what is too small stands with the others, and a sentence is left out where a group is small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.groups import LEAST

MOST = 4
"""Groups in one division: as many as there are shapes that are told apart from afar."""
WANTED = 3
"""Sentences that a division must be able to show before a coarser one is tried."""


@dataclass(frozen=True, slots=True)
class Division:
    """Shown groups, each of the known groups that are folded into it, and how they answered.

    `groups` holds indexes of known groups; with `has_rest` the last one is of those that are too small, or not known.
    `counts` (shown groups × statements × 3) are agree, disagree and pass; `shown` (statements) tells where each
    group is large enough.
    """

    groups: tuple[tuple[int, ...], ...]
    has_rest: bool
    counts: NDArray[np.int64]
    shown: NDArray[np.bool_]

    @property
    def statements(self) -> int:
        """How many statements can be shown by these groups."""
        return int(self.shown.sum())


def divisions(counts: NDArray[np.int64], unknown: int, *, least: int = LEAST, most: int = MOST) -> list[Division]:
    """The ways to show known groups, the finest first; each has two groups or more and at most `most`.

    `counts` (known groups × statements × 3) are agree, disagree and pass, and `unknown` is the group of those who are
    in none. The groups with fewest answers are folded first.
    """
    answers = counts.sum(axis=(1, 2))
    named = [group for group in np.argsort(-answers, kind="stable").tolist() if answers[group] and group != unknown]
    found = []
    for kept in range(len(named), 0, -1):
        rest = [*named[kept:], *([unknown] if answers[unknown] else [])]
        groups = [(group,) for group in named[:kept]] + ([tuple(rest)] if rest else [])
        is_new = len(rest) != 1 or rest[0] == unknown  # a rest of one known group is that group
        if is_new and 2 <= len(groups) <= most:
            found.append(_division(counts, groups, bool(rest), least))
    return found


def best(found: Iterable[Division], *, wanted: int = WANTED) -> Division | None:
    """The first division that can show `wanted` statements, else the one that can show most; none shows nothing."""
    chosen: Division | None = None
    for one in found:
        if one.statements >= wanted:
            return one
        if one.statements > (chosen.statements if chosen else 0):
            chosen = one
    return chosen


def _division(counts: NDArray[np.int64], groups: Sequence[tuple[int, ...]], has_rest: bool, least: int) -> Division:
    folded = np.stack([counts[list(group)].sum(axis=0) for group in groups])
    return Division(tuple(groups), has_rest, folded, (folded.sum(axis=2) >= least).all(axis=0))
