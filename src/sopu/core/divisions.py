"""Known groups, folded until nobody is found in a small one: everybody who answered is in exactly one shown group.

A group under five is never shown apart, and since all shown groups together are all who answered, it can't be told
from the whole either: what is too small stands with the others, and a sentence is left out where a group is small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.groups import LEAST, Part, coarser

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

    groups: tuple[Part, ...]
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
    in none. They become `coarser`: the groups with fewest answers are told with the others first.
    """
    answers = counts.sum(axis=(1, 2))

    def strength(part: Part) -> tuple[int, int]:
        return int(answers[list(part)].sum()), -part[0]

    def is_rest(part: Part) -> bool:
        return len(part) > 1 or unknown in part

    parts: tuple[Part, ...] = tuple(
        (group,) for group in np.argsort(-answers, kind="stable").tolist() if answers[group]
    )
    found = []
    while len(parts) > 1:
        groups = sorted(parts, key=is_rest)
        if len(groups) <= most:
            found.append(_division(counts, groups, is_rest(groups[-1]), least))
        parts = coarser(parts, strength, others=unknown)
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


def _division(counts: NDArray[np.int64], groups: Sequence[Part], has_rest: bool, least: int) -> Division:
    folded = np.stack([counts[list(group)].sum(axis=0) for group in groups])
    return Division(tuple(groups), has_rest, folded, (folded.sum(axis=2) >= least).all(axis=0))
