"""What a facilitator fills in: minutes, and reasons."""

import datetime as dt

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.forum.actions.moderating import LONGEST_REASON, LONGEST_REMARK
from sopu.forum.actions.opening import LONGEST_MINUTES
from sopu.forum.forms.events import MomentField

LONGEST_WORDS = 200


class HidingReason(models.TextChoices):
    """The usual reasons to hide a sentence."""

    PERSONAL_DATA = "personal_data", _("Personal data")
    INSULT = "insult", _("Insults somebody")
    OFF_TOPIC = "off_topic", _("Not about the matter")
    OTHER = "other", _("Another reason, which I write below")


class HideForm(forms.Form):
    """Why a sentence is hidden: one of the usual reasons, in more words if need be."""

    why = forms.ChoiceField(
        label=_("Why is it hidden?"),
        choices=HidingReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: it is kept in the record.")},
    )
    words = forms.CharField(
        label=_("In more words"),
        help_text=_("The writer and the process owners see the reason. Don’t repeat personal data in it."),
        max_length=LONGEST_WORDS,
        required=False,
    )

    def clean_words(self) -> str:
        """Another reason than the usual ones must be written."""
        words: str = self.cleaned_data["words"]
        if self.cleaned_data.get("why") == HidingReason.OTHER and not words:
            raise forms.ValidationError(_("Write the reason."))
        return words

    def reason(self) -> str:
        """The reason as it is kept."""
        why, words = HidingReason(self.cleaned_data["why"]), self.cleaned_data["words"]
        return ": ".join(part for part in ("" if why == HidingReason.OTHER else str(why.label), words) if part)


class RestoreForm(forms.Form):
    """Why a sentence is shown again."""

    words = forms.CharField(
        label=_("Why is it shown again?"),
        help_text=_("For example: it concerns nobody by name."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Write the reason: it is kept in the record.")},
    )

    def reason(self) -> str:
        """The reason as it is kept."""
        words: str = self.cleaned_data["words"]
        return words


class MinutesForm(forms.Form):
    """How long a discussion is promised to be open; empty promises nothing."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_MINUTES, required=False)


class RemarkForm(forms.Form):
    """What is answered to a sentence."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Everybody sees it: on the writer’s page, and where the receipt leads."),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the answer: it is shown to everybody.")},
    )


class LateForm(forms.Form):
    """Until when those who joined may write after the closing."""

    late_until = MomentField(
        label=_("Late input until"),
        help_text=_("Until then those who joined may still write after the closing. Empty: nothing after the closing."),
        required=False,
    )

    def until(self) -> dt.datetime | None:
        """The hour, or None when there is to be no late input."""
        if not self.is_valid():
            raise Refused("moment_unreadable", gettext("Give the day and the time of late input, or leave it empty."))
        until: dt.datetime | None = self.cleaned_data["late_until"]
        return until
