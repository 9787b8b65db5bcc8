"""Answers are counted, and counts compared: bounds, tests, consensus."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sopu.core.opinion.votes import CHUNK, Votes

Z = 1.2816
"""One-sided 90 %: the field's threshold for what tells groups apart, and ours for lower bounds."""


def lower_bound(agree: ArrayLike, seen: ArrayLike, z: float = Z) -> NDArray[np.float64]:
    """The lower bound of Wilson's interval for the share `agree` / `seen` (any shapes that broadcast); 0 of none.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference"; one-sided at `z`.
    """
    successes, trials = np.asarray(agree, dtype=np.float64), np.asarray(seen, dtype=np.float64)
    n = np.maximum(trials, 1)
    share = successes / n
    margin = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    bound = (share + z * z / (2 * n) - margin) / (1 + z * z / n)
    return np.where(trials > 0, np.clip(bound, 0.0, 1.0), 0.0)


def smoothed(count: ArrayLike, seen: ArrayLike) -> NDArray[np.float64]:
    """The share with one answer of each kind added: (count + 1) / (seen + 2)."""
    return (np.asarray(count, dtype=np.float64) + 1) / (np.asarray(seen, dtype=np.float64) + 2)


def counts_by(votes: Votes, group: NDArray[np.integer], groups: int) -> NDArray[np.int64]:
    """Agree, disagree and pass (groups × statements × 3) of the people whose `group` (people) is not -1."""
    found = np.zeros((groups + 1) * votes.statements * 3, dtype=np.int64)  # the last rows are of those in no group
    row = np.where(group < 0, groups, group).astype(np.int64) * (votes.statements * 3) + 1
    is_one = groups == 1 and bool((group == 0).all())
    for start in range(0, len(votes), CHUNK):
        part = slice(start, start + CHUNK)
        place = np.multiply(votes.statement[part], 3, dtype=np.int64)
        place += 1 if is_one else row.take(votes.person[part], mode="clip")
        place += votes.stance[part]
        found += np.bincount(place, minlength=len(found))
    by_stance = found.reshape(groups + 1, votes.statements, 3)[:groups]
    return np.asarray(by_stance[:, :, [2, 0, 1]])  # they were counted as disagree, pass, agree


def counts(votes: Votes) -> NDArray[np.int64]:
    """Agree, disagree and pass (statements × 3) of everybody."""
    return counts_by(votes, np.zeros(votes.people, dtype=np.int8), 1).reshape(votes.statements, 3)


def product_of_shares(counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """The field's group-informed consensus (statements): the product over groups of (agree + 1) / (seen + 2).

    `counted` is groups × statements × 3. Small et al. (2021), "Polis: scaling deliberation by mapping high
    dimensional opinion spaces"; with one group fewer the product is larger, which is why the fair mode has another.
    """
    return np.asarray(smoothed(counted[:, :, 0], counted.sum(axis=2)).prod(axis=0))


def mean_of_bounds(counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Our consensus (statements): the geometric mean over groups of the lower bound of the smoothed share that agrees.

    `counted` is groups × statements × 3, with one group or more. Few answers give a low bound, whatever their share;
    the mean does not fall as groups grow more; one group that disagrees pulls it down, as in the field's product.
    """
    bounds = bounds_of(counted)
    return np.asarray(np.exp(np.log(bounds).mean(axis=0)))


def bounds_of(counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """The lower bound of the smoothed share that agrees (… × statements); above 0 also where nobody has answered."""
    return lower_bound(counted[..., 0] + 1, counted.sum(axis=-1) + 2)
