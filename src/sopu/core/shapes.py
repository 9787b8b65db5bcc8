"""The shapes of tables that other tools give, as data: by which headers each is known, and what its columns are.

None of these tools publishes its spreadsheet as a format, so a shape is what its users see: a guess that a person
confirms or corrects on the page before anything is stored. Headers are compared in lower case, in the languages in
which the tools are used here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean

from sopu.core import digests
from sopu.core.spreadsheets import Grid

WORDY = 25
"""Characters that the answers of a column have on the average when they are sentences rather than choices."""


class Column(StrEnum):
    """What a column of a table is."""

    SKIPPED = "skipped"
    TEXT = "text"
    ORGANISATION = "organisation"
    ROLE = "role"
    TOPIC = "topic"
    PROMPT = "prompt"
    PARTICIPANT = "participant"
    TIME = "time"
    LANGUAGE = "language"
    VOTES = "votes"


@dataclass(frozen=True, slots=True)
class Shape:
    """A tool's table: `marks` are sets of headers of each of which one must stand in it.

    In a `wide` one every other column is a question, and each answer to it a sentence. `source` says where the shape
    is seen.
    """

    tool: str
    name: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, Column]
    is_wide: bool
    source: str


COMMON: Mapping[str, Column] = {
    "text": Column.TEXT,
    "teksti": Column.TEXT,
    "evästys": Column.TEXT,
    "medskick": Column.TEXT,
    "vastaus": Column.TEXT,
    "svar": Column.TEXT,
    "answer": Column.TEXT,
    "response": Column.TEXT,
    "kommentti": Column.TEXT,
    "comment": Column.TEXT,
    "organisation": Column.ORGANISATION,
    "organization": Column.ORGANISATION,
    "organisaatio": Column.ORGANISATION,
    "kunta": Column.ORGANISATION,
    "kommun": Column.ORGANISATION,
    "municipality": Column.ORGANISATION,
    "company": Column.ORGANISATION,
    "role": Column.ROLE,
    "rooli": Column.ROLE,
    "roll": Column.ROLE,
    "goal_area": Column.TOPIC,
    "tavoitekokonaisuus": Column.TOPIC,
    "målhelhet": Column.TOPIC,
    "discussion": Column.TOPIC,
    "keskustelu": Column.TOPIC,
    "diskussion": Column.TOPIC,
    "topic": Column.TOPIC,
    "aihe": Column.TOPIC,
    "prompt": Column.PROMPT,
    "näkökulma": Column.PROMPT,
    "perspektiv": Column.PROMPT,
    "participant": Column.PARTICIPANT,
    "osallistuja": Column.PARTICIPANT,
    "deltagare": Column.PARTICIPANT,
    "name": Column.PARTICIPANT,
    "nimi": Column.PARTICIPANT,
    "namn": Column.PARTICIPANT,
    "author": Column.PARTICIPANT,
    "language": Column.LANGUAGE,
    "kieli": Column.LANGUAGE,
    "språk": Column.LANGUAGE,
    "at": Column.TIME,
    "aika": Column.TIME,
    "tid": Column.TIME,
    "date": Column.TIME,
    "päivämäärä": Column.TIME,
    "datum": Column.TIME,
    "likes": Column.VOTES,
    "votes": Column.VOTES,
    "ääniä": Column.VOTES,
    "äänet": Column.VOTES,
}
"""What a column of such a name is in any table."""

STEMS: Mapping[str, Column] = {
    "organisa": Column.ORGANISATION,
    "kunta": Column.ORGANISATION,
    "kommun": Column.ORGANISATION,
    "rooli": Column.ROLE,
    "roll": Column.ROLE,
    "role": Column.ROLE,
}
"""What a question of a form asks when its answers are short."""

SHAPES: Sequence[Shape] = (
    Shape(
        "forms",
        "Microsoft Forms",
        (
            frozenset({"start time", "aloitusaika", "starttid"}),
            frozenset({"completion time", "valmistumisaika", "slutförandetid", "päättymisaika"}),
        ),
        {
            "id": Column.PARTICIPANT,
            "tunnus": Column.PARTICIPANT,
            "completion time": Column.TIME,
            "valmistumisaika": Column.TIME,
            "päättymisaika": Column.TIME,
            "slutförandetid": Column.TIME,
            "name": Column.SKIPPED,
            "nimi": Column.SKIPPED,
            "namn": Column.SKIPPED,
        },
        is_wide=True,
        source="the workbook of a form’s answers: ID, two times, e-mail, name, then a question a column",
    ),
    Shape(
        "google",
        "Google Forms",
        (frozenset({"timestamp", "aikaleima", "tidsstämpel"}),),
        {"timestamp": Column.TIME, "aikaleima": Column.TIME, "tidsstämpel": Column.TIME},
        is_wide=True,
        source="the sheet or the CSV file of a form’s answers: the timestamp, then a question a column",
    ),
    Shape(
        "slido",
        "Slido",
        (frozenset({"question", "question text", "response"}), frozenset({"upvotes", "score", "likes"})),
        {
            "question": Column.TEXT,
            "question text": Column.TEXT,
            "response": Column.TEXT,
            "upvotes": Column.VOTES,
            "score": Column.VOTES,
            "user": Column.PARTICIPANT,
            "user id": Column.PARTICIPANT,
            "created at": Column.TIME,
            "downvotes": Column.SKIPPED,
        },
        is_wide=False,
        source="the workbook of an event’s questions: a question a row, its author and its upvotes",
    ),
    Shape(
        "mentimeter",
        "Mentimeter",
        (frozenset({"voter", "voters", "voter id", "osallistuja"}), frozenset({"session", "date", "sessio"})),
        {
            "voter": Column.PARTICIPANT,
            "voters": Column.PARTICIPANT,
            "voter id": Column.PARTICIPANT,
            "date": Column.TIME,
            "session": Column.SKIPPED,
            "sessio": Column.SKIPPED,
        },
        is_wide=True,
        source="the workbook of a presentation’s results, the sheet of voters: a voter a row, a question a column",
    ),
    Shape(
        "howspace",
        "Howspace",
        (
            frozenset({"message", "viesti", "meddelande"}),
            frozenset({"likes", "tykkäykset", "gillningar", "workspace", "työtila", "page", "sivu", "widget"}),
        ),
        {
            "message": Column.TEXT,
            "viesti": Column.TEXT,
            "meddelande": Column.TEXT,
            "user": Column.PARTICIPANT,
            "käyttäjä": Column.PARTICIPANT,
            "likes": Column.VOTES,
            "tykkäykset": Column.VOTES,
            "created": Column.TIME,
            "luotu": Column.TIME,
            "page": Column.TOPIC,
            "sivu": Column.TOPIC,
            "widget": Column.PROMPT,
        },
        is_wide=False,
        source="the workbook of a chat’s messages: a message a row, its page, its writer, its moment and its likes",
    ),
)


NAMES: Mapping[str, str] = {shape.tool: shape.name for shape in SHAPES}


def shape_of(grid: Grid) -> Shape | None:
    """The first shape all of whose marks stand in the header, or None."""
    header = {name.casefold() for name in grid.header}
    return next((shape for shape in SHAPES if all(mark & header for mark in shape.marks)), None)


def signature(grid: Grid) -> str:
    """What a table can be recognised by the next time: its headers, in any order of capitals."""
    return digests.sha256("\n".join(name.casefold() for name in grid.header).encode())


def proposed(grid: Grid) -> dict[str, Column]:
    """What each column may be: by the shape, else by its name, else by what stands in it."""
    shape = shape_of(grid)
    columns = {name: _column(grid, place, name, shape) for place, name in enumerate(grid.header)}
    if Column.TEXT not in columns.values():
        place = max(range(len(grid.header)), key=lambda one: _wordiness(grid, one))
        columns[grid.header[place]] = Column.TEXT
    return columns


def _column(grid: Grid, place: int, name: str, shape: Shape | None) -> Column:
    low = name.casefold()
    known = (shape.columns.get(low) if shape else None) or COMMON.get(low)
    if known:
        return known
    if shape is None or not shape.is_wide:
        return Column.SKIPPED
    if _wordiness(grid, place) >= WORDY:
        return Column.TEXT
    return next((column for stem, column in STEMS.items() if stem in low), Column.SKIPPED)


def _wordiness(grid: Grid, place: int) -> float:
    lengths = [len(cells[place]) for _, cells in grid.rows if cells[place]]
    return mean(lengths) if lengths else 0.0
