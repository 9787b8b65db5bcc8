"""What others ask of organisations."""

from sopu.organisations import data


def area_of_county(code: str) -> str:
    """The Finnish name of a county's area alone (“Keski-Suomi”); empty when no county has that code."""
    return next((row.area_fi for row in data.counties() if row.code == code), "")
