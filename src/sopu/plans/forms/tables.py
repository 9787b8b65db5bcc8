"""What is chosen of a table of statistics."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.core.pxweb import Table


class TableForm(forms.Form):
    """One choice of each variable that somebody has to choose of; periods, areas and sexes are chosen by us."""

    def __init__(self, data: Any, table: Table, chosen: Mapping[str, str]) -> None:
        super().__init__(data)
        self._codes = {}
        for number, one in enumerate(table.variables):
            if one.is_to_choose:
                self._codes[f"variable_{number}"] = one.code
                empty = [("", _("all together"))] if one.may_be_left_out else []
                self.fields[f"variable_{number}"] = forms.ChoiceField(
                    label=one.name,
                    choices=[*empty, *one.choices],
                    required=not one.may_be_left_out,
                    initial=chosen.get(one.code, ""),
                )

    def chosen(self) -> dict[str, str]:
        """The choices by the variables' codes; what is left out is not among them."""
        return {self._codes[name]: code for name, code in self.cleaned_data.items() if code}
