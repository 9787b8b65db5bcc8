"""A plan as its text and its rules read it: goals, measures, parties and what they have said, in one go."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Commitment, Goal, Measure, MeasureBasis, MeasureIndicator, OptOut, Plan
from sopu.plans.rules.commitments import binds


@dataclass(frozen=True, slots=True)
class PlanRows:
    """What stands in a plan, in its order.

    `said` is what stands between parties and measures, also what is only proposed; `waiting` what has no answer.
    """

    plan: Plan
    areas: tuple[GoalArea, ...]
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    parties: tuple[Party, ...]
    said: tuple[Commitment, ...]
    waiting: tuple[Commitment, ...]
    opt_outs: tuple[OptOut, ...]

    def goals_in(self, area: GoalArea) -> tuple[Goal, ...]:
        """The goals of a goal area."""
        return tuple(one for one in self.goals if one.goal_area_id == area.pk)

    def measures_of(self, goal: Goal) -> tuple[Measure, ...]:
        """The measures of a goal."""
        return tuple(one for one in self.measures if one.goal_id == goal.pk)

    @property
    def binding(self) -> tuple[Commitment, ...]:
        """What parties have committed themselves to."""
        return tuple(one for one in self.said if binds(one.stage, one.level))

    def said_to(self) -> Mapping[int, list[Commitment]]:
        """What parties have said to each measure, by its key."""
        found: defaultdict[int, list[Commitment]] = defaultdict(list)
        for one in self.said:
            found[one.measure_id].append(one)
        return found


def rows_of(plan: Plan) -> PlanRows:
    """All that stands in the plan; as many questions however many goals, measures and parties there are."""
    said = Commitment.objects.of(plan).select_related("party__organisation")
    return PlanRows(
        plan,
        tuple(plan.negotiation.goal_areas.order_by("number")),
        tuple(Goal.objects.of(plan).select_related("goal_area").prefetch_related("clauses__document")),
        _measures(plan),
        tuple(plan.document.parties.with_organisations().order_by("number")),
        tuple(said.standing().order_by("party__number")),
        tuple(said.waiting().order_by("party__number")),
        tuple(OptOut.objects.standing().filter(plan=plan).order_by("goal_area__number")),
    )


def _measures(plan: Plan) -> tuple[Measure, ...]:
    rows = Measure.objects.of(plan).select_related("goal__goal_area", "responsible__organisation")
    rows = rows.prefetch_related(
        "bodies__organisation",
        "depends_on",
        Prefetch("indicator_links", MeasureIndicator.objects.select_related("indicator")),
        Prefetch("bases", MeasureBasis.objects.select_related("clause__document", "finding")),
    )
    return tuple(rows)
