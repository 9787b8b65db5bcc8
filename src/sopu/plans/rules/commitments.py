"""What binds a party, which level fits whom, and when a party that has answered may be asked again."""

from dataclasses import dataclass
from enum import Enum, auto

from sopu.plans.rules.values import Level, Stage


class Misfit(Enum):
    """Why a level is not a party's to take."""

    ANOTHER_LEADS = auto()
    MUST_LEAD = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said last: `revision` is the measure's that it had before it."""

    stage: str
    level: str
    revision: int


def binds(stage: str, level: str) -> bool:
    """Whether a party has said yes of its own, and to more than an opting out."""
    return stage in (Stage.ACCEPTED, Stage.AMENDED) and level != Level.OPTS_OUT


def misfit_of(level: str, *, is_responsible: bool) -> Misfit | None:
    """The responsible party leads or stays out altogether, and nobody else leads: exactly one does."""
    if level == Level.LEADS and not is_responsible:
        return Misfit.ANOTHER_LEADS
    if is_responsible and level not in (Level.LEADS, Level.OPTS_OUT):
        return Misfit.MUST_LEAD
    return None


def may_ask_again(said: Said, *, is_same: bool, revision: int) -> bool:
    """Who has answered is asked again when the measure has changed since, or they declined and this is another."""
    return said.revision < revision or (said.stage == Stage.DECLINED and not is_same)
