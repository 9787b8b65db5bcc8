"""Answers of THL's Sotkanet, `rest/1.1`: regions, what an indicator is, and its values.

A region's id, its code and a municipality's number are three things: values carry the id, and only category and code
together say which area it is. The ids of the wellbeing services counties were changed: both stand in answers of today.

Two forms of values are known: `value` and `absValue` as numbers, and, in older answers, `primary value` and `absolute
value` as text. A value is left out where it would tell of too few people (for municipalities, fewer than five cases);
it is then *not published*, and never nought.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sopu.core.answers import LANGUAGES, Changed, demanded, in_languages, listed, mapping, number, parsed, text, whole
from sopu.core.series import COUNTRY, Value

KINDS = {"KUNTA": ("municipality", 3), "MAAKUNTA": ("regional_council", 2)}
"""What a region of a category is here, and how many digits its code has."""
FINLAND = ("MAA", "358")
COUNTY = "HYVINVOINTIALUE"
SEXES = ("total", "male", "female")
VALUE_KEYS = ("value", "primary value")
COUNT_KEYS = ("absValue", "absolute value")
ROW_KEYS = frozenset(("indicator", "region", "year", "gender", *VALUE_KEYS, *COUNT_KEYS))
YEARS_A_CALL = 8
"""An answer has every region of the country, with each sex: of these many years it stays under two megabytes."""
THL = 2
"""The id of THL as an organisation: its own data are licensed CC BY 4.0; others' data are theirs."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its id: the category (KUNTA, HYVINVOINTIALUE, …) and the code in it."""

    id: int
    category: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What Sotkanet tells of an indicator; texts by language (fi, sv, en), empty where it has none."""

    id: int
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    limits: Mapping[str, str]
    units: Mapping[str, str]
    decimals: int
    organization: Mapping[str, str]
    is_of_thl: bool
    updated_on: dt.date | None
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator in the list of all: its id, title and producer by language."""

    id: int
    titles: Mapping[str, str]
    organization: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a region in a year; without a number it is not published."""

    region: int
    year: int
    sex: str
    value: Decimal | None
    count: Decimal | None


def read_regions(content: bytes) -> tuple[Region, ...]:
    """The answer of `regions`. Raises `Cut` or `Changed`."""
    rows = [mapping(row, "regions") for row in listed(parsed(content), "regions")]
    if not rows:
        raise Changed("regions")
    return tuple(
        Region(
            whole(demanded(row, "id"), "id"),
            text(demanded(row, "category"), "category"),
            text(demanded(row, "code"), "code"),
        )
        for row in rows
    )


def areas_of(regions: Iterable[Region], counties: Mapping[int, str]) -> dict[int, str]:
    """The keys of areas (municipality:179, county:15, country) by a region's id; other regions are left out.

    `counties` has the ids of the counties of today and of those before the renumbering, with the codes of today. A
    county is known by its id alone, since the same codes meant other counties before.
    """
    found = {region: f"county:{code}" for region, code in counties.items()}
    for one in regions:
        if one.category == COUNTY:
            continue
        found.pop(one.id, None)
        if (one.category, one.code) == FINLAND:
            found[one.id] = COUNTRY
        elif one.category in KINDS:
            kind, width = KINDS[one.category]
            found[one.id] = f"{kind}:{one.code.zfill(width)}"
    return found


def read_sheet(content: bytes) -> Sheet:
    """The answer of `indicators/ID`. Raises `Cut` or `Changed`."""
    row = mapping(parsed(content), "indicator")
    span = mapping(demanded(row, "range"), "range")
    unit = mapping(row.get("primaryValueType") or {}, "primaryValueType")
    units = dict.fromkeys(LANGUAGES, "%") if unit.get("code") == "PROS" else None
    organization = mapping(row.get("organization") or {}, "organization")
    return Sheet(
        id=whole(demanded(row, "id"), "id"),
        titles=_titled(row, "title"),
        descriptions=in_languages(row.get("description"), "description"),
        limits=in_languages(row.get("limits"), "limits"),
        units=units or in_languages(unit.get("title"), "primaryValueType"),
        decimals=min(6, max(0, whole(row.get("decimals") or 0, "decimals"))),
        organization=in_languages(organization.get("title"), "organization"),
        is_of_thl=organization.get("id") == THL,
        updated_on=_day(row.get("data-updated")),
        first_year=whole(demanded(span, "start"), "range"),
        last_year=whole(demanded(span, "end"), "range"),
    )


def read_list(content: bytes) -> tuple[Listed, ...]:
    """The answer of `indicators`, in its order. Raises `Cut` or `Changed`."""
    rows = [mapping(row, "indicators") for row in listed(parsed(content), "indicators")]
    return tuple(
        Listed(
            whole(demanded(row, "id"), "id"),
            _titled(row, "title"),
            in_languages(mapping(row.get("organization") or {}, "organization").get("title"), "organization"),
        )
        for row in rows
    )


def read_rows(content: bytes, indicator: int) -> tuple[Row, ...]:
    """The answer of `json`, of this indicator. Raises `Cut` or `Changed`.

    A row without its number is one that is not published; a row without it that has a key nobody knows is another form.
    """
    return tuple(_row(mapping(row, "json"), indicator) for row in listed(parsed(content), "json"))


def _row(row: Mapping[str, object], indicator: int) -> Row:
    if not row.keys() & set(VALUE_KEYS) and row.keys() - ROW_KEYS:
        raise Changed(VALUE_KEYS[0])
    if whole(demanded(row, "indicator"), "indicator") != indicator:
        raise Changed("indicator")
    sex = text(demanded(row, "gender"), "gender").lower()
    if sex not in SEXES:
        raise Changed("gender")
    value = number(next((row[key] for key in VALUE_KEYS if key in row), None), VALUE_KEYS[0])
    count = number(next((row[key] for key in COUNT_KEYS if key in row), None), COUNT_KEYS[0])
    region, year = whole(demanded(row, "region"), "region"), whole(demanded(row, "year"), "year")
    return Row(region, year, sex, value, None if value is None else count)


def values_of(rows: Iterable[Row], areas: Mapping[int, str], wanted: Collection[str]) -> tuple[Value, ...]:
    """The values of the wanted areas, by area, period and sex; what others have and an area lacks is not published.

    Sotkanet leaves a suppressed value out and says nothing of it. So a year and sex that any area of the same kind in
    the country has is one that the area was reckoned for: if it has no number, it isn't published. Where both ids of a
    county have a number, that of the later id stands.
    """
    numbers: dict[tuple[str, int, str], Row] = {}
    reckoned: dict[str, set[tuple[int, str]]] = {}
    for row in sorted(
        (row for row in rows if row.region in areas and row.value is not None), key=lambda row: row.region
    ):
        area = areas[row.region]
        numbers[area, row.year, row.sex] = row
        reckoned.setdefault(_kind(area), set()).add((row.year, row.sex))
    return tuple(
        _value(area, year, sex, numbers.get((area, year, sex)))
        for area in sorted(wanted)
        for year, sex in sorted(reckoned.get(_kind(area), ()))
    )


def _value(area: str, year: int, sex: str, row: Row | None) -> Value:
    if row is None:
        return Value(area, str(year), sex, None, is_unpublished=True)
    return Value(area, str(year), sex, row.value, row.count)


def _kind(area: str) -> str:
    return area.partition(":")[0]


def year_spans(first: int, last: int) -> tuple[tuple[int, ...], ...]:
    """The years from the first to the last, in turns of `YEARS_A_CALL`."""
    years = range(first, last + 1)
    return tuple(tuple(years[start : start + YEARS_A_CALL]) for start in range(0, len(years), YEARS_A_CALL))


def _titled(row: Mapping[str, object], key: str) -> dict[str, str]:
    titles = in_languages(demanded(row, key), key)
    if not any(titles.values()):
        raise Changed(key)
    return titles


def _day(value: object) -> dt.date | None:
    """The day of an ISO date, where there is one; a time after it says nothing to us."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(text(value, "data-updated")[:10])
    except ValueError as error:
        raise Changed("data-updated") from error
