"""What people fill in on the pages that gather everything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core import codes
from sopu.publishing.queries import receipts


class ReceiptForm(forms.Form):
    """The receipt of a sentence."""

    code = forms.CharField(
        label=_("Receipt"),
        help_text=_("Eight characters that you got when your sentence was saved"),
        error_messages={"required": _("Write the eight characters of the receipt.")},
        widget=forms.TextInput(
            attrs={
                "class": "input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": 16,
            }
        ),
    )

    def clean_code(self) -> str:
        """The code as it is stored; there must be a sentence by it."""
        code = codes.tidy(self.cleaned_data["code"])
        if not receipts.is_known(code):
            raise forms.ValidationError(
                _("There is no sentence by this receipt. A receipt has no letters O, I or L, and no 0 or 1.")
            )
        return code
