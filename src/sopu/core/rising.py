"""What kept its order when other things were moved around it."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run of numbers that only grow, others left out between them (Schensted 1961)."""
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        size = bisect_left(lasts, number)
        before.append(ends[size - 1] if size else -1)
        ends[size : size + 1], lasts[size : size + 1] = [place], [number]
    found: set[int] = set()
    step = ends[-1] if ends else -1
    while step >= 0:
        found.add(step)
        step = before[step]
    return found
