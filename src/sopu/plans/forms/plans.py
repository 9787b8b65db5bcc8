"""What is filled in of a plan, and of a goal."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea, Negotiation
from sopu.plans.models import Goal, Plan
from sopu.plans.queries.clauses import clauses_to_stand_on
from sopu.plans.queries.goals import seen_of
from sopu.plans.rules.words import LANGUAGES, OF_MEASURE
from sopu.texts.models import Clause
from sopu.web.fields import NamedChoiceField, a_day


def a_name(label: Any, language: str) -> forms.CharField:
    """A field for a name in a language."""
    widget = forms.TextInput(attrs={"lang": language})
    return forms.CharField(label=label, max_length=OF_MEASURE["name"], required=False, widget=widget)


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else wrote meanwhile in one field; `is_clash` when this writer wrote something else in it too."""

    label: str
    value: str
    is_clash: bool


def listed(value: Any) -> list[str]:
    """A value of a field as a browser sends it."""
    several = value if isinstance(value, list) else [value]
    return [str(one) for one in several if one not in (None, "")]


class _PeriodField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes no argument for it
    """One of the negotiation's plans, told by the name of its document."""

    def label_from_instance(self, obj: Any) -> str:
        """The plan's name."""
        return str(obj.document.name)


class PlanForm(forms.Form):
    """A new plan: its name, its period, and the plan that it goes on from."""

    name_fi = a_name(_("Name in Finnish"), "fi")
    name_sv = a_name(_("Name in Swedish"), "sv")
    starts_on = a_day(_("Starts"), required=True)
    ends_on = a_day(_("Ends"), required=True)
    predecessor = _PeriodField(queryset=Plan.objects.none(), label=_("Goes on from the plan"), required=False)

    def __init__(self, data: Any, negotiation: Negotiation) -> None:
        super().__init__(data, initial={"ends_on": negotiation.term.ends_on})
        plans = Plan.objects.of(negotiation).at_hand()
        field = self.fields["predecessor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = plans
        field.empty_label = str(_("nothing: it is the first plan"))
        if not plans:
            del self.fields["predecessor"]

    def clean(self) -> dict[str, Any]:
        """A plan has a name and a length."""
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("name_fi") or found.get("name_sv")):
            self.add_error("name_fi", _("A plan needs a name."))
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("The last day is before the first."))
        return found

    def names(self) -> dict[str, str]:
        """The names by language."""
        return {one: self.cleaned_data[f"name_{one}"] for one in LANGUAGES}


class GoalForm(forms.Form):
    """A goal: its goal area, its name, and the clauses of agreements that it stands on."""

    goal_area = NamedChoiceField(queryset=GoalArea.objects.none(), label=_("Goal area"), empty_label=None)
    name_fi = a_name(_("Goal in Finnish"), "fi")
    name_sv = a_name(_("Goal in Swedish"), "sv")
    clauses = forms.MultipleChoiceField(
        label=_("Stands on clauses of agreements"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, plan: Plan, goal: Goal | None = None, area: int | None = None) -> None:
        super().__init__(data, initial=_as_it_stands(goal) if goal else {"goal_area": area})
        areas = self.fields["goal_area"]
        assert isinstance(areas, forms.ModelChoiceField)
        areas.queryset = plan.negotiation.goal_areas.order_by("number")
        choices = [
            (one.document.name, [(str(clause.pk), clause.name) for clause in one.clauses])
            for one in clauses_to_stand_on(plan)
        ]
        self.fields["clauses"].choices = choices  # type: ignore[attr-defined]
        offered = {key for _document, own in choices for key, _name in own}
        self._not_offered = [key for key in self.initial.get("clauses", ()) if key not in offered]
        if not choices:
            del self.fields["clauses"]

    def clean(self) -> dict[str, Any]:
        """A goal has a name."""
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("name_fi") or found.get("name_sv")):
            self.add_error("name_fi", _("A goal needs a name."))
        return found

    def told(self) -> dict[str, Any]:
        """What was filled in, as the actions ask it; what it stands on and was not to be chosen stays."""
        keys = [*self.cleaned_data.get("clauses", ()), *self._not_offered]
        return {
            "goal_area": self.cleaned_data["goal_area"],
            "names": {one: self.cleaned_data[f"name_{one}"] for one in LANGUAGES},
            "clauses": list(Clause.objects.filter(pk__in=keys).select_related("document")),
        }

    def take_over(self, standing: Goal) -> list[Theirs]:
        """What stands otherwise than it was filled in; the next press answers to what stands."""
        told, names = _as_it_stands(standing), [name for name in self.fields if name != "seen"]
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        theirs = [
            Theirs(str(self.fields[name].label), self._shown(name, told[name]), is_clash=True)
            for name in names
            if sorted(data.getlist(name)) != sorted(listed(told[name]))
        ]
        data["seen"] = told["seen"]
        self.data = data
        return theirs

    def _shown(self, name: str, value: Any) -> str:
        if not isinstance(self.fields[name], forms.ChoiceField):
            return value or "–"
        chosen = [one for one in self[name].subwidgets if str(one.data["value"]) in listed(value)]
        return ", ".join(one.choice_label for one in chosen) or "–"


def _as_it_stands(goal: Goal) -> dict[str, Any]:
    clauses = [str(one.pk) for one in goal.clauses.all()]
    names = {"name_fi": goal.name_fi, "name_sv": goal.name_sv}
    return names | {"goal_area": goal.goal_area_id, "clauses": clauses, "seen": seen_of(goal)}
