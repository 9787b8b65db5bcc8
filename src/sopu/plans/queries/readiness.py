"""Is a plan ready to be submitted? Every rule with what is fine, what is missing, and where it can be mended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sopu.core.digests import sha256
from sopu.plans.models import Plan
from sopu.plans.queries.lacks_told import Told, told
from sopu.plans.queries.plan_changes import Changes, changes_since
from sopu.plans.queries.plan_facts import facts_of
from sopu.plans.queries.plan_texts import PlanText, text_of
from sopu.plans.queries.rules_told import fine_of, title_of
from sopu.plans.rules.readiness import Lack, Rule, Severity, lacks_of
from sopu.texts.models import Version
from sopu.texts.queries.readying import seen_of


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, and what the plan lacks by it; `fine` says in a line what is so when nothing is."""

    rule: Rule
    title: str
    fine: str
    lacks: tuple[Lack, ...]
    told: tuple[Told, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks

    @property
    def is_blocking(self) -> bool:
        """Whether something that is lacking keeps the plan from being submitted."""
        return any(one.severity is Severity.BLOCKS for one in self.lacks)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What every rule says of the plan; `seen` tells this state of it from any other.

    `behind_count` is how many clauses of the text the data would word anew, `by_hand` the keys of those that a person
    has worded otherwise than the data do. `changes` are those since the version that was submitted last; while it
    `is_submitted`, that version is word for word what would be submitted now.
    """

    plan: Plan
    checks: tuple[Check, ...]
    changes: Changes | None
    behind_count: int
    by_hand: tuple[str, ...]
    measure_count: int
    commitment_count: int
    languages: tuple[str, ...]
    is_submitted: bool
    seen: str

    @property
    def blocking_count(self) -> int:
        """How many things keep the plan from being submitted."""
        return sum(one.severity is Severity.BLOCKS for check in self.checks for one in check.lacks)

    @property
    def note_count(self) -> int:
        """How many things are worth a thought."""
        return sum(one.severity is Severity.NOTES for check in self.checks for one in check.lacks)

    @property
    def is_ready(self) -> bool:
        """Whether the plan may be submitted."""
        return self.blocking_count == 0

    @property
    def lacking(self) -> tuple[Check, ...]:
        """The rules by which something is lacking, those that block first."""
        return tuple(sorted((one for one in self.checks if not one.is_fine), key=lambda one: not one.is_blocking))

    @property
    def fine(self) -> tuple[Check, ...]:
        """The rules by which nothing is lacking."""
        return tuple(one for one in self.checks if one.is_fine)


def readiness_of(plan: Plan, today: dt.date) -> Readiness:
    """What every rule says of the plan today; as many questions however many measures and parties there are."""
    text = text_of(plan)
    lacks, changes, draft = lacks_of(facts_of(text, today)), changes_since(text), seen_of(plan.document)
    behind = len(text.behind)
    return Readiness(
        plan,
        tuple(_check(rule, lacks, text) for rule in Rule),
        changes,
        behind,
        text.by_hand,
        len(text.rows.measures),
        len(text.rows.binding),
        tuple(text.told),
        changes is not None and not behind and _is_made(changes.version, draft),
        _seen(text, draft),
    )


def _check(rule: Rule, lacks: Iterable[Lack], text: PlanText) -> Check:
    own = tuple(one for one in lacks if one.rule is rule)
    return Check(rule, title_of(rule), fine_of(rule), own, tuple(told(one, text) for one in own))


def seen_of_plan(plan: Plan) -> str:
    """What a reader of the plan has seen, in short: it changes when the data or the text do."""
    return _seen(text_of(plan), seen_of(plan.document))


def _is_made(version: Version, draft: str) -> bool:
    """Whether the version is the draft, word for word."""
    return set(version.texts.values_list("sha256", flat=True)) == set(draft.split("."))


def _seen(text: PlanText, draft: str) -> str:
    words = [f"{one.key}\x1f{one.heading}\x1f{one.text}" for told in text.told.values() for one in told]
    return sha256("\x1e".join([*words, draft]).encode())
