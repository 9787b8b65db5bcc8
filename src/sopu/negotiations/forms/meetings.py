"""What a process owner fills in of rounds, meetings and their minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.actions.minutes import Account
from sopu.negotiations.data.duties import Duty, duties
from sopu.negotiations.forms.people import SpanForm
from sopu.negotiations.models import Meeting, MeetingKind, Minutes, Negotiation, Party
from sopu.negotiations.queries.duties import citation_of, in_language
from sopu.web.fields import a_day

ROUND_WORDS = {
    MeetingKind.MUNICIPALITY: _("a meeting with each municipality"),
    MeetingKind.GROUP: _("a meeting with each group of municipalities"),
    MeetingKind.PARTNERS: _("a meeting with the partners and the regional council"),
}
LONG = 20_000


def _party_choices(parties: list[Party]) -> list[tuple[str, str]]:
    return [(str(party.pk), party.organisation.name) for party in parties]


def _long(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RoundForm(SpanForm):
    """A round: what it is called, whom each meeting is with, and when."""

    name = forms.CharField(
        label=_("What the round is called"),
        help_text=_("For example: Negotiations with each municipality in the autumn of 2026"),
        max_length=250,
    )
    kind = forms.ChoiceField(label=_("Whom the county meets"), choices=ROUND_WORDS.items(), widget=forms.RadioSelect)
    groups = forms.CharField(
        label=_("Groups"),
        help_text=_(
            "When the county meets groups: a group a line, municipalities with commas between. "
            "Empty: municipalities meet by sub-region."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    starts_on = a_day(_("First day"), required=True)
    ends_on = a_day(_("Last day"), required=True)


class MeetingForm(forms.Form):
    """A meeting of no round: whom it is with, and when it is planned."""

    name = forms.CharField(
        label=_("What the meeting is called"),
        help_text=_("Empty: it is called by the parties."),
        max_length=250,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Whom the county meets"), choices=MeetingKind, widget=forms.RadioSelect)
    planned_on = a_day(_("Planned for"))
    parties = forms.MultipleChoiceField(label=_("Parties"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, negotiation: Negotiation) -> None:
        super().__init__(data)
        self._parties = list(negotiation.parties.with_organisations())
        self.parties_field.choices = _party_choices(self._parties)

    @property
    def parties_field(self) -> forms.MultipleChoiceField:
        """The field of the parties."""
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)
        return field

    def chosen(self) -> list[Party]:
        """The parties that were chosen."""
        chosen = set(self.cleaned_data["parties"])
        return [party for party in self._parties if str(party.pk) in chosen]


class MinutesForm(forms.Form):
    """What a meeting came to; of one that has minutes, what is corrected and why."""

    correction = forms.CharField(
        label=_("What is corrected, and why"),
        help_text=_("The earlier minutes stay beside the new ones, and anybody who reads these sees both."),
        max_length=300,
    )
    held_on = a_day(_("Held on"), required=True)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    parties = forms.MultipleChoiceField(label=_("Parties that took part"), widget=forms.CheckboxSelectMultiple)
    topics = _long(_("What was spoken of"), _("Write of matters and parties, not of persons."), required=True)
    agreed = _long(_("What was agreed"))
    left_open = _long(_("What was left open"))

    def __init__(self, data: Any, meeting: Meeting) -> None:
        latest = next(iter(reversed(meeting.minutes.all())), None)
        super().__init__(data, initial=_initial(meeting, latest))
        self._parties = list(meeting.negotiation.parties.with_organisations())
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = _party_choices(self._parties)
        if latest is None:
            del self.fields["correction"]
        for duty in duties():
            self.fields[f"covered_{duty.code}"] = _covered_field(duty)

    def account(self) -> Account:
        """What was written, for the minutes."""
        data = self.cleaned_data
        chosen = set(data["parties"])
        return Account(
            held_on=data["held_on"],
            place=data["place"],
            parties=[party for party in self._parties if str(party.pk) in chosen],
            topics=data["topics"],
            agreed=data["agreed"],
            left_open=data["left_open"],
            covered={duty.code: data[f"covered_{duty.code}"] for duty in duties()},
        )

    def reason(self) -> str:
        """Why the minutes are corrected; empty of the first."""
        reason: str = self.cleaned_data.get("correction", "")
        return reason


def _covered_field(duty: Duty) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("%(duty)s (%(citation)s): what was gone through")
        % {"duty": in_language(duty.names), "citation": citation_of(duty)},
        choices=[(part.code, in_language(part.names)) for part in duty.parts],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _initial(meeting: Meeting, latest: Minutes | None) -> dict[str, Any]:
    """What the form starts from: the minutes that stand, else those who were invited."""
    if latest is None:
        return {"parties": [str(party.pk) for party in meeting.invited.all()], "held_on": meeting.planned_on}
    covered = [(duty.code, part.code) for duty in duties() for part in duty.parts]
    return {
        "held_on": latest.held_on,
        "place": latest.place,
        "parties": [str(party.pk) for party in latest.took_part.all()],
        "topics": latest.topics,
        "agreed": latest.agreed,
        "left_open": latest.left_open,
        **{
            f"covered_{duty.code}": [
                part for code, part in covered if f"{code}:{part}" in latest.coverage and code == duty.code
            ]
            for duty in duties()
        },
    }
