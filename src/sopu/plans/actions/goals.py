"""Goals of a plan are added, changed, left out and taken back: two who write at once never overwrite each other."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import GoalArea
from sopu.plans.models import Goal, Measure, Plan
from sopu.plans.queries.goals import names_of, seen_in, seen_of
from sopu.texts.actions.documents import new_key
from sopu.texts.models import Clause


class GoalOvertaken(Refused):
    """Somebody else has changed the goal since: `standing` is what they made of it."""

    def __init__(self, standing: Goal) -> None:
        super().__init__(
            "overtaken",
            _("Somebody else has changed this goal meanwhile. Your text was not stored: compare, and choose."),
        )
        self.standing = standing


@transaction.atomic
def add_goal(
    *,
    plan: Plan,
    goal_area: GoalArea,
    names: Mapping[str, str],
    by: User | None,
    now: dt.datetime,
    clauses: Iterable[Clause] = (),
) -> Goal:
    """A goal is added to a goal area of the plan, the last in it; one of the same name is not added twice."""
    stood_on = tuple(clauses)
    _refuse_goal(plan, goal_area, names, stood_on)
    Plan.objects.select_for_update().get(pk=plan.pk)
    standing = Goal.objects.of(plan).filter(goal_area=goal_area, **_named(names)).first()
    if standing is not None:
        return standing
    number = _next_number(plan, goal_area)
    goal = Goal.objects.create(plan=plan, key=new_key(), goal_area=goal_area, number=number, **_named(names))
    goal.clauses.set(stood_on)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    names: Mapping[str, str],
    clauses: Iterable[Clause] = (),
    goal_area: GoalArea | None = None,
    seen: str = "",
) -> Goal:
    """What a goal is called, what it stands on, and its goal area; in another area it comes last.

    If somebody has changed it since `seen` was read (`seen_of`), nothing is stored and `GoalOvertaken` says what
    stands, unless that is what the writer would have.
    """
    Plan.objects.select_for_update().get(pk=goal.plan_id)
    standing = Goal.objects.at_hand().get(pk=goal.pk)
    stood_on, area = tuple(clauses), goal_area or standing.goal_area
    _refuse_goal(standing.plan, area, names, stood_on)
    told = {**names_of(standing), **_named(names)}
    now = seen_of(standing)
    if seen and now not in (seen, seen_in(told, area.pk, [one.pk for one in stood_on])):
        raise GoalOvertaken(standing)
    if area != standing.goal_area:
        standing.number = _next_number(standing.plan, area)
        standing.goal_area = area
    for field, name in told.items():
        setattr(standing, field, name)
    standing.save()
    standing.clauses.set(stood_on)
    return standing


@transaction.atomic
def leave_out_goal(*, goal: Goal, now: dt.datetime) -> Goal:
    """A goal leaves the plan, and can be taken back; one that has measures stays until they have gone."""
    if Measure.objects.of(goal.plan).filter(goal=goal).exists():
        raise Refused("has_measures", _("Leave out or move the goal’s measures first. Nothing was stored."))
    goal.left_out_at = goal.left_out_at or now
    goal.save(update_fields=["left_out_at"])
    return goal


@transaction.atomic
def take_back_goal(*, goal: Goal) -> Goal:
    """A goal that was left out stands in the plan again, by its old number."""
    goal.left_out_at = None
    goal.save(update_fields=["left_out_at"])
    return goal


def _named(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{language}": name.strip() for language, name in names.items()}


def _next_number(plan: Plan, goal_area: GoalArea) -> int:
    """A number is given once: one that was left out keeps its own."""
    used = Goal.objects.filter(plan=plan, goal_area=goal_area)
    return (used.aggregate(last=Max("number"))["last"] or 0) + 1


def _refuse_goal(plan: Plan, goal_area: GoalArea, names: Mapping[str, str], clauses: Iterable[Clause]) -> None:
    if not any(name.strip() for name in names.values()):
        raise Refused("no_name", _("A goal needs a name. Nothing was stored."))
    negotiation = plan.document.negotiation_id
    if goal_area.negotiation_id != negotiation:
        raise Refused("another_negotiation", _("This goal area is of another negotiation. Nothing was stored."))
    if any(one.document.negotiation_id != negotiation for one in clauses):
        raise Refused("another_negotiation", _("A clause is of another negotiation. Nothing was stored."))
    if any(one.document_id == plan.document_id for one in clauses):
        raise Refused("own_text", _("A plan never stands on its own text. Nothing was stored."))
