"""Groups and consensus by the field's method, as in Polis."""

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import counts, counts_by, product_of_shares, smoothed
from sopu.core.opinion.grouping import clearness, divisions
from sopu.core.opinion.kmeans import Labels
from sopu.core.opinion.placing import may_be_placed, place
from sopu.core.opinion.representing import representative
from sopu.core.opinion.shapes import Mode, Opinion, WhyNoGroups
from sopu.core.opinion.votes import Votes

FEWEST_PEOPLE = 3
"""Two people in two groups have no silhouette."""


def compatible(votes: Votes, *, seed: int, hidden: NDArray[np.bool_]) -> Opinion:
    """Who agrees with whom as Polis says it; `hidden` (statements) tell nothing about people, and stand for no group.

    Small et al. (2021); the order of steps and what is counted where as in red-dwarf 0.4.0.
    """
    overall = counts(votes)
    placing = place(votes, overall, hidden)
    on_map = may_be_placed(placing.answers, int(np.count_nonzero(overall.any(axis=1))))
    placed = np.flatnonzero(on_map)
    points = placing.points[placed]
    labels = _groups(points) if len(placed) else np.empty(0, dtype=np.int8)
    why = _why(len(placed), int(np.count_nonzero(placing.answers)), labels)
    groups = 0 if why else int(labels.max()) + 1
    group = np.full(votes.people, -1, dtype=np.int8)
    group[placed] = -1 if why else labels
    agreement = counts_by(votes, group, groups)
    return Opinion(
        mode=Mode.COMPATIBLE,
        seed=seed,
        people=votes.people,
        statements=votes.statements,
        votes=len(votes),
        placed=tuple(placed.tolist()),
        points=points,
        group=group[placed],
        sizes=tuple(np.bincount(group[placed] + 1, minlength=groups + 1)[1:].tolist()),
        representative=representative(agreement, left_out=hidden, with_best_agreed=True),
        consensus=product_of_shares(agreement) if groups else smoothed(overall[:, 0], overall.sum(axis=1)),
        agreement=agreement,
        overall=overall,
        stability=None,
        straight=(),
        why_no_groups=why,
        variance=placing.variance,
    )


def _groups(points: NDArray[np.float64]) -> Labels:
    """The division whose silhouette is largest, of equals the one with fewest groups; all in one where none is."""
    found = divisions(points)
    fitting = {k: one for k, one in found.items() if k < len(points)}
    if not fitting:
        return np.zeros(len(points), dtype=np.int8)
    scores = clearness(points, [one.labels for one in fitting.values()])
    return list(fitting.values())[int(np.argmax(scores))].labels


def _why(placed: int, voters: int, labels: Labels) -> str:
    if placed < FEWEST_PEOPLE:
        return WhyNoGroups.TOO_FEW_PEOPLE if voters < FEWEST_PEOPLE else WhyNoGroups.TOO_FEW_VOTES
    return "" if labels.max() > 0 else WhyNoGroups.UNSTABLE
