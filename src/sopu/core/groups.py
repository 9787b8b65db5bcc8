"""What may be told of groups of people, so that nobody is found in a small one."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any, TypeVar

LEAST = 5
"""Groups under five people are not shown apart."""

Key = TypeVar("Key")
Part = tuple[int, ...]
"""Numbers of groups that are told as one."""


def shown_count(count: int, least: int = LEAST) -> int | None:
    """A number of people as it may be told: None when it is neither nought nor at least `least`."""
    return count if count == 0 or count >= least else None


def shown_breakdown(counts: Mapping[Key, int], least: int = LEAST) -> dict[Key, int] | None:
    """The groups as they may be told: None when any that is not empty is under `least`.

    All or nothing: with the whole known, the groups that are left would give the small one away.
    """
    if any(0 < count < least for count in counts.values()):
        return None
    return dict(counts)


def coarser(
    parts: Sequence[Part], strength: Callable[[Part], Any], *, is_ordered: bool = False, others: int | None = None
) -> tuple[Part, ...]:
    """Two parts or more with two of them told as one.

    The weakest is told with the rest, which is what is told together already and who are `others`; without a rest,
    with the next weakest. Of `is_ordered` parts the weakest is told with its weaker neighbour.
    """
    rest = [part for part in parts if not is_ordered and (len(part) > 1 or others in part)]
    weakest = min((part for part in parts if part not in rest), key=strength)
    place = parts.index(weakest)
    near = [parts[n] for n in (place - 1, place + 1) if 0 <= n < len(parts)] if is_ordered else rest or parts
    other = min((part for part in near if part != weakest), key=strength)
    both = tuple(sorted(other + weakest))
    return tuple(both if part == other else part for part in parts if part != weakest)


def joined(
    people: Sequence[int], answers: Sequence[Sequence[int]], *, is_ordered: bool = False, least: int = LEAST
) -> tuple[Part, ...]:
    """Groups joined until each can be told apart: tuples of the numbers of the groups that are told as one.

    `people` counts each group, and `answers` (groups × questions) how many of it answered each. Groups become
    `coarser`, the weakest by the median of its answers over the questions that anybody answered, while one has fewer
    than `least` people, or, of three or more, while that median is under `least`. Groups without people are left out.
    """
    parts: tuple[Part, ...] = tuple((number,) for number, count in enumerate(people) if count)
    asked = [column for column in zip(*answers, strict=True) if any(column)]

    def size(part: Part) -> int:
        return sum(people[number] for number in part)

    def median_of(part: Part) -> float:
        return median(sum(column[number] for number in part) for column in asked) if asked else 0.0

    def strength(part: Part) -> tuple[bool, float, int]:
        return size(part) >= least, median_of(part), size(part)

    def is_weak(part: Part) -> bool:
        return size(part) < least or (len(parts) > 2 and bool(asked) and median_of(part) < least)

    while len(parts) > 1 and is_weak(min(parts, key=strength)):
        parts = coarser(parts, strength, is_ordered=is_ordered)
    return tuple(sorted(parts))
