"""What the page of opinion takes in: what to compare, and names of found groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.synthesis.queries.agreement import Order


class ShownForm(forms.Form):
    """What of a snapshot is shown; whatever is not understood is as if it were not asked."""

    by = forms.CharField(required=False)
    order = forms.ChoiceField(choices=[(one.value, one.value) for one in Order], required=False)
    page = forms.IntegerField(required=False, min_value=1)
    snapshot = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    @property
    def order_asked(self) -> Order:
        """Which sentences come first: those agreed on, unless asked otherwise."""
        return Order(self._told("order") or Order.AGREED)

    @property
    def by_asked(self) -> str:
        """By which groups; empty when not asked."""
        return self._told("by") or ""

    @property
    def page_asked(self) -> int:
        """The page of the list, from 1."""
        return int(self._told("page") or 1)

    @property
    def snapshot_asked(self) -> int | None:
        """The key of an older snapshot."""
        told = self._told("snapshot")
        return int(told) if told else None

    def _told(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class GroupNameForm(forms.Form):
    """What a found group is called in three languages."""

    name_fi = forms.CharField(label=_("in Finnish"), max_length=250, required=False)
    name_sv = forms.CharField(label=_("in Swedish"), max_length=250, required=False)
    name_en = forms.CharField(label=_("in English"), max_length=250, required=False)

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        return {language: self.cleaned_data[f"name_{language}"] for language in ("fi", "sv", "en")}
