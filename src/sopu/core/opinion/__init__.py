"""Who agrees with whom: groups of people who answer alike, and statements on which all groups agree.

People × statements, agree 1, disagree -1, pass 0, unseen missing; sparse throughout. `Mode.COMPATIBLE` is the field's
method, as in Polis; `Mode.FAIR` is our own and the default (docs/adr/0020). The same votes and seed give the same bits.
"""

from collections.abc import Collection

import numpy as np

from sopu.core.opinion.compatible import compatible
from sopu.core.opinion.counting import lower_bound
from sopu.core.opinion.fair import fair
from sopu.core.opinion.gathering import Gathering
from sopu.core.opinion.known import by_known_groups
from sopu.core.opinion.shapes import KnownAgreement, Mode, Opinion, Representative, WhyNoGroups
from sopu.core.opinion.votes import Votes

__all__ = [
    "Gathering",
    "KnownAgreement",
    "Mode",
    "Opinion",
    "Representative",
    "Votes",
    "WhyNoGroups",
    "by_known_groups",
    "lower_bound",
    "opinion",
]


def opinion(votes: Votes, *, mode: Mode = Mode.FAIR, seed: int = 0, hidden: Collection[int] = ()) -> Opinion:
    """Groups of people who answer alike, what each stands for, and on what all agree.

    `hidden` statements (indexes) are left out in the fair mode; in the compatible mode, as in Polis, they tell nothing
    about people, but the votes on them are counted. `seed` draws the resamples of the fair mode.
    """
    is_hidden = np.zeros(votes.statements, dtype=bool)
    is_hidden[list(hidden)] = True
    find = compatible if mode is Mode.COMPATIBLE else fair
    return find(votes, seed=seed, hidden=is_hidden)
