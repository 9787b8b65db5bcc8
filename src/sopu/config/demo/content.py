"""The demonstration's content as frozen rows."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sopu.web.languages import LANGUAGES

HELSINKI = ZoneInfo("Europe/Helsinki")
ROLES = ("elected", "office_holder", "partner")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said; `agree` is between 0 and 1, `theme` the key of its theme, or empty."""

    goal_area: int
    prompt: str
    theme: str
    organisation: str
    role: str
    language: str
    agree: float
    liked_by: str
    hidden_because: str
    text: str


@dataclass(frozen=True, slots=True)
class Guests:
    """How many came from an organisation in a role."""

    organisation: str
    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt of the event, with its question by language."""

    kind: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event: its code, names by language, hours, and when each discussion opens."""

    code: str
    names: dict[str, str]
    starts_at: dt.datetime
    ends_at: dt.datetime
    plan_noted_on: dt.date
    discussions_open_at: tuple[dt.datetime, ...]
    questions: tuple[Question, ...]


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def written(name: str) -> dict[str, Any]:
    """A file of the content as it is written."""
    told: dict[str, Any] = json.loads(_text(name))
    return told


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines())


def moment(text: str) -> dt.datetime:
    """The moment in Finland that is written without its zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HELSINKI)


def sentences() -> list[Sentence]:
    """All that is said, by goal area."""
    return [
        Sentence(
            goal_area=int(row["goal_area"]),
            prompt=row["prompt"],
            theme=row["theme"],
            organisation=row["organisation"],
            role=row["role"],
            language=row["language"],
            agree=int(row["agree"]) / 100,
            liked_by=row["liked_by"],
            hidden_because=row["hidden_because"],
            text=row["text"],
        )
        for row in _rows("contributions.csv")
    ]


def guests() -> list[Guests]:
    """All who came."""
    return [
        Guests(row["organisation"], role, int(row[role]))
        for row in _rows("participants.csv")
        for role in ROLES
        if row[role] != "0"
    ]


def occasion() -> Occasion:
    """The forum Sydämellä."""
    written = json.loads(_text("event.json"))
    return Occasion(
        code=written["code"],
        names=written["name"],
        starts_at=moment(written["starts_at"]),
        ends_at=moment(written["ends_at"]),
        plan_noted_on=dt.date.fromisoformat(written["plan_noted_on"]),
        discussions_open_at=tuple(moment(text) for text in written["discussions_open_at"]),
        questions=tuple(
            Question(prompt["kind"], {language: prompt[language] for language in LANGUAGES})
            for prompt in written["prompts"]
        ),
    )
