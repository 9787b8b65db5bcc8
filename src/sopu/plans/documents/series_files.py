"""Series of values in files: read from tables of any hand, long or wide, and written so that reading gives the same.

A long table has a row a value: area, period, perhaps sex, value. A wide one has a row an area, perhaps a sex, and a
column a period. What is not understood is told with its row, and nothing of it is guessed.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import Workbook

from sopu.core import spreadsheets
from sopu.core.cells import safe_cell
from sopu.core.series import PERIOD, Value
from sopu.core.spreadsheets import Grid
from sopu.plans.rules import Sex
from sopu.web.office_files import settled

AREA, CODE, PERIODS, SEX, VALUE, COUNT = "area", "code", "period", "sex", "value", "count"
NAMES: Mapping[str, Sequence[str]] = {
    AREA: ("alue", "kunta", "område", "kommun", "area", "municipality"),
    CODE: ("koodi", "kuntakoodi", "kuntanumero", "aluekoodi", "kod", "kommunkod", "code"),
    PERIODS: ("vuosi", "ajankohta", "jakso", "år", "period", "tidpunkt", "year"),
    SEX: ("sukupuoli", "kön", "sex", "gender"),
    VALUE: ("arvo", "värde", "value"),
    COUNT: ("lukumäärä", "antal", "count"),
}
"""What columns are called; the first names are those that we write, in Finnish."""
SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("", "yhteensä", "kaikki", "totalt", "alla", "total", "all"), Sex.TOTAL),
    **dict.fromkeys(("miehet", "mies", "pojat", "män", "man", "male", "men"), Sex.MALE),
    **dict.fromkeys(("naiset", "nainen", "tytöt", "kvinnor", "kvinna", "female", "women"), Sex.FEMALE),
}
SEX_WORDS = {Sex.TOTAL: "yhteensä", Sex.MALE: "miehet", Sex.FEMALE: "naiset"}
UNPUBLISHED = frozenset((".", "..", "...", "-", "–", "ei julkaista", "publiceras inte", "not published"))
NOT_PUBLISHED = "ei julkaista"
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_CODES = {name: key for key, names in NAMES.items() for name in names}
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Told:
    """A value of the file and its row."""

    row: int
    value: Value


@dataclass(frozen=True, slots=True)
class Odd:
    """A place of the file that was not understood: its row, its column, what it says, and a code of why."""

    row: int
    column: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class SeriesReading:
    """All of a file: values, and what was not understood."""

    told: tuple[Told, ...]
    odd: tuple[Odd, ...]

    def as_json(self) -> dict[str, Any]:
        """The reading as it is kept."""
        return {
            "told": [
                [
                    one.row,
                    one.value.area,
                    one.value.period,
                    one.value.sex,
                    _kept(one.value.value),
                    _kept(one.value.count),
                ]
                for one in self.told
            ],
            "odd": [[one.row, one.column, one.said, one.why] for one in self.odd],
        }


def reading_from_json(kept: Mapping[str, Any]) -> SeriesReading:
    """A reading that was kept."""
    told = (
        Told(row, Value(area, period, sex, _decimal(value), _decimal(count), is_unpublished=value is None))
        for row, area, period, sex, value, count in kept.get("told", [])
    )
    return SeriesReading(tuple(told), tuple(Odd(*one) for one in kept.get("odd", [])))


def _kept(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read_series(name: str, content: bytes, areas: Mapping[str, str]) -> SeriesReading:
    """The values of the file; `areas` leads from names and codes in lower case to keys of areas.

    The first sheet with a column of areas is read, and other sheets are told as not understood. Raises `Unreadable`,
    as `spreadsheets.read` does.
    """
    grids = spreadsheets.read(name, content)
    grid = next((one for one in grids if _column(one, AREA) is not None or _column(one, CODE) is not None), None)
    if grid is None:
        return SeriesReading((), (Odd(1, "", ", ".join(grids[0].header)[:LONGEST], "no_area_column"),))
    told, odd = _parted(_Table(grid, areas).cells())
    others = tuple(Odd(1, "", one.sheet, "other_sheet") for one in grids if one is not grid)
    return SeriesReading(*_once(told, (*odd, *others)))


def _column(grid: Grid, key: str) -> int | None:
    return next((place for place, name in enumerate(grid.header) if _CODES.get(name.casefold()) == key), None)


def _parted(found: Iterable[Told | Odd]) -> tuple[list[Told], list[Odd]]:
    told: list[Told] = []
    odd: list[Odd] = []
    for one in found:
        if isinstance(one, Told):
            told.append(one)
        else:
            odd.append(one)
    return told, odd


def _once(told: Iterable[Told], odd: Sequence[Odd]) -> tuple[tuple[Told, ...], tuple[Odd, ...]]:
    """Each area, period and sex once: the first stands, and another is told as not understood."""
    found: dict[tuple[str, str, str], Told] = {}
    twice = []
    for one in told:
        cell = (one.value.area, one.value.period, one.value.sex)
        if cell in found:
            twice.append(Odd(one.row, one.value.period, _kept(one.value.value) or NOT_PUBLISHED, "twice"))
        found.setdefault(cell, one)
    return tuple(found.values()), tuple(sorted((*odd, *twice), key=lambda one: one.row))


class _Table:
    """A sheet and what its columns are."""

    def __init__(self, grid: Grid, areas: Mapping[str, str]) -> None:
        self.grid, self.areas = grid, areas
        self.places = {key: place for key in NAMES if (place := _column(grid, key)) is not None}
        self.is_long = PERIODS in self.places and VALUE in self.places
        own = set(self.places.values())
        self.wide = {p: name for p, name in enumerate(grid.header) if p not in own and PERIOD.match(name)}
        self.strange = [n for p, n in enumerate(grid.header) if p not in own and (self.is_long or p not in self.wide)]

    def cells(self) -> Iterator[Told | Odd]:
        """Every value, and whatever is not understood."""
        yield from (Odd(1, name, name, "unknown_column") for name in self.strange)
        if not self.is_long and not self.wide:
            yield Odd(1, "", ", ".join(self.grid.header)[:LONGEST], "no_values")
            return
        for number, cells in self.grid.rows:
            yield from self._row(number, cells)

    def _row(self, number: int, cells: Sequence[str]) -> Iterator[Told | Odd]:
        area, sex = self._area(cells), SEXES.get(self._said(cells, SEX).casefold())
        if area is None:
            yield Odd(
                number, self._named(AREA, CODE), self._said(cells, AREA) or self._said(cells, CODE), "unknown_area"
            )
        elif sex is None:
            yield Odd(number, self._named(SEX), self._said(cells, SEX), "unknown_sex")
        elif self.is_long:
            yield self._long(number, cells, area, sex)
        else:
            for place, period in self.wide.items():
                if cells[place]:
                    yield _value(number, period, cells[place], "", area, period, sex)

    def _long(self, number: int, cells: Sequence[str], area: str, sex: Sex) -> Told | Odd:
        period = self._said(cells, PERIODS)
        if not PERIOD.match(period):
            return Odd(number, self._named(PERIODS), period, "unknown_period")
        said, count = self._said(cells, VALUE), self._said(cells, COUNT)
        return _value(number, self._named(VALUE), said, count, area, period, sex)

    def _area(self, cells: Sequence[str]) -> str | None:
        words = (self._said(cells, CODE), self._said(cells, AREA))
        return next((self.areas[one.casefold()] for one in words if one.casefold() in self.areas), None)

    def _said(self, cells: Sequence[str], key: str) -> str:
        return cells[self.places[key]].strip() if key in self.places else ""

    def _named(self, *keys: str) -> str:
        return next((self.grid.header[self.places[key]] for key in keys if key in self.places), "")


def _value(row: int, column: str, said: str, count: str, area: str, period: str, sex: Sex) -> Told | Odd:
    if said.casefold() in UNPUBLISHED:
        return Told(row, Value(area, period, sex, None, is_unpublished=True))
    number, counted = number_of(said), number_of(count) if count else None
    if number is None or (count and counted is None):
        return Odd(row, column, said or count, "no_number" if said else "empty")
    return Told(row, Value(area, period, sex, number, counted))


def number_of(said: str) -> Decimal | None:
    """The number that a person wrote, with a comma or a point, and spaces between thousands; nothing if it is none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", said).replace("−", "-")
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it goes into a file: the area by name and by key."""

    area: str
    key: str
    period: str
    sex: Sex
    value: Decimal | None
    count: Decimal | None


HEAD = tuple(NAMES[key][0] for key in (AREA, CODE, PERIODS, SEX, VALUE, COUNT))


def as_csv(values: Iterable[Written]) -> bytes:
    """A long table with semicolons and decimal commas, as spreadsheets in Finland take it; reading gives the same."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in values:
        numbers = (_comma(one.value) or NOT_PUBLISHED, _comma(one.count))
        writer.writerow([safe_cell(one.area), one.key, one.period, SEX_WORDS[one.sex], *numbers])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(values: Iterable[Written]) -> bytes:
    """The same table as a workbook, with numbers as numbers; the same values give the same bytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    for one in values:
        numbers = (NOT_PUBLISHED if one.value is None else _exact(one.value), _exact(one.count))
        sheet.append([safe_cell(one.area), one.key, one.period, SEX_WORDS[one.sex], *numbers])
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 20
    target = io.BytesIO()
    book.save(target)
    return settled(target.getvalue())


def _exact(number: Decimal | None) -> Decimal | str | None:
    """A number where a spreadsheet keeps it exactly (15 figures, without an exponent), else its figures as text."""
    if number is None or (len(plain(number).strip("-").replace(".", "")) <= 15 and abs(number) >= Decimal("0.001")):
        return number
    return plain(number)


def _comma(number: Decimal | None) -> str:
    return "" if number is None else plain(number).replace(".", ",")


def plain(number: Decimal) -> str:
    """The number in figures, without noughts that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
