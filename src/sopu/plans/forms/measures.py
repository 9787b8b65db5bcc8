"""What is filled in of a measure: Finnish and Swedish side by side; what was not touched is not told."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Party
from sopu.organisations.models import Body
from sopu.plans.forms.plans import Theirs, a_name, listed
from sopu.plans.models import Goal, Indicator, Measure, Plan
from sopu.plans.models.words import MEASURE_KINDS
from sopu.plans.rules import MeasureKind
from sopu.plans.rules.words import LONGEST_REASON, OF_MEASURE
from sopu.web.fields import NamedChoiceField, a_day

SETS = ("bodies", "depends_on")


def _line(label: Any, language: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"lang": language})
    return forms.CharField(label=label, max_length=OF_MEASURE["networks"], required=False, widget=widget)


def _long(label: Any, language: str, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": language, "class": "input--words"})
    return forms.CharField(label=label, max_length=OF_MEASURE["text"], required=False, widget=widget)


class _ToldField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes no argument for it
    """One of things, by what each is called."""

    def label_from_instance(self, obj: Any) -> str:
        """What it is called."""
        return _called(obj)


class _SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of things, by what each is called."""

    def label_from_instance(self, obj: Any) -> str:
        """What it is called."""
        return _called(obj)


def _called(thing: Any) -> str:
    """A party by its organisation, a body with its organisation's name, a goal and a measure by number and name."""
    if isinstance(thing, Party):
        return thing.organisation.name
    if isinstance(thing, Body):
        return f"{thing.organisation.name}: {thing.name}"
    return f"{thing.label} {thing.name}"


class MeasureForm(forms.Form):
    """A measure; `revision` is the one that its writer saw, and each field carries what stood in it then."""

    name_fi = a_name(_("Name in Finnish"), "fi")
    name_sv = a_name(_("Name in Swedish"), "sv")
    text_fi = _long(_("What is done, in Finnish"), "fi", 5)
    text_sv = _long(_("What is done, in Swedish"), "sv", 5)
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    responsible = _ToldField(queryset=Party.objects.none(), label=_("Responsible party"), required=False)
    starts_on = a_day(_("Starts"))
    ends_on = a_day(_("Ends"))
    bodies = _SeveralField(
        queryset=Body.objects.none(),
        label=_("Bodies that carry it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    networks_fi = _line(_("Networks and working groups, in Finnish"), "fi")
    networks_sv = _line(_("Networks and working groups, in Swedish"), "sv")
    target_groups_fi = _line(_("Target groups, in Finnish"), "fi")
    target_groups_sv = _line(_("Target groups, in Swedish"), "sv")
    resources_fi = _long(_("Resources, in Finnish"), "fi")
    resources_sv = _long(_("Resources, in Swedish"), "sv")
    risks_fi = _long(_("Risks, in Finnish"), "fi")
    risks_sv = _long(_("Risks, in Swedish"), "sv")
    depends_on = _SeveralField(
        queryset=Measure.objects.none(),
        label=_("Needs these measures first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    no_indicator_reason = forms.CharField(
        label=_("Why it has no indicator, if it has none"),
        max_length=LONGEST_REASON,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    act_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, plan: Plan, measure: Measure | None = None) -> None:
        initial = as_it_stands(measure) if measure else _new(plan)
        super().__init__(data, initial={**initial, "act_id": uuid.uuid4()})
        kinds = [(str(one), capfirst(str(word))) for one, word in MEASURE_KINDS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self._offer("responsible", plan.document.parties.with_organisations())
        bodies = Body.objects.filter(organisation__parties__documents=plan.document).select_related("organisation")
        self._offer("bodies", bodies.distinct().order_by("organisation__name_fi", "level"))
        others = Measure.objects.of(plan).at_hand().exclude(pk=measure.pk if measure else 0)
        self._offer("depends_on", others)
        for name in self.told_names():
            self.fields[name].show_hidden_initial = measure is not None

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices

    def told_names(self) -> list[str]:
        """The fields that are the measure's own."""
        return [name for name in self.fields if name not in ("revision", "act_id")]

    def clean(self) -> dict[str, Any]:
        """A measure has a name, and ends after it starts."""
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("name_fi") or found.get("name_sv")):
            self.add_error("name_fi", _("A measure needs a name."))
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return found

    def told(self) -> dict[str, Any]:
        """All that was filled in, for a new measure."""
        return {name: self.cleaned_data[name] for name in self.told_names()}

    def touched(self) -> dict[str, Any]:
        """What its writer changed, for a measure that stands."""
        changed = set(self.changed_data)
        return {name: value for name, value in self.told().items() if name in changed}

    def initials(self) -> SafeString:
        """What stood in each field when the page was asked for, carried along unseen."""
        return format_html_join("", "{}", ((self[name].as_hidden(only_initial=True),) for name in self.told_names()))

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields in Finnish and in Swedish, side by side."""
        return [(self[f"{name}_fi"], self[f"{name}_sv"]) for name in OF_MEASURE]

    def take_over(self, standing: Measure) -> list[Theirs]:
        """What the other writer changed since; what this one touched is kept, the rest follows the other."""
        told, touched = as_it_stands(standing), set(self.changed_data)
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        theirs = []
        for name in self.told_names():
            seen = [str(one) for one in data.getlist(self.add_initial_prefix(name))]
            now, mine = listed(told[name]), [str(one) for one in data.getlist(name)]
            if [one for one in seen if one] != now:
                is_clash = name in touched and [one for one in mine if one] != now
                theirs.append(Theirs(str(self.fields[name].label), self._shown(name, standing), is_clash))
            data.setlist(self.add_initial_prefix(name), now)
            if name not in touched:
                data.setlist(name, now)
        data["revision"] = str(standing.revision)
        self.data = data
        return theirs

    def _shown(self, name: str, measure: Measure) -> str:
        field, value = self.fields[name], getattr(measure, name)
        if name in SETS and isinstance(field, forms.ModelChoiceField):
            return ", ".join(_called(one) for one in value.all())
        if isinstance(field, forms.ModelChoiceField):
            return _called(value) if value else "–"
        return str(measure.get_kind_display() if name == "kind" else value or "–")


def as_it_stands(measure: Measure) -> dict[str, Any]:
    """A measure as its form shows it."""
    names = [name for name in MeasureForm.base_fields if name not in ("revision", "act_id", "responsible", *SETS)]
    told = {name: getattr(measure, name) for name in names}
    sets = {name: [one.pk for one in getattr(measure, name).all()] for name in SETS}
    return told | sets | {"responsible": measure.responsible_id, "revision": measure.revision}


def _new(plan: Plan) -> dict[str, Any]:
    return {"kind": MeasureKind.NEW, "starts_on": plan.starts_on, "ends_on": plan.ends_on, "revision": 0}


class LinkForm(forms.Form):
    """An indicator that a measure should move, and why it should."""

    indicator = NamedChoiceField(queryset=Indicator.objects.none(), label=_("Indicator"), empty_label=None)
    reasoning = forms.CharField(
        label=_("How the measure should move it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, measure: Measure) -> None:
        super().__init__(data)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Indicator.objects.of(measure.goal.plan.negotiation)


class MoveForm(forms.Form):
    """Another goal of the same plan."""

    goal = _ToldField(queryset=Goal.objects.none(), label=_("Move under the goal"), empty_label=None)

    def __init__(self, data: Any, measure: Measure) -> None:
        super().__init__(data, initial={"goal": measure.goal_id})
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Goal.objects.of(measure.goal.plan).select_related("goal_area")


class ClauseForm(forms.Form):
    """A clause of an agreement that a measure stands on."""

    clause = forms.ChoiceField(label=_("Clause of an agreement"))

    def __init__(self, data: Any, choices: Any) -> None:
        super().__init__(data)
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]
