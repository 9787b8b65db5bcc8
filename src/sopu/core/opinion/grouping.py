"""How many groups there are, and who is in which."""

import numpy as np

from sopu.core.opinion.grids import gathered
from sopu.core.opinion.kmeans import Division, Labels, Points, divide, nearest
from sopu.core.opinion.silhouettes import silhouettes

MOST_GROUPS = 5
FEW = 5_000
"""Up to so many people distances are measured between all; beyond it between cells of a fine grid."""

MANY = 50_000
"""Beyond so many people the centres too are found on the cells of a grid."""


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
    grid = None if len(points) <= FEW else gathered(points, 64)
    return silhouettes(points, labels, grid)
