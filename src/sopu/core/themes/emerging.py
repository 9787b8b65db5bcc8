"""Themes that nobody described emerge from the texts themselves."""

import numpy as np
from sklearn.cluster import KMeans

from sopu.core.themes.learning import refined
from sopu.core.themes.shapes import Rows
from sopu.core.themes.views import Views


def shares_of_emergent(views: Views, seed: int) -> Rows:
    """n × k: how much of each text belongs to each emergent theme."""
    count = max(1, min(len(np.unique(views.rows, axis=0)), round((len(views.rows) / 20) ** 0.5)))
    found = KMeans(count, n_init=4, random_state=seed).fit(views.rows)
    distances = found.transform(views.rows)
    raised = np.exp(-8 * distances**2)
    return refined(views, raised / raised.sum(axis=1, keepdims=True))
