"""What the mathematics of opinion says: values to show, without a reference to how they were found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Mode(StrEnum):
    """How groups and consensus are found: `FAIR` is ours, `COMPATIBLE` is the field's, as in Polis."""

    FAIR = "fair"
    COMPATIBLE = "compatible"


class WhyNoGroups(StrEnum):
    """Why an opinion has no groups.

    `UNSTABLE`: no division of the people holds, be it that all answer alike, or each in their own way.
    """

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_VOTES = "too_few_votes"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that tells a group from the others: it agrees (`stance` 1) or disagrees (-1) more than they do.

    `share` is the smoothed share of the group's answers that are so, (n + 1) / (seen + 2); `others` the same of
    everybody placed outside the group; `z` the two-proportion test between them, `z_own` the one-proportion test of
    the group's own share against a half; `n` of the group's `seen` answers are so.
    """

    statement: int
    stance: int
    share: float
    z: float
    n: int
    seen: int
    others: float
    z_own: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """Who agrees with whom.

    `placed` are the people on the map, and `points` (placed × 2) and `group` (placed; 0…, or -1 in no group) are of
    them in the same order. `sizes`, `representative` and `agreement` are by group; `agreement` (groups × statements
    × 3) counts agree, disagree and pass, and so does `overall` (statements × 3) of everybody. `consensus` (statements)
    lies between 0 and 1: how much all groups agree. `variance` are the shares of the two components. `stability` is
    the mean adjusted Rand index over resamples, and None in the compatible mode and where no groups could be tried.
    `straight` are the people recognised as straight-liners. `why_no_groups` is empty when there are groups.
    """

    mode: Mode
    seed: int
    people: int
    statements: int
    votes: int
    placed: tuple[int, ...]
    points: NDArray[np.float64]
    group: NDArray[np.int8]
    sizes: tuple[int, ...]
    representative: tuple[tuple[Representative, ...], ...]
    consensus: NDArray[np.float64]
    agreement: NDArray[np.int64]
    overall: NDArray[np.int64]
    stability: float | None
    straight: tuple[int, ...]
    why_no_groups: str
    variance: tuple[float, float]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.sizes)

    @property
    def labels(self) -> NDArray[np.int8]:
        """The group of each person (people), -1 for who is in none or not on the map."""
        labels = np.full(self.people, -1, dtype=np.int8)
        labels[list(self.placed)] = self.group
        return labels


@dataclass(frozen=True, slots=True)
class KnownAgreement:
    """How groups that were known before agree, for example the kinds of organisations.

    `people` counts those who answered anything, by group. `counts` (groups × statements × 3) are agree, disagree and
    pass. `share` (groups × statements) is the smoothed share that agrees, (agree + 1) / (seen + 2), and `lower` its
    lower bound. `spread` (statements) is the distance between the groups that agree most and least by `share`, among
    those that answered the statement; 0 when fewer than two did. `consensus` (statements) is the geometric mean of
    `lower` over the groups that have people.
    """

    groups: int
    people: tuple[int, ...]
    counts: NDArray[np.int64]
    share: NDArray[np.float64]
    lower: NDArray[np.float64]
    spread: NDArray[np.float64]
    consensus: NDArray[np.float64]


Groups = Sequence[int]
