"""Who is invited to what; who stands in for whom; and how an invited person comes in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from sopu.accounts.models import User
from sopu.negotiations.models import Party, Role
from sopu.web.fields import a_day

ROLE_WORDS = {
    Role.PROCESS_OWNER: _("answers for the whole: compiles, delivers, gives every role"),
    Role.COORDINATOR: _("receives the party's material, names its contact points and looks after its people"),
    Role.PREPARER: _("drafts texts, opens comment rounds and answers proposals"),
    Role.FACILITATOR: _("opens and closes a hall, and hides what must not be shown"),
    Role.SCRIBE: _("writes for a table in a hall"),
    Role.REGISTRAR: _("reads now; keeps case numbers and extracts when decisions are made"),
    Role.MONITOR: _("reads now; follows goals and measures when there is a plan"),
    Role.TRANSLATOR: _("translates texts; does not change the original"),
    Role.ARCHIVIST: _("reads what is kept"),
    Role.READER: _("reads what is not public, and changes nothing"),
}
"""What each role is for, said honestly of today."""


class SpanForm(forms.Form):
    """Something with a first and a last day."""

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return found


class InviteForm(SpanForm):
    """A person, an organisation, a role, and the days that it lasts."""

    name = forms.CharField(label=_("First name and surname"), max_length=150)
    email = forms.EmailField(label=_("Work e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    organisation = forms.ChoiceField(label=_("On behalf of"))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    starts_on = a_day(_("First day"), _("Leave empty, and it begins at once."))
    ends_on = a_day(_("Last day"), _("Leave empty, and it lasts until somebody ends it."))

    def __init__(self, *args: Any, parties: list[Party], roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(party.number): party.organisation for party in parties}
        self.fields["organisation"].choices = [(key, one.name) for key, one in self._organisations.items()]  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, f"{role.label.capitalize()}: {ROLE_WORDS[role]}") for role in roles]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was filled in, in the words of `invite`."""
        found = self.cleaned_data
        return found | {"organisation": self._organisations[found["organisation"]], "role": Role(found["role"])}


class DeputyForm(SpanForm):
    """Who stands in, from when until when."""

    deputy = forms.ChoiceField(
        label=_("Who stands in"), help_text=_("People of the same organisation who have a role.")
    )
    starts_on = a_day(_("First day"), required=True)
    ends_on = a_day(_("Last day"), required=True)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(user.pk): user for user in people}
        self.fields["deputy"].choices = [(key, user.name) for key, user in self._people.items()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was filled in, in the words of `name_deputy`."""
        return self.cleaned_data | {"deputy": self._people[self.cleaned_data["deputy"]]}


class AcceptForm(forms.Form):
    """The invited person's own name, and a password if they want one."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Leave empty, and you sign in by a code sent to your e-mail."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        required=False,
        strip=False,
    )

    def clean_password(self) -> str | None:
        """A password that is hard to guess, or none."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None
