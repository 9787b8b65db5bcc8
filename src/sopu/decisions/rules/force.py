"""Whether a document is in force: its condition, evaluated on what every party has decided, and explained.

An agreement of many authorities comes into force as it says itself, most often when all have approved it by identical
decisions (Finnish: yhtäpitävillä päätöksillä). Identical is meant to the letter: an approval counts when it names the
fingerprint of the submitted wording in the party's own language. One with a condition, one with changes, and one on
other words are decisions, and not identical ones. A decision may be carried out before it is final (kuntalaki 410/2015,
143 §; laki hyvinvointialueesta 611/2021, 148 §), so an approval counts from its day, and those still open to appeal are
told apart.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopu.decisions.rules.states import Outcome, State


class ConditionKind(StrEnum):
    """What brings a document into force."""

    ALL = "all"
    AT_LEAST = "at_least"
    NAMED = "named"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition as data: whose approval it takes (`count` of the parties, or those `named`), and its first day."""

    kind: ConditionKind
    count: int = 0
    named: frozenset[str] = frozenset()
    not_before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where one party stands: what its deciding body did last, with which wording, when, and whether that is final.

    `outcome` tells what was decided where `standing` tells only that the appeal period runs or has passed.
    """

    party: str
    standing: State
    fingerprint: str = ""
    on: dt.date | None = None
    is_final: bool = False
    outcome: Outcome | None = None

    @property
    def decided(self) -> State:
        """What was decided, whatever time has brought since."""
        if self.standing not in {State.APPEAL, State.FINAL}:
            return self.standing
        return State(self.outcome.value) if self.outcome else State.NOT_STARTED


class Why(StrEnum):
    """Why a party's approval is missing."""

    NO_DECISION = "no_decision"
    BOARD_AGENDA = "board_agenda"
    PROPOSED = "proposed"
    COUNCIL_AGENDA = "council_agenda"
    OTHER_WORDING = "other_wording"
    NO_DAY = "no_day"
    CONDITIONAL = "conditional"
    AMENDED = "amended"
    DEFERRED = "deferred"
    RETURNED = "returned"
    REJECTED = "rejected"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Missing:
    """A party whose approval would count and isn't there: why, and the day of what it did instead."""

    party: str
    why: Why
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Force:
    """Whether a document is in force, since when, and what that stands on; parties are in the order of their keys.

    `since` lies ahead when all that is needed has been decided and the day hasn't come. `open_to_appeal` are those of
    the approvals that are not final.
    """

    is_in_force: bool
    since: dt.date | None
    approved: tuple[str, ...]
    open_to_appeal: tuple[str, ...]
    other_wording: tuple[str, ...]
    missing: tuple[Missing, ...]
    needed: int


def force_of(
    condition: Condition, positions: Iterable[Position], *, wording: Mapping[str, str], today: dt.date
) -> Force:
    """Evaluate the condition on the positions of all parties, each once, in whatever order.

    `wording` is the fingerprint of the submitted version in the language in which each party decides. `since` is the
    later of the condition's day and the day of the approval that made it true. Raises ValueError when a party stands
    twice.
    """
    stands = sorted(positions, key=lambda one: one.party)
    if len({one.party for one in stands}) < len(stands):
        raise ValueError("A party stands once.")
    approvals = {one.party: one for one in stands if _why(one, wording) is None}
    asked, needed = _asked(condition, stands)
    since = _since(condition, [one.on for one in approvals.values() if one.on and one.party in asked], needed)
    return Force(
        is_in_force=since is not None and since <= today,
        since=since,
        approved=tuple(approvals),
        open_to_appeal=tuple(party for party, one in approvals.items() if not one.is_final),
        other_wording=tuple(one.party for one in stands if _why(one, wording) is Why.OTHER_WORDING),
        missing=_missing(asked, stands, wording),
        needed=needed,
    )


def _asked(condition: Condition, stands: list[Position]) -> tuple[frozenset[str], int]:
    """Whose approvals count, and how many are needed."""
    parties = frozenset(one.party for one in stands)
    if condition.kind is ConditionKind.ALL:
        return parties, len(parties)
    if condition.kind is ConditionKind.AT_LEAST:
        return parties, condition.count
    if condition.kind is ConditionKind.NAMED:
        return condition.named, len(condition.named)
    return frozenset(), 0


def _since(condition: Condition, days: list[dt.date], needed: int) -> dt.date | None:
    """The day on which the condition is true: of enough approvals the last one that was needed, or its own day.

    A condition that needs nobody is met by its day alone, and by nothing when it has none.
    """
    if condition.kind is ConditionKind.DATE:
        return condition.not_before
    if needed < 1 or len(days) < needed:
        return None
    met_on = sorted(days)[needed - 1]
    return max(met_on, condition.not_before or met_on)


def _missing(asked: frozenset[str], stands: list[Position], wording: Mapping[str, str]) -> tuple[Missing, ...]:
    at = {one.party: one for one in stands}
    positions = (at.get(party) or Position(party, State.NOT_STARTED) for party in sorted(asked))
    lacks = ((one, _why(one, wording)) for one in positions)
    return tuple(Missing(one.party, why, one.on) for one, why in lacks if why)


def _why(one: Position, wording: Mapping[str, str]) -> Why | None:
    """Why this isn't an identical decision; nothing when it is one."""
    decided = one.decided
    if decided is State.NOT_STARTED:
        return Why.NO_DECISION
    if decided is not State.APPROVED:
        return Why(decided.value)
    if not one.fingerprint or wording.get(one.party) != one.fingerprint:
        return Why.OTHER_WORDING
    return None if one.on else Why.NO_DAY
