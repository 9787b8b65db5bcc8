"""A plan as a page: its goal areas, their goals, and the measures of each with what is known of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Commitment, Goal, Measure, MeasureBasis, MeasureIndicator, Plan
from sopu.plans.queries.clauses import ClauseTold, clauses_told
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.queries.statuses import MeasureStatus, statuses_of
from sopu.texts.models import Version

LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked to see: a party's number, a goal area's number, or all."""

    party: int | None = None
    area: int | None = None

    @classmethod
    def told(cls, party: str, area: str) -> "Wanted":
        """As a browser told them; what is no number asks for all."""
        return cls(_number(party), _number(area))


def _number(told: str) -> int | None:
    return int(told) if told.isdecimal() and len(told) <= LONGEST_NUMBER else None


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many parties have committed themselves at a level."""

    look: LevelLook
    count: int


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in the plan: how many have committed themselves, how many have not answered, and how it goes."""

    measure: Measure
    levels: tuple[LevelCount, ...]
    waiting_count: int
    indicators: tuple[str, ...]
    basis_count: int
    status: MeasureStatus | None
    parties: frozenset[int]

    @property
    def committed_count(self) -> int:
        """How many parties have committed themselves to it."""
        return sum(one.count for one in self.levels)


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """A goal with the measures that are shown of it."""

    goal: Goal
    clauses: tuple[ClauseTold, ...]
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """A goal area with its goals."""

    area: GoalArea
    goals: tuple[GoalBlock, ...]
    measure_count: int


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A party with the number of measures that it is responsible for, and of those that it has a part in."""

    party: Party
    led_count: int
    measure_count: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with all that its page shows."""

    plan: Plan
    version: Version | None
    areas: tuple[AreaBlock, ...]
    parties: tuple[PartyCount, ...]
    wanted: Wanted
    every: tuple[MeasureLine, ...] = field(repr=False)
    goal_count: int = 0
    left_out: tuple[Goal | Measure, ...] = ()

    @property
    def measure_count(self) -> int:
        """All measures of the plan."""
        return len(self.every)

    @property
    def shown_count(self) -> int:
        """Measures that are shown."""
        return sum(len(goal.measures) for area in self.shown for goal in area.goals)

    @property
    def shown(self) -> tuple[AreaBlock, ...]:
        """The goal areas that were asked for; of them, if a party was asked for, the goals that it has a part in."""
        areas = [one for one in self.areas if self.wanted.area in (None, one.area.number)]
        return tuple(_narrowed(one, self.party) for one in areas) if self.party else tuple(areas)

    @property
    def party(self) -> Party | None:
        """The party that was asked for."""
        return next((one.party for one in self.parties if one.party.number == self.wanted.party), None)

    @property
    def area(self) -> GoalArea | None:
        """The goal area that was asked for."""
        return next((one.area for one in self.areas if one.area.number == self.wanted.area), None)

    @property
    def commitment_count(self) -> int:
        """Commitments that parties have given."""
        return sum(one.committed_count for one in self.every)

    @property
    def waiting_count(self) -> int:
        """Proposals of commitments that wait for an answer."""
        return sum(one.waiting_count for one in self.every)

    @property
    def indicator_count(self) -> int:
        """Indicators that its measures should move."""
        return len({name for one in self.every for name in one.indicators})

    @property
    def leading_count(self) -> int:
        """Parties that are responsible for some measure."""
        return sum(one.led_count > 0 for one in self.parties)


def _narrowed(block: AreaBlock, party: Party | None) -> AreaBlock:
    goals = [
        GoalBlock(goal.goal, goal.clauses, tuple(one for one in goal.measures if party and party.pk in one.parties))
        for goal in block.goals
    ]
    return AreaBlock(block.area, tuple(one for one in goals if one.measures), block.measure_count)


def plan_page(plan: Plan, wanted: Wanted, *, sees_drafts: bool) -> PlanPage:
    """The plan for a reader; what has not been answered or accepted yet is told to those who have a role.

    Fifteen questions at most, however many goals and measures there are.
    """
    goals = list(Goal.objects.of(plan).select_related("goal_area").prefetch_related("clauses"))
    told = clauses_told({one.pk for goal in goals for one in goal.clauses.all()}, sees_drafts=sees_drafts)
    lines = _lines(plan, sees_drafts=sees_drafts)
    blocks = [_goal(one, told, lines) for one in goals]
    areas = list(plan.negotiation.goal_areas.order_by("number"))
    return PlanPage(
        plan=plan,
        version=Version.objects.current().filter(document=plan.document_id).first(),
        areas=tuple(_area(one, blocks) for one in areas),
        parties=_parties(plan, lines),
        wanted=wanted,
        every=tuple(lines),
        goal_count=len(goals),
        left_out=left_out_of(plan) if sees_drafts else (),
    )


def _goal(goal: Goal, told: Mapping[int, ClauseTold], lines: Iterable[MeasureLine]) -> GoalBlock:
    clauses = tuple(told[one.pk] for one in goal.clauses.all() if one.pk in told)
    return GoalBlock(goal, clauses, tuple(one for one in lines if one.measure.goal_id == goal.pk))


def _area(area: GoalArea, blocks: Iterable[GoalBlock]) -> AreaBlock:
    own = tuple(one for one in blocks if one.goal.goal_area_id == area.pk)
    return AreaBlock(area, own, sum(len(one.measures) for one in own))


def _parties(plan: Plan, lines: Sequence[MeasureLine]) -> tuple[PartyCount, ...]:
    led = Counter(one.measure.responsible_id for one in lines)
    having = Counter(party for one in lines for party in one.parties)
    parties = plan.document.parties.with_organisations().order_by("number")
    return tuple(PartyCount(one, led[one.pk], having[one.pk]) for one in parties)


def _lines(plan: Plan, *, sees_drafts: bool) -> list[MeasureLine]:
    """Every measure of the plan; six questions."""
    measures = list(Measure.objects.of(plan).at_hand())
    given = _commitments(plan)
    waiting = Counter(Commitment.objects.of(plan).waiting().values_list("measure", flat=True)) if sees_drafts else {}
    indicators = _indicators(plan)
    bases = dict(
        MeasureBasis.objects.filter(measure__goal__plan=plan)
        .order_by()
        .values_list("measure")
        .annotate(count=Count("id"))
    )
    statuses = statuses_of(plan, is_for_all=not sees_drafts)
    return [
        MeasureLine(
            measure=one,
            levels=_levels(given[one.pk]),
            waiting_count=waiting.get(one.pk, 0),
            indicators=tuple(indicators[one.pk]),
            basis_count=bases.get(one.pk, 0),
            status=statuses.get(one.pk),
            parties=frozenset({party for party, _level in given[one.pk]} | {one.responsible_id or 0}),
        )
        for one in measures
    ]


def _commitments(plan: Plan) -> defaultdict[int, list[tuple[int, str]]]:
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Commitment.objects.of(plan).standing().binding()
    for measure, party, level in rows.values_list("measure", "party", "level"):
        found[measure].append((party, level))
    return found


def _levels(given: Iterable[tuple[int, str]]) -> tuple[LevelCount, ...]:
    counts = Counter(level for _party, level in given)
    return tuple(LevelCount(look, counts[level]) for level, look in level_looks().items() if counts[level])


def _indicators(plan: Plan) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    links = MeasureIndicator.objects.filter(measure__in=Measure.objects.of(plan), indicator__left_out_at__isnull=True)
    for link in links.select_related("indicator").order_by("indicator__number"):
        found[link.measure_id].append(link.indicator.name)
    return found


def left_out_of(plan: Plan) -> tuple[Goal | Measure, ...]:
    """The goals and measures that were left out, for those who may take them back; two questions."""
    goals = Goal.objects.filter(plan=plan, left_out_at__isnull=False).select_related("goal_area")
    measures = Measure.objects.filter(goal__plan=plan, left_out_at__isnull=False, goal__left_out_at__isnull=True)
    return (*goals, *measures.at_hand())
