"""Themes that nobody described emerge from the texts: their number too."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sopu.core.themes.shapes import Rows, Vectors
from sopu.core.themes.views import Indexes

GRAINS = 150
MOST_NEIGHBOURS, FEWEST_NEIGHBOURS, A_NEIGHBOUR_PER = 20, 3, 20
FEWEST_TEXTS = 3
BLOCK = 1024


def communities(rows: Vectors, seed: int) -> list[Indexes]:
    """Groups of texts that are nearer to each other than chance would have it, the largest first.

    Texts gather into at most 150 grains (k-means); grains join as long as that raises the modularity of the graph of
    nearest neighbours (Newman 2004; Clauset, Newman and Moore 2004). Groups of one or two texts are none.
    """
    grains = _grains(rows, seed)
    ties = _ties(rows)
    between = grains.T @ (ties @ grains)
    groups = [np.flatnonzero(np.asarray(grains[:, joined].sum(axis=1)).ravel()) for joined in _joined(between)]
    return sorted((one for one in groups if len(one) >= FEWEST_TEXTS), key=lambda one: (-len(one), int(one[0])))


def _grains(rows: Vectors, seed: int) -> NDArray[np.float64]:
    """n × grains, 1 where a text is of a grain."""
    from sklearn.cluster import KMeans  # pages that only name themes do without it

    if len(rows) <= GRAINS:
        return np.eye(len(rows))
    count = min(GRAINS, len(np.unique(rows, axis=0)))
    labels = KMeans(count, n_init=1, random_state=seed).fit_predict(rows)
    grains: NDArray[np.float64] = np.eye(count)[labels]
    return grains


def _ties(rows: Vectors) -> csr_matrix:
    """n × n: how near each text is to its nearest; nearest both ways counts twice."""
    count = min(len(rows) - 1, max(FEWEST_NEIGHBOURS, min(MOST_NEIGHBOURS, len(rows) // A_NEIGHBOUR_PER)))
    ties = csr_matrix((len(rows), len(rows)))
    if count < 1:
        return ties
    near, strength = [], []
    for start in range(0, len(rows), BLOCK):
        cosines = rows[start : start + BLOCK] @ rows.T
        cosines[np.arange(len(cosines)), start + np.arange(len(cosines))] = -1
        near.append(np.argpartition(-cosines, count - 1, axis=1)[:, :count])
        strength.append(np.take_along_axis(cosines, near[-1], axis=1).clip(0))
    starts = np.arange(0, len(rows) * count + 1, count)
    ties = csr_matrix((np.vstack(strength).ravel(), np.vstack(near).ravel(), starts), shape=ties.shape)
    return ties + ties.T


def _joined(between: Rows) -> list[list[int]]:
    """Lists of grains that join; each time the two that gain most."""
    groups = [[grain] for grain in range(len(between))]
    tied = np.asarray(between, dtype=np.float64)
    tied = tied / max(float(tied.sum()), np.finfo(float).tiny)
    while len(groups) > 1:
        degrees = tied.sum(axis=1)
        gains = tied - np.outer(degrees, degrees)
        np.fill_diagonal(gains, -1)
        one, other = sorted(int(place) for place in np.unravel_index(gains.argmax(), gains.shape))
        if gains[one, other] <= np.finfo(float).eps:
            break
        tied[one] += tied[other]
        tied[:, one] += tied[:, other]
        tied = np.delete(np.delete(tied, other, axis=0), other, axis=1)
        groups[one] += groups.pop(other)
    return groups
