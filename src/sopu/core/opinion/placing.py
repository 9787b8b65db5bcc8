"""People are placed on a map by their answers: near to each other when they answered alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sopu.core.opinion.components import components_of
from sopu.core.opinion.votes import CHUNK, Votes

FEWEST_ANSWERS = 7
"""Who has answered fewer statements than this, or than there are, is not on the map (Polis)."""

MANY = 10_000_000
"""From so many votes on, the map is computed in single precision; it differs in the fourth digit."""

COARSE = 1e-4

SAMPLE = 50_000
"""People whose components are found first, as the start for those of many more."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placing:
    """A map of all people (points: people × 2), their numbers of answers, and the shares of variance.

    `near` is a good start for the map of some of the people.
    """

    points: Floats
    answers: NDArray[np.int64]
    variance: tuple[float, float]
    near: Floats


def place(
    votes: Votes,
    counted: NDArray[np.int64],
    zeroed: NDArray[np.bool_],
    *,
    start: Floats | None = None,
    tolerance: float = 1e-9,
) -> Placing:
    """The map of `votes`, whose `counted` (statements × 3) are agree, disagree and pass.

    A person's point is their row of the mean-imputed, centred matrix along its two principal components, times
    √(statements / answers), so that who answered little does not stand in the middle for it. Statements that nobody
    answered do not count. `zeroed` statements tell nothing, and count as answered by everybody, as in Polis.
    """
    answers = np.diff(votes.starts()).astype(np.int64)
    rows = residuals(votes, counted, zeroed)
    if start is None and votes.people > 4 * SAMPLE:
        start = _start(rows)
    components = components_of(rows, start=start, tolerance=max(tolerance, COARSE) if len(votes) >= MANY else tolerance)
    points = np.asarray(rows @ components.directions.astype(rows.dtype), dtype=np.float64)
    width, told = float(np.count_nonzero(counted.any(axis=1))), answers
    if zeroed.any():
        was_voted = counted.any(axis=1)
        seen_zeroed = votes.rows(np.ones(len(votes), dtype=np.int8)) @ zeroed.astype(np.int64)
        told = answers - seen_zeroed + np.count_nonzero(zeroed & was_voted)
    points *= np.sqrt(width / np.maximum(told, 1))[:, None]
    return Placing(points, answers, components.variance, components.near)


def residuals(votes: Votes, counted: NDArray[np.int64], zeroed: NDArray[np.bool_]) -> sparse.csr_array:
    """The centred matrix (people × statements): x - mean where there is a vote, and nothing elsewhere."""
    kind = np.float32 if len(votes) >= MANY else np.float64
    mean = (counted[:, 0] - counted[:, 1]) / np.maximum(counted.sum(axis=1), 1)
    values = np.stack([-1 - mean, -mean, 1 - mean], axis=1)  # by statement, then by stance
    values[zeroed] = 0
    table = values.astype(kind).ravel()
    data: NDArray[np.floating] = np.empty(len(votes), dtype=kind)
    for start in range(0, len(votes), CHUNK):
        part = slice(start, start + CHUNK)
        cell = np.multiply(votes.statement[part], 3, dtype=np.intp)
        cell += votes.stance[part]
        cell += 1
        table.take(cell, out=data[part], mode="clip")  # nothing is out of range, and to check it needs a copy
    return votes.rows(data)


def _start(rows: sparse.csr_array) -> Floats:
    """The components of every so manieth person: near those of all."""
    step = rows.shape[0] // SAMPLE
    return components_of(rows[::step], tolerance=1e-3).near


def may_be_placed(answers: NDArray[np.int64], statements: int) -> NDArray[np.bool_]:
    """Who has answered enough (people): at least seven statements, or all where there are fewer."""
    return answers >= max(1, min(FEWEST_ANSWERS, statements))
