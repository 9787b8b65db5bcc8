"""When a decision is final: whether it can be appealed and how, and the days, each with its legal ground.

A council's decision is appealed to the administrative court (kunnallisvalitus: kuntalaki 410/2015, 135 §; aluevalitus:
laki hyvinvointialueesta 611/2021, 140 §) within 30 days; a board's must first be asked to be rectified
(oikaisuvaatimus: 134 §; 139 §) within 14 days (138 §; 143 §). A decision that only prepares or carries out can be
appealed by neither way (136 §; 141 §): a proposal to the council, a deferral, a return, and noting for information.

A member of the municipality or county is deemed to have notice seven days after the inspected minutes are on the public
network (140 §; 145 §). That day isn't counted (150/1930, 2 §). When the last day is a holiday or another day of
150/1930, 5 §, the act may still be done on the next working day. Deemed notice is no act, so it doesn't move.

A regional council is a joint municipal authority, whose council is the body of kuntalaki 58 §, 1 (133 and 135 §). A
person whom the decision concerns has notice by post of their own (139 §; 144 §), which this doesn't know: their time
can end later. The days are those of everybody else.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sopu.core.calendar import Holiday, holiday_name, rolled
from sopu.decisions.rules.states import Level, Outcome
from sopu.negotiations.rules import STATUTES, Statute

NOTICE_DAYS = 7
LOCAL_GOVERNMENT_ACT = "410/2015"
COUNTY_ACT = "611/2021"
TIME_LIMITS_ACT = "150/1930"

LAWS = {
    COUNTY_ACT: STATUTES[COUNTY_ACT],
    LOCAL_GOVERNMENT_ACT: Statute(LOCAL_GOVERNMENT_ACT, "Kuntalaki", "Kommunallag", "Local Government Act"),
    TIME_LIMITS_ACT: Statute(
        TIME_LIMITS_ACT,
        "Laki säädettyjen määräaikain laskemisesta",
        "Lag angående beräkning av laga tid",
        "Act on the Calculation of Statutory Time Limits",
    ),
}
"""The acts that grounds cite, with their names."""


class Route(StrEnum):
    """How a decision can be appealed."""

    MUNICIPAL_APPEAL = "municipal_appeal"
    COUNTY_APPEAL = "county_appeal"
    RECTIFICATION = "rectification"
    NONE = "none"


class StepKind(StrEnum):
    """A day on the way to finality."""

    PUBLISHED = "published"
    DEEMED = "deemed"
    LAST_DAY = "last_day"
    FINAL = "final"


class Lacking(StrEnum):
    """What must be known before finality can be reckoned."""

    PUBLICATION = "publication"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Ground:
    """A section of an act; the act's name is in `LAWS`."""

    statute: str
    section: str


@dataclass(frozen=True, slots=True)
class Step:
    """A day, how many days after the one before it, and by what ground.

    `moved_from` is the day on which the time would have ended, and `moved_because` why it couldn't.
    """

    kind: StepKind
    day: dt.date
    days: int = 0
    ground: Ground | None = None
    moved_from: dt.date | None = None
    moved_because: Holiday | None = None


@dataclass(frozen=True, slots=True)
class Finality:
    """Whether a decision can be appealed, until when, and from which day it is final; `lacking` says what isn't known.

    `period` is the time for appeal in days, nought where there is none. What can't be appealed has no days.
    """

    route: Route
    is_appealable: bool
    period: int
    deemed_on: dt.date | None
    last_day: dt.date | None
    final_on: dt.date | None
    steps: tuple[Step, ...]
    grounds: tuple[Ground, ...]
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    """The sections of one act that govern an organisation's decisions, and what its council's are appealed by."""

    statute: str
    appeal: Route
    rectification: str
    council: str
    ban: str
    period: str
    notice: str

    def ground(self, section: str) -> Ground:
        return Ground(self.statute, section)


_MUNICIPAL = _Law(LOCAL_GOVERNMENT_ACT, Route.MUNICIPAL_APPEAL, "134", "135", "136", "138", "140")
_COUNTY = _Law(COUNTY_ACT, Route.COUNTY_APPEAL, "139", "140", "141", "143", "145")
_LAW_OF = {"municipality": _MUNICIPAL, "regional_council": _MUNICIPAL, "county": _COUNTY}
_COUNTED = Ground(TIME_LIMITS_ACT, "2")
ROLLED = Ground(TIME_LIMITS_ACT, "5")
"""By what a last day moves to a working day."""

_PERIODS = {Level.COUNCIL: 30, Level.BOARD: 14}
APPEALABLE = frozenset({Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.AMENDED, Outcome.REJECTED})
"""Outcomes that decide the matter; every other only prepares, carries out, or decides nothing."""


def finality_of(outcome: Outcome, level: Level, organisation_kind: str, published_on: dt.date | None) -> Finality:
    """The way and the days of appeal against what a body of that level decided.

    `organisation_kind` is a municipality, county or regional_council; others stand outside these acts, and then the law
    is lacking. `published_on` is the day on which the inspected minutes came to the public network, or nothing so far.
    """
    law = _LAW_OF.get(organisation_kind)
    if law is None:
        return _without_days(Route.NONE, (), Lacking.LAW)
    if outcome not in APPEALABLE:
        return _without_days(Route.NONE, (law.ground(law.ban),))
    route, section = (law.appeal, law.council) if level is Level.COUNCIL else (Route.RECTIFICATION, law.rectification)
    way = (law.ground(section), law.ground(law.period), law.ground(law.notice), _COUNTED)
    if published_on is None:
        return _without_days(route, way, Lacking.PUBLICATION, period=_PERIODS[level])
    return _reckoned(route, way, law, _PERIODS[level], published_on)


def _without_days(route: Route, grounds: tuple[Ground, ...], *lacking: Lacking, period: int = 0) -> Finality:
    return Finality(route, route is not Route.NONE, period, None, None, None, (), grounds, lacking)


def _reckoned(route: Route, way: tuple[Ground, ...], law: _Law, period: int, published_on: dt.date) -> Finality:
    deemed_on = published_on + dt.timedelta(days=NOTICE_DAYS)
    ends_on = deemed_on + dt.timedelta(days=period)
    last_day = rolled(ends_on)
    final_on = last_day + dt.timedelta(days=1)
    moved = (ends_on, holiday_name(ends_on)) if last_day != ends_on else (None, None)
    steps = (
        Step(StepKind.PUBLISHED, published_on),
        Step(StepKind.DEEMED, deemed_on, NOTICE_DAYS, law.ground(law.notice)),
        Step(StepKind.LAST_DAY, last_day, period, law.ground(law.period), *moved),
        Step(StepKind.FINAL, final_on, 1),
    )
    grounds = (*way, ROLLED) if moved[0] else way
    return Finality(route, True, period, deemed_on, last_day, final_on, steps, grounds, ())
