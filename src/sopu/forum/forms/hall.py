"""What a participant fills in. A form describes an act exactly as a phone's script does: there is one way in."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sopu.core import codes
from sopu.forum.models import Event, Participant, ParticipantRole, Prompt, PromptKind, Voice
from sopu.forum.queries import hall
from sopu.negotiations.models import Party
from sopu.organisations.models import Organisation
from sopu.web.fields import CodeField

ALPHABET = {ord("å"): "zx", ord("ä"): "zy", ord("ö"): "zz"}
"""Where å, ä and ö stand in Finnish and Swedish lists: last."""
NO_PARTY = "other"
format_html_lazy = lazy(format_html, SafeString)
ROLES = {
    ParticipantRole.ELECTED: (_("Elected official"), _("member of a council, a board or a committee")),
    ParticipantRole.OFFICE_HOLDER: (_("Office-holder or employee"), _("of a party of the negotiation")),
    ParticipantRole.PARTNER: (_("Partner"), _("an association, a parish, a school or a company")),
}


class CodeForm(forms.Form):
    """The code on the wall."""

    code = CodeField(
        longest=12,
        label=_("Code of the event"),
        help_text=_("Six characters on the wall or on your badge"),
        error_messages={"required": _("Write the six characters of the code.")},
    )
    event: Event | None = None

    def clean_code(self) -> str:
        """There must be an event by the code, or it is a badge's, which has a page of its own."""
        code: str = self.cleaned_data["code"]
        if len(code) == codes.BADGE_LENGTH:
            return code
        self.event = hall.event_by(code)
        if self.event is None:
            raise forms.ValidationError(
                _("There is no event by this code. A code has no letters O, I or L, and no 0 or 1.")
            )
        return code


class JoinForm(forms.Form):
    """Where a person comes from, and in what role."""

    field_order: tuple[str, ...] = ("organisation", "role")
    role = forms.ChoiceField(
        label=_("What is your role here?"),
        choices=[(role.value, format_html_lazy("{}<small>{}</small>", *words)) for role, words in ROLES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your role.")},
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Party.objects.filter(negotiation=event.negotiation_id).with_organisations()
        self.organisations = {str(party.organisation_id): party.organisation for party in parties}
        named = [(key, _full_name(organisation)) for key, organisation in self.organisations.items()]
        named.sort(key=lambda choice: choice[1].casefold().translate(ALPHABET))
        choices = [("", _("Choose")), *named, (NO_PARTY, _("Another organisation"))]
        self.fields["organisation"] = forms.ChoiceField(
            label=_("Which organisation do you come from?"),
            choices=choices,
            error_messages={"required": _("Choose your organisation.")},
        )
        self.order_fields(self.field_order)

    def chosen_organisation(self) -> Organisation | None:
        """The party that was chosen, or None for another organisation."""
        return self.organisations.get(self.cleaned_data["organisation"])

    def chosen_role(self) -> ParticipantRole:
        """The role that was chosen."""
        return ParticipantRole(self.cleaned_data["role"])


def _full_name(organisation: Organisation) -> str:
    full = getattr(organisation, f"full_name_{get_language() or 'fi'}", "")
    return full or organisation.name


class ActForm(forms.Form):
    """An act: its id is made when the form is shown, so that a form sent twice is one act."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def refusal(self) -> str:
        """What is wrong with the form, as one text."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SentenceForm(ActForm):
    """A sentence of one's own. Its length is for the rules to judge, so that nothing typed is cut in silence."""

    discussion = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "text-hint text-count", "autocomplete": "off"}),
    )

    def __init__(self, prompts: list[Prompt], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prompt"] = forms.ChoiceField(
            choices=[(one.kind, PromptKind(one.kind).label) for one in prompts], widget=forms.RadioSelect
        )

    def clean_text(self) -> str:
        """Lines part with one character, as the phone's script sends them."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").strip()

    def act(self, now: dt.datetime) -> dict[str, Any]:
        """The act that the form describes."""
        return {
            "id": str(self.cleaned_data["id"]),
            "do": "contribute",
            "discussion": self.cleaned_data["discussion"],
            "prompt": self.cleaned_data["prompt"],
            "text": self.cleaned_data["text"],
            "language": get_language() or "",
            "at": now.isoformat(),
        }


class ScribeForm(SentenceForm):
    """A sentence at a table: whose it is, and of which organisation when that is known."""

    voice = forms.ChoiceField(
        choices=[(Voice.TABLE, Voice.TABLE.label), (Voice.ONE, Voice.ONE.label)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the table agreed or one at the table said it.")},
    )
    organisation = forms.TypedChoiceField(
        label=_("On whose behalf, if on anybody’s?"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, parties: list[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(party.organisation_id, party.organisation.name) for party in parties]
        self.fields["organisation"].choices = [("", _("The table’s, of no organisation")), *names]  # type: ignore[attr-defined]

    def act(self, now: dt.datetime) -> dict[str, Any]:
        """The act that the form describes."""
        whose = {"voice": self.cleaned_data["voice"], "organisation": self.cleaned_data["organisation"]}
        return {**super().act(now), **whose}


def sentence_form(participant: Participant, prompts: list[Prompt], *args: Any, **kwargs: Any) -> SentenceForm:
    """The form that this participant writes in: a table's scribe says whose a sentence is."""
    if participant.table_id is None:
        return SentenceForm(prompts, *args, **kwargs)
    parties = list(participant.event.negotiation.parties.with_organisations())
    return ScribeForm(parties, prompts, *args, **kwargs)


class ReactionForm(ActForm):
    """An answer to somebody's sentence."""

    contribution = forms.UUIDField(widget=forms.HiddenInput)
    stance = forms.ChoiceField(choices=[("agree", ""), ("pass", ""), ("disagree", "")])
    important = forms.BooleanField(required=False)

    def act(self, now: dt.datetime) -> dict[str, Any]:
        """The act that the form describes."""
        return {
            "id": str(self.cleaned_data["id"]),
            "do": "react",
            "contribution": str(self.cleaned_data["contribution"]),
            "stance": self.cleaned_data["stance"],
            "important": self.cleaned_data["important"],
            "at": now.isoformat(),
        }


class AbstentionForm(ActForm):
    """Nothing of one's own to say now."""

    discussion = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, now: dt.datetime) -> dict[str, Any]:
        """The act that the form describes."""
        return {
            "id": str(self.cleaned_data["id"]),
            "do": "abstain",
            "discussion": self.cleaned_data["discussion"],
            "at": now.isoformat(),
        }
