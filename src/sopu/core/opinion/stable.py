"""Groups that stand: large enough, and found again when only half of the people are asked."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import counts
from sopu.core.opinion.grids import gathered
from sopu.core.opinion.grouping import MOST_GROUPS, clearness
from sopu.core.opinion.kmeans import Labels, Points, divide, nearest
from sopu.core.opinion.placing import Placing, place
from sopu.core.opinion.shapes import WhyNoGroups
from sopu.core.opinion.starts import starts
from sopu.core.opinion.votes import Votes

FEWEST_PEOPLE = 20
FEWEST_IN_GROUP = 5
SMALLEST_SHARE = 0.05
"""A group has at least five people, and at least this share of those who are grouped."""

RESAMPLES = 20
LARGEST_RESAMPLE = 2_000
MANY = 10_000
"""Beyond so many people centres are found on the cells of a grid."""

STABLE = 0.6
"""The mean adjusted Rand index from which groups are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """Groups by person (people; -1 none), their sizes, how stable they are, and why there are none."""

    labels: Labels
    sizes: tuple[int, ...]
    stability: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to divide people into `k` groups; -1 in `labels` (people) for those whose group would be too small."""

    k: int
    labels: Labels


def stable_groups(votes: Votes, placing: Placing, grouped: NDArray[np.intp], seed: int) -> Found:
    """The groups among `grouped` people (indexes, rising); none where fewer than 20, or where they do not stand.

    Of the ways that stand the one with the largest silhouette. Groups are numbered from the largest.
    """
    labels = np.full(votes.people, -1, dtype=np.int8)
    if len(grouped) < FEWEST_PEOPLE:
        voters = np.count_nonzero(placing.answers)
        return Found(
            labels, (), None, WhyNoGroups.TOO_FEW_PEOPLE if voters < FEWEST_PEOPLE else WhyNoGroups.TOO_FEW_VOTES
        )
    points = placing.points[grouped]
    ways = ways_to_divide(points, smallest(len(grouped)))
    stabilities = _stabilities(votes, placing, grouped, ways, seed)
    stands = [(way, known) for way, known in zip(ways, stabilities, strict=True) if known >= STABLE]
    if not stands:
        return Found(labels, (), max(stabilities, default=None), WhyNoGroups.UNSTABLE)
    clear = [clearness(points[way.labels >= 0], [way.labels[way.labels >= 0]])[0] for way, _ in stands]
    best, stability = stands[int(np.argmax(clear))]
    labels[grouped] = _from_largest(best.labels)
    return Found(labels, tuple(np.bincount(labels[labels >= 0]).tolist()), stability, "")


def smallest(people: int) -> int:
    """How many people a group must have at least, of so many."""
    return max(FEWEST_IN_GROUP, math.ceil(SMALLEST_SHARE * people))


def ways_to_divide(points: Points, fewest: int) -> list[Way]:
    """The points (n × 2) in 2 … 5 groups, those under `fewest` dissolved; only ways that leave two groups or more."""
    grid = gathered(points, 256) if len(points) > MANY else None
    middles, weights = (points, None) if grid is None else (grid.middles, grid.weights)
    ways = []
    for centres in starts(middles, MOST_GROUPS, weights):
        labels = nearest(points, divide(middles, centres, weights).centres)
        sizes = np.bincount(labels, minlength=len(centres))
        large = np.flatnonzero(sizes >= fewest)
        if len(large) >= 2:
            number = np.full(len(centres), -1, dtype=np.int8)
            number[large] = np.arange(len(large))
            ways.append(Way(len(centres), number[labels]))
    return ways


def _stabilities(votes: Votes, placing: Placing, grouped: NDArray[np.intp], ways: list[Way], seed: int) -> list[float]:
    """The mean adjusted Rand index of each way with what halves of the people show: 0 where they show none."""
    draw = np.random.default_rng(seed)
    size = min(len(grouped) // 2, LARGEST_RESAMPLE)
    agreed = np.zeros((RESAMPLES, len(ways)))
    nothing = np.zeros(votes.statements, dtype=bool)
    for number in range(RESAMPLES if ways else 0):
        chosen = np.sort(draw.choice(len(grouped), size, replace=False))
        half = votes.of_people(grouped[chosen])
        points = place(half, counts(half), nothing, start=placing.near, tolerance=1e-4).points
        again = {way.k: way.labels for way in ways_to_divide(points, smallest(len(grouped)) * size // len(grouped))}
        for column, way in enumerate(ways):
            if way.k in again:
                agreed[number, column] = rand_index(way.labels[chosen], again[way.k])
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


def _from_largest(labels: Labels) -> Labels:
    """Groups numbered from the largest, of equals by who comes first."""
    sizes = np.bincount(labels[labels >= 0])
    first = [int(np.argmax(labels == group)) for group in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], first[group]))
    number = np.empty(len(sizes) + 1, dtype=np.int8)
    number[-1] = -1
    number[order] = np.arange(len(sizes))
    return number[labels]
