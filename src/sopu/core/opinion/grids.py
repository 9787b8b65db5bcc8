"""Very many points are gathered into the cells of a fine grid, and measured by cell."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.kmeans import Points


@dataclass(frozen=True, slots=True)
class Grid:
    """Points gathered into the cells of a grid: the middle and the number of the points of each cell, by cell."""

    cell: NDArray[np.intp]
    middles: Points
    weights: NDArray[np.float64]


def gathered(points: Points, side: int) -> Grid:
    """The points (n × 2) in a grid of `side` × `side` cells; empty cells are left out."""
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / np.where(high > low, high - low, 1.0) * side
    at = np.minimum(scaled.astype(np.intp), side - 1)
    flat = at[:, 0] * side + at[:, 1]
    count = np.bincount(flat, minlength=side * side)
    used = np.flatnonzero(count)
    number = np.zeros(side * side, dtype=np.intp)
    number[used] = np.arange(len(used))
    weights = count[used].astype(np.float64)
    sums = [np.bincount(flat, weights=points[:, axis], minlength=side * side)[used] for axis in (0, 1)]
    return Grid(number[flat], np.column_stack(sums) / weights[:, None], weights)
