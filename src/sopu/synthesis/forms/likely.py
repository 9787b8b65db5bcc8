"""What a person says of a pair."""

import uuid

from django import forms

SAME, APART = "same", "apart"


class WordForm(forms.Form):
    """Whether two sentences say the same; `seen` is the word that stood when the form was shown, 0 for none."""

    says = forms.ChoiceField(choices=((SAME, ""), (APART, "")))
    seen = forms.IntegerField(min_value=0)
    act = forms.UUIDField()

    def is_same(self) -> bool:
        """They do."""
        return bool(self.cleaned_data["says"] == SAME)

    def act_id(self) -> uuid.UUID:
        """The form's own id: sent twice, it is done once."""
        act: uuid.UUID = self.cleaned_data["act"]
        return act


class WantedPairForm(forms.Form):
    """Which pair a reader wants to see."""

    pair = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)

    def wanted(self) -> int | None:
        """Its key, or None for the first that waits."""
        return self.cleaned_data["pair"] if self.is_valid() else None
