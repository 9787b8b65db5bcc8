"""What is filled in to bring a table: a workbook of a plan, or the values of an indicator."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.core.spreadsheets import LARGEST_FILE


class TableFileForm(forms.Form):
    """A file; the same press twice stores it once."""

    act = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def __init__(self, data: Any, files: Any, label: Any, help_text: Any) -> None:
        super().__init__(data, files)
        self.fields["file"].label, self.fields["file"].help_text = label, help_text

    def clean_file(self) -> Any:
        """A file that is too large is not read at all."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Bring it in parts."))
        return file

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside the file."""
        self.add_error("file", str(refusal))


class PlanFileForm(TableFileForm):
    """A workbook of a plan."""

    def __init__(self, data: Any, files: Any) -> None:
        told = _("Excel (.xlsx) or CSV, at most 5 MB: one that was downloaded here, or a table of your own.")
        super().__init__(data, files, _("A workbook"), told)


class SeriesFileForm(TableFileForm):
    """A file of values."""

    def __init__(self, data: Any, files: Any) -> None:
        super().__init__(data, files, _("A file of values"), _("Excel (.xlsx) or CSV, at most 5 MB."))
