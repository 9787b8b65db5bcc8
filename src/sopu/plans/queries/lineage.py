"""What a measure goes on from, and what goes on from it, through all plans: nothing of it is ever lost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from sopu.plans.models import Measure, Plan, Succession
from sopu.texts.models import Version


@dataclass(frozen=True, slots=True)
class Kin:
    """A measure of another plan, and why the nearest succession that leads to it was made."""

    measure: Measure
    reason: str

    @property
    def plan(self) -> Plan:
        """The plan that it stands in."""
        return self.measure.goal.plan


@dataclass(frozen=True, slots=True)
class Lineage:
    """The measures that a measure goes on from, and those that go on from it; the nearest first."""

    former: tuple[Kin, ...]
    later: tuple[Kin, ...]


def lineage_of(measure: Measure, *, sees_drafts: bool = True) -> Lineage:
    """The measure's former and later ones in all plans of the county; one question, however many there are.

    Without drafts, only those in plans that have been submitted.
    """
    county = measure.goal.plan.negotiation.county_id
    rows = Succession.objects.filter(
        Q(later__goal__plan__document__negotiation__county=county)
        | Q(former__goal__plan__document__negotiation__county=county)
    ).select_related(
        *(
            f"{end}__{way}"
            for end in ("former", "later")
            for way in ("goal__goal_area", "goal__plan__document__negotiation")
        )
    )
    if not sees_drafts:
        rows = rows.filter(later__goal__plan__document__in=Version.objects.submitted().values("document"))
    found = list(rows.order_by("id"))
    back: dict[int, list[tuple[Measure, str]]] = defaultdict(list)
    ahead: dict[int, list[tuple[Measure, str]]] = defaultdict(list)
    for one in found:
        back[one.later_id].append((one.former, one.reason))
        ahead[one.former_id].append((one.later, one.reason))
    return Lineage(_walked(measure.pk, back), _walked(measure.pk, ahead))


def _walked(start: int, ways: Mapping[int, Iterable[tuple[Measure, str]]]) -> tuple[Kin, ...]:
    """All that can be reached from there, generation by generation, each once."""
    seen, found, at = {start}, [], [start]
    while at:
        ends = [end for key in at for end in ways.get(key, ())]
        at = []
        for measure, reason in ends:
            if measure.pk not in seen:
                seen.add(measure.pk)
                at.append(measure.pk)
                found.append(Kin(measure, reason))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Former:
    """A measure of the former plan, and what goes on from it in this one."""

    measure: Measure
    later: tuple[Measure, ...]


def formers_of(plan: Plan) -> tuple[Former, ...]:
    """The measures of the plan that this one goes on from, each with what became of it here; two questions."""
    if plan.predecessor is None:
        return ()
    rows = Succession.objects.filter(later__goal__plan=plan, later__left_out_at__isnull=True)
    later: defaultdict[int, list[Measure]] = defaultdict(list)
    for one in rows.select_related("later__goal__goal_area").order_by("id"):
        later[one.former_id].append(one.later)
    measures = Measure.objects.of(plan.predecessor).select_related("goal__goal_area", "responsible__organisation")
    return tuple(Former(one, tuple(later[one.pk])) for one in measures)
