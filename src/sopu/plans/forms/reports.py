"""What is filled in of a report: of which round, for whom, and with which foreword."""

import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.plans.models import Audience, MonitoringRound, Plan
from sopu.web.fields import NamedChoiceField

LONGEST_FOREWORD = 5000


class ReportForm(forms.Form):
    """A report of a plan that is to be frozen."""

    round = NamedChoiceField(
        label=_("Round"),
        help_text=_("What was said by the end of the round is told; what came later waits for the next report."),
        queryset=MonitoringRound.objects.none(),
        required=False,
        empty_label=_("no round: everything as it stands now"),
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=[(str(value), capfirst(label)) for value, label in Audience.choices],
        widget=forms.RadioSelect,
    )
    foreword = forms.CharField(
        label=_("Foreword"),
        help_text=_("Your own words before what the figures say. May be left empty."),
        max_length=LONGEST_FOREWORD,
        required=False,
        widget=forms.Textarea,
    )
    act_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, plan: Plan) -> None:
        rounds = MonitoringRound.objects.of(plan)
        super().__init__(data, initial={"act_id": uuid.uuid4(), "round": rounds.first(), "audience": Audience.COUNCIL})
        asked = self.fields["round"]
        assert isinstance(asked, NamedChoiceField)
        asked.queryset = rounds
