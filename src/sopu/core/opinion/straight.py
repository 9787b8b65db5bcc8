"""Straight-liners: people who gave one answer to everything, where hardly anybody would."""

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import smoothed
from sopu.core.opinion.votes import Votes

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
    answers = np.diff(starts)
    sums = votes.rows(votes.stance) @ np.ones(votes.statements, dtype=np.int64)
    given = np.count_nonzero(votes.stance) if len(votes) else 0
    opinions = votes.rows((votes.stance != 0).astype(np.int8)) @ np.ones(votes.statements, dtype=np.int64)
    del given
    seen = counted.sum(axis=1)
    found = np.zeros(votes.people, dtype=bool)
    for column, same in ((0, sums == answers), (1, sums == -answers), (2, opinions == 0)):
        candidates = np.flatnonzero(same & (answers >= FEWEST))
        logs = np.log(smoothed(counted[:, column], seen))
        part = votes.of_people(candidates)
        likely = np.bincount(part.person, weights=logs[part.statement], minlength=len(candidates))
        found[candidates[likely < np.log(UNLIKELY)]] = True
    return np.flatnonzero(found)
