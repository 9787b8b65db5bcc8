"""What is filled in of the next period: the plan and what goes on in it, and what measures become."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.plans.models import Goal, Measure, Plan
from sopu.plans.queries.lineage import formers_of
from sopu.plans.rules.words import LANGUAGES, OF_MEASURE
from sopu.web.fields import a_day


class MeasureChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django takes no argument for it
    """Measures to choose from, each with its number."""

    def label_from_instance(self, obj: Any) -> str:
        """Its number and its name."""
        return f"{obj.label} {obj.name}"


class GoalChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes no argument for it
    """A goal to choose, with its number."""

    def label_from_instance(self, obj: Any) -> str:
        """Its number and its name."""
        return f"{obj.label} {obj.name}"


class NextPlanForm(forms.Form):
    """The period of the next plan, its name, and the measures that go on."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=250)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=250, required=False)
    starts_on = a_day(_("Starts"), required=True)
    ends_on = a_day(_("Ends"), required=True)
    going_on = MeasureChoices(
        Measure.objects.none(),
        label=_("Measures that go on"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any, plan: Plan) -> None:
        starts_on = plan.ends_on + dt.timedelta(days=1)
        initial = {"starts_on": starts_on, "going_on": [one.pk for one in Measure.objects.of(plan)]}
        super().__init__(data, initial=initial)
        measures = Measure.objects.of(plan).select_related("goal__goal_area", "goal__plan", "responsible")
        self.fields["going_on"].queryset = measures  # type: ignore[attr-defined]

    @property
    def names(self) -> dict[str, str]:
        """The name by language."""
        return {one: self.cleaned_data[f"name_{one}"] for one in LANGUAGES}


class SucceedForm(forms.Form):
    """Which former measures become which new ones: several one, or one several."""

    formers = MeasureChoices(
        Measure.objects.none(), label=_("Measures of the former plan"), widget=forms.CheckboxSelectMultiple
    )
    goal = GoalChoice(Goal.objects.none(), label=_("Under the goal"))
    names = forms.CharField(
        label=_("New measures in Finnish"),
        help_text=_("One a line. Several former measures become one; one may become several."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, data: Any, plan: Plan) -> None:
        super().__init__(data)
        keys = [one.measure.pk for one in formers_of(plan)]
        measures = Measure.objects.filter(pk__in=keys).select_related("goal__goal_area", "goal__plan", "responsible")
        self.fields["formers"].queryset = measures  # type: ignore[attr-defined]
        goals = Goal.objects.of(plan).select_related("goal_area", "plan")
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]

    def clean_names(self) -> list[dict[str, str]]:
        """A name a line; none longer than a measure’s name may be."""
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(line) > OF_MEASURE["name"] for line in lines):
            raise forms.ValidationError(_("A name has at most 250 characters."))
        return [{"fi": line} for line in lines]
