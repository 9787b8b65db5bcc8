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
    labels = np.full(len(points), -1)
    for _step in range(steps):
        before, labels = labels, _nearest(x, y, centres)
        moved = _means(x, y, labels, centres, weights)
        shift = float(np.square(moved - centres).sum())
        centres = moved
        if np.array_equal(labels, before):
            return Division(centres + middle, labels.astype(np.int8))
        if shift <= enough:
            break
    return Division(centres + middle, _nearest(x, y, centres).astype(np.int8))


def nearest(points: Points, centres: Points) -> Labels:
    """The nearest of `centres` (k × 2) for each of `points` (n × 2); of equals the first."""
    return _nearest(points[:, 0], points[:, 1], centres).astype(np.int8)


def _nearest(x: Points, y: Points, centres: Points) -> NDArray[np.intp]:
    """Of two centres that one is nearer for which x·c - |c|² / 2 is larger."""
    labels = np.zeros(len(x), dtype=np.intp)
    best = _nearness(x, y, *centres[0].tolist())
    for number, (cx, cy) in enumerate(centres[1:].tolist(), start=1):
        nearness = _nearness(x, y, cx, cy)
        np.putmask(labels, nearness > best, number)
        np.maximum(best, nearness, out=best)
    return labels


def _nearness(x: Points, y: Points, cx: float, cy: float) -> Points:
    nearness = x * cx
    nearness += y * cy
    nearness -= (cx * cx + cy * cy) / 2
    return nearness


def _means(
    x: Points, y: Points, labels: NDArray[np.intp], centres: Points, weights: NDArray[np.float64] | None
) -> Points:
    k = len(centres)
    mass_x, mass_y = (x, y) if weights is None else (x * weights, y * weights)
    count = np.bincount(labels, weights=weights, minlength=k).astype(np.float64)
    sums = np.array([np.bincount(labels, weights=one, minlength=k) for one in (mass_x, mass_y)]).T
    if not count.all():
        _settle(x, y, labels.copy(), centres, weights, sums, count)
    return np.asarray(sums / np.maximum(count, 1e-300)[:, None])


def _settle(
    x: Points,
    y: Points,
    labels: NDArray[np.intp],
    centres: Points,
    weights: NDArray[np.float64] | None,
    sums: Points,
    count: NDArray[np.float64],
) -> None:
    """Gives each centre without points the point that lies farthest from its own, in `sums` and `count`."""
    for empty in np.flatnonzero(count == 0):
        away = np.square(x - centres[labels, 0]) + np.square(y - centres[labels, 1])
        far = int(away.argmax())
        share = 1.0 if weights is None else float(weights[far])
        place = np.array([x[far], y[far]]) * share
        sums[labels[far]] -= place
        count[labels[far]] -= share
        sums[empty], count[empty], labels[far] = place, share, empty
