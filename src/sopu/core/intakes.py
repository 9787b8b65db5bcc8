"""What a table of another tool says, sentence by sentence: which column is what, which word means what, what happens.

`lines` tells what will become of every row; what is shown before storing and what is stored are the same lines. Nothing
here knows the database: what an event knows comes in as `Known`.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sopu.core import digests, inputs
from sopu.core.shapes import Column
from sopu.core.spreadsheets import Grid

LONG = 500
"""Characters after which a sentence is longer than a phone lets anybody write; it is kept whole all the same."""
LEFT_OUT, NONE = "-", "0"
"""What a person may answer of a word: leave its sentences out; it tells nothing (an organisation, a role)."""
COMMITMENT = "commitment"

_STEMS = {
    "strength": ("vahvuu", "styrk", "strength"),
    "need": ("kehit", "utveckl", "develop"),
    "measure": ("toimenpi", "toimintamall", "åtgärd", "measure"),
    "commitment": ("sitou", "åta", "commit"),
}
_MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H.%M.%S",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y klo %H.%M.%S",
    "%d.%m.%Y %H.%M",
    "%d.%m.%Y %H:%M",
    "%Y/%m/%d %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%Y-%m-%d",
    "%d.%m.%Y",
)
_ZONE_OF_GOOGLE = re.compile(r" (?:GMT|UTC|EET|EEST)[+-]?\d{0,2}$")


class Word(StrEnum):
    """What a word of a table may have to be told about."""

    ORGANISATION = "organisation"
    ROLE = "role"
    TOPIC = "topic"
    PROMPT = "prompt"


class Fate(StrEnum):
    """What becomes of a sentence of the table."""

    STORED = "stored"
    WAITS = "waits"
    EMPTY = "empty"
    LEFT_OUT = "left_out"
    DUPLICATE = "duplicate"
    REPEATED = "repeated"
    NO_ORGANISATION = "no_organisation"


class Note(StrEnum):
    """What a person should know of a sentence that is stored."""

    LONG = "long"
    PERSONAL = "personal"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read: what each column is, by its name, and what each word means, by its kind."""

    columns: Mapping[str, Column]
    words: Mapping[Word, Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The reading as it is remembered: columns as pairs, since not every database keeps the order of an object."""
        words = {str(kind): dict(told) for kind, told in self.words.items()}
        return {"columns": [[name, str(column)] for name, column in self.columns.items()], "words": words}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Reading":
        """A reading that was remembered."""
        words = {Word(kind): dict(told) for kind, told in kept.get("words", {}).items()}
        return cls({name: Column(one) for name, one in kept.get("columns", [])}, words)

    def of(self, column: Column) -> tuple[str, ...]:
        """The names of the columns that are this."""
        return tuple(name for name, one in self.columns.items() if one is column)


@dataclass(frozen=True, slots=True)
class Known:
    """What an event knows before the table: names in lower case lead to keys; `said` is what stands in it already."""

    organisations: Mapping[str, frozenset[int]]
    topics: Mapping[str, int]
    questions: Mapping[str, str]
    prompts: frozenset[str]
    said: frozenset[tuple[int, str, int | None, str]]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the table and what becomes of it. `person` groups a person's rows and is never stored."""

    row: int
    column: str
    fate: Fate
    text: str = ""
    topic: int | None = None
    prompt: str = ""
    organisation: int | None = None
    role: str = ""
    person: str = ""
    at: dt.datetime | None = None
    language: str = ""
    votes: int | None = None
    words: tuple[tuple[Word, str], ...] = ()
    unsettled: tuple[tuple[Word, str], ...] = ()
    notes: tuple[Note, ...] = ()


def folded(text: str) -> str:
    """The text as it is compared: without the difference of capitals, spaces and forms of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".!")


def trusting(_text: str) -> bool:
    """Suspects nothing."""
    return False


def lines(grid: Grid, reading: Reading, known: Known, suspects: Callable[[str], bool] = trusting) -> tuple[Line, ...]:
    """What becomes of the table, in its order; `suspects` says whether a text may have personal data in it."""
    said = set(known.said)
    told: set[tuple[int, str, int | None, str]] = set()
    found = []
    meant = _Meanings(reading, known)
    for number, cells in grid.rows:
        row = _Row(number, dict(zip(grid.header, cells, strict=True)), meant)
        sentences = list(row.sentences(suspects)) or [Line(number, "", Fate.EMPTY)]
        found += [_once(line, said, told) for line in sentences]
    return tuple(found)


def unsettled(found: Sequence[Line]) -> tuple[tuple[Word, str], ...]:
    """The words that a person must tell the meaning of, each once, in the order of the table."""
    return tuple(dict.fromkeys(word for line in found for word in line.unsettled))


def digest(found: Sequence[Line]) -> str:
    """What the lines can be recognised by: the same lines, the same digest."""
    rows = [(line.row, line.column, line.fate, line.text, line.topic, line.prompt, line.organisation) for line in found]
    people = [(line.role, line.person, str(line.at), line.language, line.votes) for line in found]
    return digests.sha256(json.dumps([rows, people]).encode())


def suggested_key(word: str, names: Mapping[str, str]) -> str:
    """The key of the name that the word may be another form of, or nothing; `names` leads from names to keys."""
    low = folded(word)
    by_name = {folded(name): key for name, key in names.items()}
    alike = [name for name in by_name if len(low) > 2 and (low in name or name in low)]
    alike = alike if len(alike) == 1 else get_close_matches(low, by_name, n=1, cutoff=0.7)
    return by_name[alike[0]] if alike else ""


def suggested_prompt(word: str) -> str:
    """The kind of prompt that a heading may mean, or nothing."""
    low = word.casefold()
    return next((kind for kind, stems in _STEMS.items() if any(stem in low for stem in stems)), "")


def _once(line: Line, said: set[tuple[int, str, int | None, str]], told: set[tuple[int, str, int | None, str]]) -> Line:
    """The line, unless the same organisation has said the same to the same question."""
    if line.fate is not Fate.STORED or line.topic is None:
        return line
    key = (line.topic, line.prompt, line.organisation, folded(line.text))
    if key in said or key in told:
        fate = Fate.DUPLICATE if key in said else Fate.REPEATED
        return replace(line, fate=fate, notes=())
    told.add(key)
    return line


class _Meanings:
    """What columns and words mean, found once for the whole table."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self.known = known
        self.columns = {column: reading.of(column) for column in Column}
        self._chosen = reading.words
        self._found: dict[tuple[Word, str], str | None] = {}

    def of(self, kind: Word, word: str) -> str | None:
        """What the word means: by a person's word, else by its being known; None when nobody has said."""
        if (kind, word) not in self._found:
            self._found[kind, word] = self._chosen.get(kind, {}).get(word) or self._known(kind, word)
        return self._found[kind, word]

    def _known(self, kind: Word, word: str) -> str | None:
        low = word.casefold()
        match kind:
            case Word.ORGANISATION:
                found = self.known.organisations.get(low) or self.known.organisations.get(low.zfill(3), frozenset())
                return NONE if not word else str(next(iter(found))) if len(found) == 1 else None
            case Word.ROLE:
                return inputs.ROLES.get(low)
            case Word.TOPIC:
                topics = set(self.known.topics.values())
                topic = self.known.topics.get(low) or (next(iter(topics)) if len(topics) == 1 else None)
                return None if topic is None else str(topic)
            case Word.PROMPT:
                prompt = self.known.questions.get(low) or (inputs.PROMPTS.get(low) if word else None)
                return prompt if prompt in self.known.prompts else None


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]
    meanings: _Meanings

    def sentences(self, suspects: Callable[[str], bool]) -> Iterator[Line]:
        for column in self.meanings.columns[Column.TEXT]:
            text = clean(self.cells[column])
            if text:
                yield self._line(column, text, suspects)

    def _line(self, column: str, text: str, suspects: Callable[[str], bool]) -> Line:
        columns = self.meanings.columns
        words = {
            Word.TOPIC: self._told(Column.TOPIC) if columns[Column.TOPIC] else column,
            Word.PROMPT: self._told(Column.PROMPT) if columns[Column.PROMPT] else column,
            Word.ORGANISATION: self._told(Column.ORGANISATION),
            Word.ROLE: self._told(Column.ROLE),
        }
        meant = {kind: self.meanings.of(kind, word) for kind, word in words.items()}
        waiting = tuple((kind, words[kind]) for kind, meaning in meant.items() if meaning is None)
        told = tuple(words.items())
        if LEFT_OUT in meant.values():
            return Line(self.number, column, Fate.LEFT_OUT, text, words=told)
        if waiting:
            return Line(self.number, column, Fate.WAITS, text, words=told, unsettled=waiting)
        settled = {kind: meaning or "" for kind, meaning in meant.items()}
        return self._settled(column, text, told, settled, is_suspect=suspects(text))

    def _settled(
        self,
        column: str,
        text: str,
        words: tuple[tuple[Word, str], ...],
        meant: Mapping[Word, str],
        *,
        is_suspect: bool,
    ) -> Line:
        organisation = int(meant[Word.ORGANISATION]) or None
        at, told_at = self._moment()
        is_nobodys = meant[Word.PROMPT] == COMMITMENT and organisation is None
        notes = {Note.LONG: len(text) > LONG, Note.TIME: bool(told_at) and at is None, Note.PERSONAL: is_suspect}
        votes = self._told(Column.VOTES)
        return Line(
            row=self.number,
            column=column,
            fate=Fate.NO_ORGANISATION if is_nobodys else Fate.STORED,
            text=text,
            topic=int(meant[Word.TOPIC]),
            prompt=meant[Word.PROMPT],
            organisation=organisation,
            role="" if meant[Word.ROLE] == NONE else meant[Word.ROLE],
            person=self._told(Column.PARTICIPANT) or f"\n{self.number}",
            at=at,
            language=inputs.LANGUAGES.get(self._told(Column.LANGUAGE).casefold(), ""),
            votes=int(votes) if votes.isascii() and votes.isdecimal() and len(votes) < 7 else None,
            words=words,
            notes=tuple(note for note, is_so in notes.items() if is_so),
        )

    def _told(self, column: Column) -> str:
        """What the row says in the columns of that meaning; several are read together."""
        return " ".join(word for name in self.meanings.columns[column] if (word := self.cells[name].strip()))

    def _moment(self) -> tuple[dt.datetime | None, str]:
        told = _ZONE_OF_GOOGLE.sub("", self._told(Column.TIME))
        if not told:
            return None, ""
        zone = self.meanings.known.zone
        for form in _MOMENTS:
            try:
                return dt.datetime.strptime(told, form).replace(tzinfo=zone), told
            except ValueError:
                continue
        try:
            moment = dt.datetime.fromisoformat(told)
        except ValueError:
            return None, told
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)), told


def clean(text: str) -> str:
    """The text without the characters that no database or document can hold; lines and tabs stay."""
    if text.isprintable():
        return text.strip()
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()
