"""Whom to turn to, and in which structures the parties cooperate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.forms.people import SpanForm
from sopu.negotiations.models import GoalArea, Purpose, Structure
from sopu.web.fields import a_day

AREA_OF_ALL = "all"


class ContactForm(SpanForm):
    """A contact point: where, for what, who, who instead, and when."""

    goal_area = forms.ChoiceField(label=_("Goal area"))
    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose, initial=Purpose.ANY)
    title = forms.CharField(
        label=_("Post"), help_text=_("Everybody sees the post. For example: wellbeing coordinator."), max_length=120
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Those who have a role in the negotiation see the name and the address."),
        max_length=150,
    )
    email = forms.EmailField(label=_("Work e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    substitute_name = forms.CharField(label=_("Substitute’s name"), max_length=150, required=False)
    substitute_email = forms.EmailField(
        label=_("Substitute’s work e-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    starts_on = a_day(_("First day"), _("Leave empty, and it begins at once."))
    ends_on = a_day(_("Last day"), _("Leave empty, and it lasts until somebody ends it."))

    def __init__(self, *args: Any, areas: list[GoalArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {str(area.number): area for area in areas}
        choices = [(AREA_OF_ALL, _("All goal areas")), *((key, area.name) for key, area in self._areas.items())]
        self.fields["goal_area"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A substitute has both a name and an address."""
        found = super().clean()
        for given, other in (("substitute_name", "substitute_email"), ("substitute_email", "substitute_name")):
            if found.get(given) and not found.get(other) and other not in self.errors:
                self.add_error(other, _("A substitute has both a name and an e-mail address."))
        return found

    def asked(self) -> dict[str, Any]:
        """What was filled in, in the words of `name_contact`."""
        found = self.cleaned_data
        return found | {"goal_area": self._areas.get(found["goal_area"]), "purpose": Purpose(found["purpose"])}


class StructureForm(forms.ModelForm[Structure]):
    """A structure of cooperation, in three languages."""

    class Meta:
        model = Structure
        fields = [
            "level",
            *(
                f"{part}_{language}"
                for language in ("fi", "sv", "en")
                for part in ("name", "composition", "rhythm", "convener")
            ),
        ]
        labels = {"level": _("Level")} | {
            f"{part}_{language}": label
            for language in ("fi", "sv", "en")
            for part, label in {
                "name": _("Name"),
                "composition": _("Who sits in it"),
                "rhythm": _("How often"),
                "convener": _("Who convenes it"),
            }.items()
        }
        help_texts = {"level": _("1 is the widest, all councils together; 4 is the nearest to daily work.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("composition"):
                field.widget.attrs["rows"] = 3

    def by_language(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields, a group a language."""
        return [
            (language, [self[f"{part}_{language}"] for part in ("name", "composition", "rhythm", "convener")])
            for language in ("fi", "sv", "en")
        ]

    def texts(self) -> dict[str, str]:
        """What was written, by field."""
        return {name: text for name, text in self.cleaned_data.items() if name != "level"}
