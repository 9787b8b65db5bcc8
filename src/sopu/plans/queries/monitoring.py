"""The pages of monitoring: how the work goes and what the indicators show, side by side and never as one number."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sopu.negotiations.models import GoalArea, Negotiation
from sopu.plans.models import Measure, MonitoringRound, Plan
from sopu.plans.queries.coverage import AreaCoverage, Coverage, coverages_of
from sopu.plans.queries.looks import Look, activity_kinds, answer_kinds, look_of_light, track_kinds
from sopu.plans.queries.statuses import MeasureStatus, statuses_of
from sopu.plans.queries.tracks import tracks_by_area
from sopu.plans.rules import Light
from sopu.plans.rules.report_sections import UNSAID
from sopu.plans.rules.tracks import Track
from sopu.web.bars import Bar, bar


@dataclass(frozen=True, slots=True)
class LightCount:
    """How many measures have a light."""

    light: Light
    look: Look
    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal area, or the whole plan (`goal_area` is nothing): its measures as they were said to go last, and beside
    them where its indicators stand. The two are never one number (ADR 0039).
    """

    goal_area: GoalArea | None
    work: Bar
    lights: tuple[LightCount, ...]
    said_count: int
    indicators: Bar

    @property
    def green_count(self) -> int:
        """How many go as planned."""
        return sum(one.count for one in self.lights if one.light is Light.GREEN)


@dataclass(frozen=True, slots=True)
class AreaBar:
    """A goal area's answers in a round, as a bar; `area` is nothing for the whole."""

    area: AreaCoverage | None
    bar: Bar


@dataclass(frozen=True, slots=True)
class Monitoring:
    """A plan under monitoring: its rounds, the latest first, the one that is open, and how the measures go."""

    plan: Plan
    rounds: tuple[Coverage, ...]
    current: Coverage | None
    areas: tuple[Progress, ...]
    whole: Progress


def monitored_plan(negotiation: Negotiation) -> Plan | None:
    """The plan that monitoring is of: the latest that has rounds, else the latest."""
    plans = list(Plan.objects.of(negotiation).at_hand())
    asked = set(MonitoringRound.objects.filter(plan__in=plans).values_list("plan", flat=True))
    return next((one for one in plans if one.pk in asked), plans[0] if plans else None)


def monitoring_of(plan: Plan, today: dt.date, *, is_for_all: bool) -> Monitoring:
    """All that the door of monitoring shows: a fixed number of questions."""
    rounds = coverages_of(list(MonitoringRound.objects.of(plan).at_hand()), today)
    statuses = statuses_of(plan, is_for_all=is_for_all)
    measures = list(Measure.objects.of(plan).select_related("goal__goal_area"))
    areas = {one.goal.goal_area_id: one.goal.goal_area for one in measures}
    tracks = tracks_by_area(plan)
    every = {key: track for own in tracks.values() for key, track in own.items()}
    progress = [
        progress_of(
            area, [one for one in measures if one.goal.goal_area_id == key], statuses, tracks.get(key, {}).values()
        )
        for key, area in areas.items()
    ]
    return Monitoring(
        plan=plan,
        rounds=rounds,
        current=next((one for one in rounds if one.round.closed_at is None), None),
        areas=tuple(progress),
        whole=progress_of(None, measures, statuses, every.values()),
    )


def progress_of(
    goal_area: GoalArea | None,
    measures: Iterable[Measure],
    statuses: Mapping[int, MeasureStatus],
    tracks: Iterable[Track],
) -> Progress:
    """How these measures go, as a bar with the lights beside it; and where these indicators stand, as another."""
    own = list(measures)
    said = [statuses[one.pk] for one in own if one.pk in statuses]
    work: Counter[str] = Counter(one.activity for one in said)
    work[UNSAID] = len(own) - len(said)
    lights = Counter(one.light for one in said)
    shown = tuple(LightCount(light, look_of_light(light), lights[light]) for light in Light if lights[light])
    shown_tracks = bar(track_kinds(), Counter(tracks))
    return Progress(goal_area, bar(activity_kinds(), work), shown, len(said), shown_tracks)


def bars_of(coverage: Coverage) -> tuple[AreaBar, ...]:
    """The round's coverage as pictures: a bar a goal area, and one of the whole."""
    kinds = answer_kinds()
    own = [AreaBar(area, bar(kinds, area.count.by_answer)) for area in coverage.areas]
    return (*own, AreaBar(None, bar(kinds, coverage.count.by_answer)))
