"""What a cell of a workbook means: days, choices, and things of the plan by their names, numbers and codes."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sopu.core.intakes import folded
from sopu.plans.documents.plan_book import Term
from sopu.plans.documents.plan_columns import CHOICES, Sort

LABEL = re.compile(r"^(\d+(?:\.\d+)*)[.):]?(?:\s+|$)")
"""A number before a name: 2, 2.1 or 2.1.3."""
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?$")
_FINNISH = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_MONTH = re.compile(r"^(\d{1,2})[./](\d{4})$")
_YEAR = re.compile(r"^(\d{4})$")
_SPAN = re.compile(r"^([\d./]+)\s*[–—-]\s*([\d./]+)$")
_SEVERAL = re.compile(r"\s*(?:;|\n)\s*")
_COMMAS = re.compile(r"\s*,\s*")


def day(text: str, *, is_end: bool) -> str | None:
    """The day as 2026-01-31, of a day, a month or a year; the last of it at an end. None when it tells none."""
    text = text.strip()
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FINNISH.match(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH.match(text):
        year, month = int(found[2]), int(found[1])
        if not 1 <= month <= 12:
            return None
        return _day(year, month, calendar.monthrange(year, month)[1] if is_end else 1)
    if found := _YEAR.match(text):
        return _day(int(found[1]), 12 if is_end else 1, 31 if is_end else 1)
    return None


def _day(year: int, month: int, number: int) -> str | None:
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return None


def period(text: str) -> tuple[str, str] | None:
    """The first and the last day of a time such as 2026–2027; None when it tells none."""
    found = _SPAN.match(text.strip())
    first, last = (found[1], found[2]) if found else (text, text)
    starts, ends = day(first, is_end=False), day(last, is_end=True)
    return (starts, ends) if starts and ends and starts <= ends else None


def choice(sort: Sort, text: str) -> str | None:
    """The value that a word stands for, in any of the languages."""
    told = folded(text)
    return next(
        (value for value, names in CHOICES[sort].items() if told in {value, *map(folded, names.values())}), None
    )


def term(terms: Sequence[Term], text: str) -> Term | None:
    """What the cell names: as it is written, by its name, or by its number or code alone, if that is only one."""
    told = folded(text)
    for is_it in (
        lambda one: folded(one.written) == told,
        lambda one: told in set(map(folded, one.names)),
        lambda one: _rest(one, text) in set(map(folded, one.names)),
        lambda one: bool(one.code) and told.lstrip("0") == one.code.lstrip("0"),
    ):
        found = [one for one in terms if is_it(one)]
        if len(found) == 1:
            return found[0]
    return None


def _rest(one: Term, text: str) -> str:
    """The name after a number or code that is right, else nothing."""
    found = LABEL.match(text.strip())
    if not found or not one.code or found[1].lstrip("0") != one.code.lstrip("0"):
        return ""
    return folded(text.strip()[found.end() :])


def several(text: str, whole: Iterable[Term] | None = None) -> list[str]:
    """The parts of a cell that names several; commas part them too, where no name of `whole` has one."""
    parts = [one for one in _SEVERAL.split(text.strip()) if one]
    if whole is None or len(parts) > 1:
        return parts
    known = {folded(name) for one in whole for name in (one.written, *one.names)}
    return [one for part in parts for one in ([part] if folded(part) in known else _COMMAS.split(part)) if one]
