"""How much of a round has been answered: by goal area, by party, and which indicators have been read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Indicator, IndicatorReading, Measure, MeasureIndicator, MonitoringRound
from sopu.plans.queries.statuses import MeasureStatus, judged_in, status_of
from sopu.plans.rules.rounds import Answer, answer_of, is_asked


@dataclass(frozen=True, slots=True)
class MeasureInRound:
    """A measure that the round asks of: what stands of it now, and what was said in the rounds `before`.

    `is_late` when it was reported, or is still missing, after the due day.
    """

    measure: Measure
    answer: Answer
    status: MeasureStatus | None
    before: MeasureStatus | None
    is_late: bool

    @property
    def goal_area(self) -> GoalArea:
        """That of its goal."""
        return self.measure.goal.goal_area

    @property
    def party(self) -> Party | None:
        """Who is responsible."""
        return self.measure.responsible


@dataclass(frozen=True, slots=True)
class Counted:
    """Measures counted by how far they are."""

    overdue: int = 0
    returned: int = 0
    missing: int = 0
    reported: int = 0
    accepted: int = 0

    @property
    def asked(self) -> int:
        """All of them."""
        return self.overdue + self.missing + self.answered

    @property
    def answered(self) -> int:
        """Those of which something has been said, whatever the monitor says to it."""
        return self.returned + self.reported + self.accepted

    @property
    def by_answer(self) -> dict[str, int]:
        """The counts by answer."""
        return {answer.value: getattr(self, answer.value) for answer in Answer}

    @property
    def percent(self) -> int:
        """How large a part has been answered, rounded down: a hundred is all of it."""
        return 100 * self.answered // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """A goal area in the round."""

    goal_area: GoalArea
    count: Counted


@dataclass(frozen=True, slots=True)
class PartyCoverage:
    """A responsible party in the round; `late_count` is of what was or is late."""

    party: Party
    count: Counted
    late_count: int

    @property
    def has_answered(self) -> bool:
        """Nothing of its measures is missing or returned."""
        return not (self.count.missing or self.count.overdue or self.count.returned)


@dataclass(frozen=True, slots=True)
class IndicatorInRound:
    """An indicator of the plan, and the reading of it that stands in the round."""

    indicator: Indicator
    reading: IndicatorReading | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that a round asks, and what has come."""

    round: MonitoringRound
    measures: tuple[MeasureInRound, ...]
    areas: tuple[AreaCoverage, ...]
    parties: tuple[PartyCoverage, ...]
    indicators: tuple[IndicatorInRound, ...]

    @property
    def count(self) -> Counted:
        """The whole round."""
        return counted(self.measures)

    @property
    def silent(self) -> tuple[PartyCoverage, ...]:
        """Parties of which something is awaited."""
        return tuple(one for one in self.parties if not one.has_answered)

    @property
    def late_count(self) -> int:
        """Measures reported, or still missing, after the due day."""
        return sum(one.is_late for one in self.measures)

    def waiting_in(self, goal_areas: Iterable[GoalArea]) -> int:
        """How many reports of these goal areas nobody has judged."""
        keys = {one.pk for one in goal_areas}
        return sum(row.answer is Answer.REPORTED and row.goal_area.pk in keys for row in self.measures)

    @property
    def read_count(self) -> int:
        """Indicators that have been read, or of which it is written why not."""
        return sum(one.reading is not None for one in self.indicators)

    @property
    def unread_count(self) -> int:
        """Indicators that have not."""
        return len(self.indicators) - self.read_count


def coverage_of(round: MonitoringRound, today: dt.date) -> Coverage:
    """The round's coverage on a day: four questions however many measures, parties and indicators there are.

    The round must have its plan, document and negotiation at hand.
    """
    (found,) = coverages_of([round], today)
    return found


def coverages_of(rounds: Sequence[MonitoringRound], today: dt.date) -> tuple[Coverage, ...]:
    """Of several rounds, of whatever plans, in the same four questions.

    A round that is closed is counted as of its last day.
    """
    plans = {one.plan_id for one in rounds}
    said, measures, linked = _said(plans), _measures(plans), _linked(plans)
    readings = {
        (one.round_id, one.indicator_id): one
        for one in IndicatorReading.objects.filter(round__plan__in=plans)
        .select_related("observation")
        .order_by("number")
    }
    found = []
    for one in rounds:
        rows = _rows(one, measures[one.plan_id], said, today)
        own = linked[one.plan_id].values()
        read = tuple(IndicatorInRound(each, readings.get((one.pk, each.pk))) for each in own)
        found.append(Coverage(one, rows, _by_area(rows), _by_party(rows), read))
    return tuple(found)


def _said(plans: Collection[int]) -> dict[int, list[MeasureStatus]]:
    """What stands of each measure, by its id, in the order of the rounds."""
    found: dict[int, list[MeasureStatus]] = defaultdict(list)
    for one in judged_in(plans).order_by("round__number"):
        found[one.measure_id].append(status_of(one))
    return found


def _measures(plans: Collection[int]) -> dict[int, list[Measure]]:
    """The measures that stand, by the plan's id, in the order of goal areas and goals."""
    found: dict[int, list[Measure]] = defaultdict(list)
    standing = Measure.objects.filter(goal__plan__in=plans, left_out_at__isnull=True, goal__left_out_at__isnull=True)
    ordered = standing.order_by("goal__goal_area__number", "goal__number", "number")
    for one in ordered.select_related("goal__goal_area", "responsible__organisation"):
        found[one.goal.plan_id].append(one)
    return found


def _linked(plans: Collection[int]) -> dict[int, dict[int, Indicator]]:
    """The indicators that measures are linked to, by the plan's id, in the order of their numbers."""
    found: dict[int, dict[int, Indicator]] = defaultdict(dict)
    links = MeasureIndicator.objects.filter(measure__goal__plan__in=plans, indicator__left_out_at__isnull=True)
    standing = links.filter(measure__left_out_at__isnull=True, measure__goal__left_out_at__isnull=True)
    for one in standing.select_related("indicator", "measure__goal").order_by("indicator__number"):
        found[one.measure.goal.plan_id][one.indicator_id] = one.indicator
    return found


def _rows(
    round: MonitoringRound, measures: Iterable[Measure], said: dict[int, list[MeasureStatus]], today: dt.date
) -> tuple[MeasureInRound, ...]:
    until = timezone.localdate(round.closed_at) if round.closed_at else today
    found = []
    for measure in measures:
        own = said.get(measure.pk, [])
        now = next((one for one in own if one.round_number == round.number), None)
        before = next((one for one in reversed(own) if one.round_number < round.number), None)
        if asks_of(round, measure, before, is_reported=now is not None):
            found.append(_in_round(measure, round, now, before, until))
    return tuple(found)


def counted(rows: Iterable[MeasureInRound]) -> Counted:
    """How many measures are how far."""
    found: dict[Answer, int] = defaultdict(int)
    for row in rows:
        found[row.answer] += 1
    return Counted(**{answer.value: found[answer] for answer in Answer})


def asks_of(round: MonitoringRound, measure: Measure, before: MeasureStatus | None, *, is_reported: bool) -> bool:
    """What has been reported has been asked, what came after the round was closed has not; else the rule says."""
    if is_reported:
        return True
    if round.closed_at and measure.made_at > round.closed_at:
        return False
    said = before.activity if before else None
    return is_asked(starts_on=measure.starts_on, ends_on=round.ends_on, before=said)


def _in_round(
    measure: Measure, round: MonitoringRound, now: MeasureStatus | None, before: MeasureStatus | None, today: dt.date
) -> MeasureInRound:
    answer = answer_of(
        is_reported=now is not None, verdict=now.verdict if now else None, due_on=round.due_on, today=today
    )
    is_late = (now.reported_on if now else today) > round.due_on
    return MeasureInRound(measure, answer, now, before, is_late)


def _by_area(rows: Sequence[MeasureInRound]) -> tuple[AreaCoverage, ...]:
    areas = {row.goal_area.pk: row.goal_area for row in rows}
    return tuple(AreaCoverage(area, counted(row for row in rows if row.goal_area == area)) for area in areas.values())


def _by_party(rows: Sequence[MeasureInRound]) -> tuple[PartyCoverage, ...]:
    own: dict[Party, list[MeasureInRound]] = defaultdict(list)
    for row in rows:
        if row.party:
            own[row.party].append(row)
    parties = sorted(own, key=lambda party: party.number)
    return tuple(PartyCoverage(one, counted(own[one]), sum(row.is_late for row in own[one])) for one in parties)
