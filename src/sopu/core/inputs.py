"""A table of what people said elsewhere: a sentence a row, with what is known of who said it, about what and when.

Only `text` must be there. The columns and the words in them may be in Finnish or English (or Swedish words for roles
and kinds). A column that isn't known is refused, so that nothing is lost unseen and nobody's name is stored by
accident.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sopu.core import tables
from sopu.core.tables import Row, Table, Unreadable

COLUMNS = {
    "text": "text",
    "teksti": "text",
    "organisation": "organisation",
    "organisaatio": "organisation",
    "role": "role",
    "rooli": "role",
    "goal_area": "goal_area",
    "tavoitekokonaisuus": "goal_area",
    "discussion": "discussion",
    "keskustelu": "discussion",
    "prompt": "prompt",
    "näkökulma": "prompt",
    "question_id": "question_id",
    "kysymys": "question_id",
    "answer": "answer",
    "vastaus": "answer",
    "id": "id",
    "tunnus": "id",
    "language": "language",
    "kieli": "language",
    "at": "at",
    "aika": "at",
    "participant": "participant",
    "osallistuja": "participant",
}
ROLES = {
    "": "",
    "elected": "elected",
    "luottamushenkilö": "elected",
    "förtroendevald": "elected",
    "office_holder": "office_holder",
    "viranhaltija": "office_holder",
    "työntekijä": "office_holder",
    "viranhaltija tai työntekijä": "office_holder",
    "tjänsteinnehavare": "office_holder",
    "anställd": "office_holder",
    "partner": "partner",
    "kumppani": "partner",
}
PROMPTS = {
    "": "other",
    "strength": "strength",
    "vahvuus": "strength",
    "styrka": "strength",
    "need": "need",
    "kehittämistarve": "need",
    "utvecklingsbehov": "need",
    "measure": "measure",
    "toimenpide": "measure",
    "toimintamalli": "measure",
    "toimenpide tai toimintamalli": "measure",
    "åtgärd": "measure",
    "commitment": "commitment",
    "sitoumus": "commitment",
    "sitoumusehdotus": "commitment",
    "åtagande": "commitment",
    "other": "other",
    "muu": "other",
    "annat": "other",
}
LANGUAGES = {
    "": "",
    "fi": "fi",
    "suomi": "fi",
    "sv": "sv",
    "ruotsi": "sv",
    "svenska": "sv",
    "en": "en",
    "englanti": "en",
}
ANSWERS = ("", "1", "2", "3", "4", "5")

_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (?:klo )?(\d{1,2})[.:](\d\d))?")


@dataclass(frozen=True, slots=True)
class Input:
    """One row: the text exactly as given, and what was told with it (empty when nothing was)."""

    row: int
    line: int
    text: str
    organisation: str = ""
    role: str = ""
    goal_area: str = ""
    discussion: str = ""
    prompt: str = "other"
    question_id: str = ""
    answer: str = ""
    id: str = ""
    language: str = ""
    at: dt.datetime | None = None
    participant: str = ""


def read(file: str, data: bytes, zone: ZoneInfo) -> tuple[Input, ...]:
    """The rows of a CSV file with commas or semicolons; a time without a zone is in `zone`.

    Raises `sopu.core.tables.Unreadable`: all that tables say, and "column_unknown", "no_rows", "empty_text",
    "id_twice", "unknown_role", "unknown_prompt", "unknown_language", "unknown_answer", "unknown_time", "two_topics".
    """
    table = tables.read(file, data, delimiters=",;")
    columns = _columns(table)
    if not table.rows:
        raise Unreadable("no_rows", file)
    seen: set[str] = set()
    inputs = []
    for row in table.rows:
        one = _input(table, row, dict(zip(columns, row.cells, strict=True)), zone)
        if one.id and one.id in seen:
            raise _unreadable("id_twice", table, row, column="id", value=one.id)
        seen.add(one.id)
        inputs.append(one)
    return tuple(inputs)


def topics(file: str, data: bytes) -> dict[str, str]:
    """The names of questions by their id, from a CSV file with the columns `id` and `text`.

    Raises `Unreadable` as `read` does.
    """
    table = tables.read(file, data, delimiters=",;")
    names: dict[str, str] = {}
    for row in table.rows:
        one, text = row.cells[table.place("id")], row.cells[table.place("text")]
        if one in names:
            raise _unreadable("id_twice", table, row, column="id", value=one)
        if not text.strip():
            raise _unreadable("empty_text", table, row)
        names[one] = text
    return names


def _columns(table: Table) -> Sequence[str]:
    columns = []
    for name in table.header:
        column = COLUMNS.get(name.strip().casefold())
        if column is None:
            raise Unreadable("column_unknown", table.file, 1, 1, column=name)
        if column in columns:
            raise Unreadable("column_twice", table.file, 1, 1, column=name)
        columns.append(column)
    if "text" not in columns:
        raise Unreadable("column_missing", table.file, 1, 1, column="text")
    return columns


def _input(table: Table, row: Row, told: Mapping[str, str], zone: ZoneInfo) -> Input:
    words = {column: cell.strip() for column, cell in told.items() if column != "text"}
    if not told["text"].strip():
        raise _unreadable("empty_text", table, row)
    if words.get("goal_area") and words.get("discussion"):
        raise _unreadable("two_topics", table, row)
    answer = words.get("answer", "")
    if answer not in ANSWERS:
        raise _unreadable("unknown_answer", table, row, value=answer)
    return Input(
        row=row.number,
        line=row.line,
        text=told["text"],
        organisation=words.get("organisation", ""),
        role=_word(table, row, "role", ROLES, words),
        goal_area=words.get("goal_area", ""),
        discussion=words.get("discussion", ""),
        prompt=_word(table, row, "prompt", PROMPTS, words),
        question_id=words.get("question_id", ""),
        answer=answer,
        id=words.get("id", ""),
        language=_word(table, row, "language", LANGUAGES, words),
        at=_moment(table, row, words.get("at", ""), zone),
        participant=words.get("participant", ""),
    )


def _word(table: Table, row: Row, column: str, known: Mapping[str, str], words: Mapping[str, str]) -> str:
    told = words.get(column, "")
    if told.casefold() not in known:
        raise _unreadable(f"unknown_{column}", table, row, value=told)
    return known[told.casefold()]


def _moment(table: Table, row: Row, told: str, zone: ZoneInfo) -> dt.datetime | None:
    if not told:
        return None
    try:
        if found := _FINNISH_DAY.fullmatch(told):
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            moment = dt.datetime(year, month, day, hour, minute, tzinfo=zone)
        else:
            moment = dt.datetime.fromisoformat(told)
    except ValueError:
        raise _unreadable("unknown_time", table, row, value=told) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _unreadable(code: str, table: Table, row: Row, **facts: object) -> Unreadable:
    return Unreadable(code, table.file, row.number, row.line, **facts)
