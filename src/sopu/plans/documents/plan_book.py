"""A plan as rows of text, what a workbook says of it, and what would become of each of its rows.

A cell is text that a person reads: a date as 2026-01-31, a kind, level or stage as its value, a party, goal area, goal,
measure or indicator by its number or code and its name. So two plans are compared cell by cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from sopu.core.cells import printable
from sopu.plans.documents.plan_columns import What

Cells = Mapping[str, str]
"""What a row says, by field."""


class Fate(StrEnum):
    """What becomes of a row of a workbook."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    NOT_UNDERSTOOD = "not_understood"


class Why(StrEnum):
    """Why a cell is not taken into the plan."""

    UNKNOWN = "unknown"
    NO_NAME = "no_name"
    NO_DATE = "no_date"
    NO_CHOICE = "no_choice"
    NO_PLACE = "no_place"
    TWICE = "twice"
    OF_THE_PARTY = "of_the_party"
    ANOTHER_LEADS = "another_leads"
    MUST_LEAD = "must_lead"
    TOO_LONG = "too_long"
    NO_COLUMN = "no_column"
    NO_SHEET = "no_sheet"


@dataclass(frozen=True, slots=True)
class Term:
    """Something that cells name: as it is written, by its names, and by the number or code it may be known by.

    `id` is what it is stored by.
    """

    id: int
    written: str
    names: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plan: `key` is what it is known by for good, `revision` the measure's."""

    key: str
    cells: Cells
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A plan as rows by what they tell, in order, with the words that its cells may have."""

    language: str
    name: str
    period: str
    rows: Mapping[What, tuple[Row, ...]]
    parties: tuple[Term, ...]
    areas: tuple[Term, ...]
    bodies: tuple[Term, ...]
    indicators: tuple[Term, ...]

    def row(self, what: What, key: str) -> Row | None:
        """The row with that key."""
        return next((one for one in self.rows[what] if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a row that would change."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that was not understood, by the heading of its column, or that may not be taken from a file."""

    heading: str
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a workbook and what becomes of it.

    `key` is the key of what it changes, or a name of its own for what is new; `refs` are the keys of the rows that it
    refers to, by field. `before` is what it would change, whole, as it was when the file was read.
    """

    sheet: str
    row: int
    what: What
    fate: Fate
    key: str
    label: str
    cells: Cells
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    before: Cells = field(default_factory=dict)
    revision: int = 0

    @property
    def is_applied(self) -> bool:
        """Whether something of it goes into the plan."""
        return self.fate in {Fate.NEW, Fate.CHANGED}


@dataclass(frozen=True, slots=True)
class Loose:
    """What stood in a workbook where nothing of the plan has its place."""

    sheet: str
    row: int
    heading: str
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a workbook beside a plan: rows, what has no place, and what of the plan is not in the file."""

    language: str
    lines: tuple[Line, ...]
    loose: tuple[Loose, ...]
    missing: tuple[str, ...]

    def of(self, fate: Fate) -> tuple[Line, ...]:
        """The lines with that fate."""
        return tuple(one for one in self.lines if one.fate is fate)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def reading_from_json(kept: Mapping[str, Any]) -> Reading:
    """A reading that was kept."""
    loose = tuple(Loose(**one | {"why": Why(one["why"])}) for one in kept["loose"])
    return Reading(kept["language"], tuple(map(_line, kept["lines"])), loose, tuple(kept["missing"]))


def _line(kept: Mapping[str, Any]) -> Line:
    problems = tuple(Problem(**one | {"why": Why(one["why"])}) for one in kept["problems"])
    return Line(
        **{
            **kept,
            "what": What(kept["what"]),
            "fate": Fate(kept["fate"]),
            "refs": {name: tuple(keys) for name, keys in kept["refs"].items()},
            "changes": tuple(Change(**one) for one in kept["changes"]),
            "problems": problems,
        }
    )


def tidy(text: str) -> str:
    """Text as a cell holds it and gives it back: printable, with plain line feeds, and nothing around it."""
    return printable(text).strip()


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(values)


def reference(row: Row) -> str:
    """How other rows name a goal or a measure: its number and its name."""
    name = row.cells["name_fi"] or row.cells["name_sv"]
    return " ".join(f"{row.cells['label']} {name}".split())
