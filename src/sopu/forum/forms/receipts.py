"""What the holder of a receipt fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core import codes


class ErasureForm(forms.Form):
    """The receipt once more, and a mark that it is understood: an erased text can't be brought back."""

    receipt = forms.CharField(
        label=_("Write the receipt once more"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input--code", "autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the receipt of this sentence.")},
    )
    is_sure = forms.BooleanField(
        label=_("I understand that the text can't be brought back"),
        error_messages={"required": _("Mark that you understand.")},
    )

    def __init__(self, expected: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_receipt(self) -> str:
        """It must be this sentence's."""
        typed = codes.tidy(self.cleaned_data["receipt"])
        if typed != self.expected:
            raise forms.ValidationError(_("This is not the receipt of this sentence. Check it."))
        return typed
