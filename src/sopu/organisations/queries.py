"""What others ask of organisations."""

from collections.abc import Iterable

from sopu.organisations import data
from sopu.organisations.data.shapes import shapes_of

__all__ = ["area_of_county", "former_sotkanet_regions", "shapes_of", "subregions_of"]


def area_of_county(code: str) -> str:
    """The Finnish name of a county's area alone (“Keski-Suomi”); empty when no county has that code."""
    return next((row.area_fi for row in data.counties() if row.code == code), "")


def former_sotkanet_regions() -> dict[int, str]:
    """The code of a county by the id that it had in Sotkanet before the renumbering."""
    return {row.sotkanet_region_old: row.code for row in data.counties()}


def subregions_of(codes: Iterable[str]) -> dict[str, list[str]]:
    """The municipalities of these codes by their sub-region's Finnish name, both in the order of the names' codes."""
    wanted = set(codes)
    found: dict[str, list[str]] = {}
    for row in sorted(data.subregions(), key=lambda one: (one.code, one.municipality)):
        if row.municipality in wanted:
            found.setdefault(row.name_fi, []).append(row.municipality)
    return found
