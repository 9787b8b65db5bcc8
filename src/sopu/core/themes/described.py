"""Texts find their descriptors: first by likeness, then by what the surest of them say."""

import numpy as np

from sopu.core.themes.learning import refined
from sopu.core.themes.shapes import Rows
from sopu.core.themes.views import Views


def shares_of_descriptors(views: Views) -> Rows:
    """n × k: how much of each text belongs to each descriptor; a row sums to 1."""
    score = sum((_standard(one) for one in views.affinities), np.zeros(views.affinities[0].shape))
    return refined(views, softmax(score))


def softmax(score: Rows) -> Rows:
    """Rows that sum to 1."""
    raised = np.exp(score - score.max(axis=1, keepdims=True))
    shares: Rows = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _standard(affinity: Rows) -> Rows:
    """Each descriptor on a scale of its own: some are like everything."""
    spread = affinity.std(axis=0)
    spread[spread < np.finfo(np.float32).eps] = 1
    standard: Rows = (affinity - affinity.mean(axis=0)) / spread
    return standard
