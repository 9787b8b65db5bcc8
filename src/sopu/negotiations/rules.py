"""The law of a negotiation: whom it binds, on what ground, in which term. Pure."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

FIRST_TERM_STARTS = 2025
TERM_YEARS = 4
FIRST_COUNTY_TERM = 2022


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

    The first term of the county councils alone was from 1.3.2022 to 31.5.2025 (616/2021); the municipal councils of
    that time had begun on 1.8.2021 and ended on the same day. Nothing for other years.
    """
    if year == FIRST_COUNTY_TERM:
        return TermDates("2022–2025", dt.date(2022, 3, 1), dt.date(2025, 5, 31))
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


class Cadence(StrEnum):
    """How often a duty must be met."""

    TERM = "term"
    YEAR = "year"


class Standing(StrEnum):
    """How a duty stands with one municipality in one period."""

    MET = "met"
    PARTLY = "partly"
    OPEN = "open"
    DUE = "due"
    MISSED = "missed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Period:
    """The time in which a duty must be met once; from `warns_on` on, one that isn't is told of."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    warns_on: dt.date

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the period."""
        return self.starts_on <= day <= self.ends_on


def periods_of(cadence: Cadence, term: TermDates, since: dt.date) -> list[Period]:
    """The periods of a duty that a council term touches.

    611/2021, 14 §: at least once in a council term; warned of from the first day of its last year.
    612/2021, 7 §: at least once a year, which is read as a calendar year and counted whole though councils change in
    it; warned of from 1 October. No period ends before `since`, when nobody was asked yet.
    """
    if cadence is Cadence.TERM:
        last_year = term.ends_on.replace(year=term.ends_on.year - 1) + dt.timedelta(days=1)
        found = [Period(term.name, term.starts_on, term.ends_on, last_year)]
    else:
        years = range(term.starts_on.year, term.ends_on.year + 1)
        found = [Period(str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), dt.date(year, 10, 1)) for year in years]
    return [period for period in found if period.ends_on >= since]


def is_met(covered: frozenset[str], required: frozenset[str]) -> bool:
    """Whether all that the law demands to be negotiated about has been; what may be agreed on is not demanded."""
    return required <= covered


def standing(period: Period, covered: frozenset[str], required: frozenset[str], today: dt.date) -> Standing:
    """How the duty stands when `covered` of its parts were negotiated about in the period (611/2021, 612/2021)."""
    if is_met(covered, required):
        return Standing.MET
    if today > period.ends_on:
        return Standing.PARTLY if covered else Standing.MISSED
    if today >= period.warns_on:
        return Standing.DUE
    if covered:
        return Standing.PARTLY
    return Standing.OPEN if today >= period.starts_on else Standing.AHEAD


def may_succeed(term: TermDates, earlier: TermDates) -> bool:
    """A negotiation succeeds one of an earlier council term, so never itself and never in a ring."""
    return earlier.starts_on < term.starts_on


def within_term(term: TermDates, starts_on: dt.date, due_on: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days of a milestone as a shorter term has room for them; nothing when it would begin after the term."""
    return None if starts_on > term.ends_on else (starts_on, min(due_on, term.ends_on))


ROLES_FROM_A_COORDINATOR = frozenset({"coordinator", "registrar", "reader", "scribe"})
"""What a party's coordinator may give to its own people; the rest is the process owner's to give."""


def split_groups(text: str) -> list[list[str]]:
    """Groups as people write them: a group a line (or with semicolons between), its members with commas between."""
    lines = re.split(r"[;\n]", text)
    groups = [[word.strip() for word in line.split(",") if word.strip()] for line in lines]
    return [group for group in groups if group]
