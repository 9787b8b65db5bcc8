"""What is decided: cases, agenda items, decisions and what follows them, and minutes that were found."""

from sopu.decisions.models.cases import AgendaItem, Case, CaseQuerySet, Task
from sopu.decisions.models.decisions import (
    Appeal,
    AppealStage,
    DecidedWording,
    Decision,
    DecisionQuerySet,
    EntryIntoForce,
    Publication,
)
from sopu.decisions.models.minutes import MinutesMatch, MinutesMatchQuerySet
from sopu.decisions.models.words import OUTCOMES, STATES, SYSTEMS

__all__ = [
    "OUTCOMES",
    "STATES",
    "SYSTEMS",
    "AgendaItem",
    "Appeal",
    "AppealStage",
    "Case",
    "CaseQuerySet",
    "DecidedWording",
    "Decision",
    "DecisionQuerySet",
    "EntryIntoForce",
    "MinutesMatch",
    "MinutesMatchQuerySet",
    "Publication",
    "Task",
]
