"""What is filled in of an indicator: what it is, where its values come from, and where they should come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sopu.core.refusals import Refused
from sopu.plans.models import Indicator
from sopu.plans.models.words import DIRECTIONS, SOURCES
from sopu.plans.rules import Source

OF_TARGET = ("baseline", "baseline_period", "target", "target_period")


def _line(label: Any, longest: int, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, help_text=help_text, required=False, **more)


class IndicatorForm(forms.Form):
    """What people read of an indicator, and the county's baseline and target."""

    name_fi = _line(_("Name in Finnish"), 250)
    name_sv = _line(_("Name in Swedish"), 250)
    unit_fi = _line(_("Unit in Finnish"), 60, _("For example %, or per 1,000 inhabitants."))
    unit_sv = _line(_("Unit in Swedish"), 60)
    direction = forms.ChoiceField(label=_("Which way is better"), choices=DIRECTIONS)
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, initial=1)
    description_fi = forms.CharField(label=_("What it tells"), required=False, widget=forms.Textarea({"rows": 3}))
    attribution = _line(_("Source as it is named"), 300, _("For example: THL, Sotkanet, CC BY 4.0."))
    url = forms.URLField(label=_("Address of the source"), required=False, max_length=500, assume_scheme="https")
    limits = forms.CharField(
        label=_("What to mind when reading it"), required=False, widget=forms.Textarea({"rows": 2})
    )
    is_on_cards = forms.BooleanField(label=_("Show on the municipality cards"), required=False)
    baseline = forms.DecimalField(label=_("Baseline of the county"), required=False, max_digits=18, localize=True)
    baseline_period = _line(_("Period of the baseline"), 10, _("For example 2024."))
    target = forms.DecimalField(label=_("Target of the county"), required=False, max_digits=18, localize=True)
    target_period = _line(_("Period of the target"), 10)

    def __init__(self, data: Any, indicator: Indicator | None = None) -> None:
        initial = {name: getattr(indicator, name) for name in self.base_fields} if indicator else None
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """An indicator has a name; a number of a time has its period."""
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("name_fi") or found.get("name_sv")):
            self.add_error("name_fi", _("An indicator needs a name."))
        for name in ("baseline", "target"):
            if found.get(name) is not None and not found.get(f"{name}_period"):
                self.add_error(f"{name}_period", _("Tell the period too."))
        return found

    def told(self) -> dict[str, Any]:
        """What people read."""
        return {name: value for name, value in self.cleaned_data.items() if name in _WRITTEN}

    def target_told(self) -> dict[str, Any]:
        """The baseline and the target with their periods."""
        return {name: self.cleaned_data[name] for name in OF_TARGET}

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands first on the page, or beside its field."""
        self.add_error({"no_name": "name_fi", "before": "target_period"}.get(refusal.code), str(refusal))


_WRITTEN = frozenset(IndicatorForm.base_fields) - {*OF_TARGET}


class NewIndicatorForm(IndicatorForm):
    """A new indicator: first where its values come from."""

    source = forms.ChoiceField(label=pgettext_lazy("indicator", "Where the values come from"), choices=SOURCES)
    source_key = _line(
        _("Number in Sotkanet, or address of the table"),
        300,
        _("The number stands in the address of the indicator at sotkanet.fi. Leave it empty for a file."),
    )
    field_order = ("source", "source_key")

    def clean(self) -> dict[str, Any]:
        """What is fetched has an address."""
        found = super().clean()
        key = found.get("source_key", "").strip()
        if found.get("source") == Source.SOTKANET and not (key.isascii() and key.isdecimal()):
            self.add_error("source_key", _("An indicator of Sotkanet has a number, such as 127."))
        if found.get("source") == Source.PXWEB and not key.startswith("https://"):
            self.add_error("source_key", _("Give the address of the table, which begins with https://."))
        return found

    def source_told(self) -> dict[str, Any]:
        """Where the values come from."""
        key = "" if self.cleaned_data["source"] == Source.FILE else self.cleaned_data["source_key"].strip()
        return {"source": self.cleaned_data["source"], "source_key": key}
