"""Where the indicators of a plan stand against their targets, in the county."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from sopu.plans.models import Indicator, MeasureIndicator, Observation, Plan
from sopu.plans.queries.indicators import Reading
from sopu.plans.queries.latest import latest_of
from sopu.plans.rules import Direction
from sopu.plans.rules.tracks import Point, Track, track_of


def track_in(indicator: Indicator, latest: Observation | Reading | None) -> Track:
    """Where an indicator stands by a value of it; one that is not published says nothing of a target."""
    if latest and latest.is_unpublished:
        return Track.UNPUBLISHED
    return track_of(
        Direction(indicator.direction),
        now=_point(latest.value, latest.period) if latest else None,
        baseline=_point(indicator.baseline, indicator.baseline_period),
        target=_point(indicator.target, indicator.target_period),
    )


def tracks_by_area(plan: Plan) -> dict[int, dict[int, Track]]:
    """By the goal area's id, each indicator that its measures are linked to, by its id: two questions.

    An indicator that serves several goal areas is told of in each.
    """
    links = MeasureIndicator.objects.filter(
        measure__goal__plan=plan,
        measure__left_out_at__isnull=True,
        measure__goal__left_out_at__isnull=True,
        indicator__left_out_at__isnull=True,
    ).select_related("indicator", "measure__goal")
    serving: dict[int, dict[int, Indicator]] = defaultdict(dict)
    for one in links:
        serving[one.measure.goal.goal_area_id][one.indicator_id] = one.indicator
    tracks = _tracks(plan, {key: one for own in serving.values() for key, one in own.items()}.values())
    return {area: {key: tracks[key] for key in own} for area, own in serving.items()}


def _tracks(plan: Plan, indicators: Iterable[Indicator]) -> dict[int, Track]:
    own = list(indicators)
    latest = latest_of(plan.negotiation, own)
    return {one.pk: track_in(one, latest.get(one.pk)) for one in own}


def _point(value: Decimal | None, period: str) -> Point | None:
    return None if value is None else Point(value, period)
