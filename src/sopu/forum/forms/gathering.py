"""What is filled in before the doors open: badges, registrations, tables and seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.forum.actions.badges import MOST_BADGES
from sopu.forum.actions.seating import MOST_TABLES
from sopu.forum.forms.hall import NO_PARTY, ROLES, JoinForm
from sopu.forum.models import Event, ParticipantRole, Table

USUAL_COUNT = 8


class BadgesForm(JoinForm):
    """How many badges are made, and for whom."""

    field_order = ("organisation", "role", "count")
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST_BADGES, initial=USUAL_COUNT)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        organisation, role = self.fields["organisation"], self.fields["role"]
        organisation.label, role.label = _("For which party?"), _("In what role?")
        choices = [choice for choice in organisation.choices if choice[0] != NO_PARTY]  # type: ignore[attr-defined]
        organisation.choices = [*choices, (NO_PARTY, _("Guests of no party"))]  # type: ignore[attr-defined]
        role.choices = [(role.value, role.label) for role in ROLES]  # type: ignore[attr-defined]


class BadgeNumberForm(forms.Form):
    """The number that is printed on a badge."""

    number = forms.IntegerField(
        label=_("Number of the badge"),
        help_text=_("It is printed at the foot of the badge."),
        min_value=1,
        max_value=2**31 - 1,
    )


class PeopleForm(forms.Form):
    """Who comes: a name a line, as one copies them from a list."""

    names = forms.CharField(
        label=_("Names, one a line"),
        help_text=_("You can paste a whole list. A name that is on the list already is not written twice."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write at least one name, each on a line of its own.")},
    )
    role = forms.ChoiceField(
        label=_("In what role do they come?"), choices=[(role.value, role.label) for role in ROLES]
    )

    def chosen_names(self) -> list[str]:
        """The names, line by line."""
        text: str = self.cleaned_data["names"]
        return text.splitlines()

    def chosen_role(self) -> ParticipantRole:
        """The role that was chosen."""
        return ParticipantRole(self.cleaned_data["role"])


class TablesForm(forms.Form):
    """How many tables stand in the hall."""

    count = forms.IntegerField(label=_("How many tables?"), min_value=0, max_value=MOST_TABLES)


class NameForm(forms.Form):
    """What a table is called beside its number."""

    name = forms.CharField(max_length=80, required=False)


class MoveForm(forms.Form):
    """To which table a person moves; empty is none."""

    table = forms.ModelChoiceField(Table.objects.none(), required=False)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = Table.objects.filter(event=event)  # type: ignore[attr-defined]
