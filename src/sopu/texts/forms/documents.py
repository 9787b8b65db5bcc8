"""What is filled in of a document: what it is, between whom, and the terms that are data."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Negotiation, Party
from sopu.texts.actions.beginning import Start
from sopu.texts.models import ConditionKind, Document, DocumentKind, Language
from sopu.texts.queries.documents import possible_predecessors
from sopu.texts.queries.wholes import condition_told
from sopu.web.fields import DayInput

LONGEST_NAME = 250
MOST_MONTHS = 240
NAMES = {"fi": _("Name in Finnish"), "sv": _("Name in Swedish"), "en": _("Name in English")}
STARTS = {
    Start.SKELETON: _("headings of the kind, with advice for each clause"),
    Start.PREDECESSOR: _("the clauses of the predecessor’s newest version"),
    Start.EMPTY: _("nothing: an empty draft"),
}


def _capitals(choices: Any) -> list[tuple[str, Any]]:
    # The words stay lazy: a form is made once, and read in every language.
    return [(str(value), capfirst(label)) for value, label in choices]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=False, widget=DayInput())


def _count(label: Any, help_text: Any = "", *, most: int = 400) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=1, max_value=most)


def _parties(label: Any, *, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=required, widget=forms.CheckboxSelectMultiple)


class TermsForm(forms.Form):
    """A document's names, its parties, and its terms."""

    name_fi = forms.CharField(label=NAMES["fi"], max_length=LONGEST_NAME, required=False)
    name_sv = forms.CharField(label=NAMES["sv"], max_length=LONGEST_NAME, required=False)
    name_en = forms.CharField(label=NAMES["en"], max_length=LONGEST_NAME, required=False)
    parties = _parties(_("Parties"), required=True)
    valid_from = _day(_("In force from"), _("Leave empty when the condition below says it."))
    valid_until = _day(_("In force until"), _("Leave empty when it is in force until further notice."))
    condition = forms.ChoiceField(
        label=_("Comes into force when"), choices=_capitals(ConditionKind.choices), widget=forms.RadioSelect
    )
    condition_count = _count(_("Of how many parties"), _("When a number of the parties is enough."))
    condition_named = _parties(_("Which parties, when they are named"), required=False)
    not_before = _day(_("On this day, or at the earliest on it"))
    amendment = forms.ChoiceField(
        label=_("Is amended when"), choices=_capitals(ConditionKind.choices[:2]), widget=forms.RadioSelect
    )
    amendment_count = _count(_("How many parties must approve an amendment"), _("When a number is enough."))
    termination_months = _count(_("Notice of termination, months"), _("Leave empty when it can’t be terminated."))
    review_months = _count(_("Is reviewed every so many months"), most=MOST_MONTHS)

    def __init__(self, data: Any, negotiation: Negotiation, *, initial: dict[str, Any] | None = None) -> None:
        self._parties = list(negotiation.parties.with_organisations())
        every = [str(party.pk) for party in self._parties]
        usual = {"parties": every, "condition": ConditionKind.ALL, "amendment": ConditionKind.ALL}
        super().__init__(data, initial=usual | (initial or {}))
        choices = [(str(party.pk), party.organisation.name) for party in self._parties]
        for name in ("parties", "condition_named"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A condition has what it needs, and a document ends after it begins."""
        found: dict[str, Any] = super().clean() or {}
        if not any(found.get(f"name_{one}") for one in NAMES):
            self.add_error("name_fi", _("A document needs a name."))
        for kind, count in (("condition", "condition_count"), ("amendment", "amendment_count")):
            self._check_count(found, kind, count)
        self._check_named(found)
        if (
            found.get("condition") == ConditionKind.DATE
            and not found.get("not_before")
            and not self._errors_at("not_before")
        ):
            self.add_error("not_before", _("Give the day on which it comes into force."))
        first, last = found.get("valid_from"), found.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day is before the first."))
        return found

    def _errors_at(self, name: str) -> bool:
        return name in self.errors

    def _check_named(self, found: dict[str, Any]) -> None:
        """A party that is not of the document never approves it: a condition that names it is never met."""
        named = set(found.get("condition_named", ()))
        is_whole = named and named <= set(found.get("parties", named))
        if found.get("condition") == ConditionKind.NAMED and not is_whole:
            wrong = _("Choose the parties that the condition names, from among those of the document.")
            self.add_error("condition_named", wrong)

    def _check_count(self, found: dict[str, Any], kind: str, count: str) -> None:
        """A number of parties is asked for only where the condition is of a number, and is at most all of them."""
        if found.get(kind) != ConditionKind.AT_LEAST:
            found[count] = None
        elif not found.get(count) and not self._errors_at(count):
            self.add_error(count, _("Say how many parties."))
        elif (found.get(count) or 0) > len(found.get("parties", self._parties)):
            self.add_error(count, _("There are fewer parties than that."))

    def chosen(self, name: str = "parties") -> list[Party]:
        """The parties that were chosen."""
        chosen = set(self.cleaned_data[name])
        return [party for party in self._parties if str(party.pk) in chosen]

    def named(self) -> list[Party]:
        """The parties that the condition names; none when it names none."""
        return self.chosen("condition_named") if self.cleaned_data["condition"] == ConditionKind.NAMED else []

    def terms(self) -> dict[str, Any]:
        """The terms that are data, as the model has them."""
        own = ("valid_from", "valid_until", "condition", "condition_count", "not_before", "amendment")
        return {
            name: self.cleaned_data[name] for name in (*own, "amendment_count", "termination_months", "review_months")
        }

    def names(self) -> dict[str, str]:
        """The names by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in NAMES}

    def sentences(self) -> tuple[str, str]:
        """The two conditions as they will read: of coming into force, and of being amended."""
        told = self.cleaned_data
        return (
            condition_told(told["condition"], told["condition_count"], told["not_before"]),
            condition_told(told["amendment"], told["amendment_count"], None),
        )


class BeginForm(TermsForm):
    """A new document: also its kind, its language, what it goes on from, and what its draft begins with."""

    kind = forms.ChoiceField(label=_("What it is"), choices=_capitals(DocumentKind.choices), widget=forms.RadioSelect)
    original = forms.ChoiceField(
        label=_("Language that it is drafted in"), choices=_capitals(Language.choices), widget=forms.RadioSelect
    )
    predecessor = forms.ChoiceField(label=_("Predecessor"), required=False)
    start = forms.ChoiceField(
        label=_("The draft begins with"), choices=_capitals(STARTS.items()), widget=forms.RadioSelect
    )

    def __init__(self, data: Any, negotiation: Negotiation) -> None:
        # Whoever reads in Swedish most likely drafts in Swedish.
        original = Language.SWEDISH if get_language() == Language.SWEDISH else Language.FINNISH
        usual = {"kind": DocumentKind.STRATEGIC, "original": original, "start": Start.SKELETON}
        super().__init__(data, negotiation, initial=usual)
        self._documents: Sequence[Document] = possible_predecessors(negotiation)
        choices = [
            ("", _("nothing: it is the first of its kind")),
            *((str(one.pk), one.name) for one in self._documents),
        ]
        self.fields["predecessor"].choices = choices  # type: ignore[attr-defined]

    def goes_on_from(self) -> Document | None:
        """The document that was chosen."""
        return next((one for one in self._documents if str(one.pk) == self.cleaned_data["predecessor"]), None)


def as_terms(document: Document) -> dict[str, Any]:
    """What a form of a document's terms begins with."""
    names = [field.name for field in Document._meta.fields if field.name in TermsForm.base_fields]
    told = {name: getattr(document, name) for name in names}
    return told | {
        "parties": [str(party.pk) for party in document.parties.all()],
        "condition_named": [str(party.pk) for party in document.condition_named.all()],
    }


class SubmitForm(forms.Form):
    """A note for the bodies, which draft was read (`seen`), and whether it was approved before it came here."""

    note = forms.CharField(
        label=_("Note to the bodies"),
        help_text=_("For example what changed since they last had the text. Everybody can read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=200)
    is_history = forms.BooleanField(widget=forms.HiddenInput, required=False)
