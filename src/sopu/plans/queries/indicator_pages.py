"""An indicator as a page: its lines, its values by area and period, what was revised, and what should move it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Kind, Organisation
from sopu.organisations.queries import area_of_county, shapes_of
from sopu.plans.models import Indicator, MeasureIndicator, Observation, Retrieval
from sopu.plans.models.words import SEXES
from sopu.plans.queries.indicator_words import failure_words, trend_words
from sopu.plans.queries.indicators import COUNTRY, Reading, Revision, Series, revisions_of, series_of
from sopu.plans.queries.looks import Look, look_of_track
from sopu.plans.queries.series_charts import SeriesChart, Subject, chart_of, written
from sopu.plans.queries.tracks import track_in
from sopu.plans.rules import Direction, Sex
from sopu.plans.rules.trends import trend_of
from sopu.web.maps import Map, Place, drawn

MOST_RETRIEVALS = 6
THIRDS = (("", "st-none"), ("decided", "st-board"), ("final", "st-ok"))
"""Grounds and shapes of the map, from the least values to the most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table; an empty one was never told of, which is another thing than not published."""

    words: str
    is_unpublished: bool = False
    is_revised: bool = False


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the table, with a cell a period; `code` is that of a municipality, which can be laid on the chart."""

    name: str
    code: str
    is_first: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A value that was changed, in words."""

    name: str
    period: str
    sex: str
    was: str
    now: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RetrievalRow:
    """A fetching of the values: when, what came, or why nothing did and when it is tried again."""

    at: dt.datetime
    new_count: int
    revised_count: int
    failure: str
    retry_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """All of an indicator's page; `sexes` are those that it has values of, when there are several."""

    indicator: Indicator
    latest: Reading | None
    value: str
    baseline: str
    target: str
    look: Look
    trend: str
    wide: SeriesChart
    narrow: SeriesChart
    periods: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    sexes: tuple[tuple[str, str], ...]
    map: Map
    map_period: str
    map_key: tuple[tuple[str, str, str], ...]
    revisions: tuple[RevisionRow, ...]
    links: tuple[MeasureIndicator, ...]
    retrievals: tuple[RetrievalRow, ...]
    has_unpublished: bool

    @property
    def failed(self) -> RetrievalRow | None:
        """The latest fetching, when it failed."""
        return self.retrievals[0] if self.retrievals and self.retrievals[0].failure else None


def indicator_page(indicator: Indicator, negotiation: Negotiation, sex: str = "", code: str = "") -> IndicatorPage:
    """The page, of people of a sex, with a municipality's line beside the county's; a fixed number of questions."""
    sex = sex if sex in set(Sex) else Sex.TOTAL
    series = series_of([indicator], sex=sex).get(indicator.pk, {})
    revisions = revisions_of(indicator)
    places = _places([*series, *(one.area for one in revisions)], negotiation)
    own = _of_all_people(indicator, negotiation, series, sex)
    subjects = list(_subjects(series, places, negotiation, code))
    periods = tuple(sorted({one.period for told in series.values() for one in told}))
    shown = [one.value for one in own if one.value is not None]
    latest = own[-1] if own else None
    places_drawn, period, key = _map(indicator, series, places)
    return IndicatorPage(
        indicator=indicator,
        latest=latest,
        value=written(latest.value, indicator.decimals) if latest else "",
        baseline=written(indicator.baseline, indicator.decimals) if indicator.baseline is not None else "",
        target=written(indicator.target, indicator.decimals) if indicator.target is not None else "",
        look=look_of_track(track_in(indicator, latest)),
        trend=trend_words(trend_of(shown), Direction(indicator.direction)),
        wide=chart_of(indicator, subjects, has_target=sex == Sex.TOTAL),
        narrow=chart_of(indicator, subjects, is_narrow=True, has_target=sex == Sex.TOTAL),
        periods=periods,
        rows=tuple(_rows(indicator, series, places, periods)),
        sexes=_sexes(indicator),
        map=places_drawn,
        map_period=period,
        map_key=key,
        revisions=tuple(_revision(indicator, one, places[one.area].name) for one in revisions),
        links=_links(indicator),
        retrievals=_retrievals(indicator),
        has_unpublished=any(one.is_unpublished for told in series.values() for one in told),
    )


def _of_all_people(indicator: Indicator, negotiation: Negotiation, series: Series, sex: str) -> tuple[Reading, ...]:
    """The county's values by which the indicator stands: always of all people, since its target is."""
    if sex != Sex.TOTAL:
        series = series_of([indicator], [negotiation.county_id]).get(indicator.pk, {})
    return series.get(negotiation.county_id, ())


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    kind: str
    code: str


def _places(keys: Iterable[int], negotiation: Negotiation) -> dict[int, _Place]:
    """The areas by key, in the order of the table: the county, the country, other regions, the municipalities."""
    found = {one.pk: one for one in Organisation.objects.filter(pk__in={*keys} - {COUNTRY})}
    county = negotiation.county
    places = {county.pk: _Place(_county(county), county.kind, county.code), COUNTRY: _Place(_("whole country"), "", "")}
    rest = [one for one in found.values() if one.pk != county.pk]
    rest.sort(key=lambda one: (one.kind == Kind.MUNICIPALITY, one.name))
    return places | {one.pk: _Place(one.name, one.kind, one.code) for one in rest}


def _county(county: Organisation) -> str:
    """The county's area by its short name, which is known in Finnish; else what it is, since its name is long."""
    return (area_of_county(county.code) if get_language() == "fi" else "") or _("The county")


def _subjects(series: Series, places: Mapping[int, _Place], negotiation: Negotiation, code: str) -> Iterator[Subject]:
    county = negotiation.county_id
    yield Subject(places[county].name, "county", series.get(county, ()))
    if COUNTRY in series:
        yield Subject(places[COUNTRY].name, "country", series[COUNTRY])
    chosen = (key for key, one in places.items() if code and one.code == code and one.kind == Kind.MUNICIPALITY)
    for key in chosen:
        yield Subject(places[key].name, "own", series.get(key, ()))


def _rows(
    indicator: Indicator, series: Series, places: Mapping[int, _Place], periods: Iterable[str]
) -> Iterator[AreaRow]:
    for number, (key, place) in enumerate(places.items()):
        if key in series:
            told = {one.period: one for one in series[key]}
            cells = tuple(_cell(indicator, told.get(period)) for period in periods)
            code = place.code if place.kind == Kind.MUNICIPALITY else ""
            yield AreaRow(place.name, code, number == 0, cells)


def _cell(indicator: Indicator, reading: Reading | None) -> Cell:
    if reading is None:
        return Cell("")
    return Cell(written(reading.value, indicator.decimals), reading.is_unpublished, reading.is_revised)


def _sexes(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """The sexes that there are values of, when there are more than one."""
    told = set(Observation.objects.filter(indicator=indicator).values_list("sex", flat=True).distinct().order_by())
    found = tuple((key, str(word)) for key, word in SEXES if key in told)
    return found if len(found) > 1 else ()


Key = tuple[tuple[str, str, str], ...]


def _map(indicator: Indicator, series: Series, places: Mapping[int, _Place]) -> tuple[Map, str, Key]:
    """The municipalities by thirds of their values in the latest period that any of them has, with what a third is."""
    own = {key: one for key, one in places.items() if one.kind == Kind.MUNICIPALITY and key in series}
    period = max((one.period for key in own for one in series[key] if one.value is not None), default="")
    told = {key: next((one.value for one in series[key] if one.period == period), None) for key in own}
    ordered = sorted(value for value in told.values() if value is not None)
    if len(set(ordered)) < len(THIRDS):
        return Map("", ()), "", ()
    bounds = (ordered[len(ordered) // 3], ordered[2 * len(ordered) // 3])
    shown = {}
    for key, value in told.items():
        fill, shape = ("board", "hide") if value is None else THIRDS[sum(value >= one for one in bounds)]
        shown[own[key].code] = Place(own[key].name, written(value, indicator.decimals), "wait", shape, fill)
    low, high = (written(one, indicator.decimals) for one in bounds)
    words = (
        _("less than %s") % low,
        _("from %(low)s to less than %(high)s") % {"low": low, "high": high},
        _("%s or more") % high,
    )
    keys = tuple((fill, shape, word) for (fill, shape), word in zip(THIRDS, words, strict=True))
    if None in told.values():
        keys += (("board", "hide", _("not published")),)
    return drawn(shapes_of(shown), shown), period, keys


def _revision(indicator: Indicator, one: Revision, name: str) -> RevisionRow:
    was, now = written(one.was, indicator.decimals), written(one.now, indicator.decimals)
    return RevisionRow(name, one.period, str(dict(SEXES)[one.sex]), was, now, one.at)


def _links(indicator: Indicator) -> tuple[MeasureIndicator, ...]:
    standing = MeasureIndicator.objects.filter(
        indicator=indicator, measure__left_out_at__isnull=True, measure__goal__left_out_at__isnull=True
    )
    order = ("measure__goal__goal_area__number", "measure__goal__number", "measure__number")
    return tuple(
        standing.select_related("measure__goal__goal_area", "measure__responsible__organisation").order_by(*order)
    )


def _retrievals(indicator: Indicator) -> tuple[RetrievalRow, ...]:
    rows = Retrieval.objects.filter(indicator=indicator, ended_at__isnull=False)[:MOST_RETRIEVALS]
    return tuple(
        RetrievalRow(
            one.ended_at or one.begun_at,
            one.new_count,
            one.revised_count,
            failure_words(one.failure) if one.failure else "",
            one.retry_at,
        )
        for one in rows
    )
