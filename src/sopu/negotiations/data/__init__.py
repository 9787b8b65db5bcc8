"""Templates: the goal areas, milestones and rounds of a new negotiation; `templates/README.md` says how."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class GoalAreaRow:
    """A goal area's name in three languages."""

    fi: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone: its station, its first and last day in the term, its name in three languages."""

    station: str
    starts: str
    due: str
    fi: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of meetings: with whom (`kind`), its first and last day in the term, its name in three languages."""

    kind: str
    starts: str
    due: str
    fi: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class StructureRow:
    """A structure of cooperation: its level, and its texts by the name of their field, such as `name_fi`."""

    level: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """The course that a negotiation may take."""

    goal_areas: tuple[GoalAreaRow, ...]
    milestones: tuple[MilestoneRow, ...]
    rounds: tuple[RoundRow, ...]
    structures: tuple[StructureRow, ...]


def template_names() -> list[str]:
    """The templates that ship with Sopu."""
    places = (files(__package__) / "templates").iterdir()
    return sorted(place.name.removesuffix(".json") for place in places if place.name.endswith(".json"))


def template(name: str) -> Template:
    """The template of that name, one of `template_names()`."""
    written = json.loads((files(__package__) / "templates" / f"{name}.json").read_text(encoding="utf-8"))
    return Template(
        tuple(GoalAreaRow(**row) for row in written["goal_areas"]),
        tuple(MilestoneRow(**row) for row in written["milestones"]),
        tuple(RoundRow(**row) for row in written.get("rounds", [])),
        tuple(_structure(row) for row in written.get("structures", [])),
    )


def _structure(row: dict[str, Any]) -> StructureRow:
    texts = {
        f"{part}_{language}": text
        for part in ("name", "composition", "rhythm", "convener")
        for language, text in row[part].items()
    }
    return StructureRow(row["level"], texts)
