"""In which languages goals, measures and commitments are told."""

from collections.abc import Iterable, Iterator

from sopu.plans.models import Commitment, Goal, Measure
from sopu.plans.queries.plan_rows import PlanRows
from sopu.plans.rules import Level
from sopu.plans.rules.words import LANGUAGES, OF_MEASURE


def lacks_words(owner: object, fields: Iterable[str], language: str) -> bool:
    """Whether something of it is told, and not in this language."""
    others = [one for one in LANGUAGES if one != language]
    return any(
        not getattr(owner, f"{field}_{language}") and any(getattr(owner, f"{field}_{one}") for one in others)
        for field in fields
    )


def lacking(owner: Goal | Measure | Commitment, languages: Iterable[str]) -> tuple[str, ...]:
    """The languages in which not all of it is told."""
    return tuple(language for language in languages if lacks_words(owner, _fields(owner), language))


def _fields(owner: Goal | Measure | Commitment) -> tuple[str, ...]:
    if isinstance(owner, Commitment):
        return () if owner.level == Level.OPTS_OUT else ("text",)
    return tuple(OF_MEASURE) if isinstance(owner, Measure) else ("name",)


def is_told(rows: PlanRows, language: str) -> Iterator[bool]:
    """Of each goal, measure and commitment of the plan, whether all of it is told in the language."""
    if not rows.goals:
        yield False
    told: list[Goal | Measure | Commitment] = [*rows.goals, *rows.measures, *rows.binding]
    yield from (not lacking(one, [language]) for one in told)
