"""Points on the map are divided into groups around centres, as near as each can be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.int8]

MOST_STEPS = 300
TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Division:
    """Centres (k × 2) and the nearest of each point."""

    centres: Points
    labels: Labels


def divide(
    points: Points, centres: Points, weights: NDArray[np.float64] | None = None, *, steps: int = MOST_STEPS
) -> Division:
    """Lloyd's algorithm from `centres` (k × 2) over `points` (n × 2), n ≥ k, each of `weights` (n) when given.

    It ends when no point changes its centre, when the squared moves of the centres sum to at most 1e-4 of the mean
    variance, or after 300 `steps`, as in scikit-learn. A centre that loses all points goes to the point that lies
    farthest from its own.
    """
    middle = points.mean(axis=0)
    x, y = np.ascontiguousarray(points[:, 0] - middle[0]), np.ascontiguousarray(points[:, 1] - middle[1])
    centres = centres - middle
    enough = TOLERANCE * float(points.var(axis=0).mean())
    labels = np.full(len(points), -1, dtype=np.int8)
    for _step in range(steps):
        before, labels = labels, _nearest(x, y, centres)
        moved = _means(x, y, labels, centres, weights)
        shift = float(np.square(moved - centres).sum())
        centres = moved
        if np.array_equal(labels, before):
            return Division(centres + middle, labels)
        if shift <= enough:
            break
    return Division(centres + middle, _nearest(x, y, centres))


def nearest(points: Points, centres: Points) -> Labels:
    """The nearest of `centres` (k × 2) for each of `points` (n × 2); of equals the first."""
    return _nearest(points[:, 0], points[:, 1], centres)


def _nearest(x: Points, y: Points, centres: Points) -> Labels:
    best, distance = np.full(len(x), np.inf), np.empty(len(x))
    labels = np.zeros(len(x), dtype=np.int8)
    for number, (cx, cy) in enumerate(centres.tolist()):
        np.multiply(x, -2 * cx, out=distance)
        distance += (-2 * cy) * y
        distance += cx * cx + cy * cy
        np.copyto(labels, number, where=distance < best)
        np.minimum(best, distance, out=best)
    return labels


def _means(x: Points, y: Points, labels: Labels, centres: Points, weights: NDArray[np.float64] | None) -> Points:
    k = len(centres)
    wide = labels.astype(np.intp)
    count = np.bincount(wide, weights=weights, minlength=k).astype(np.float64)
    mass = x if weights is None else x * weights, y if weights is None else y * weights
    sums = np.column_stack([np.bincount(wide, weights=one, minlength=k) for one in mass])
    for empty in np.flatnonzero(count == 0):
        away = np.square(x - centres[wide, 0]) + np.square(y - centres[wide, 1])
        far = int(away.argmax())
        share = 1.0 if weights is None else float(weights[far])
        place = np.array([x[far], y[far]]) * share
        sums[wide[far]] -= place
        count[wide[far]] -= share
        sums[empty], count[empty], wide[far] = place, share, empty
    return np.where(count[:, None] > 0, sums / np.maximum(count, 1e-300)[:, None], centres)
