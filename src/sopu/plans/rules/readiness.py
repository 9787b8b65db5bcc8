"""What must be true of a plan before it is given to the boards, and what is worth a thought.

Each rule is a function from the facts of a plan to what it lacks. What *blocks* would make the plan say less than it
promises: a goal that nothing is done for, a measure that nobody leads, a party that says nothing. What is only *noted*
lies outside the plan (whom to turn to, how long the agreement runs, whether the law's minimum has been met) or is still
another's to say (a proposal that waits), and keeps no board from deciding.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopu.plans.rules.values import Level


class Severity(StrEnum):
    """Whether a lack keeps a plan from being submitted."""

    BLOCKS = "blocks"
    NOTES = "notes"


class Rule(StrEnum):
    """What is asked of a plan, in the order in which a page asks it."""

    GOALS = "goals"
    MEASURES = "measures"
    RESPONSIBLE = "responsible"
    LEADS = "leads"
    INDICATORS = "indicators"
    TIMES = "times"
    DEPENDENCIES = "dependencies"
    COMMITMENTS = "commitments"
    ANSWERS = "answers"
    LANGUAGES = "languages"
    TEXT = "text"
    CONTACTS = "contacts"
    AGREEMENT = "agreement"
    DUTY = "duty"


class Code(StrEnum):
    """What is lacking."""

    NO_GOAL = "no_goal"
    NO_MEASURE = "no_measure"
    NO_RESPONSIBLE = "no_responsible"
    DOES_NOT_LEAD = "does_not_lead"
    LEADS_ANOTHERS = "leads_anothers"
    NO_INDICATOR = "no_indicator"
    NO_TIME = "no_time"
    OUTSIDE_PLAN = "outside_plan"
    IN_A_RING = "in_a_ring"
    NO_COMMITMENT = "no_commitment"
    UNANSWERED = "unanswered"
    NO_LANGUAGE = "no_language"
    OWN_WORDS = "own_words"
    BY_HAND = "by_hand"
    FREE_LANGUAGE = "free_language"
    ONLY_HEADING = "only_heading"
    NO_CONTACT = "no_contact"
    AGREEMENT_BEGINS = "agreement_begins"
    AGREEMENT_ENDS = "agreement_ends"
    NOT_NEGOTIATED = "not_negotiated"


RULES: Mapping[Code, tuple[Rule, Severity]] = {
    Code.NO_GOAL: (Rule.GOALS, Severity.BLOCKS),
    Code.NO_MEASURE: (Rule.MEASURES, Severity.BLOCKS),
    Code.NO_RESPONSIBLE: (Rule.RESPONSIBLE, Severity.BLOCKS),
    Code.DOES_NOT_LEAD: (Rule.LEADS, Severity.BLOCKS),
    Code.LEADS_ANOTHERS: (Rule.LEADS, Severity.BLOCKS),
    Code.NO_INDICATOR: (Rule.INDICATORS, Severity.BLOCKS),
    Code.NO_TIME: (Rule.TIMES, Severity.BLOCKS),
    Code.OUTSIDE_PLAN: (Rule.TIMES, Severity.BLOCKS),
    Code.IN_A_RING: (Rule.DEPENDENCIES, Severity.BLOCKS),
    Code.NO_COMMITMENT: (Rule.COMMITMENTS, Severity.BLOCKS),
    Code.UNANSWERED: (Rule.ANSWERS, Severity.NOTES),
    Code.NO_LANGUAGE: (Rule.LANGUAGES, Severity.BLOCKS),
    Code.OWN_WORDS: (Rule.LANGUAGES, Severity.NOTES),
    Code.BY_HAND: (Rule.TEXT, Severity.BLOCKS),
    Code.FREE_LANGUAGE: (Rule.TEXT, Severity.BLOCKS),
    Code.ONLY_HEADING: (Rule.TEXT, Severity.NOTES),
    Code.NO_CONTACT: (Rule.CONTACTS, Severity.NOTES),
    Code.AGREEMENT_BEGINS: (Rule.AGREEMENT, Severity.NOTES),
    Code.AGREEMENT_ENDS: (Rule.AGREEMENT, Severity.NOTES),
    Code.NOT_NEGOTIATED: (Rule.DUTY, Severity.NOTES),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a plan lacks: of which goal, measure or party, in which goal areas or languages, since which day.

    `measures` are those of a ring of dependencies, or those that a party has not answered to; `clause` is one of the
    text.
    """

    code: Code
    goal: int | None = None
    measure: int | None = None
    party: int | None = None
    clause: int | None = None
    areas: tuple[int, ...] = ()
    measures: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    day: dt.date | None = None

    @property
    def rule(self) -> Rule:
        """The rule that asks for it."""
        return RULES[self.code][0]

    @property
    def severity(self) -> Severity:
        """Whether it keeps the plan from being submitted."""
        return RULES[self.code][1]


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal that stands, and the languages that are needed and in which it isn't told."""

    key: int
    area: int
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure that stands. It is `measured` when it has an indicator, or says why it has none."""

    key: int
    goal: int
    area: int
    responsible: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    is_measured: bool
    depends_on: tuple[int, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """What a party has said to a measure; `is_binding` is a yes of its own that is more than an opting out."""

    measure: int
    party: int
    level: str
    is_binding: bool
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFact:
    """A clause of the plan's text: written by hand where it comes from the data, or free and not ready."""

    key: int
    is_by_hand: bool = False
    lacking: tuple[str, ...] = ()
    is_only_heading: bool = False


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as the rules read it; everything is named by its key, and stands in the order of the plan.

    `waiting` are proposals (measure, party) that no answer has come to. `opt_outs` and `contacts` are (party, goal
    area); a contact point for all goal areas has None. `agreement` is the first and last day of the agreement in force.
    `not_negotiated` are parties with which the law's minimum isn't met.
    """

    starts_on: dt.date
    ends_on: dt.date
    areas: tuple[int, ...]
    parties: tuple[int, ...]
    goals: tuple[GoalFact, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    commitments: tuple[CommitmentFact, ...] = ()
    waiting: tuple[tuple[int, int], ...] = ()
    opt_outs: frozenset[tuple[int, int]] = frozenset()
    contacts: frozenset[tuple[int, int | None]] = frozenset()
    clauses: tuple[ClauseFact, ...] = ()
    agreement: tuple[dt.date | None, dt.date | None] = (None, None)
    not_negotiated: tuple[int, ...] = ()


def lacks_of(facts: PlanFacts) -> tuple[Lack, ...]:
    """All that the plan lacks, rule by rule."""
    found = [
        *_areas_without_goals(facts),
        *_goals_without_measures(facts),
        *(lack for measure in facts.measures for lack in _of_measure(facts, measure)),
        *(Lack(Code.IN_A_RING, measures=ring) for ring in rings({one.key: one.depends_on for one in facts.measures})),
        *_leading(facts),
        *_parties_without_commitments(facts),
        *_unanswered(facts),
        *_languages(facts),
        *_text(facts),
        *_parties_without_contacts(facts),
        *_agreement(facts),
        *(Lack(Code.NOT_NEGOTIATED, party=party) for party in facts.not_negotiated),
    ]
    order = tuple(Rule)
    return tuple(sorted(found, key=lambda lack: order.index(lack.rule)))


def _areas_without_goals(facts: PlanFacts) -> Iterator[Lack]:
    """Every goal area has a goal."""
    have = {goal.area for goal in facts.goals}
    yield from (Lack(Code.NO_GOAL, areas=(area,)) for area in facts.areas if area not in have)


def _goals_without_measures(facts: PlanFacts) -> Iterator[Lack]:
    """Every goal has at least one measure."""
    have = {measure.goal for measure in facts.measures}
    yield from (Lack(Code.NO_MEASURE, goal=goal.key) for goal in facts.goals if goal.key not in have)


def _of_measure(facts: PlanFacts, measure: MeasureFact) -> Iterator[Lack]:
    """Exactly one is responsible; an indicator, or a reason why none; a beginning and an end inside the plan."""
    if measure.responsible is None:
        yield Lack(Code.NO_RESPONSIBLE, measure=measure.key)
    if not measure.is_measured:
        yield Lack(Code.NO_INDICATOR, measure=measure.key)
    if measure.starts_on is None or measure.ends_on is None:
        yield Lack(Code.NO_TIME, measure=measure.key)
    elif measure.starts_on < facts.starts_on or measure.ends_on > facts.ends_on:
        yield Lack(Code.OUTSIDE_PLAN, measure=measure.key)


def _leading(facts: PlanFacts) -> Iterator[Lack]:
    """The responsible party has said that it leads, and nobody else has."""
    leading = {(one.measure, one.party) for one in facts.commitments if one.is_binding and one.level == Level.LEADS}
    for measure in facts.measures:
        if measure.responsible is not None and (measure.key, measure.responsible) not in leading:
            yield Lack(Code.DOES_NOT_LEAD, measure=measure.key, party=measure.responsible)
    responsible = {measure.key: measure.responsible for measure in facts.measures}
    for measure_key, party in sorted(leading):
        if measure_key in responsible and responsible[measure_key] != party:
            yield Lack(Code.LEADS_ANOTHERS, measure=measure_key, party=party)


def _parties_without_commitments(facts: PlanFacts) -> Iterator[Lack]:
    """Each party commits itself to something in each goal area, or stays out of it and says why.

    A goal area without measures asks nobody: that it has none is told by another rule.
    """
    areas = {measure.key: measure.area for measure in facts.measures}
    asked = [area for area in facts.areas if area in areas.values()]
    bound = {(one.party, areas[one.measure]) for one in facts.commitments if one.is_binding and one.measure in areas}
    for party in facts.parties:
        silent = tuple(area for area in asked if (party, area) not in bound | facts.opt_outs)
        if silent:
            yield Lack(Code.NO_COMMITMENT, party=party, areas=silent)


def _unanswered(facts: PlanFacts) -> Iterator[Lack]:
    for party in facts.parties:
        asked = tuple(measure for measure, one in facts.waiting if one == party)
        if asked:
            yield Lack(Code.UNANSWERED, party=party, measures=asked)


def _languages(facts: PlanFacts) -> Iterator[Lack]:
    """Goals and measures are told in every language that a party needs; a party's own words are noted, being its."""
    for goal in facts.goals:
        if goal.lacking:
            yield Lack(Code.NO_LANGUAGE, goal=goal.key, languages=goal.lacking)
    for measure in facts.measures:
        if measure.lacking:
            yield Lack(Code.NO_LANGUAGE, measure=measure.key, languages=measure.lacking)
    for party in facts.parties:
        own = [one for one in facts.commitments if one.party == party and one.is_binding and one.lacking]
        if own:
            languages = tuple(sorted({language for one in own for language in one.lacking}))
            yield Lack(Code.OWN_WORDS, party=party, measures=tuple(one.measure for one in own), languages=languages)


def _text(facts: PlanFacts) -> Iterator[Lack]:
    """What the boards approve is what the plan's data say, and its free clauses say something in every language."""
    for clause in facts.clauses:
        if clause.is_by_hand:
            yield Lack(Code.BY_HAND, clause=clause.key)
        if clause.lacking:
            yield Lack(Code.FREE_LANGUAGE, clause=clause.key, languages=clause.lacking)
        if clause.is_only_heading:
            yield Lack(Code.ONLY_HEADING, clause=clause.key)


def _parties_without_contacts(facts: PlanFacts) -> Iterator[Lack]:
    """Somebody can be turned to in each party about each goal area; who is named for all of them covers each."""
    for party in facts.parties:
        if (party, None) in facts.contacts:
            continue
        missing = tuple(area for area in facts.areas if (party, area) not in facts.contacts)
        if missing:
            yield Lack(Code.NO_CONTACT, party=party, areas=missing)


def _agreement(facts: PlanFacts) -> Iterator[Lack]:
    """The plan runs while the agreement that it supplements does."""
    starts_on, ends_on = facts.agreement
    if starts_on is not None and starts_on > facts.starts_on:
        yield Lack(Code.AGREEMENT_BEGINS, day=starts_on)
    if ends_on is not None and ends_on < facts.ends_on:
        yield Lack(Code.AGREEMENT_ENDS, day=ends_on)


def rings(depends_on: Mapping[int, Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    """Those that wait for each other: each ring once, its members in the order given; one may wait for itself."""
    reach = {one: _reached(one, depends_on) for one in depends_on}
    told: set[int] = set()
    found = []
    for one in depends_on:
        if one in told or one not in reach[one]:
            continue
        ring = tuple(other for other in depends_on if other in reach[one] and one in reach[other])
        told |= {*ring}
        found.append(ring)
    return tuple(found)


def _reached(start: int, depends_on: Mapping[int, Iterable[int]]) -> frozenset[int]:
    """Everything that it waits for, directly or by others."""
    reached: set[int] = set()
    ahead = [*depends_on[start]]
    while ahead:
        one = ahead.pop()
        if one not in reached and one in depends_on:
            reached.add(one)
            ahead += depends_on[one]
    return frozenset(reached)
