"""Groups and consensus by our own method: no group of one, none that another half of the people would not show."""

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import counts, counts_by, mean_of_bounds
from sopu.core.opinion.placing import may_be_placed, place
from sopu.core.opinion.representing import representative
from sopu.core.opinion.shapes import Mode, Opinion
from sopu.core.opinion.stable import stable_groups
from sopu.core.opinion.straight import straight_liners
from sopu.core.opinion.votes import Votes


def fair(votes: Votes, *, seed: int, hidden: NDArray[np.bool_]) -> Opinion:
    """Who agrees with whom; `hidden` (statements) are left out of everything."""
    told = votes.without(np.flatnonzero(hidden)) if hidden.any() else votes
    overall = counts(told)
    straight = straight_liners(told, overall)
    placing = place(told, overall, np.zeros(told.statements, dtype=bool))
    on_map = may_be_placed(placing.answers, int(np.count_nonzero(overall.any(axis=1))))
    placed = np.flatnonzero(on_map)
    is_grouped = on_map.copy()
    is_grouped[straight] = False
    found = stable_groups(told, placing, np.flatnonzero(is_grouped), seed)
    agreement = counts_by(told, found.labels, len(found.sizes))
    return Opinion(
        mode=Mode.FAIR,
        seed=seed,
        people=told.people,
        statements=told.statements,
        votes=len(told),
        placed=tuple(placed.tolist()),
        points=placing.points[placed],
        group=found.labels[placed],
        sizes=found.sizes,
        representative=representative(agreement, left_out=hidden, with_best_agreed=False),
        consensus=mean_of_bounds(agreement if found.sizes else overall[None]),
        agreement=agreement,
        overall=overall,
        stability=found.stability,
        straight=tuple(straight.tolist()),
        why_no_groups=found.why,
        variance=placing.variance,
    )
