"""Files of values as their pages show them, and values as they go out into files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sopu.core.series import COUNTRY
from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Kind, Organisation
from sopu.organisations.queries import area_of_county
from sopu.plans.documents.series_files import Odd, Told, Written, plain, reading_from_json
from sopu.plans.models import Indicator, Observation, SeriesIntake
from sopu.plans.models.words import SEXES
from sopu.plans.queries.areas import areas_of, key_of, organisations_by_key
from sopu.plans.queries.series_charts import written
from sopu.plans.rules import Sex
from sopu.web.languages import LANGUAGES

COUNTRY_NAMES = ("koko maa", "suomi", "hela landet", "finland", "whole country")
MOST_SHOWN = 300


def area_names(negotiation: Negotiation, on: dt.date) -> dict[str, str]:
    """The keys of the areas that the negotiation follows, by every name and code in lower case that means only one."""
    keys = areas_of(negotiation, on)
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for name in (*COUNTRY_NAMES, COUNTRY):
        meant[name].add(COUNTRY)
    for one in Organisation.objects.filter(pk__in=[pk for pk in organisations_by_key(keys).values() if pk]):
        key = key_of(one.kind, one.code)
        names = [key, one.code, one.code.lstrip("0"), *(one.name_in(language) for language in LANGUAGES)]
        names += [one.full_name_fi, one.full_name_sv]
        names += [area_of_county(one.code)] if one.kind == Kind.COUNTY else []
        for name in names:
            meant[name.casefold()].add(key)
    return {name: next(iter(found)) for name, found in meant.items() if name and len(found) == 1}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value of the file beside what stands: what it would replace, if anything."""

    row: int
    area: str
    period: str
    sex: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class OddLine:
    """A place of the file that was not understood, and why."""

    row: int
    column: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """What would become of a file: at most `MOST_SHOWN` lines of each sort are shown, and all are counted."""

    new: tuple[ValueLine, ...]
    new_count: int
    revised: tuple[ValueLine, ...]
    revised_count: int
    same_count: int
    odd: tuple[OddLine, ...]
    odd_count: int

    @property
    def is_empty(self) -> bool:
        """Whether the file would change nothing."""
        return not (self.new_count or self.revised_count)


def why_told(code: str) -> str:
    """Why a place of a file was not understood."""
    return {
        "unknown_area": _("no area that this negotiation follows has this name or code"),
        "unknown_period": _("not a period such as 2024, 2024K1, 2024Q1 or 2024M11"),
        "unknown_sex": _("neither all people, men nor women"),
        "no_number": _("not a number, nor a mark of what is not published"),
        "empty": _("the value is empty; write “..” where nothing is published"),
        "twice": _("this area, period and sex has a value on an earlier row"),
        "unknown_column": _("the column is not known, and is left out"),
        "other_sheet": _("only the first sheet with areas is read"),
        "no_area_column": _("there is no column of areas, such as “alue” or “koodi”"),
        "no_values": _("there are neither columns of periods nor columns “vuosi” and “arvo”"),
    }[code]


def intake_by(pk: int) -> SeriesIntake | None:
    """A file that was brought, with its indicator, negotiation and county."""
    return SeriesIntake.objects.select_related("indicator__negotiation__county", "taken_by").filter(pk=pk).first()


def series_preview(intake: SeriesIntake) -> SeriesPreview:
    """The file beside the values that stand now: three questions, however many values."""
    reading = reading_from_json(intake.reading)
    indicator = intake.indicator
    places = organisations_by_key({one.value.area for one in reading.told})
    names = _names(places)
    standing = {
        (one.area_id, one.period, one.sex): one for one in Observation.objects.standing().filter(indicator=indicator)
    }
    new, revised, same = [], [], 0
    for one in reading.told:
        before = standing.get((places.get(one.value.area), one.value.period, one.value.sex))
        if before is None:
            new.append(_line(indicator, one, names, ""))
        elif _is_same(before, one):
            same += 1
        else:
            revised.append(_line(indicator, one, names, _told(indicator, before.value)))
    odd = tuple(_odd(one) for one in reading.odd)
    shown = (tuple(lines[:MOST_SHOWN]) for lines in (new, revised, odd))
    some_new, some_revised, some_odd = shown
    return SeriesPreview(some_new, len(new), some_revised, len(revised), same, some_odd, len(odd))  # type: ignore[arg-type]


def _names(places: dict[str, int | None]) -> dict[str, str]:
    own = {one.pk: one.name for one in Organisation.objects.filter(pk__in=[pk for pk in places.values() if pk])}
    return {key: own[pk] if pk else _("whole country") for key, pk in places.items()}


def _is_same(before: Observation, told: Told) -> bool:
    return (before.value, before.count) == (told.value.value, told.value.count)


def _line(indicator: Indicator, told: Told, names: dict[str, str], was: str) -> ValueLine:
    one = told.value
    sex = str(dict(SEXES)[one.sex])
    return ValueLine(told.row, names.get(one.area, one.area), one.period, sex, was, _told(indicator, one.value))


def _told(indicator: Indicator, value: Decimal | None) -> str:
    """The value with all decimals that it has, so that a small revision shows."""
    places = len(plain(value).partition(".")[2]) if value is not None else 0
    return written(value, max(places, indicator.decimals))


def _odd(one: Odd) -> OddLine:
    return OddLine(one.row, one.column, one.said, why_told(one.why))


def values_out(indicator: Indicator) -> tuple[Written, ...]:
    """Every standing value with its area by name and key, in a steady order: one question."""
    rows = Observation.objects.standing().filter(indicator=indicator).select_related("area")
    found = [
        Written(
            one.area.name if one.area else "Koko maa",
            key_of(one.area.kind, one.area.code) if one.area else COUNTRY,
            one.period,
            Sex(one.sex),
            one.value,
            one.count,
        )
        for one in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.key != COUNTRY, one.key, one.period, one.sex)))


def as_data(indicator: Indicator) -> dict[str, Any]:
    """The indicator with all of its standing values, for JSON: numbers are text, so that none loses a figure."""
    return {
        "name": {language: indicator.name_in(language) for language in LANGUAGES},
        "unit": indicator.unit,
        "source": indicator.source,
        "source_key": indicator.source_key,
        "attribution": indicator.attribution,
        "url": indicator.url,
        "values": list(_values(indicator)),
    }


def _values(indicator: Indicator) -> Iterator[dict[str, Any]]:
    for one in values_out(indicator):
        yield {
            "area": one.key,
            "name": one.area,
            "period": one.period,
            "sex": str(one.sex),
            "value": None if one.value is None else plain(one.value),
            "count": None if one.count is None else plain(one.count),
            "is_published": one.value is not None,
        }
