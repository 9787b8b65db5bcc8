"""Straight-liners: people who gave one answer to everything, where hardly anybody would."""

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import smoothed
from sopu.core.opinion.votes import AGREE, DISAGREE, PASS, Votes

FEWEST = 10
"""One answer to fewer statements than this says nothing."""

UNLIKELY = 0.01


def straight_liners(votes: Votes, counted: NDArray[np.int64]) -> NDArray[np.intp]:
    """The people (indexes, rising) who gave the same answer to all of ten or more statements, and unlikely so.

    It is unlikely when the shares of that answer among everybody, over the statements that the person answered, have
    a product under 1 %: who agrees with all of what nearly all agree with is no straight-liner. `counted` is
    statements × 3. People are judged by their answers only, never by how fast they gave them.
    """
    starts = votes.starts()
    many = np.flatnonzero(np.diff(starts) >= FEWEST)
    if not len(many):
        return many
    only = _only_answers(votes, starts, many)
    seen = counted.sum(axis=1)
    found = [many[:0]]
    for column, stance in enumerate((AGREE, DISAGREE, PASS)):
        candidates = many[only == stance]
        part = votes.of_people(candidates)
        logs = np.log(smoothed(counted[:, column], seen))
        likely = np.bincount(part.person, weights=logs[part.statement], minlength=len(candidates))
        found.append(candidates[likely < np.log(UNLIKELY)])
    return np.sort(np.concatenate(found))


def _only_answers(votes: Votes, starts: NDArray[np.int32], people: NDArray[np.intp]) -> NDArray[np.int8]:
    """The one answer that each of the people gave to everything, or 2."""
    answered = np.flatnonzero(np.diff(starts))
    lowest = np.minimum.reduceat(votes.stance, starts[answered])
    highest = np.maximum.reduceat(votes.stance, starts[answered])
    only = np.where(lowest == highest, lowest, np.int8(2))
    return np.asarray(only[np.searchsorted(answered, people)])
