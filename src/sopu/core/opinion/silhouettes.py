"""How clearly points fall into groups: the mean silhouette (Rousseeuw 1987)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.kmeans import Labels, Points

STRIP = 1 << 14
"""Distances that are kept at once: they stay in the cache, and their product on one processor."""


def silhouettes(points: Points, divisions: Sequence[Labels], weights: NDArray[np.float64] | None = None) -> list[float]:
    """The mean silhouette of each division of `points` (n × 2): from -1, wrong, to 1, clear; -1 of a single group.

    All divisions are measured with one pass over the distances, a strip of which is kept at a time. With `weights`
    (n) a point stands for so many. A point alone in its group counts 0.
    """
    n = len(points)
    mass = np.ones(n) if weights is None else weights
    widths = [int(labels.max(initial=0)) + 1 for labels in divisions]
    members = np.zeros((n, sum(widths)), dtype=np.float32)
    offsets = np.concatenate([[0], np.cumsum(widths)]).astype(np.intp)
    for labels, offset in zip(divisions, offsets, strict=False):
        members[np.arange(n), offset + labels] = mass
    far = np.empty((n, sum(widths)))
    x, y = (points - points.mean(axis=0)).T.astype(np.float32)
    for start in range(0, n, step := max(1, STRIP // max(n, 1))):
        part = slice(start, start + step)
        squares = np.square(x[part, None] - x)
        squares += np.square(y[part, None] - y)
        far[part] = np.sqrt(squares, out=squares) @ members
    return [
        _silhouette(far[:, offset : offset + width], labels, mass)
        for labels, offset, width in zip(divisions, offsets, widths, strict=False)
    ]


def _silhouette(far: NDArray[np.float64], labels: Labels, mass: NDArray[np.float64]) -> float:
    groups = far.shape[1]
    sizes = np.bincount(labels, weights=mass, minlength=groups)
    if np.count_nonzero(sizes) < 2:
        return -1.0
    every = np.arange(len(labels))
    own_size = sizes[labels]
    inside = far[every, labels] / np.maximum(own_size - 1, 1)
    others = np.where(sizes > 0, far / np.maximum(sizes, 1), np.inf)
    others[every, labels] = np.inf
    outside = others.min(axis=1)
    larger = np.maximum(inside, outside)
    value = np.where((own_size > 1) & (larger > 0), (outside - inside) / np.where(larger > 0, larger, 1), 0.0)
    return float(np.dot(value, mass) / mass.sum())
