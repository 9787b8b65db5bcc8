"""Agreement by groups that were known before: kinds of organisations, sizes of municipalities, roles."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import bounds_of, counts_by, mean_of_bounds, smoothed
from sopu.core.opinion.shapes import KnownAgreement
from sopu.core.opinion.votes import Votes


def by_known_groups(votes: Votes, group: Sequence[int], groups: int) -> KnownAgreement:
    """How known groups agree: `group` (people) is 0 … `groups` - 1, or -1 where it is not known.

    Raises `ValueError` when `group` is not one a person or has another number.
    """
    known = np.asarray(group, dtype=np.int64).reshape(-1)
    if len(known) != votes.people:
        raise ValueError("one group a person")
    if len(known) and (known.min() < -1 or known.max() >= groups):
        raise ValueError(f"a group is not from -1 to {groups - 1}")
    answered = np.unique(votes.person)
    people = np.bincount(known[answered] + 1, minlength=groups + 1)[1:]
    return agreement_of(counts_by(votes, known, groups), people)


def agreement_of(counted: NDArray[np.int64], people: Sequence[int] | NDArray[np.int64]) -> KnownAgreement:
    """The agreement that counts (groups × statements × 3) tell; `people` are those who answered, by group."""
    groups, statements = counted.shape[:2]
    seen = counted.sum(axis=2)
    share = smoothed(counted[:, :, 0], seen)
    present = np.asarray(people, dtype=np.int64) > 0
    consensus = mean_of_bounds(counted[present]) if present.any() else np.zeros(statements)
    return KnownAgreement(
        groups=groups,
        people=tuple(int(number) for number in people),
        counts=counted,
        share=share,
        lower=bounds_of(counted),
        spread=_spread(share, seen > 0),
        consensus=consensus,
    )


def _spread(share: NDArray[np.float64], has_answers: NDArray[np.bool_]) -> NDArray[np.float64]:
    if not len(share):
        return np.zeros(share.shape[1])
    highest = np.where(has_answers, share, -1.0).max(axis=0)
    lowest = np.where(has_answers, share, 2.0).min(axis=0)
    return np.where(has_answers.sum(axis=0) > 1, highest - lowest, 0.0)
