"""What is told of a table that is brought into an event: the file, its columns, and the meanings of its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.core.digests import sha256
from sopu.core.intakes import LEFT_OUT, NONE, Reading, Word, suggested_key, suggested_prompt
from sopu.core.shapes import Column
from sopu.core.spreadsheets import LARGEST_FILE, Grid
from sopu.forum.models import Event, ParticipantRole
from sopu.organisations.models import Organisation

SAMPLES = 3
COLUMNS = {
    Column.SKIPPED: gettext_lazy("not brought in"),
    Column.TEXT: gettext_lazy("sentences"),
    Column.ORGANISATION: gettext_lazy("an organisation"),
    Column.ROLE: gettext_lazy("role"),
    Column.TOPIC: gettext_lazy("goal area or discussion"),
    Column.PROMPT: gettext_lazy("prompt"),
    Column.PARTICIPANT: gettext_lazy("who said it (a name is not stored)"),
    Column.TIME: gettext_lazy("moment"),
    Column.LANGUAGE: gettext_lazy("language (fi, sv, en)"),
    Column.VOTES: gettext_lazy("likes or votes"),
}


class UploadForm(forms.Form):
    """A table of another tool."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV or XLSX, at most 5 MB and 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """A file that is too large is not read at all."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column on the page: its name, a few of its cells, and the field that tells what it is."""

    name: str
    samples: Sequence[str]
    field: forms.BoundField


class ColumnsForm(forms.Form):
    """What each column of a sheet is."""

    def __init__(self, data: Mapping[str, Any] | None, grid: Grid, reading: Reading) -> None:
        super().__init__(data)
        self.grid = grid
        for place, name in enumerate(grid.header):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=_("What is the column “%(name)s”?") % {"name": name},
                choices=[(str(column), label) for column, label in COLUMNS.items()],
                initial=str(reading.columns.get(name, Column.SKIPPED)),
            )

    def rows(self) -> list[ColumnRow]:
        """The columns in their order."""
        return [
            ColumnRow(name, self._samples(place), self[f"column-{place}"])
            for place, name in enumerate(self.grid.header)
        ]

    def columns(self) -> dict[str, Column]:
        """What was told."""
        return {name: Column(self.cleaned_data[f"column-{place}"]) for place, name in enumerate(self.grid.header)}

    def _samples(self, place: int) -> list[str]:
        cells = dict.fromkeys(cells[place] for _, cells in self.grid.rows[:200] if cells[place])
        return list(cells)[:SAMPLES]


class WordsForm(forms.Form):
    """What words of a table mean: each word a choice."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        words: Iterable[tuple[Word, str]],
        event: Event,
        parties: Sequence[Organisation],
        reading: Reading,
    ) -> None:
        super().__init__(data)
        ordered = sorted(words, key=lambda word: tuple(Word).index(word[0]))
        self.words = {f"{kind}-{sha256(word.encode())[:16]}": (kind, word) for kind, word in ordered}
        choices = _choices(event, parties)
        for name, (kind, word) in self.words.items():
            self.fields[name] = forms.ChoiceField(
                label=_label(kind, word),
                choices=[("", _("Choose")), *choices[kind], (LEFT_OUT, _("leave these sentences out"))],
                initial=reading.words.get(kind, {}).get(word) or _suggested(kind, word, choices[kind]),
                required=False,
            )

    def meanings(self) -> dict[tuple[Word, str], str]:
        """What was told, also that a word waits still."""
        return {word: self.cleaned_data[name] for name, word in self.words.items()}


def _choices(event: Event, parties: Sequence[Organisation]) -> dict[Word, list[tuple[str, str]]]:
    return {
        Word.ORGANISATION: [(NONE, _("no organisation")), *((str(one.pk), one.name) for one in parties)],
        Word.ROLE: [
            (NONE, _("role is not known")),
            *((key, str(name)) for key, name in ParticipantRole.choices if key),
        ],
        Word.TOPIC: [(str(one.number), f"{one.number}. {one.name}") for one in event.discussions.all()],
        Word.PROMPT: [(one.kind, str(one.get_kind_display()).capitalize()) for one in event.prompts.all()],
    }


def _label(kind: Word, word: str) -> str:
    shown = {"word": word} if word else {"word": _("(empty)")}
    return {
        Word.ORGANISATION: _("Which organisation is “%(word)s”?"),
        Word.ROLE: _("Which role is “%(word)s”?"),
        Word.TOPIC: _("Which goal area does “%(word)s” belong to?"),
        Word.PROMPT: _("Which prompt does “%(word)s” answer?"),
    }[kind] % shown


def _suggested(kind: Word, word: str, choices: Sequence[tuple[str, str]]) -> str:
    """A guess that a person must still confirm."""
    if kind is Word.PROMPT:
        guess = suggested_prompt(word)
        return guess if guess in dict(choices) else ""
    return suggested_key(word, {name: key for key, name in choices if key != NONE}) if word else ""
