"""What is filled in of a municipal meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Meeting, Negotiation, Party
from sopu.web.fields import a_day


class MeetingForm(forms.Form):
    """A meeting is called."""

    name = forms.CharField(label=_("Name of the meeting"), max_length=250)
    planned_on = a_day(_("Day"))


class ToDoForm(forms.Form):
    """Something is left to a party to do."""

    text = forms.CharField(label=_("What is to be done"), max_length=500)
    party = forms.ModelChoiceField(label=_("By whom"), queryset=Party.objects.none())
    due_on = a_day(_("By which day"))

    def __init__(self, data: object, *, negotiation: Negotiation) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = negotiation.parties.with_organisations()


class MinutesForm(forms.Form):
    """Minutes are taken: when and where, and which parties took part."""

    held_on = a_day(_("Held on"), required=True)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    parties = forms.MultipleChoiceField(label=_("Who took part"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: object, meeting: Meeting) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._invited = {str(one.pk): one for one in meeting.invited.with_organisations()}
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.organisation.name) for key, one in self._invited.items()]
        field.initial = list(self._invited)
        self.fields["held_on"].initial = meeting.planned_on

    def chosen(self) -> list[Party]:
        """The parties that took part."""
        return [self._invited[key] for key in self.cleaned_data["parties"]]
