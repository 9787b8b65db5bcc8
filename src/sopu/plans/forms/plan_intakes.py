"""What is filled in to bring a workbook of a plan."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.core.spreadsheets import LARGEST_FILE


class PlanFileForm(forms.Form):
    """A workbook; the same press twice stores it once."""

    act = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("A workbook"),
        help_text=_("Excel (.xlsx) or CSV, at most 5 MB: one that was downloaded here, or a table of your own."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """A file that is too large is not read at all."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Take the pictures out of it and try again."))
        return file

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside the file."""
        self.add_error("file", str(refusal))
