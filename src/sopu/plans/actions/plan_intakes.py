"""A workbook of a plan comes in as a preview, and goes into the plan when a person says so: all of it, or nothing."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import digests
from sopu.core.refusals import Refused
from sopu.negotiations.models import GoalArea, Party
from sopu.organisations.models import Body
from sopu.plans.actions.commitments import propose_commitment
from sopu.plans.actions.files import demand_waiting, refused_unless_readable
from sopu.plans.actions.goals import add_goal, change_goal
from sopu.plans.actions.links import link_indicator
from sopu.plans.actions.measures import add_measure, change_measure, move_measure
from sopu.plans.documents.plan_book import Book, Fate, Line, Reading
from sopu.plans.documents.plan_columns import What
from sopu.plans.documents.plan_reading import read_plan
from sopu.plans.models import Goal, Indicator, Measure, Plan, PlanIntake
from sopu.plans.queries.plan_workbooks import book_of, reading_of
from sopu.plans.rules.words import LANGUAGES, SAID

NAMED = 5
"""Rows that a refusal names; of more it says how many there are."""


@transaction.atomic
def take_in_plan(
    *, plan: Plan, name: str, content: bytes, language: str, by: User | None, now: dt.datetime, act_id: uuid.UUID
) -> PlanIntake:
    """A workbook is read beside the plan and kept to be seen; the file itself is not kept."""
    if done := PlanIntake.objects.filter(act_id=act_id).first():
        return done
    with refused_unless_readable():
        reading = read_plan(name, content, book_of(plan, language))
    if not reading.lines and not reading.loose:
        raise Refused("nothing_found", _("No goals or measures were found in the file."))
    return PlanIntake.objects.create(
        act_id=act_id,
        plan=plan,
        sha256=digests.sha256(content),
        reading=reading.as_json(),
        taken_by=by,
        taken_at=now,
    )


@transaction.atomic
def confirm_plan_intake(*, intake: PlanIntake, by: User | None, now: dt.datetime) -> PlanIntake:
    """What is new and what has changed goes into the plan; if a row of it has changed since, nothing does."""
    current = waiting(intake)
    reading = reading_of(current)
    Plan.objects.select_for_update().get(pk=current.plan_id)
    book = book_of(current.plan, reading.language)
    _demand_unchanged(reading, book)
    applying = _Applying(current, book, by, now)
    for what, apply in applying.verbs.items():
        for line in reading.lines:
            if line.what is what and line.is_applied:
                _told_where(line, apply)
    for line in reading.lines:
        _told_where(line, applying.tie)
    current.confirmed_at = now
    current.save(update_fields=["confirmed_at"])
    return current


def _demand_unchanged(reading: Reading, book: Book) -> None:
    """Every row that would change is as it was when the file was read, and what is new is not there yet."""
    changed = [line.label for line in reading.lines if line.is_applied and not _stands(line, book)]
    if not changed:
        return
    told = "; ".join(changed[:NAMED])
    if len(changed) > NAMED:
        told = _("%(rows)s and %(n)s others") % {"rows": told, "n": len(changed) - NAMED}
    raise Refused(
        "changed_meanwhile",
        _("The plan has changed since the file was read: %(rows)s. Nothing was stored. Bring the file again.")
        % {"rows": told},
    )


def _stands(line: Line, book: Book) -> bool:
    row = book.row(line.what, line.key)
    if line.fate is Fate.NEW:
        return row is None
    return row is not None and row.revision == line.revision and dict(row.cells) == dict(line.before)


def _told_where(line: Line, act: Callable[[Line], None]) -> None:
    """A refusal says which row of the file it is about."""
    try:
        act(line)
    except Refused as refusal:
        where = _("%(sheet)s, row %(row)s") % {"sheet": line.sheet, "row": line.row}
        raise Refused(refusal.code, f"{where}: {refusal}") from None


@dataclass(slots=True)
class _Applying:
    """Rows going into a plan one after another: goals first, then measures, then what refers to them."""

    intake: PlanIntake
    book: Book
    by: User | None
    now: dt.datetime
    goals: dict[str, Goal] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    things: Mapping[type[Any], Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self.intake.plan
        self.goals = {one.key: one for one in Goal.objects.of(plan).select_related("goal_area", "plan__document")}
        self.measures = {one.key: one for one in Measure.objects.of(plan).at_hand()}
        terms = {
            Party: self.book.parties,
            GoalArea: self.book.areas,
            Body: self.book.bodies,
            Indicator: self.book.indicators,
        }
        found = {}
        for kind, named in terms.items():
            kept = kind._default_manager.in_bulk([one.id for one in named])
            found[kind] = {one.written: kept[one.id] for one in named}
        self.things = found

    @property
    def verbs(self) -> Mapping[What, Callable[[Line], None]]:
        """How a row of each sort goes into the plan, in the order in which they go."""
        return {
            What.GOAL: self.goal,
            What.MEASURE: self.measure,
            What.COMMITMENT: self.commitment,
            What.LINK: self.link,
        }

    def goal(self, line: Line) -> None:
        area = self.things[GoalArea].get(line.cells.get("area", ""))
        standing = self.goals.get(line.key)
        names = {one: line.cells.get(f"name_{one}", getattr(standing, f"name_{one}", "")) for one in LANGUAGES}
        if standing:
            clauses = list(standing.clauses.select_related("document"))
            self.goals[line.key] = change_goal(goal=standing, names=names, clauses=clauses, goal_area=area)
        else:
            plan = self.intake.plan
            assert area is not None  # a new goal without a goal area was not understood
            self.goals[line.key] = add_goal(plan=plan, goal_area=area, names=names, by=self.by, now=self.now)

    def measure(self, line: Line) -> None:
        goal = self.goals[line.refs["goal"][0]] if "goal" in line.refs else None
        told = self._told(line)
        standing = self.measures.get(line.key)
        if standing is None:
            assert goal is not None
            act_id = uuid.uuid5(self.intake.act_id, line.key)
            made = add_measure(
                goal=goal, responsible=told.pop("responsible", None), by=self.by, now=self.now, act_id=act_id, **told
            )
            self.measures[line.key] = made
            return
        fields = {change.field for change in line.changes}
        told = {name: value for name, value in told.items() if name in fields}
        if told:
            standing = change_measure(measure=standing, based_on=standing.revision, by=self.by, now=self.now, **told)
        if goal and "goal" in fields:
            standing = move_measure(measure=standing, goal=goal)
        self.measures[line.key] = standing

    def _told(self, line: Line) -> dict[str, Any]:
        """The cells as the fields of a measure; what it depends on is told when all measures are there."""
        cells = line.cells
        told: dict[str, Any] = {name: cells[name] for name in SAID if name in cells}
        told |= {
            name: dt.date.fromisoformat(cells[name]) if cells[name] else None
            for name in ("starts_on", "ends_on")
            if name in cells
        }
        if cells.get("kind"):
            told["kind"] = cells["kind"]
        if "responsible" in cells:
            told["responsible"] = self.things[Party].get(cells["responsible"])
        if "bodies" in cells:
            told["bodies"] = [self.things[Body][one] for one in cells["bodies"].split("; ") if one]
        return told

    def tie(self, line: Line) -> None:
        """What a measure depends on, once all of them are there."""
        is_told = "depends_on" in {change.field for change in line.changes} or (
            line.fate is Fate.NEW and bool(line.refs.get("depends_on"))
        )
        if line.what is not What.MEASURE or not line.is_applied or not is_told:
            return
        before = [self.measures[key] for key in line.refs.get("depends_on", ())]
        measure = self.measures[line.key]
        self.measures[line.key] = change_measure(
            measure=measure, based_on=measure.revision, by=self.by, now=self.now, depends_on=before
        )

    def commitment(self, line: Line) -> None:
        texts = {one: line.cells.get(f"text_{one}", line.before.get(f"text_{one}", "")) for one in LANGUAGES}
        propose_commitment(
            measure=self._measure_of(line),
            party=self.things[Party][line.cells["party"]],
            level=line.cells.get("level", line.before.get("level", "")),
            texts=texts,
            by=self.by,
            now=self.now,
            act_id=uuid.uuid5(self.intake.act_id, line.key),
        )

    def link(self, line: Line) -> None:
        link_indicator(
            measure=self._measure_of(line),
            indicator=self.things[Indicator][line.cells["indicator"]],
            reasoning=line.cells.get("reasoning", line.before.get("reasoning", "")),
            by=self.by,
            now=self.now,
        )

    def _measure_of(self, line: Line) -> Measure:
        return self.measures[line.refs["measure"][0]]


@transaction.atomic
def discard_plan_intake(*, intake: PlanIntake, now: dt.datetime) -> PlanIntake:
    """A preview is set aside; what was read stays, and nothing of it goes into the plan."""
    current = waiting(intake)
    current.discarded_at = now
    current.save(update_fields=["discarded_at"])
    return current


def waiting(intake: PlanIntake) -> PlanIntake:
    """The preview as it is now, which nobody has confirmed or discarded; two presses come one after the other."""
    rows = PlanIntake.objects.select_for_update(of=("self",)).select_related("plan__document__negotiation__county")
    current = rows.get(pk=intake.pk)
    demand_waiting(current)
    return current
