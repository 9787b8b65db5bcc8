"""What may be told of groups of people, so that nobody is found in a small one."""

from collections.abc import Mapping
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
