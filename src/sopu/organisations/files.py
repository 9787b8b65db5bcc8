"""Answers of Statistics Finland's classification service, from files or from the service itself.

Three kinds are known: the items of a classification of municipalities (`…/kunta_1_20260101/classificationItems`), with
a code and names by language; and the maps of a correspondence table (`…/kunta_1_20260101%23maakunta_1_20260101/maps`)
from municipalities to counties (hyvinvointialue), to regions (maakunta), or from former municipalities to those of
today (kunta). A row of a map names its two ends by local ids, by items, or by an address that ends in both codes.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.organisations.rules import Classified, Names

SECONDS = 30
LARGEST = 50_000_000
NOT_COUNTIES = frozenset({"90", "91"})
"""Helsinki and Åland stand in the classification of counties, and are none."""
NO_COUNCIL = frozenset({"21"})
"""Åland is a region without a regional council."""

_ID = re.compile(r"(kunta|maakunta|hyvinvointialue)_\d+_(\d{8})")


@dataclass(slots=True)
class _Gathered:
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    maps: dict[str, dict[str, str]] = field(default_factory=dict)
    days: set[dt.date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers say together, and the day that they say it of, where they name one."""

    said: Classified
    day: dt.date | None


def read(sources: Iterable[str]) -> Answers:
    """All of the answers, by path or address; refuses what can't be fetched, read or understood."""
    gathered = _Gathered()
    for source in sources:
        _take(gathered, source, _parsed(source, _content(source)))
    if not gathered.names:
        raise Refused("no_items", _("None of the answers lists municipalities. Nothing was changed."))
    names = {code: Names(*(by.get(one, "") for one in ("fi", "sv", "en"))) for code, by in gathered.names.items()}
    return Answers(
        Classified(
            names=names,
            counties={k: v for k, v in gathered.maps.get("hyvinvointialue", {}).items() if v not in NOT_COUNTIES},
            regions={k: v for k, v in gathered.maps.get("maakunta", {}).items() if v not in NO_COUNCIL},
            successors={k: v for k, v in gathered.maps.get("kunta", {}).items() if k != v},
        ),
        max(gathered.days, default=None),
    )


def _content(source: str) -> bytes:
    """The bytes behind a path or an address."""
    if urlsplit(source).scheme not in {"http", "https"}:
        try:
            return Path(source).read_bytes()
        except OSError as failure:
            words = {"source": source, "why": failure.strerror or type(failure).__name__}
            raise Refused("not_read", _("%(source)s could not be read: %(why)s.") % words) from None
    try:
        with urlopen(source, timeout=SECONDS) as answer:  # noqa: S310  # only http and https come here
            content: bytes = answer.read(LARGEST)
            return content
    except (URLError, HTTPException, OSError, ValueError) as failure:
        words = {"source": source, "why": str(getattr(failure, "reason", None) or failure)}
        raise Refused("not_fetched", _("%(source)s could not be fetched: %(why)s.") % words) from None


def _parsed(source: str, content: bytes) -> list[Any]:
    try:
        rows = json.loads(content)
    except ValueError:
        rows = None
    if not isinstance(rows, list) or not rows:
        raise Refused("not_an_answer", _("%s is not an answer of the classification service.") % source)
    return rows


def _take(gathered: _Gathered, source: str, rows: list[Any]) -> None:
    """Adds one answer; its kind is seen from its first row."""
    first = rows[0]
    try:
        if isinstance(first, Mapping) and "classificationItemNames" in first:
            _take_items(gathered, source, rows)
        else:
            _take_map(gathered, source, rows)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise Refused("not_an_answer", _("%s is not an answer of the classification service.") % source) from None


def _take_items(gathered: _Gathered, source: str, rows: list[Any]) -> None:
    kinds = _ids(source, rows[0])
    if kinds and kinds[0][0] != "kunta":
        raise ValueError("not a classification of municipalities")
    gathered.days |= {day for _kind, day in kinds}
    for row in rows:
        code = str(row["code"])
        if not re.fullmatch(r"\d{3}", code):
            raise ValueError("a municipality has three digits")
        for name in row["classificationItemNames"]:
            gathered.names.setdefault(code, {})[str(name["lang"])] = str(name["name"])


def _take_map(gathered: _Gathered, source: str, rows: list[Any]) -> None:
    kinds = _ids(source, rows[0])
    if len(kinds) < 2 or kinds[0][0] != "kunta":
        raise ValueError("not a map of municipalities")
    gathered.days.add(kinds[1][1])
    gathered.maps.setdefault(kinds[1][0], {}).update(_ends(row) for row in rows)


def _ids(source: str, row: Any) -> list[tuple[str, dt.date]]:
    """The classifications that the address, or else the row itself, names, in order; a map names two."""
    for text in (unquote(source), unquote(json.dumps(row))):
        found = [(kind, dt.datetime.strptime(day, "%Y%m%d").date()) for kind, day in _ID.findall(text)]  # noqa: DTZ007
        if found:
            return found
    return []


def _ends(row: Any) -> tuple[str, str]:
    """The two codes of a row of a map."""
    if isinstance(row, str):
        before, source, target = row.rsplit("/", 2)
        if not before.endswith("/maps"):
            raise ValueError("not a row of a map")
        return source, target
    if "sourceLocalId" in row:
        return str(row["sourceLocalId"]).rsplit("/", 1)[-1], str(row["targetLocalId"]).rsplit("/", 1)[-1]
    return str(row["sourceItem"]["code"]), str(row["targetItem"]["code"])
