"""Tables of PxWeb (API v1), as Statistics Finland serves them: what can be chosen, how it is asked, what came.

A call may bring 120 000 values, so a longer question is asked in turns. Municipalities are KU179 or 179, regions MK13,
wellbeing services counties HVA15, and the whole country SSS.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sopu.core.answers import Changed, demanded, listed, mapping, parsed, text
from sopu.core.jsonstat import Dataset
from sopu.core.series import COUNTRY, Value

MOST_VALUES = 120_000
WHOLE = "SSS"
AREAS = (
    (re.compile(r"(?:KU)?(\d{3})"), "municipality"),
    (re.compile(r"MK(\d{2})"), "regional_council"),
    (re.compile(r"HVA(\d{2})"), "county"),
)
PERIODS = (
    (re.compile(r"((?:19|20)\d\d)"), ""),
    (re.compile(r"((?:19|20)\d\d)H([12])"), "K"),
    (re.compile(r"((?:19|20)\d\d)K([12])"), "K"),
    (re.compile(r"((?:19|20)\d\d)Q([1-4])"), "Q"),
    (re.compile(r"((?:19|20)\d\d)M(\d\d)"), "M"),
)
SEX_NAMES = frozenset(("sukupuoli", "kön", "sex", "gender"))
SEX_CODES = {"SSS": "total", "1": "male", "2": "female"}
AREA_NAMES = re.compile(
    r"(?i)(alue|kunta|maakunta|hyvinvointialue|område|kommun|landskap|välfärdsområde|area|municipality|region|wellbeing)\b"
)
METRIC_NAMES = frozenset(("tiedot", "uppgifter", "information", "contents", "contentscode"))


class Role(StrEnum):
    """What a variable of a table is for us."""

    PERIOD = "period"
    AREA = "area"
    SEX = "sex"
    METRIC = "metric"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a table: its code, its name, and what can be chosen of it, as code and name in order.

    One that `may_be_left_out` is summed over when nothing is chosen of it.
    """

    code: str
    name: str
    choices: tuple[tuple[str, str], ...]
    role: Role
    may_be_left_out: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that can be chosen."""
        return tuple(code for code, _name in self.choices)

    @property
    def is_to_choose(self) -> bool:
        """Whether somebody has to choose one of it: periods, areas and sexes are chosen by us."""
        return self.role in {Role.METRIC, Role.OTHER}


@dataclass(frozen=True, slots=True)
class Table:
    """What a table is called and has."""

    title: str
    variables: tuple[Variable, ...]

    def of_role(self, role: Role) -> Variable | None:
        """The variable of that role, where the table has one."""
        return next((one for one in self.variables if one.role == role), None)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of a table: one choice of each variable that is to be chosen, by the variable's code."""

    chosen: Mapping[str, str] = field(default_factory=dict)


def read_table(content: bytes) -> Table:
    """The metadata of a table. Raises `Cut` or `Changed`."""
    told = mapping(parsed(content), "table")
    variables = [_variable(mapping(one, "variables")) for one in listed(demanded(told, "variables"), "variables")]
    if sum(one.role == Role.PERIOD for one in variables) != 1:
        raise Changed("time")
    return Table(text(told.get("title") or "", "title"), tuple(variables))


def _variable(told: Mapping[str, Any]) -> Variable:
    code = text(demanded(told, "code"), "code")
    name = text(told.get("text") or code, "text")
    values = [text(one, "values") for one in listed(demanded(told, "values"), "values")]
    names = [text(one, "valueTexts") for one in listed(told.get("valueTexts") or values, "valueTexts")]
    if len(names) != len(values):
        raise Changed("valueTexts")
    role = _role(name, code, values, is_time=told.get("time") is True)
    return Variable(code, name, tuple(zip(values, names, strict=True)), role, told.get("elimination") is True)


def _role(name: str, code: str, values: Sequence[str], *, is_time: bool) -> Role:
    """What the variable is for us; one without a mark of time is of time when all that it has are periods."""
    names = {name.lower(), code.lower()}
    if is_time or (values and all(map(period_of, values))):
        return Role.PERIOD
    if names & SEX_NAMES and set(values) & SEX_CODES.keys():
        return Role.SEX
    if names & METRIC_NAMES:
        return Role.METRIC
    return Role.AREA if _is_of_areas(name, values) else Role.OTHER


def _is_of_areas(name: str, values: Sequence[str]) -> bool:
    """Whether most of the codes mean areas, and the name or their form says so: other classes have three digits too."""
    places = [one for one in values if area_of(one) not in {None, COUNTRY}]
    is_said = bool(AREA_NAMES.match(name)) or any(not one.isdecimal() for one in places)
    return bool(places) and is_said and 2 * len(places) >= len(values) - 1


def area_of(code: str) -> str | None:
    """The key of the area that a code means; nothing for those that we don't follow, such as sub-regions."""
    if code == WHOLE:
        return COUNTRY
    return next((f"{kind}:{found[1]}" for form, kind in AREAS if (found := form.fullmatch(code))), None)


def period_of(code: str) -> str | None:
    """The period that a code means, as `core.series` writes it; nothing when it means none."""
    for form, letter in PERIODS:
        if found := form.fullmatch(code):
            return found[1] if not letter else f"{found[1]}{letter}{found[2]}"
    return None


def missing(table: Table, selection: Selection) -> tuple[Variable, ...]:
    """The variables of which something has to be chosen and isn't, or what is chosen is no longer there."""
    return tuple(
        one
        for one in table.variables
        if one.is_to_choose
        and (one.code in selection.chosen or not one.may_be_left_out)
        and selection.chosen.get(one.code) not in one.codes
    )


def questions(
    table: Table, selection: Selection, wanted: Collection[str], most: int = MOST_VALUES
) -> tuple[dict[str, Any], ...]:
    """The questions to POST for the wanted areas, all periods and sexes; each asks for at most `most` values.

    Raises ValueError when one value of each variable would be more, or no wanted area is in the table.
    """
    asked: dict[str, tuple[str, ...]] = {}
    for one in table.variables:
        if codes := _asked(one, selection, wanted):
            asked[one.code] = codes
    area, period = table.of_role(Role.AREA), table.of_role(Role.PERIOD)
    if (area and area.code not in asked) or (area is None and COUNTRY not in wanted) or period is None:
        raise ValueError("None of the wanted areas is in the table.")
    by_turn = most // math.prod(len(codes) for code, codes in asked.items() if code != period.code)
    if not by_turn:
        raise ValueError("One period alone has more values than a call may bring.")
    periods = asked[period.code]
    turns = (periods[start : start + by_turn] for start in range(0, len(periods), by_turn))
    return tuple(_question({**asked, period.code: turn}) for turn in turns)


def _asked(one: Variable, selection: Selection, wanted: Collection[str]) -> tuple[str, ...]:
    """The codes to ask for of a variable; none where it is left out."""
    if one.role == Role.PERIOD:
        return tuple(code for code in one.codes if period_of(code))
    if one.role == Role.SEX:
        return tuple(code for code in one.codes if code in SEX_CODES)
    if one.role == Role.AREA:
        return tuple(code for code in one.codes if area_of(code) in wanted)
    return (selection.chosen[one.code],) if one.code in selection.chosen else ()


def _question(asked: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    query = [{"code": code, "selection": {"filter": "item", "values": list(values)}} for code, values in asked.items()]
    return {"query": query, "response": {"format": "json-stat2"}}


def values_of(table: Table, answers: Iterable[Dataset]) -> tuple[Value, ...]:
    """The values of the answers; a cell without a number is not published. Raises `Changed`."""
    return tuple(value for answer in answers for value in _values(table, answer))


def _values(table: Table, answer: Dataset) -> Iterator[Value]:
    area, period, sex = (table.of_role(role) for role in (Role.AREA, Role.PERIOD, Role.SEX))
    roles = [one.code for one in (area, period, sex) if one]
    if set(roles) - {one.id for one in answer.dimensions}:
        raise Changed("id")
    if any(len(one.codes) != 1 for one in answer.dimensions if one.id not in roles):
        raise Changed("size")
    for codes, found in answer.cells():
        place = area_of(codes[area.code]) if area else COUNTRY
        time = period_of(codes[period.code]) if period else None
        of = SEX_CODES.get(codes[sex.code]) if sex else "total"
        if place is None or time is None or of is None:
            raise Changed("index")
        yield Value(place, time, of, found, is_unpublished=found is None)
