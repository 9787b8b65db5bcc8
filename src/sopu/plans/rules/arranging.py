"""Where the clauses that come from a plan's data stand among those that people write."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A clause of the draft as it stands: its key and its depth."""

    key: str
    depth: int


def arranged(standing: Sequence[Standing], wanted: Sequence[str], behind: str) -> tuple[str, ...]:
    """The order of all keys when those `wanted` stand together, in their order.

    A clause that people put under one of them stays right behind it. Chapters of people's own stay before the plan's
    clauses or behind them, as they were. At first these come behind the chapter `behind`, or last where there is none.
    """
    own = frozenset(wanted)
    is_first_time = not any(one.key in own for one in standing)
    under: dict[str, list[str]] = {}
    before: list[str] = []
    after: list[str] = []
    at = ""
    has_begun = False
    for one in standing:
        if one.key in own:
            at, has_begun = one.key, True
        elif at and one.depth > 1:
            under.setdefault(at, []).append(one.key)
        else:
            at = ""
            (after if has_begun else before).append(one.key)
    if is_first_time:
        before, after = _split(standing, behind)
    return (*before, *(key for one in wanted for key in (one, *under.get(one, ()))), *after)


def _split(standing: Sequence[Standing], behind: str) -> tuple[list[str], list[str]]:
    """The keys up to the end of the chapter `behind`, and the rest."""
    keys = [one.key for one in standing]
    if behind not in keys:
        return keys, []
    end = keys.index(behind) + 1
    while end < len(standing) and standing[end].depth > 1:
        end += 1
    return keys[:end], keys[end:]
