"""The law of a negotiation: whom it binds, on what ground, in which term. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

FIRST_TERM_STARTS = 2025
TERM_YEARS = 4


@dataclass(frozen=True, slots=True)
class Statute:
    """An act that a negotiation may stand on; `number` is its number in the Statutes of Finland."""

    number: str
    name_fi: str
    name_sv: str
    name_en: str


STATUTES = {
    statute.number: statute
    for statute in (
        Statute("611/2021", "Laki hyvinvointialueesta", "Lag om välfärdsområden", "Act on Wellbeing Services Counties"),
        Statute(
            "612/2021",
            "Laki sosiaali- ja terveydenhuollon järjestämisestä",
            "Lag om ordnande av social- och hälsovård",
            "Act on Organising Healthcare and Social Welfare Services",
        ),
        Statute(
            "613/2021",
            "Laki pelastustoimen järjestämisestä",
            "Lag om ordnande av räddningsväsendet",
            "Act on Organising Rescue Services",
        ),
    )
}

DUTY_TO_NEGOTIATE = ("611/2021", "14")
"""A county and its municipalities negotiate at least once in each council term (611/2021, 14 §)."""


def statute(number: str) -> Statute | None:
    """The act with this number, or nothing: a citation that doesn't exist must not be written down."""
    return STATUTES.get(number)


def statute_meant(number: str) -> Statute | None:
    """What was probably meant by an unknown citation: the same running number of another year (611/2024)."""
    running, _, _ = number.partition("/")
    return next((one for one in STATUTES.values() if one.number.startswith(f"{running}/")), None)


@dataclass(frozen=True, slots=True)
class TermDates:
    """A council term: its name, first day and last day."""

    name: str
    starts_on: dt.date
    ends_on: dt.date


def term_of(year: int) -> TermDates | None:
    """The term that starts in `year`: from 1 June, for four years, as municipal and county councils are elected.

    Nothing for other years, nor for those before 2025, when the two councils' terms were not yet the same.
    """
    if year < FIRST_TERM_STARTS or (year - FIRST_TERM_STARTS) % TERM_YEARS:
        return None
    last_day = dt.date(year + TERM_YEARS, 5, 31)
    return TermDates(f"{year}–{year + TERM_YEARS}", dt.date(year, 6, 1), last_day)


HELSINKI = frozenset({"90", "091"})
ALAND = frozenset({"91"})


def is_helsinki(code: str) -> bool:
    """Helsinki organises its services itself: no county, though 90 in their classification; 091 as a municipality."""
    return code in HELSINKI


def is_aland(code: str) -> bool:
    """The Act on Wellbeing Services Counties doesn't reach Åland, which stands as 91 in classifications of counties."""
    return code in ALAND


def day_of_term(starts_on: dt.date, day: str) -> dt.date:
    """The day that a template writes as `+1-01-31`: years after the year in which the term starts, month, day."""
    found = re.fullmatch(r"\+(\d)-(\d\d)-(\d\d)", day)
    if found is None:
        raise ValueError(f"“{day}” is not a day of a term such as +1-01-31")
    years, month, day_of_month = (int(part) for part in found.groups())
    return dt.date(starts_on.year + years, month, day_of_month)


def is_slug(text: str) -> bool:
    """Fit for addresses and commands: small letters, digits and single hyphens, at most 80."""
    return len(text) <= 80 and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None
