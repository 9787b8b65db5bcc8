"""What is filled in of a round, of a measure in it, of an indicator in it, and of who monitors what."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Mandate
from sopu.plans.models.words import ACTIVITIES, LIGHTS
from sopu.plans.queries.looks import Look, look_of_activity, look_of_light
from sopu.plans.queries.proposing import Proposal
from sopu.plans.queries.statuses import MeasureStatus
from sopu.plans.rules import Activity, Light
from sopu.web.fields import a_day
from sopu.web.languages import LANGUAGES

LONG = 4000
SHORT = 500


def _long(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RoundForm(forms.Form):
    """A round: what it is called, which time it is about, and by when it is answered."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=250)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=250, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    starts_on = a_day(_("First day of the time that is asked of"), required=True)
    ends_on = a_day(_("Last day of it"), required=True)
    due_on = a_day(
        _("Answers due"), _("Answers are taken in until the round is closed; later ones are marked."), required=True
    )

    def __init__(self, data: Any, proposal: Proposal | None) -> None:
        initial: dict[str, Any] = {}
        if proposal:
            dates = proposal.dates
            initial = {"starts_on": dates.starts_on, "ends_on": dates.ends_on, "due_on": dates.due_on}
            initial |= {f"name_{language}": name for language, name in proposal.names.items()}
        super().__init__(data, initial=initial)

    def terms(self) -> dict[str, Any]:
        """What was filled in, as a round is opened."""
        data = self.cleaned_data
        names = {language: data[f"name_{language}"] for language in LANGUAGES}
        return {"names": names} | {name: data[name] for name in ("starts_on", "ends_on", "due_on")}


class StatusForm(forms.Form):
    """How a measure goes."""

    activity = forms.ChoiceField(label=_("How does the work go?"), choices=ACTIVITIES, widget=forms.RadioSelect)
    light = forms.ChoiceField(
        label=_("Traffic light"),
        help_text=_("Does the work go as planned? The light is always shown with your words."),
        choices=LIGHTS,
        widget=forms.RadioSelect,
    )
    text = _long(
        _("In words"),
        _("Two or three sentences: what has been done in this time, and with whom. If it was stopped, why."),
        required=True,
    )
    evidence = _long(_("What shows it"), _("A number, a document, an address, an event."), rows=2)
    next_step = _long(_("What comes next"), _("The next step, who takes it, and by when."), rows=2)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    act_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, now: MeasureStatus | None, before: MeasureStatus | None) -> None:
        initial: dict[str, Any] = {"based_on": now.number if now else 0, "act_id": uuid.uuid4()}
        if now:
            initial |= {name: getattr(now, name) for name in ("activity", "light", "text", "evidence", "next_step")}
        elif before:
            initial |= {"activity": before.activity}
        super().__init__(data, initial=initial)

    def activities(self) -> list[tuple[Any, Look]]:
        """Each choice with how it looks."""
        return [(option, look_of_activity(Activity(option.data["value"]))) for option in self["activity"]]

    def lights(self) -> list[tuple[Any, Look]]:
        """Each choice with how it looks."""
        return [(option, look_of_light(Light(option.data["value"]))) for option in self["light"]]


class JudgeForm(forms.Form):
    """What the monitor says to a report."""

    words = forms.CharField(
        label=_("Words to the party"),
        help_text=_("Needed when the report is returned: what is missing?"),
        max_length=SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReadingForm(forms.Form):
    """The value that the round goes by, or why there is none."""

    observation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("Words on it"),
        help_text=_("What does the value tell? Without a value: why is there none?"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    act_id = forms.UUIDField(widget=forms.HiddenInput)


class MonitorForm(forms.Form):
    """The goal areas that a monitor's mandate covers."""

    areas = forms.MultipleChoiceField(
        label=_("Goal areas"),
        help_text=_("None chosen: all of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any, mandate: Mandate) -> None:
        covered = [str(one.goal_area_id) for one in mandate.areas_to_monitor.all()]
        super().__init__(data, initial={"areas": covered}, prefix=f"m{mandate.pk}")
        self._areas = {str(area.pk): area for area in mandate.negotiation.goal_areas.all()}
        field = self.fields["areas"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, f"{area.number} {area.name}") for key, area in self._areas.items()]

    def chosen(self) -> list[Any]:
        """The goal areas that were chosen."""
        return [self._areas[key] for key in self.cleaned_data["areas"]]
