"""What is filled in of dispositions: what is looked for, what is chosen, and what became of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions.disposing import LONGEST_REASON, Answer
from sopu.synthesis.models import Outcome, Target
from sopu.synthesis.queries.dispositions import Wanted

FIELD_OF = {
    "no_reason": "reason",
    "reason_too_long": "reason",
    "no_target": "target",
    "rejected_somewhere": "target",
    "no_party": "party",
    "party_unasked": "party",
    "party_elsewhere": "party",
}
"""Beside which field a refusal is shown; any other stands over the form."""

_CHOICE = re.compile(r"(\d{1,18})\.(\d{1,18})")
_LARGEST_PAGE = 6


class WantedForm(forms.Form):
    """What the reader wants to see of the themes and sentences."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    target = forms.ChoiceField(label=_("Target"), required=False)
    area = forms.ChoiceField(label=_("Goal area"), required=False)

    def __init__(self, data: QueryDict, event: Event) -> None:
        super().__init__(data)
        self._pages = [_page(data.get(name, "")) for name in ("themes", "sentences")]
        areas = [(str(area.number), f"{area.number}. {area.name}") for area in event.negotiation.goal_areas.all()]
        _choose_from(self, "outcome", ("", _("All")), *_capitals(Outcome.choices))
        _choose_from(self, "target", ("", _("All")), *_capitals(Target.choices)[:-1])
        _choose_from(self, "area", ("", _("All")), *areas)

    def wanted(self) -> Wanted:
        """What was asked for; what makes no sense is not asked for."""
        self.is_valid()
        data = self.cleaned_data
        area = int(data["area"]) if data.get("area") else None
        return Wanted(data.get("outcome", ""), data.get("target", ""), area, *self._pages)


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen themes or sentences (`kind`), each with the latest word on it that was seen."""

    kind: str
    seen: Mapping[int, int]


def choice_of(sent: QueryDict) -> Choice:
    """What was chosen: themes when there are any, else sentences; what is no choice is left out."""
    for kind in ("theme", "sentence"):
        found = [match for one in sent.getlist(kind) if (match := _CHOICE.fullmatch(one))]
        if found:
            return Choice(kind, {int(match[1]): int(match[2]) for match in found})
    return Choice("theme", {})


class ReopenForm(forms.Form):
    """Why an answer is taken back."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever wrote the sentence reads it with their receipt. At most 500 characters."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Give a reason: whoever wrote the sentence reads it with their receipt.")},
    )

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside its field."""
        name = FIELD_OF.get(refusal.code)
        self.add_error(name if name in self.fields else None, str(refusal))


class AnswerForm(ReopenForm):
    """What became of the chosen, where it goes, and why."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    target = forms.ChoiceField(
        label=_("Target"),
        help_text=_("What is used or partly used has a target."),
        required=False,
    )
    party = forms.ChoiceField(label=_("Party"), help_text=_("Only when it is the party’s own work."), required=False)
    field_order = ("outcome", "target", "party", "reason")

    def __init__(self, data: QueryDict | None, event: Event, **more: Any) -> None:
        super().__init__(data, **more)
        self._parties = {str(party.pk): party for party in event.negotiation.parties.with_organisations()}
        parties = [(key, party.organisation.name) for key, party in self._parties.items()]
        _choose_from(self, "outcome", *_capitals(Outcome.choices)[:-1])
        _choose_from(self, "target", ("", _("No target")), *_capitals(Target.choices)[:-1])
        _choose_from(self, "party", ("", _("No party")), *parties)

    def answer(self) -> Answer:
        """What was filled in."""
        data = self.cleaned_data
        return Answer(
            Outcome(data["outcome"]), data["reason"], Target(data["target"]), self._parties.get(data["party"])
        )


def _choose_from(form: forms.Form, name: str, *choices: tuple[str, Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _capitals(choices: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(key, capfirst(str(name))) for key, name in choices]


def _page(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LARGEST_PAGE else 1
