"""One party's commitments: what is proposed to it, what it has said, and what its own people said in the hall."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopu.forum.models import SPEAKER, Contribution
from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Commitment, Measure, OptOut, Plan
from sopu.plans.queries.candidates import candidates_in
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.rules import Stage
from sopu.plans.rules.commitments import binds
from sopu.synthesis.queries.fates import NOT_YET, Fate, fates_of


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A measure for a party: what stands, what waits beside it, and what an answer would be based on.

    `standing` is the party's own word, or else the proposal that it has not answered.
    """

    measure: Measure
    is_led: bool
    standing: Commitment | None
    waiting: Commitment | None

    @property
    def based_on(self) -> int:
        """The number of the latest record, 0 for none: what an answer is to."""
        latest = self.waiting or self.standing
        return latest.number if latest else 0

    @property
    def answer(self) -> Commitment | None:
        """What the party itself has said."""
        return self.standing if self.standing and self.standing.stage != Stage.PROPOSED else None

    @property
    def is_asked_again(self) -> bool:
        """The party has answered, and something is proposed again."""
        return self.answer is not None and self.waiting is not None

    @property
    def is_overtaken(self) -> bool:
        """The measure has changed since the party answered."""
        return self.answer is not None and self.answer.revision < self.measure.revision

    @property
    def is_binding(self) -> bool:
        """The party has committed itself."""
        return self.answer is not None and binds(self.answer.stage, self.answer.level)

    @property
    def look(self) -> LevelLook | None:
        """The level of what stands."""
        return level_looks()[self.standing.level] if self.standing else None

    @property
    def asked(self) -> LevelLook | None:
        """The level that is proposed."""
        return level_looks()[self.waiting.level] if self.waiting else None


@dataclass(frozen=True, slots=True)
class HallLine:
    """A sentence in which somebody of the party said what it could commit to, and what became of it."""

    sentence: Contribution
    fate: Fate
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class AreaLines:
    """A goal area for a party."""

    area: GoalArea
    lines: tuple[CommitmentLine, ...]
    others: tuple[CommitmentLine, ...]
    hall: tuple[HallLine, ...]
    opt_out: OptOut | None

    @property
    def binding_count(self) -> int:
        """How many measures the party has committed itself to."""
        return sum(line.is_binding for line in self.lines)

    @property
    def waiting_count(self) -> int:
        """How many proposals wait for its answer."""
        return sum(line.waiting is not None for line in self.lines)

    @property
    def is_silent(self) -> bool:
        """The party has neither committed itself nor opted out."""
        return self.opt_out is None and not self.binding_count and bool(self.lines or self.others)


@dataclass(frozen=True, slots=True)
class PartyCommitments:
    """All of it, by goal area."""

    plan: Plan
    party: Party
    areas: tuple[AreaLines, ...]

    @property
    def binding_count(self) -> int:
        """How many measures the party has committed itself to."""
        return sum(area.binding_count for area in self.areas)

    @property
    def waiting_count(self) -> int:
        """How many proposals wait for its answer."""
        return sum(area.waiting_count for area in self.areas)

    @property
    def silent(self) -> tuple[AreaLines, ...]:
        """The goal areas in which it has said nothing."""
        return tuple(area for area in self.areas if area.is_silent)

    @property
    def acceptable(self) -> tuple[CommitmentLine, ...]:
        """The proposals that may be accepted in one press."""
        return tuple(line for area in self.areas if not area.opt_out for line in area.lines if line.waiting)


def party_commitments(plan: Plan, party: Party, *, said_only: bool = False) -> PartyCommitments:
    """The party's page; `said_only` shows only what it has said yes to or opted out of. A fixed number of questions."""
    lines = _lines(plan, party, said_only=said_only)
    outs = {one.goal_area_id: one for one in OptOut.objects.standing().filter(plan=plan, party=party)}
    hall = {} if said_only else _hall(plan, party)
    areas = plan.negotiation.goal_areas.order_by("number")
    return PartyCommitments(plan, party, tuple(_area(one, lines, hall, outs.get(one.pk)) for one in areas))


def _area(
    area: GoalArea, lines: Sequence[CommitmentLine], hall: dict[int, list[HallLine]], out: OptOut | None
) -> AreaLines:
    own = [line for line in lines if line.measure.goal.goal_area_id == area.pk]
    return AreaLines(
        area,
        tuple(line for line in own if line.standing or line.waiting),
        tuple(line for line in own if not (line.standing or line.waiting)),
        tuple(hall.get(area.pk, ())),
        out,
    )


def _lines(plan: Plan, party: Party, *, said_only: bool = False) -> list[CommitmentLine]:
    own = Commitment.objects.of(plan).filter(party=party).with_sentences()
    standing = {one.measure_id: one for one in own.standing()}
    if said_only:
        standing = {key: one for key, one in standing.items() if one.stage in (Stage.ACCEPTED, Stage.AMENDED)}
    waiting = {} if said_only else {one.measure_id: one for one in own.waiting()}
    return [
        CommitmentLine(one, one.responsible_id == party.pk, standing.get(one.pk), waiting.get(one.pk))
        for one in Measure.objects.of(plan).at_hand()
    ]


def measure_by(pk: int) -> Measure | None:
    """The measure with its goal and plan at hand, when it stands in the plan."""
    standing = Measure.objects.at_hand().filter(left_out_at__isnull=True, goal__left_out_at__isnull=True)
    return standing.filter(pk=pk).first()


def as_seen(plan: Plan, seen: Mapping[int, int]) -> list[tuple[Measure, int]]:
    """The plan's measures among those that were seen, each with the number of the record that was seen."""
    return [(one, seen[one.pk]) for one in Measure.objects.of(plan).filter(pk__in=seen)]


def line_of(measure: Measure, party: Party) -> CommitmentLine:
    """One measure for the party, as it stands now."""
    own = Commitment.objects.filter(measure=measure, party=party).with_sentences()
    return CommitmentLine(measure, measure.responsible_id == party.pk, own.standing().first(), own.waiting().first())


def words_said(measure: Measure, party: Party) -> list[Commitment]:
    """Every record of the party's commitment to the measure, the latest first."""
    own = Commitment.objects.filter(measure=measure, party=party).with_sentences()
    return list(own.order_by("-number"))


def offered_by(party: Party) -> list[Contribution]:
    """What the party's own people offered."""
    own = candidates_in(party.negotiation).alias(speaker=SPEAKER).filter(speaker=party.organisation_id)
    return list(own)


def _hall(plan: Plan, party: Party) -> dict[int, list[HallLine]]:
    said = offered_by(party)
    fates = fates_of([one.pk for one in said])
    carried: dict[int, list[Commitment]] = defaultdict(list)
    for made in Commitment.objects.of(plan).standing().at_hand().filter(contribution__in=said):
        if made.contribution_id is not None:
            carried[made.contribution_id].append(made)
    areas: dict[int, list[HallLine]] = defaultdict(list)
    for one in said:
        line = HallLine(one, fates.get(one.pk, NOT_YET), tuple(carried[one.pk]))
        areas[one.discussion.goal_area_id or 0].append(line)
    return areas
