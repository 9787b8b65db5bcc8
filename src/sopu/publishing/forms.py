"""What people fill in on the pages that gather everything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.publishing.queries import receipts
from sopu.web.fields import CodeField


class ReceiptForm(forms.Form):
    """The receipt of a sentence."""

    code = CodeField(
        longest=16,
        label=_("Receipt"),
        help_text=_("Eight characters that you got when your sentence was saved"),
        error_messages={"required": _("Write the eight characters of the receipt.")},
    )

    def clean_code(self) -> str:
        """There must be a sentence by the code."""
        code: str = self.cleaned_data["code"]
        if not receipts.is_known(code):
            raise forms.ValidationError(
                _("There is no sentence by this receipt. A receipt has no letters O, I or L, and no 0 or 1.")
            )
        return code


class SubscriptionForm(forms.Form):
    """Where letters about a measure go."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": _("This is not an e-mail address.")},
    )
