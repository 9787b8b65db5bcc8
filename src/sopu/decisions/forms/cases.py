"""What is asked of a case, of a decision, and of what follows it."""

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core.clauses import WholeText
from sopu.core.fingerprints import fingerprint
from sopu.decisions.actions.recording import LARGEST_EXTRACT, Ruling, Votes, Words
from sopu.decisions.models import OUTCOMES, SYSTEMS, AppealStage, Case, Decision, Task
from sopu.decisions.rules import Outcome
from sopu.organisations.models import Body
from sopu.web.fields import a_day

MOST_VOTES = 999
LONG = 4000


def _long(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OpenCasesForm(forms.Form):
    """What all parties are asked, and by when."""

    task = forms.ChoiceField(label=_("What the bodies are asked"), choices=Task, widget=forms.RadioSelect)
    due_on = a_day(_("To be decided by"), _("The same day for all; each party’s own can be changed on its case."))


class CaseForm(forms.Form):
    """A party's case: its number, who handles it, and by when."""

    number = forms.CharField(
        label=_("Case number"),
        help_text=_("As your own case system writes it: 1163/00.01.01.04/2025, IUHVADno-2023-1074, 225/2022."),
        max_length=60,
        required=False,
    )
    system = forms.ChoiceField(
        label=_("Case system"),
        help_text=_("Empty: told by the form of the number."),
        choices=[("", "–"), *SYSTEMS],
        required=False,
    )
    task = forms.ChoiceField(label=_("What the body is asked"), choices=Task, widget=forms.RadioSelect)
    decides = forms.ChoiceField(label=_("Which body decides"), help_text=_("By the party’s own rules of procedure."))
    prepares = forms.ChoiceField(label=_("Which body proposes to it"), required=False)
    due_on = a_day(_("To be decided by"))
    feed = forms.URLField(
        label=_("Feed of published minutes (RSS)"),
        help_text=_("From it new minutes are looked for and proposed; a person confirms."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, data: Any, case: Case) -> None:
        initial = {
            "number": case.number,
            "system": case.system,
            "task": case.task,
            "decides": case.decides_id,
            "prepares": case.prepares_id or "",
            "due_on": case.due_on,
            "feed": case.feed,
        }
        super().__init__(data, initial=initial)
        self._bodies = {str(body.pk): body for body in case.party.organisation.bodies.all()}
        choices = [(key, body.name) for key, body in self._bodies.items()]
        _choose(self, "decides", choices)
        _choose(self, "prepares", [("", _("no other body")), *choices])

    def terms(self) -> dict[str, Any]:
        """What was filled in, as the case is set."""
        data = dict(self.cleaned_data)
        data["decides"] = self._bodies[data["decides"]]
        data["prepares"] = self._bodies.get(data["prepares"])
        if data["prepares"] == data["decides"]:
            data["prepares"] = None
        return data


class AgendaForm(forms.Form):
    """The meeting on whose agenda the case is."""

    body = forms.ChoiceField(label=_("Body"))
    meeting_on = a_day(_("Meeting on"), required=True)
    number = forms.CharField(
        label=_("Number on the agenda"),
        help_text=_("The number of the item (asianro); the section of the minutes is another."),
        max_length=20,
        required=False,
    )

    def __init__(self, data: Any, case: Case) -> None:
        super().__init__(data)
        self._bodies = bodies_of(case)
        _choose(self, "body", [(key, body.name) for key, body in self._bodies.items()])

    def chosen_body(self) -> Body:
        """The body that was chosen."""
        return self._bodies[self.cleaned_data["body"]]


class DecidedForm(forms.Form):
    """What a body decided, as every record of a decision asks it."""

    decided_on = a_day(_("Decided on"), required=True)
    section = forms.CharField(label=_("Section (§)"), max_length=20, required=False)
    outcome = forms.ChoiceField(label=_("What the body decided"), choices=[("", "–"), *OUTCOMES])
    conditions = _long(_("Conditions, if there are any"))
    fingerprint = forms.CharField(
        label=_("Fingerprint that the decision names"),
        help_text=_("Empty: the body approved the wording that it had before it."),
        max_length=90,
        required=False,
    )
    ayes = forms.IntegerField(label=_("Ayes"), min_value=0, max_value=MOST_VOTES, required=False)
    noes = forms.IntegerField(label=_("Noes"), min_value=0, max_value=MOST_VOTES, required=False)
    blanks = forms.IntegerField(label=_("Blank"), min_value=0, max_value=MOST_VOTES, required=False)
    absents = forms.IntegerField(label=_("Absent"), min_value=0, max_value=MOST_VOTES, required=False)
    dissent = _long(_("Dissent"))
    minutes = forms.URLField(label=_("Address of the minutes"), max_length=500, required=False, assume_scheme="https")
    published_on = a_day(_("Minutes published on"), _("The time of appeal is reckoned from this day."))

    def ruling(self) -> Ruling:
        """What was filled in, as a decision's record asks it."""
        data = self.cleaned_data
        same = ("outcome", "decided_on", "section", "fingerprint", "conditions", "dissent", "minutes", "published_on")
        votes = Votes(data["ayes"], data["noes"], data["blanks"], data["absents"])
        return Ruling(votes=votes, **{name: data[name] for name in same})


class RulingForm(DecidedForm):
    """What a body decided, as its minutes tell it."""

    body = forms.ChoiceField(label=_("Body"))
    statements = _long(_("Statements and wishes in the minutes"))
    extract = forms.FileField(
        label=_("Extract of the minutes"), help_text=_("A PDF file, at most 20 MB."), required=False
    )
    reason = _long(_("Why the record is corrected"))
    act_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, case: Case, whole: WholeText, corrects: Decision | None = None) -> None:
        super().__init__(data, files, initial=_initial(case, whole, corrects))
        self._bodies = bodies_of(case)
        self._whole = whole
        self._corrects = corrects
        _choose(self, "body", [(key, body.name) for key, body in self._bodies.items()])
        if corrects is None:
            del self.fields["reason"]
        else:
            del self.fields["body"]
            self.fields["reason"].required = True
        written = {one.clause.key: one for one in corrects.words.select_related("clause")} if corrects else {}
        for one in whole.clauses:
            said = written.get(one.key)
            self.fields[f"heading-{one.key}"] = _words(said.heading if said else one.heading, 1)
            self.fields[f"text-{one.key}"] = _words(said.text if said else one.text, 6)

    def groups(self) -> list[tuple[Any, list[list[forms.BoundField]]]]:
        """The fields of the decision itself under headings; those of one line together."""
        first = [["reason"]] if self._corrects else [["body"]]
        told = (
            (_("The decision"), [*first, ["decided_on", "section"], ["outcome"], ["conditions"], ["fingerprint"]]),
            (_("Vote and dissent"), [["ayes", "noes", "blanks", "absents"], ["dissent"], ["statements"]]),
            (_("The minutes"), [["minutes"], ["published_on"], ["extract"]]),
        )
        return [(name, [[self[field] for field in line] for line in lines]) for name, lines in told]

    def clauses(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each clause of the wording with the fields of its heading and text."""
        return [
            (f"{one.number} {one.heading}".strip(), self[f"heading-{one.key}"], self[f"text-{one.key}"])
            for one in self._whole.clauses
        ]

    def clean_extract(self) -> Any:
        """Not larger than what is kept."""
        file = self.cleaned_data["extract"]
        if file and file.size > LARGEST_EXTRACT:
            raise forms.ValidationError(_("The extract is larger than 20 MB. Nothing was stored."))
        return file

    def chosen_body(self) -> Body:
        """The body that was chosen."""
        return self._bodies[self.cleaned_data["body"]]

    def ruling(self) -> Ruling:
        """What was filled in, with the words that were changed and the extract."""
        data, file = self.cleaned_data, self.cleaned_data.get("extract")
        return replace(
            super().ruling(),
            words=self._changed_words() if data["outcome"] == Outcome.AMENDED else {},
            statements=data["statements"],
            reason=data.get("reason", ""),
            extract=file.read() if file else b"",
        )

    def _changed_words(self) -> dict[str, Words]:
        """Only the clauses whose words differ from those that were submitted."""
        found = {}
        for one in self._whole.clauses:
            heading = self.cleaned_data[f"heading-{one.key}"].strip()
            text = self.cleaned_data[f"text-{one.key}"].replace("\r\n", "\n").strip()
            if (heading, text) != (one.heading, one.text):
                found[one.key] = Words(heading, text)
        return found


class PublicationForm(forms.Form):
    """When the minutes came to the public network."""

    published_on = a_day(_("Minutes published on"), _("The time of appeal is reckoned from this day."), required=True)
    url = forms.URLField(label=_("Address of the minutes"), max_length=500, required=False, assume_scheme="https")


class AppealForm(forms.Form):
    """An appeal was lodged or decided."""

    stage = forms.ChoiceField(label=_("What happened"), choices=AppealStage, widget=forms.RadioSelect)
    happened_on = a_day(_("When"), required=True)
    note = forms.CharField(
        label=_("A note on it"), help_text=_("Not who appealed: that is not kept."), max_length=500, required=False
    )


def bodies_of(case: Case) -> dict[str, Body]:
    """The bodies that handle the case, who decides first."""
    return {str(body.pk): body for body in (case.decides, case.prepares) if body is not None}


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _words(said: str, rows: int) -> forms.CharField:
    label = _("Heading") if rows == 1 else _("Text")
    widget = forms.TextInput() if rows == 1 else forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, initial=said, required=False, max_length=20_000, widget=widget, strip=False)


def _initial(case: Case, whole: WholeText, corrects: Decision | None) -> dict[str, Any]:
    new = {"act_id": uuid.uuid4()}
    if corrects is None:
        return new | {"body": case.decides_id}
    names = ("outcome", "decided_on", "section", "conditions", "ayes", "noes", "blanks", "absents", "dissent")
    published = corrects.publications.last()
    is_other = corrects.fingerprint != fingerprint(whole) and not corrects.words.exists()
    return (
        new
        | {name: getattr(corrects, name) for name in (*names, "statements", "minutes")}
        | {
            "fingerprint": corrects.fingerprint if is_other else "",
            "published_on": published.published_on if published else None,
        }
    )
