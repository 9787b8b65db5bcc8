"""What is filled in of comment rounds: a round, a comment, a proposal, an answer, and what the desk shows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.core.fingerprints import normal_line, normal_text
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.texts.models import AnswerOutcome, ClauseKind, ProposalKind
from sopu.texts.queries.collisions import Story
from sopu.texts.queries.merging import Words
from sopu.texts.queries.proposals import Line
from sopu.texts.rules import LONGEST_HEADING, LONGEST_TEXT
from sopu.web.fields import a_day

EXACTLY = "exactly"
"""Accepted in exactly the proposed words, over what the draft says by now."""

FIELD_OF = {
    "due_before_today": "due_on",
    "no_reason": "reason",
    "no_words": "text",
    "no_change": "text",
    "whole": "outcome",
    "heading_too_long": "heading",
}
"""Beside which field a refusal is shown; any other stands over the form."""


def _long(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 5, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_TEXT, required=required, widget=area, **more
    )


class _Refusable(forms.Form):
    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside its field."""
        name = FIELD_OF.get(refusal.code)
        self.add_error(name if name in self.fields and not self.fields[name].widget.is_hidden else None, str(refusal))


class OpenForm(_Refusable):
    """A round: until when, and what the parties are asked."""

    due_on = a_day(
        _("Last day for comments"),
        _("What comes after it is taken in until you close the round, and is marked as late."),
        required=True,
    )
    words = _long(
        _("What the parties are asked"),
        _("Goes to their coordinators in the letter, and stands on the page of the round."),
        required=False,
    )


class CloseForm(_Refusable):
    """What came of a round."""

    summary = _long(
        _("Summary"),
        _("What the parties said on the whole, and what was changed because of it. Stands first on the summary page."),
        required=False,
        rows=8,
    )


class _PartyForm(_Refusable):
    """Something that one of the parties says; one who coordinates several chooses which."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.ChoiceField(label=_("On behalf of"))

    def __init__(self, data: QueryDict | None, parties: Sequence[Party], **more: Any) -> None:
        super().__init__(data, **more)
        self._parties = {str(party.pk): party for party in parties}
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, party.organisation.name) for key, party in self._parties.items()]
        if len(parties) == 1:
            field.widget = forms.HiddenInput()
            self.initial["party"] = next(iter(self._parties))

    def speaker(self) -> Party:
        """Who says it."""
        return self._parties[self.cleaned_data["party"]]


class CommentForm(_PartyForm):
    """A comment."""

    text = _long(_("Comment"), error_messages={"required": _("Write the comment first.")})
    field_order = ("act", "party", "text")


class ProposeForm(_PartyForm):
    """Other words, a new clause, or to leave one out: what is not of the kind is not asked."""

    clause_kind = forms.ChoiceField(label=_("What the clause is for"), choices=[])
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = _long(
        _("Text"),
        _("An empty line begins a new paragraph, “- ” a list; **two asterisks** make words strong."),
        required=False,
        rows=9,
    )
    reason = _long(
        _("Reason"),
        _("The preparers and all the parties read it."),
        rows=4,
        error_messages={"required": _("Give a reason: the preparers answer to it.")},
    )
    field_order = ("act", "party", "clause_kind", "heading", "text", "reason")

    def __init__(self, data: QueryDict | None, parties: Sequence[Party], kind: str, **more: Any) -> None:
        super().__init__(data, parties, **more)
        for name in _unasked(kind):
            del self.fields[name]
        if field := self.fields.get("clause_kind"):
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, capfirst(str(name))) for key, name in ClauseKind.choices]

    def words(self) -> Words:
        """The words as they were written, with one kind of line break."""
        return Words(normal_line(self.cleaned_data.get("heading", "")), normal_text(self.cleaned_data.get("text", "")))


def _unasked(kind: str) -> Sequence[str]:
    return {ProposalKind.REWORD: ["clause_kind"], ProposalKind.ADD: []}.get(
        ProposalKind(kind), ["clause_kind", "heading", "text"]
    )


class AnswerForm(_Refusable):
    """An answer to a proposal; `based_on` and `seen` say what the answerer has seen."""

    act = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("The answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the answer.")},
    )
    reason = _long(
        _("Reason"),
        _("The party reads it. A proposal that is accepted as it is needs none."),
        required=False,
        rows=4,
    )
    heading = forms.CharField(label=_("Heading in the draft"), max_length=LONGEST_HEADING, required=False)
    text = _long(
        _("Words in the draft"),
        _("Only when it is accepted in part: what the draft says from now on."),
        required=False,
        rows=9,
    )

    def __init__(self, data: QueryDict | None, story: Story, **more: Any) -> None:
        super().__init__(data, **more)
        self._proposed = story.meeting.proposed
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(_outcomes(story))

    def answer(self) -> Mapping[str, Any]:
        """What was filled in, as the action asks; words are given only where they are chosen."""
        data = self.cleaned_data
        usual = {"reason": data["reason"], "act_id": data["act"], "based_on": data["based_on"], "seen": data["seen"]}
        if data["outcome"] == EXACTLY:
            exact = {"heading": self._proposed.heading, "text": self._proposed.text}
            return usual | exact | {"outcome": AnswerOutcome.ACCEPTED}
        if data["outcome"] == AnswerOutcome.PARTLY:
            usual |= {"heading": data["heading"], "text": data["text"]}
        return usual | {"outcome": data["outcome"]}


def _outcomes(story: Story) -> list[tuple[str, str]]:
    """The answers there are; where the draft has changed meanwhile, two ways to accept."""
    both = story.meeting.is_changed and story.meeting.merged not in (None, story.meeting.proposed)
    accepted = [
        (str(AnswerOutcome.ACCEPTED), _("Accepted: both changes stand in the draft") if both else _("Accepted"))
    ]
    if both and story.line.is_rewording:
        accepted.append((EXACTLY, _("Accepted in exactly the proposed words, instead of those of the draft")))
    rest = [
        (AnswerOutcome.PARTLY, _("Accepted in part: the draft gets the words below")),
        (AnswerOutcome.DECLINED, _("Declined")),
    ]
    again = [(AnswerOutcome.OPEN, _("The answer is taken back; the proposal waits for another"))]
    answered = story.answers and not story.line.is_waiting
    return [(str(key), str(name)) for key, name in (*accepted, *rest, *(again if answered else []))]


class WantedForm(forms.Form):
    """Which proposals the desk shows."""

    state = forms.ChoiceField(label=_("The answer"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    clause = forms.ChoiceField(label=_("Clause"), required=False)
    together = forms.BooleanField(label=_("Only those that collide"), required=False)

    def __init__(self, data: QueryDict, lines: Sequence[Line]) -> None:
        super().__init__(data)
        parties = {line.proposal.party_id or 0: _party(line) for line in lines}
        clauses = {line.place.key: f"{line.place.number} {line.place.heading}".strip() for line in lines}
        states = [(key, capfirst(str(name))) for key, name in reversed(AnswerOutcome.choices)]
        self._choose("state", [*states, ("withdrawn", _("Taken back"))])
        self._choose("party", [(str(key), name) for key, name in sorted(parties.items(), key=lambda one: one[1])])
        self._choose("clause", [(key, name) for key, name in clauses.items() if key])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *choices]

    def wanted(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Those that were asked for; what makes no sense is not asked for."""
        self.is_valid()
        return tuple(line for line in lines if self._is_wanted(line))

    def _is_wanted(self, line: Line) -> bool:
        asked = self.cleaned_data
        return (
            asked.get("state", "") in ("", line.state)
            and asked.get("party", "") in ("", str(line.proposal.party_id or 0))
            and asked.get("clause", "") in ("", line.place.key)
            and (not asked.get("together") or bool(line.against))
        )


def _party(line: Line) -> str:
    return line.proposal.party.organisation.name if line.proposal.party else str(_("The preparers"))


def usual_last_day(today: dt.date) -> dt.date:
    """Three weeks from today: boards meet about every second week."""
    return today + dt.timedelta(weeks=3)
