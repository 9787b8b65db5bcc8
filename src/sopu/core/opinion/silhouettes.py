"""How clearly points fall into groups: the mean silhouette (Rousseeuw 1987)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.grids import Grid
from sopu.core.opinion.kmeans import Labels, Points

STRIP = 1 << 15
"""Distances that are kept at once: they stay in the cache."""

Floats = NDArray[np.float64]


def silhouettes(points: Points, divisions: Sequence[Labels], grid: Grid | None = None) -> list[float]:
    """The mean silhouette of each division of `points` (n × 2; labels from 0): from -1, wrong, to 1, clear.

    A single group has -1; a point alone in its group counts 0. All divisions are measured with one pass over the
    distances, a strip at a time. With `grid`, made of these points, a point is measured as the middle of its cell.
    """
    at = Grid(np.arange(len(points)), points, np.ones(len(points))) if grid is None else grid
    members = [_members(at, labels) for labels in divisions]
    far = _sums_of_distances(at.middles, np.hstack(members))
    ends = np.cumsum([one.shape[1] for one in members])[:-1]
    return [_silhouette(own, sums) for own, sums in zip(members, np.split(far, ends, axis=1), strict=True)]


def _members(grid: Grid, labels: Labels) -> Floats:
    """How many points of each group lie in each cell (cells × groups)."""
    cells, groups = len(grid.middles), int(labels.max(initial=0)) + 1
    counted = np.bincount(grid.cell * groups + labels, minlength=cells * groups)
    return counted.reshape(cells, groups).astype(np.float64)


def _sums_of_distances(points: Points, members: Floats) -> Floats:
    """From each point (n × 2) the distances to the others, times the columns of `members` (n × any), summed."""
    n = len(points)
    x, y = (points - points.mean(axis=0)).T.astype(np.float32)
    weights = members.astype(np.float32)
    far = np.zeros(members.shape)
    for start in range(0, n, step := max(1, STRIP // n)):
        part, beyond = slice(start, start + step), slice(start + step, n)
        squares = np.square(x[part, None] - x[start:])
        squares += np.square(y[part, None] - y[start:])
        distance = np.sqrt(squares, out=squares)  # the way back is as long
        far[part] += distance @ weights[start:]
        far[beyond] += distance[:, step:].T @ weights[part]
    return far


def _silhouette(members: Floats, far: Floats) -> float:
    sizes = members.sum(axis=0)
    if np.count_nonzero(sizes) < 2:
        return -1.0
    mean = np.where(sizes > 0, far / np.maximum(sizes, 1), np.inf)
    total = 0.0
    for group in np.flatnonzero(sizes > 1):
        inside = far[:, group] / (sizes[group] - 1)
        others = np.delete(mean, group, axis=1).min(axis=1)
        larger = np.maximum(inside, others)
        value = np.divide(others - inside, larger, out=np.zeros(len(larger)), where=larger > 0)
        total += float(np.dot(value, members[:, group]))
    return total / float(sizes.sum())
