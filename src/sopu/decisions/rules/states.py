"""Where a case stands: a graph of states that is data, and the walk on it.

One party's handling of one wording begins when it is submitted. The board prepares what the council decides and sees to
it that it is done (kuntalaki 410/2015, 39 §; laki hyvinvointialueesta 611/2021, 43 §), so an item goes from the board's
agenda to the council's; which of them decides differs by party and by document, and comes in as `decides`. Reality wins
over the graph: a record that no arrow leads along is followed all the same, and told of.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The level of a body of a party: its board, or its council, which is the highest."""

    BOARD = "board"
    COUNCIL = "council"


class Outcome(StrEnum):
    """What a body did with an item on its agenda."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    CONDITIONAL = "conditional"
    AMENDED = "amended"
    DEFERRED = "deferred"
    RETURNED = "returned"
    REJECTED = "rejected"
    NOTED = "noted"
    REMOVED = "removed"


class State(StrEnum):
    """Where a party's handling of a document stands."""

    NOT_STARTED = "not_started"
    BOARD_AGENDA = "board_agenda"
    PROPOSED = "proposed"
    COUNCIL_AGENDA = "council_agenda"
    APPROVED = "approved"
    CONDITIONAL = "conditional"
    AMENDED = "amended"
    DEFERRED = "deferred"
    RETURNED = "returned"
    REJECTED = "rejected"
    NOTED = "noted"
    APPEAL = "appeal"
    FINAL = "final"


class Passage(StrEnum):
    """What comes from outside the meetings: the minutes are published, time passes, an appeal is upheld."""

    PUBLISHED = "published"
    PASSED = "passed"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class Placing:
    """An item comes to the agenda of a body of this level."""

    level: Level


@dataclass(frozen=True, slots=True)
class Ruling:
    """A body of this level handles the item, with this outcome."""

    level: Level
    outcome: Outcome


Cause = Placing | Ruling | Passage


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one state to another, and by what; `decides` says at which parties, all of them when it is empty."""

    source: State
    by: Cause
    target: State
    decides: Level | None = None

    def is_of(self, decides: Level) -> bool:
        """Whether the arrow is there where that level decides."""
        return self.decides in {None, decides}


@dataclass(frozen=True, slots=True)
class Placed:
    """A record: the item was placed on the agenda of that meeting day."""

    level: Level
    on: dt.date

    @property
    def cause(self) -> Cause:
        """What it is in the graph."""
        return Placing(self.level)

    @property
    def implies(self) -> Cause:
        """What must have come before, recorded or not: nothing but itself."""
        return self.cause


@dataclass(frozen=True, slots=True)
class Decided:
    """A record: the body handled the item on that day."""

    level: Level
    on: dt.date
    outcome: Outcome

    @property
    def cause(self) -> Cause:
        """What it is in the graph."""
        return Ruling(self.level, self.outcome)

    @property
    def implies(self) -> Cause:
        """A body can't handle what is not on its agenda."""
        return Placing(self.level)


@dataclass(frozen=True, slots=True)
class Annulled:
    """A record: an appeal against the decision before it was upheld on that day."""

    on: dt.date

    @property
    def cause(self) -> Cause:
        """What it is in the graph."""
        return Passage.ANNULLED

    @property
    def implies(self) -> Cause:
        """There is no appeal against what was never published."""
        return Passage.PUBLISHED


Act = Placed | Decided | Annulled

_DECIDED = (State.APPROVED, State.CONDITIONAL, State.AMENDED, State.REJECTED)
"""States that a body can be appealed against: it has decided the matter, one way or the other."""
_LEFT_OPEN = (State.DEFERRED, State.RETURNED)
_AGENDA = {Level.BOARD: State.BOARD_AGENDA, Level.COUNCIL: State.COUNCIL_AGENDA}


def _handled(level: Level) -> tuple[Arrow, ...]:
    """What a body can do with the item on its agenda: decide or note where it decides, and leave it open anywhere."""
    agenda, ends = _AGENDA[level], (*_DECIDED, State.NOTED)
    final = (Arrow(agenda, Ruling(level, Outcome(end.value)), end, level) for end in ends)
    opened = (Arrow(agenda, Ruling(level, Outcome(state.value)), state) for state in _LEFT_OPEN)
    return *final, *(_only_where_it_is(level, arrow) for arrow in opened)


def _only_where_it_is(level: Level, arrow: Arrow) -> Arrow:
    """Boards handle everybody's items, councils only those that they decide."""
    return arrow if level is Level.BOARD else Arrow(arrow.source, arrow.by, arrow.target, Level.COUNCIL)


GRAPH: tuple[Arrow, ...] = (
    Arrow(State.NOT_STARTED, Placing(Level.BOARD), State.BOARD_AGENDA),
    Arrow(State.BOARD_AGENDA, Ruling(Level.BOARD, Outcome.PROPOSED), State.PROPOSED, Level.COUNCIL),
    *_handled(Level.BOARD),
    Arrow(State.BOARD_AGENDA, Ruling(Level.BOARD, Outcome.REMOVED), State.NOT_STARTED),
    Arrow(State.BOARD_AGENDA, Ruling(Level.BOARD, Outcome.REMOVED), State.DEFERRED),
    Arrow(State.BOARD_AGENDA, Ruling(Level.BOARD, Outcome.REMOVED), State.RETURNED),
    Arrow(State.PROPOSED, Placing(Level.COUNCIL), State.COUNCIL_AGENDA, Level.COUNCIL),
    *_handled(Level.COUNCIL),
    Arrow(State.COUNCIL_AGENDA, Ruling(Level.COUNCIL, Outcome.REMOVED), State.PROPOSED, Level.COUNCIL),
    Arrow(State.COUNCIL_AGENDA, Ruling(Level.COUNCIL, Outcome.REMOVED), State.DEFERRED, Level.COUNCIL),
    Arrow(State.DEFERRED, Placing(Level.BOARD), State.BOARD_AGENDA),
    Arrow(State.DEFERRED, Placing(Level.COUNCIL), State.COUNCIL_AGENDA, Level.COUNCIL),
    Arrow(State.RETURNED, Placing(Level.BOARD), State.BOARD_AGENDA),
    *(Arrow(state, Passage.PUBLISHED, State.APPEAL) for state in _DECIDED),
    Arrow(State.APPEAL, Passage.PASSED, State.FINAL),
    Arrow(State.APPEAL, Passage.ANNULLED, State.RETURNED),
)
"""Every step that the law and the practice of meetings expect.

An item removed from an agenda goes back to where it came to the agenda from, which is why that has several arrows. A
decision that is annulled leaves the matter undecided, and it must be prepared again.
"""


@dataclass(frozen=True, slots=True)
class Walked:
    """One record on the walk: from where to where, and whether the graph expected it."""

    act: Act
    source: State
    target: State
    is_expected: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The walk so far: each step, and where it has led, before what time brings."""

    steps: tuple[Walked, ...]
    state: State

    @property
    def unexpected(self) -> tuple[Walked, ...]:
        """Steps that no arrow leads along: something isn't recorded, or was recorded of the wrong body."""
        return tuple(step for step in self.steps if not step.is_expected)


def expected(state: State, decides: Level) -> tuple[Arrow, ...]:
    """The arrows that lead on from a state where that level decides; none from where the walk ends."""
    return tuple(arrow for arrow in GRAPH if arrow.source is state and arrow.is_of(decides))


def course_of(acts: Sequence[Act], *, decides: Level) -> Course:
    """The walk along records of one wording, in the order in which they stand; corrected ones are not among them.

    A decision of which no placing was recorded walks along the placing too, and an annulment along the publication. A
    removal leads back to where the item came to the agenda from.
    """
    state = before_agenda = State.NOT_STARTED
    steps: list[Walked] = []
    for act in acts:
        target, is_expected = _next(state, before_agenda, act, decides)
        if isinstance(act, Placed) and state not in _AGENDA.values():
            before_agenda = state
        steps.append(Walked(act, state, target, is_expected))
        state = target
    return Course(tuple(steps), state)


def _next(state: State, before_agenda: State, act: Act, decides: Level) -> tuple[State, bool]:
    """Where a record leads, and whether the graph expected it."""
    targets = _led(state, act.cause, decides)
    if not targets and (between := _led(state, act.implies, decides)):
        before_agenda = state
        targets = [target for passed in between for target in _led(passed, act.cause, decides)]
    if not targets:
        return _as_recorded(state, act), False
    return (before_agenda if before_agenda in targets else targets[0]), True


def _led(state: State, by: Cause, decides: Level) -> list[State]:
    return [arrow.target for arrow in expected(state, decides) if arrow.by == by]


def _as_recorded(state: State, act: Act) -> State:
    """Where a record leads by its own word when no arrow does; an approval stands until the matter is decided anew."""
    if isinstance(act, Annulled):
        return State.RETURNED
    target = _AGENDA[act.level] if isinstance(act, Placed) else _decided(state, act.outcome)
    return state if state is State.APPROVED and target not in _DECIDED else target


def _decided(state: State, outcome: Outcome) -> State:
    return state if outcome is Outcome.REMOVED else State(outcome.value)


def state_of(
    acts: Sequence[Act], *, decides: Level, today: dt.date, appeal_ends: dt.date | None, final_on: dt.date | None
) -> State:
    """Where a case stands today.

    `appeal_ends` is the last day of the period of appeal of the latest decision, `final_on` the day from which it is
    final (`sopu.decisions.rules.finality`); both are nothing while the minutes are not published, and `final_on` also
    while an appeal is being handled.
    """
    state = course_of(acts, decides=decides).state
    if state not in _DECIDED:
        return state
    if final_on is not None and today >= final_on:
        return State.FINAL
    return State.APPEAL if appeal_ends is not None else state
