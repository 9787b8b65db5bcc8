"""What would become of a workbook of a plan, as its page shows it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sopu.plans.documents.plan_book import Fate, Line, Why
from sopu.plans.documents.plan_columns import CHOICES, SHEET_OF, Column, Sort, What
from sopu.plans.models import PlanIntake
from sopu.plans.queries.plan_workbooks import reading_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a row by its name: what it is and what it would be."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What stood in a file and is not taken: where, under which heading, and why."""

    sheet: str
    row: int
    heading: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A row that goes into the plan, with its fields, and what of it doesn't."""

    sheet: str
    row: int
    label: str
    cells: tuple[Cell, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """Rows of one sort, such as measures."""

    name: str
    lines: tuple[PreviewLine, ...]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A workbook beside a plan: what is new, what changes, what was not understood, what stays."""

    intake: PlanIntake
    new: tuple[PreviewPart, ...]
    changed: tuple[PreviewPart, ...]
    lost: tuple[Doubt, ...]
    missing: tuple[str, ...]
    same_count: int

    @property
    def new_count(self) -> int:
        """How many rows are new."""
        return sum(len(part.lines) for part in self.new)

    @property
    def changed_count(self) -> int:
        """How many rows change."""
        return sum(len(part.lines) for part in self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it goes into the plan."""
        return not (self.new or self.changed)


def plan_preview(intake: PlanIntake) -> PlanPreview:
    """The file as it was read; it asks the database nothing."""
    reading, language = reading_of(intake), get_language() or "fi"
    lost = [doubt for line in reading.of(Fate.NOT_UNDERSTOOD) for doubt in _lost(line)]
    lost += [
        doubt for line in reading.lines if line.fate in (Fate.CHANGED, Fate.NEW, Fate.SAME) for doubt in _doubts(line)
    ]
    lost += [Doubt(one.sheet, one.row, one.heading, one.text, told(one.why)) for one in reading.loose]
    counts = Counter(line.fate for line in reading.lines)
    return PlanPreview(
        intake,
        _parts(reading.of(Fate.NEW), language),
        _parts(reading.of(Fate.CHANGED), language),
        tuple(sorted(lost, key=lambda one: (one.sheet, one.row))),
        reading.missing,
        counts[Fate.SAME],
    )


def _parts(lines: tuple[Line, ...], language: str) -> tuple[PreviewPart, ...]:
    parts = []
    for what in What:
        found = tuple(_shown(line, language) for line in lines if line.what is what)
        if found:
            parts.append(PreviewPart(SHEET_OF[what].names[language], found))
    return tuple(parts)


def _shown(line: Line, language: str) -> PreviewLine:
    columns = {column.key: column for column in SHEET_OF[line.what].columns}
    changes = {change.field: change.old for change in line.changes} if line.changes else dict.fromkeys(line.cells, "")
    cells = tuple(
        Cell(columns[name].names[language], _word(columns[name], old, language), _word(columns[name], new, language))
        for name, old in changes.items()
        if (new := line.cells[name]) or old
    )
    return PreviewLine(line.sheet, line.row, line.label, cells, _doubts(line))


def _word(column: Column, value: str, language: str) -> str:
    """A cell as people read it."""
    if value and column.sort is Sort.DATE:
        return date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return CHOICES[column.sort][value][language] if value and column.sort in CHOICES else value


def _doubts(line: Line) -> tuple[Doubt, ...]:
    return tuple(Doubt(line.sheet, line.row, one.heading, one.text, told(one.why)) for one in line.problems)


def _lost(line: Line) -> tuple[Doubt, ...]:
    """A whole row: what is wrong in it, and everything that stood in it."""
    whole = " · ".join(f"{heading}: {text}" for heading, text in line.cells.items())
    why = " ".join(dict.fromkeys(_about(line.cells, one.heading, told(one.why)) for one in line.problems))
    return (Doubt(line.sheet, line.row, "", whole, why or told(Why.NO_PLACE)),)


def _about(cells: Mapping[str, str], heading: str, sentence: str) -> str:
    return f"{heading}: {sentence}" if heading in cells else sentence


def told(why: Why) -> str:
    """Why something of a file is not taken into the plan, as a sentence."""
    return {
        Why.UNKNOWN: _("Nothing in the plan has this name."),
        Why.NO_NAME: _("A goal and a measure need a name."),
        Why.NO_DATE: _("This is no day, or it ends before it starts."),
        Why.NO_CHOICE: _("This is none of the words to choose from."),
        Why.NO_PLACE: _("It doesn’t say which goal or goal area it belongs to."),
        Why.TWICE: _("The same stands in the file twice. The first one is taken."),
        Why.OF_THE_PARTY: _("Only the party itself can say this."),
        Why.ANOTHER_LEADS: _("Only the responsible party leads a measure."),
        Why.MUST_LEAD: _("The responsible party leads the measure."),
        Why.TOO_LONG: _("The text is too long for its place."),
        Why.NO_COLUMN: _("A plan has no such column."),
        Why.NO_SHEET: _("The sheet has no headings that a plan has."),
    }[why]
