"""Answers of statistical services, read as JSON that is held against the shape that they are known to have."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any

LANGUAGES = ("fi", "sv", "en")
ABSENT = frozenset(("", ".", "..", "...", "-", "–"))
"""What stands for a number that isn't published: nothing, or the dots and the dash of statistics."""


class NotRead(Exception):  # noqa: N818  # an answer about an answer, not an error of the program
    """An answer can't be read; `code` says why (`cut`, `changed`), `where` at what."""

    code = "cut"

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


class Cut(NotRead):
    """The answer is not whole JSON: it broke off, or it is something else."""


class Changed(NotRead):
    """The answer is whole, and has another shape than the service is known to give."""

    code = "changed"


def parsed(content: bytes) -> Any:
    """The JSON of an answer, with fractions as exact decimals. Raises `Cut`."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise Cut("JSON") from error


def _refused(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON.")


def mapping(value: object, where: str) -> dict[str, Any]:
    """The value, which must be a mapping. Raises `Changed`."""
    if not isinstance(value, dict):
        raise Changed(where)
    return value


def listed(value: object, where: str) -> list[Any]:
    """The value, which must be a list. Raises `Changed`."""
    if not isinstance(value, list):
        raise Changed(where)
    return value


def demanded(row: Mapping[str, Any], key: str) -> Any:
    """What stands under the key, which must be there. Raises `Changed`."""
    if key not in row:
        raise Changed(key)
    return row[key]


def text(value: object, where: str) -> str:
    """Text as it is, and a whole number as its digits. Raises `Changed`."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Changed(where)
    return str(value).strip()


def whole(value: object, where: str) -> int:
    """A whole number, which services write as a number or as text. Raises `Changed`."""
    digits = text(value, where)
    if not re.fullmatch(r"-?\d{1,9}", digits):
        raise Changed(where)
    return int(digits)


def number(value: object, where: str) -> Decimal | None:
    """A number, written as one or as text; nothing where none is published. Raises `Changed`."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Changed(where)
    if isinstance(value, str) and value.strip() in ABSENT:
        return None
    try:
        found = Decimal(value.strip().replace(",", ".")) if isinstance(value, str) else Decimal(value)
    except InvalidOperation as error:
        raise Changed(where) from error
    if not found.is_finite():
        raise Changed(where)
    return found


def in_languages(value: object, where: str) -> dict[str, str]:
    """A text by language, in the three that we show; one that is missing is empty. Raises `Changed`."""
    told = mapping({} if value is None else value, where)
    return {language: plain(text(told.get(language) or "", where)) for language in LANGUAGES}


def plain(markup: str) -> str:
    """The text of a piece of HTML, with a line break where it breaks a line, and nothing that could be markup."""
    broken = re.sub(r"(?i)<\s*(?:br|/?p|/?li|/?div)\b[^>]*>", "\n", markup)
    bare = unescape(re.sub(r"<[^<>]*>", "", broken)).replace("\xa0", " ")
    lines = (re.sub(r"\s+", " ", line).strip() for line in bare.splitlines())
    return "\n".join(line for line in lines if line)
