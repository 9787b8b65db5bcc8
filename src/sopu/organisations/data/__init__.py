"""The reference data that ships with Sopu, as frozen rows; `README.md` beside the tables names their sources."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality of 2026; `county` and `region` are codes, empty where our law knows none."""

    code: str
    name_fi: str
    name_sv: str
    name_en: str
    genitive_fi: str
    is_city: bool
    language_status: int
    county: str
    region: str
    population: int


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A wellbeing services county; `area_fi` is its area's name alone, and Sotkanet knows it by two ids."""

    code: str
    area_fi: str
    name_fi: str
    name_sv: str
    name_en: str
    sotkanet_region: int
    sotkanet_region_old: int


@dataclass(frozen=True, slots=True)
class RegionalCouncilRow:
    """A regional council, known by the code of its region."""

    code: str
    name_fi: str
    genitive_fi: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class SubregionRow:
    """The sub-region (seutukunta) that a municipality belongs to; its name is known in Finnish only."""

    municipality: str
    code: str
    name_fi: str


def _rows(table: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files(__package__) / table).read_text(encoding="utf-8").splitlines())


def municipalities() -> list[MunicipalityRow]:
    """All 308, by code."""
    return [
        MunicipalityRow(
            code=row["code"],
            name_fi=row["name_fi"],
            name_sv=row["name_sv"],
            name_en=row["name_en"],
            genitive_fi=row["genitive_fi"],
            is_city=row["is_city"] == "1",
            language_status=int(row["language_status"]),
            county=row["county"],
            region=row["region"],
            population=int(row["population"]),
        )
        for row in _rows("municipalities.csv")
    ]


def counties() -> list[CountyRow]:
    """All 21, by code."""
    return [
        CountyRow(
            code=row["code"],
            area_fi=row["area_fi"],
            name_fi=row["name_fi"],
            name_sv=row["name_sv"],
            name_en=row["name_en"],
            sotkanet_region=int(row["sotkanet_region"]),
            sotkanet_region_old=int(row["sotkanet_region_old"]),
        )
        for row in _rows("counties.csv")
    ]


def regional_councils() -> list[RegionalCouncilRow]:
    """The 18 of the mainland, by the code of the region."""
    return [RegionalCouncilRow(**row) for row in _rows("regional_councils.csv")]


def subregions() -> list[SubregionRow]:
    """The sub-region of every municipality, by the municipality's code."""
    return [SubregionRow(**row) for row in _rows("subregions.csv")]
