"""What is asked when commitments are proposed and answered."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.plans.models.words import LEVELS
from sopu.plans.queries.matrix import AreaRows, Matrix
from sopu.plans.queries.party_commitments import CommitmentLine
from sopu.plans.rules import Level, Stage
from sopu.plans.rules.words import LONGEST_PROMISE
from sopu.web.fields import a_day

ACCEPT, OTHERWISE, DECLINE = "accept", "otherwise", "decline"
FIELD_OF = {
    "no_reason": "reason",
    "no_level": "level",
    "must_lead": "level",
    "another_leads": "level",
    "not_as_proposed": "answer",
    "after_plan": "since",
    "opts_out_itself": "level",
    "another_speaker": "contribution",
}
"""Beside which field a refusal is shown; any other stands over the form."""


class _Refusable(forms.Form):
    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside its field."""
        name = FIELD_OF.get(refusal.code)
        self.add_error(name if name in self.fields and not self.fields[name].widget.is_hidden else None, str(refusal))


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST_PROMISE, required=False, widget=area)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def levels_for(*, is_responsible: bool, may_opt_out: bool) -> list[tuple[str, Any]]:
    """The levels that are a party's to take: the responsible one leads, and nobody else does."""
    left = {Level.LEADS} if is_responsible else {Level.DOES, Level.SUPPORTS, Level.FOLLOWS}
    if may_opt_out:
        left.add(Level.OPTS_OUT)
    return [(str(level), capfirst(str(word))) for level, word in LEVELS if level in left]


class AnswerCommitmentForm(_Refusable):
    """A party's answer; `based_on` is the number of the record that the answerer saw."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("The answer"), widget=forms.RadioSelect, error_messages={"required": _("Choose the answer.")}
    )
    level = forms.ChoiceField(label=_("How far we commit ourselves"), required=False)
    text_fi = _words(_("What we do, in Finnish"))
    text_sv = _words(_("What we do, in Swedish"))
    strategy = forms.CharField(
        label=_("Where it stands in our own strategy"),
        help_text=_("A programme and its section, or an address of a page."),
        max_length=300,
        required=False,
    )
    since = a_day(_("From which day"), _("Empty: at once."))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed when you decline or opt out. Everybody who reads the plan reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, line: CommitmentLine, **more: Any) -> None:
        latest = line.waiting or line.standing
        told = {"act": uuid.uuid4(), "based_on": line.based_on}
        if latest:
            told |= {name: getattr(latest, name) for name in ("level", "text_fi", "text_sv", "strategy")}
        super().__init__(data, initial=told, **more)
        self._is_answered = line.answer is not None
        _choose(self, "answer", list(_answers(line)))
        _choose(self, "level", [("", "–"), *levels_for(is_responsible=line.is_led, may_opt_out=True)])
        if line.waiting is None:
            self.initial["answer"] = OTHERWISE

    @property
    def otherwise(self) -> list[forms.BoundField]:
        """The fields of an answer that is other than what was proposed."""
        return [self[name] for name in ("level", "text_fi", "text_sv", "strategy", "since", "reason")]

    def anew(self, line: CommitmentLine) -> "AnswerCommitmentForm":
        """The same as it was filled in, with its errors, as an answer to what stands by now."""
        self.data = {**self.data.dict(), "based_on": str(line.based_on)} if isinstance(self.data, QueryDict) else {}
        return self

    def told(self) -> Mapping[str, Any]:
        """What was filled in, as the action asks: only what goes with the answer."""
        data = self.cleaned_data
        usual = {"act_id": data["act"], "based_on": data["based_on"]}
        strategy = data["strategy"] or None
        if data["answer"] == ACCEPT:
            return usual | {"stage": Stage.ACCEPTED, "strategy": strategy}
        if data["answer"] == DECLINE:
            return usual | {"stage": Stage.DECLINED, "reason": data["reason"]}
        texts = {"fi": data["text_fi"], "sv": data["text_sv"]}
        stage = Stage.AMENDED if data["based_on"] else Stage.ACCEPTED
        rest = {"stage": stage, "level": data["level"], "texts": texts, "since": data["since"]}
        return usual | rest | {"reason": data["reason"], "strategy": data["strategy"]}


def _answers(line: CommitmentLine) -> list[tuple[str, Any]]:
    if line.waiting is None:
        words = _("Change what we have said") if line.answer else _("Commit ourselves")
        return [(OTHERWISE, words)]
    return [
        (ACCEPT, _("Accept as proposed")),
        (OTHERWISE, _("Accept otherwise: another level or other words, or opt out")),
        (DECLINE, _("Decline with a reason")),
    ]


class OptOutForm(_Refusable):
    """A party stays out of a goal area."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why your organisation stays out of this goal area"),
        help_text=_("Everybody who reads the plan reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why your organisation stays out: the others read it.")},
    )


class ProposeForm(_Refusable):
    """A level and words are proposed to one party or to several."""

    parties = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one party.")},
    )
    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    text_fi = _words(_("What they would do, in Finnish"), _("The party may accept it otherwise."))
    text_sv = _words(_("What they would do, in Swedish"))
    contribution = forms.ChoiceField(
        label=_("What the hall said"),
        help_text=_("The sentence stays linked to the commitment, and whoever wrote it sees what became of it."),
        required=False,
    )
    field_order = ("contribution", "parties", "level", "text_fi", "text_sv")

    def __init__(self, data: QueryDict | None, parties: Sequence[Party], said: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, **more)
        self._parties = {str(party.pk): party for party in parties}
        _choose(self, "parties", [(key, party.organisation.name) for key, party in self._parties.items()])
        _choose(self, "contribution", [("", _("nothing in particular")), *said.items()])
        levels = [(str(level), capfirst(str(word))) for level, word in LEVELS if level != Level.OPTS_OUT]
        _choose(self, "level", levels)

    def chosen(self) -> list[Party]:
        """To whom."""
        return [self._parties[key] for key in self.cleaned_data["parties"]]


class NarrowForm(forms.Form):
    """What of the matrix is shown."""

    area = forms.TypedChoiceField(label=_("Goal area"), required=False, coerce=int, empty_value=None)
    party = forms.TypedChoiceField(label=_("Party"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label=_("Level"), required=False)

    def __init__(self, data: QueryDict, matrix: Matrix) -> None:
        super().__init__(data)
        _choose(self, "area", [("", _("All")), *_numbered(matrix.areas)])
        _choose(self, "party", [("", _("All")), *((str(one.number), one.name) for one in matrix.heads)])
        _choose(self, "level", [("", _("All")), *((str(level), capfirst(str(word))) for level, word in LEVELS)])

    def wanted(self) -> Mapping[str, Any]:
        """What was asked for; what makes no sense narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return {"area": asked.get("area"), "party": asked.get("party"), "level": asked.get("level", "")}


def _numbered(areas: Sequence[AreaRows]) -> list[tuple[str, str]]:
    return [(str(one.number), f"{one.number} {one.name}") for one in areas]
