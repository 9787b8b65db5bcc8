"""First guesses: what is like a descriptor, and what belongs together that no descriptor is like."""

import numpy as np

from sopu.core.themes.emerging import communities
from sopu.core.themes.learning import softmax
from sopu.core.themes.shapes import Rows
from sopu.core.themes.views import Indexes, Views

DOUBT = 10
"""So many texts weigh as much as what is true of all descriptors."""

FOREIGN = 1.8
"""A group whose texts are less like their own best descriptors than this, in the mean, speaks of something else. Texts
that are each like a descriptor, but not like the same one, are a mixture and no theme."""

FEWEST_FOREIGN = 10
FIRMLY = 6.0


def first_shares(views: Views, seed: int) -> Rows:
    """Shares of themes for the texts of `views.sample`: descriptors, then emergent themes."""
    groups = communities(views.rows[views.sample], seed)
    if not views.asked.shape[0]:
        return softmax(_of_groups(views, groups)) if groups else np.zeros((len(views.sample), 1))
    likeness = _of_descriptors(views)
    foreign = [one for one in groups if len(one) >= FEWEST_FOREIGN and likeness[one].max(axis=1).mean() < FOREIGN]
    scores = np.hstack([likeness, np.zeros((len(likeness), len(foreign)))])
    for number, group in enumerate(foreign, start=likeness.shape[1]):
        scores[group, number] = FIRMLY
    return softmax(scores)


def _of_descriptors(views: Views) -> Rows:
    """n × k, of both views together; each descriptor on a scale of its own, since some are like everything."""
    total = np.zeros((len(views.sample), views.asked.shape[0]))
    for one in views.affinities:
        affinity = one[views.sample]
        trust = len(affinity) / (len(affinity) + DOUBT)
        middle = trust * affinity.mean(axis=0) + (1 - trust) * affinity.mean()
        spread = trust * affinity.std(axis=0) + (1 - trust) * affinity.std()
        total += (affinity - middle) / np.maximum(spread, 1e-3)
    return total


def _of_groups(views: Views, groups: list[Indexes]) -> Rows:
    """n × groups, by how near the middle of each lies."""
    rows = views.rows[views.sample].astype(np.float64)
    middles = np.array([rows[group].mean(axis=0) for group in groups])
    nearness: Rows = rows @ (middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)).T
    return FIRMLY * nearness
