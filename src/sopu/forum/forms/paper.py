"""Paper is typed in: a row a sentence, and what a row does not tell is as in the row above it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sopu.core import personal
from sopu.core.intakes import Fate, Line, Note, clean
from sopu.core.shapes import Column
from sopu.forum.models import Event, ParticipantRole, PromptKind
from sopu.organisations.models import Organisation

ROWS = 10
LONGEST = 5_000
TOLD = (Column.ORGANISATION, Column.ROLE, Column.TOPIC, Column.PROMPT)


class PaperForm(forms.Form):
    """Ten rows; a row that tells an organisation or a role anew is another person's paper."""

    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, event: Event, parties: list[Organisation], first: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial={"batch": uuid.uuid4(), **{f"{key}-1": value for key, value in first.items()}})
        choices = _choices(event, parties)
        for number in range(1, ROWS + 1):
            for column, label in _labels(number).items():
                untold = _first_untold() if number == 1 else _untold()
                self.fields[f"{column}-{number}"] = forms.ChoiceField(
                    label=label, choices=[("", untold[column]), *choices[column]], required=False
                )
            self.fields[f"text-{number}"] = forms.CharField(
                label=_("Sentence on row %(number)s") % {"number": number},
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each row, the sentence last."""
        return [
            (number, [self[f"{column}-{number}"] for column in (*TOLD, Column.TEXT)]) for number in range(1, ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """What each row says, with what it takes from the row above."""
        self.lines: list[Line] = []
        told: dict[str, str] = dict.fromkeys(TOLD, "")
        person = 0
        for number in range(1, ROWS + 1):
            new = {column: self.cleaned_data.get(f"{column}-{number}") or "" for column in TOLD}
            person += bool(new[Column.ORGANISATION] or new[Column.ROLE]) or number == 1
            told |= {column: value for column, value in new.items() if value}
            text = clean(self.cleaned_data.get(f"text-{number}") or "")
            if text and self._is_whole(number, told):
                self.lines.append(_line(number, text, told, person))
        self.last = told
        return self.cleaned_data

    def _is_whole(self, number: int, told: Mapping[str, str]) -> bool:
        """Whether the row says where its sentence belongs; else the row's fields tell what is missing."""
        missing = {
            Column.TOPIC: "" if told[Column.TOPIC] else _("Choose the goal area."),
            Column.PROMPT: "" if told[Column.PROMPT] else _("Choose the prompt."),
        }
        if told[Column.PROMPT] == PromptKind.COMMITMENT and not told[Column.ORGANISATION]:
            missing[Column.ORGANISATION] = _("A commitment needs an organisation.")
        for column, why in missing.items():
            if why:
                self.add_error(f"{column}-{number}", why)
        return not any(missing.values())


def _line(number: int, text: str, told: Mapping[str, str], person: int) -> Line:
    return Line(
        row=number,
        column="",
        fate=Fate.STORED,
        text=text,
        topic=int(told[Column.TOPIC]),
        prompt=told[Column.PROMPT],
        organisation=int(told[Column.ORGANISATION]) if told[Column.ORGANISATION] else None,
        role=told[Column.ROLE],
        person=str(person),
        notes=(Note.PERSONAL,) if personal.find(text) else (),
    )


def _labels(number: int) -> dict[Column, str]:
    row = {"number": number}
    return {
        Column.ORGANISATION: _("Organisation on row %(number)s") % row,
        Column.ROLE: _("Role on row %(number)s") % row,
        Column.TOPIC: _("Goal area on row %(number)s") % row,
        Column.PROMPT: _("Prompt on row %(number)s") % row,
    }


def _first_untold() -> dict[Column, str]:
    """What a choice of the first row says before it is made."""
    return {
        Column.ORGANISATION: _("organisation not known"),
        Column.ROLE: _("role not known"),
        Column.TOPIC: _("choose the goal area"),
        Column.PROMPT: _("choose the prompt"),
    }


def _untold() -> dict[Column, str]:
    """What a choice of a later row says before it is made."""
    return {
        Column.ORGANISATION: _("organisation as above"),
        Column.ROLE: _("role as above"),
        Column.TOPIC: _("goal area as above"),
        Column.PROMPT: _("prompt as above"),
    }


def _choices(event: Event, parties: list[Organisation]) -> dict[Column, list[tuple[str, str]]]:
    return {
        Column.ORGANISATION: [(str(one.pk), one.name) for one in parties],
        Column.ROLE: [(key, str(name).capitalize()) for key, name in ParticipantRole.choices if key],
        Column.TOPIC: [(str(one.number), f"{one.number}. {one.name}") for one in event.discussions.all()],
        Column.PROMPT: [(one.kind, str(one.get_kind_display()).capitalize()) for one in event.prompts.all()],
    }
