"""Groups that stand: large enough, and found again when only half of the people are asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import counts
from sopu.core.opinion.grouping import MOST_GROUPS, clearness, gathered
from sopu.core.opinion.kmeans import Labels, Points, divide, nearest
from sopu.core.opinion.placing import Placing, place
from sopu.core.opinion.shapes import WhyNoGroups
from sopu.core.opinion.votes import Votes

FEWEST_PEOPLE = 20
FEWEST_IN_GROUP = 5
SMALLEST_SHARE = 0.05
"""A group has at least five people, and at least this share of those who are grouped."""

RESAMPLES = 20
LARGEST_RESAMPLE = 2_000
STABLE = 0.6
"""The mean adjusted Rand index from which groups are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """Groups by person (people; -1 none), their sizes, how stable they are, and why there are none."""

    labels: Labels
    sizes: tuple[int, ...]
    stability: float | None
    why: str


def stable_groups(votes: Votes, placing: Placing, grouped: NDArray[np.intp], seed: int) -> Found:
    """The groups among `grouped` people (indexes, rising); none where fewer than 20, or where they do not stand."""
    nobody = np.full(votes.people, -1, dtype=np.int8)
    if len(grouped) < FEWEST_PEOPLE:
        few = WhyNoGroups.TOO_FEW_PEOPLE if len(np.unique(votes.person)) < FEWEST_PEOPLE else WhyNoGroups.TOO_FEW_VOTES
        return Found(nobody, (), None, few)
    points = placing.points[grouped]
    ways = [way for k in range(2, MOST_GROUPS + 1) if (way := division(points, k)) is not None]
    if not ways:
        return Found(nobody, (), None, WhyNoGroups.UNSTABLE)
    stabilities = _stabilities(votes, grouped, ways, seed)
    scores = clearness_of(points, ways)
    stands = [number for number, stability in enumerate(stabilities) if stability >= STABLE]
    if not stands:
        return Found(nobody, (), max(stabilities), WhyNoGroups.UNSTABLE)
    best = max(stands, key=lambda number: scores[number])
    labels = _in_order(ways[best])
    nobody[grouped] = labels
    return Found(nobody, tuple(np.bincount(labels[labels >= 0]).tolist()), stabilities[best], "")


def clearness_of(points: Points, ways: list[Labels]) -> list[float]:
    """The mean silhouette of each way among those it puts in a group."""
    return [clearness(points[way >= 0], [way[way >= 0]])[0] for way in ways]


def division(points: Points, k: int) -> Labels | None:
    """The points (n × 2) in `k` groups, -1 for those whose group would be too small; None when fewer than two stand."""
    centres = _spread_out(points, k)
    if len(centres) < k:
        return None
    if len(points) > 10_000:
        grid = gathered(points, 256)
        labels = nearest(points, divide(grid.middles, centres, grid.weights).centres)
    else:
        labels = divide(points, centres).labels
    sizes = np.bincount(labels, minlength=k)
    large = np.flatnonzero(sizes >= max(FEWEST_IN_GROUP, SMALLEST_SHARE * len(points)))
    if len(large) < 2:
        return None
    number = np.full(k, -1, dtype=np.int8)
    number[large] = np.arange(len(large))
    return number[labels]


def _spread_out(points: Points, k: int) -> Points:
    """Up to `k` distinct centres to begin with, along the first direction at equal ranks."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    ranks = ((2 * np.arange(k) + 1) * len(points)) // (2 * k)
    return np.unique(points[order[ranks]], axis=0)


def _stabilities(votes: Votes, grouped: NDArray[np.intp], ways: list[Labels], seed: int) -> list[float]:
    """The mean adjusted Rand index of each way with what halves of the people show."""
    draw = np.random.default_rng(seed)
    size = min(len(grouped) // 2, LARGEST_RESAMPLE)
    agreed = np.zeros((RESAMPLES, len(ways)))
    for number in range(RESAMPLES):
        chosen = np.sort(draw.permutation(len(grouped))[:size])
        half = votes.of_people(grouped[chosen])
        points = place(half, counts(half), np.zeros(half.statements, dtype=bool)).points
        for column, way in enumerate(ways):
            again = division(points, int(way.max()) + 1)
            agreed[number, column] = 0.0 if again is None else rand_index(way[chosen], again)
    return [float(mean) for mean in agreed.mean(axis=0)]


def rand_index(one: Labels, other: Labels) -> float:
    """The adjusted Rand index of two ways to group (n): 1 the same, about 0 by chance (Hubert & Arabie 1985)."""
    width = int(other.max()) + 2
    height = int(one.max()) + 2
    table = np.bincount((one.astype(np.intp) + 1) * width + other + 1, minlength=height * width).reshape(height, width)
    both, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = rows * columns / max(_pairs(np.array([len(one)])), 1.0)
    largest = (rows + columns) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def _pairs(counted: NDArray[np.integer]) -> float:
    wide = counted.astype(np.float64)
    return float((wide * (wide - 1) / 2).sum())


def _in_order(labels: Labels) -> Labels:
    """Groups numbered from the largest, of equals by who comes first."""
    sizes = np.bincount(labels[labels >= 0])
    first = [int(np.argmax(labels == group)) for group in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], first[group]))
    number = np.empty(len(sizes) + 1, dtype=np.int8)
    number[-1] = -1
    number[order] = np.arange(len(sizes))
    return number[labels]
