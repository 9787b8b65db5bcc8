"""Series of indicators as they stand: values by area and period, and which of them their source has revised."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from sopu.plans.models import Indicator, Observation
from sopu.plans.rules import Sex

COUNTRY = 0
"""The key of the whole country among keys of organisations."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a period as it stands; one that is not published has none, and is never nought."""

    period: str
    value: Decimal | None
    count: Decimal | None = None
    number: int = 1
    kept_at: dt.datetime | None = None

    @property
    def is_unpublished(self) -> bool:
        """Whether the source doesn't publish it."""
        return self.value is None

    @property
    def is_revised(self) -> bool:
        """Whether the source has changed it since it was first kept."""
        return self.number > 1


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that was changed: what stood and what stands, of whom and when; an empty value is not published."""

    area: int
    period: str
    sex: str
    was: Decimal | None
    now: Decimal | None
    at: dt.datetime


Series = Mapping[int, tuple[Reading, ...]]
"""The readings of each area, by the organisation's key or `COUNTRY`, in the order of periods."""


def series_of(
    indicators: Iterable[Indicator], areas: Collection[int] | None = None, sex: str = Sex.TOTAL
) -> dict[int, Series]:
    """The standing values of each indicator, by its key: one question, however many there are.

    `areas` are keys of organisations and `COUNTRY`; without them all areas come.
    """
    rows = Observation.objects.standing().filter(indicator__in=[one.pk for one in indicators], sex=sex)
    if areas is not None:
        own = Q(area__in=[one for one in areas if one != COUNTRY])
        rows = rows.filter(own | Q(area=None) if COUNTRY in areas else own)
    found: defaultdict[int, defaultdict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for one in rows.order_by("period"):
        reading = Reading(one.period, one.value, one.count, one.number, one.kept_at)
        found[one.indicator_id][one.area_id or COUNTRY].append(reading)
    return {key: {area: tuple(told) for area, told in own.items()} for key, own in found.items()}


def revisions_of(indicator: Indicator, most: int = 100) -> tuple[Revision, ...]:
    """The values that were changed after they were first kept, the latest change first: two questions."""
    revised = Observation.objects.filter(indicator=indicator, number__gt=1).order_by("-kept_at", "-id")[:most]
    places = {(one.area_id, one.period, one.sex) for one in revised}
    if not places:
        return ()
    periods = {period for _area, period, _sex in places}
    before = {
        (one.area_id, one.period, one.sex, one.number): one.value
        for one in Observation.objects.filter(indicator=indicator, period__in=periods)
    }
    return tuple(
        Revision(
            one.area_id or COUNTRY,
            one.period,
            one.sex,
            before.get((one.area_id, one.period, one.sex, one.number - 1)),
            one.value,
            one.kept_at,
        )
        for one in revised
    )
