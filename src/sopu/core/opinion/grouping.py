"""How many groups there are, and who is in which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.kmeans import Division, Labels, Points, divide, nearest
from sopu.core.opinion.silhouettes import silhouettes

MOST_GROUPS = 5
FEW = 5_000
"""Up to so many people distances are measured between all; beyond it between cells of a fine grid."""

MANY = 50_000
"""Beyond so many people the centres too are found on the cells of a grid."""


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


def first_distinct(points: Points, most: int) -> Points:
    """The first distinct points in order of their coordinates, at most so many (Polis starts from them)."""
    if len(points) > 1000:
        edge = np.partition(points[:, 0], 999)[999]
        near = points[points[:, 0] <= edge]
        distinct = np.unique(near, axis=0)
        if len(distinct) >= most:
            return distinct[:most]
    return np.unique(points, axis=0)[:most]


def divisions(points: Points) -> dict[int, Division]:
    """The points (n × 2) divided into 2 … 5 groups, as many as there are distinct points for; the field's way."""
    starts = first_distinct(points, MOST_GROUPS)
    sizes = range(2, len(starts) + 1)
    if len(points) <= MANY:
        return {k: divide(points, starts[:k]) for k in sizes}
    grid = gathered(points, 512)
    found = {}
    for k in sizes:
        centres = divide(grid.middles, starts[:k], grid.weights).centres
        found[k] = Division(centres, nearest(points, centres))
    return found


def clearness(points: Points, labels: list[Labels]) -> list[float]:
    """The mean silhouette of each way to divide the points; exact up to 5,000 points, on a grid beyond.

    On the grid a point is measured as the middle of its cell's points.
    """
    if len(points) <= FEW:
        return silhouettes(points, labels)
    grid = gathered(points, 64)
    return _gridded(grid, labels)


def _gridded(grid: Grid, labels: list[Labels]) -> list[float]:
    """The same over cells, each of which may have points of several groups."""
    wide = [one.astype(np.intp) for one in labels]
    widths = [int(one.max()) + 1 for one in wide]
    cells = len(grid.weights)
    members = [
        np.bincount(grid.cell * width + one, minlength=cells * width).reshape(cells, width).astype(np.float64)
        for one, width in zip(wide, widths, strict=True)
    ]
    distance = np.sqrt(
        np.square(grid.middles[:, :1] - grid.middles[None, :, 0])
        + np.square(grid.middles[:, 1:] - grid.middles[None, :, 1])
    )
    far = np.split(distance @ np.hstack(members), np.cumsum(widths)[:-1], axis=1)
    return [_cells_silhouette(own, sums) for own, sums in zip(members, far, strict=True)]


def _cells_silhouette(members: NDArray[np.float64], far: NDArray[np.float64]) -> float:
    sizes = members.sum(axis=0)
    if np.count_nonzero(sizes) < 2:
        return -1.0
    mean = np.where(sizes > 0, far / np.maximum(sizes, 1), np.inf)
    total = 0.0
    for group in np.flatnonzero(sizes > 1):
        inside = far[:, group] / (sizes[group] - 1)
        others = np.delete(mean, group, axis=1).min(axis=1)
        larger = np.maximum(inside, others)
        value = np.where(larger > 0, (others - inside) / np.where(larger > 0, larger, 1.0), 0.0)
        total += float(np.dot(value, members[:, group]))
    return total / float(sizes.sum())
