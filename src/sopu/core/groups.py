"""What may be told of groups of people, so that nobody is found in a small one."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TypeVar

LEAST = 5
"""Groups under five people are not shown apart."""

Key = TypeVar("Key")


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


def joined(
    people: Sequence[int], answers: Sequence[Sequence[int]], *, is_ordered: bool = False, least: int = LEAST
) -> tuple[tuple[int, ...], ...]:
    """Groups joined until each can be told apart: tuples of the numbers of the groups that are told as one.

    `people` counts each group, and `answers` (groups × questions) how many of it answered each. The weakest group, by
    the median of its answers over the questions that anybody answered, is joined with the next weakest (of
    `is_ordered` groups with the weaker neighbour) while it has fewer than `least` people, or, of three or more, while
    that median is under `least`. Groups without people are left out.
    """
    parts: list[tuple[int, ...]] = [(number,) for number, count in enumerate(people) if count]
    asked = [column for column in zip(*answers, strict=True) if any(column)]

    def size(part: tuple[int, ...]) -> int:
        return sum(people[number] for number in part)

    def strength(part: tuple[int, ...]) -> float:
        return median(sum(column[number] for number in part) for column in asked) if asked else 0.0

    def is_weak(part: tuple[int, ...]) -> bool:
        return size(part) < least or (len(parts) > 2 and bool(asked) and strength(part) < least)

    while len(parts) > 1:
        weakest = min(parts, key=lambda part: (size(part) >= least, strength(part), size(part)))
        if not is_weak(weakest):
            break
        place = parts.index(weakest)
        near = [n for n in ((place - 1, place + 1) if is_ordered else range(len(parts))) if n != place]
        other = min((parts[n] for n in near if 0 <= n < len(parts)), key=lambda part: (strength(part), size(part)))
        parts[parts.index(other)] = tuple(sorted(other + weakest))
        parts.remove(weakest)
    return tuple(parts)
