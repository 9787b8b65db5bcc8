"""Centres to begin with, chosen without chance: the widest group is cut across, again and again."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.kmeans import Points

Weights = NDArray[np.float64]


def starts(points: Points, most: int, weights: Weights | None = None) -> Iterator[Points]:
    """Two centres (2 × 2), then three, up to `most`, of points (n × 2) with weights (n); fewer where points coincide.

    The group with the largest sum of squares is cut through its middle across its longest axis (Su & Dy 2007,
    "In search of deterministic methods for initializing k-means", PCA-Part).
    """
    mass = np.ones(len(points)) if weights is None else weights
    parts = [np.arange(len(points))]
    while len(parts) < most:
        widest = max(range(len(parts)), key=lambda number: _spread(points[parts[number]], mass[parts[number]]))
        one, other = _cut(points, mass, parts[widest])
        if not len(one) or not len(other):
            return
        parts[widest : widest + 1] = [one, other]
        yield np.array([np.average(points[part], axis=0, weights=mass[part]) for part in parts])


def _spread(points: Points, mass: Weights) -> float:
    middle = np.average(points, axis=0, weights=mass)
    return float((np.square(points - middle).sum(axis=1) * mass).sum())


def _cut(points: Points, mass: Weights, part: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The part on either side of its middle; one side is empty when all its points are the same."""
    away = points[part] - np.average(points[part], axis=0, weights=mass[part])
    axis = np.linalg.eigh((away * mass[part, None]).T @ away)[1][:, -1]
    is_beyond = away @ axis > 0
    return part[~is_beyond], part[is_beyond]
