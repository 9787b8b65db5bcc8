"""The indicators of a negotiation on one page, under the goal areas that their measures serve."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, Q

from sopu.core.lines import Spot
from sopu.negotiations.models import GoalArea, Negotiation
from sopu.plans.models import Indicator, MeasureIndicator, Retrieval
from sopu.plans.models.words import SOURCES
from sopu.plans.queries.indicator_words import trend_words
from sopu.plans.queries.indicators import Reading, series_of
from sopu.plans.queries.looks import Look, look_of_track
from sopu.plans.queries.series_charts import spark_of, written
from sopu.plans.queries.tracks import track_in
from sopu.plans.rules import Direction, Source
from sopu.plans.rules.tracks import Track
from sopu.plans.rules.trends import trend_of


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its latest value in the county; `fetched_at` is when its values last came."""

    indicator: Indicator
    latest: Reading | None
    value: str
    track: Track
    look: Look
    trend: str
    paths: tuple[str, ...]
    end: Spot | None
    source: str
    fetched_at: dt.datetime | None
    has_failed: bool
    measure_count: int


@dataclass(frozen=True, slots=True)
class AreaRows:
    """A goal area with its indicators; no goal area where no measure is linked to them."""

    area: GoalArea | None
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class TrackCount:
    """How many indicators are on a track."""

    track: Track
    look: Look
    count: int


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """All indicators of a negotiation: one that serves several goal areas is told of in each, and counted once."""

    areas: tuple[AreaRows, ...]
    tally: tuple[TrackCount, ...]
    count: int
    with_target: int
    good: int
    fetched_count: int

    def on(self, track: str) -> "tuple[AreaRows, ...]":
        """The goal areas with the rows that are on a track; all of them, where it is none."""
        if track not in set(Track):
            return self.areas
        kept = (AreaRows(one.area, tuple(row for row in one.rows if row.track == track)) for one in self.areas)
        return tuple(one for one in kept if one.rows)


def indicator_list(negotiation: Negotiation) -> IndicatorList:
    """The page of all indicators: five questions, however many there are."""
    indicators = list(Indicator.objects.of(negotiation))
    links = _links(indicators)
    series = series_of(indicators, [negotiation.county_id])
    fetched = _fetched(indicators)
    rows = {
        one.pk: _row(one, series.get(one.pk, {}).get(negotiation.county_id, ()), links, fetched) for one in indicators
    }
    areas = [
        AreaRows(area, tuple(rows[one.pk] for one in indicators if area.pk in links.get(one.pk, {})))
        for area in negotiation.goal_areas.order_by("number")
    ]
    areas.append(AreaRows(None, tuple(rows[one.pk] for one in indicators if one.pk not in links)))
    counts = Counter(row.track for row in rows.values())
    return IndicatorList(
        areas=tuple(one for one in areas if one.rows),
        tally=tuple(TrackCount(track, look_of_track(track), counts[track]) for track in Track if counts[track]),
        count=len(rows),
        with_target=sum(row.indicator.target is not None for row in rows.values()),
        good=counts[Track.REACHED] + counts[Track.ON_TRACK],
        fetched_count=sum(one.source != Source.FILE for one in indicators),
    )


Links = Mapping[int, Mapping[int, int]]


def _links(indicators: Iterable[Indicator]) -> Links:
    """How many standing measures of each goal area each indicator is linked to."""
    rows = MeasureIndicator.objects.filter(
        indicator__in=[one.pk for one in indicators],
        measure__left_out_at__isnull=True,
        measure__goal__left_out_at__isnull=True,
    ).values_list("indicator_id", "measure__goal__goal_area_id")
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for indicator, area in rows:
        found[indicator][area] += 1
    return dict(found)


def _fetched(indicators: Iterable[Indicator]) -> dict[int, tuple[dt.datetime | None, bool]]:
    """When values of each last came, and whether the latest try failed."""
    ended = Retrieval.objects.filter(indicator__in=[one.pk for one in indicators], ended_at__isnull=False)
    rows = ended.values_list("indicator_id").annotate(came=Max("ended_at", filter=Q(failure="")), last=Max("ended_at"))
    return {key: (came, came != last) for key, came, last in rows}


def _row(
    indicator: Indicator,
    readings: tuple[Reading, ...],
    links: Links,
    fetched: Mapping[int, tuple[dt.datetime | None, bool]],
) -> IndicatorRow:
    latest = readings[-1] if readings else None
    track = track_in(indicator, latest)
    paths, end = spark_of(readings)
    came, has_failed = fetched.get(indicator.pk, (None, False))
    return IndicatorRow(
        indicator=indicator,
        latest=latest,
        value=written(latest.value, indicator.decimals) if latest else "",
        track=track,
        look=look_of_track(track),
        trend=trend_words(
            trend_of([one.value for one in readings if one.value is not None]), Direction(indicator.direction)
        ),
        paths=paths,
        end=end,
        source=str(dict(SOURCES)[indicator.source]),
        fetched_at=came,
        has_failed=has_failed,
        measure_count=sum(links.get(indicator.pk, {}).values()),
    )
