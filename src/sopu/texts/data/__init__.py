"""Skeletons of documents, one for each kind: headings, kinds of clauses, and what each clause is meant to say."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of a skeleton: its key, kind and depth, and its heading and guide by language."""

    key: str
    kind: str
    depth: int
    heading: dict[str, str]
    guide: dict[str, str]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a document of a kind usually has: its name by language, and its clauses in order."""

    name: dict[str, str]
    clauses: tuple[ClauseRow, ...]


@cache
def skeleton(kind: str) -> Skeleton:
    """The skeleton of documents of the kind, one of `DocumentKind`."""
    written = json.loads((files(__package__) / "templates" / f"{kind}.json").read_text(encoding="utf-8"))
    return Skeleton(written["name"], tuple(ClauseRow(**row) for row in written["clauses"]))


def guide_of(kind: str, key: str, language: str) -> str:
    """What the clause with this key is meant to say, in the language; empty for one that is of no skeleton."""
    return next((row.guide[language] for row in skeleton(kind).clauses if row.key == key), "")
