"""What a writer of a goal had before them: of two who write at once, the second is told."""

from collections.abc import Iterable, Mapping

from sopu.core.digests import sha256
from sopu.plans.models import Goal
from sopu.web.languages import LANGUAGES


def seen_of(goal: Goal) -> str:
    """What a reader of the goal has seen, in short: it changes when its names, its goal area or its clauses do."""
    return seen_in(names_of(goal), goal.goal_area_id, [one.pk for one in goal.clauses.all()])


def names_of(goal: Goal) -> dict[str, str]:
    """What it is called, by field."""
    return {f"name_{one}": getattr(goal, f"name_{one}") for one in LANGUAGES}


def seen_in(names: Mapping[str, str], goal_area: int, clauses: Iterable[int]) -> str:
    """The same of a goal that would have these names by field, this goal area and these clauses."""
    told = [f"{field}={names[field]}" for field in sorted(names)]
    return sha256("\x1f".join([*told, str(goal_area), *map(str, sorted(clauses))]).encode())
