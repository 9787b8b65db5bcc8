"""What an organiser fills in: the plan of an event, and its programme."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.actions.events import QUESTIONS, EventPlan, Item
from sopu.forum.models import Event, ModerationMode, ProgrammeItem, PromptKind
from sopu.negotiations.models import Negotiation
from sopu.web.fields import DayInput
from sopu.web.languages import LANGUAGES

LONGEST_NAME = 250
ROWS_TO_ADD = 4
TONGUES = {"fi": _("in Finnish"), "sv": _("in Swedish"), "en": _("in English")}
KINDS = tuple(QUESTIONS)


def _text(label: Any, *, is_required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_NAME, required=is_required)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


class MomentField(forms.DateTimeField):
    """A day and a time of day, by the browser's own control."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    """A day, by the browser's own control."""

    widget = DayInput


class TimeField(forms.TimeField):
    """A time of day, by the browser's own control."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class EventForm(forms.Form):
    """The plan of an event."""

    name_fi = _text(_("Name in Finnish"), is_required=True)
    name_sv = _text(_("Name in Swedish"))
    name_en = _text(_("Name in English"))
    day = DayField(label=_("Day"))
    starts = TimeField(label=_("Starts at"))
    ends = TimeField(label=_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    late_until = MomentField(
        label=_("Late input until"),
        help_text=_("Until then those who joined may still write after the closing. Empty: nothing after the closing."),
        required=False,
    )
    moderation = forms.ChoiceField(
        label=_("When is a sentence shown to the hall?"), choices=ModerationMode, widget=forms.RadioSelect
    )
    is_rehearsal = forms.BooleanField(
        label=_("This is a rehearsal: everything works, and all that is said is deleted when it ends"), required=False
    )

    def __init__(self, negotiation: Negotiation, data: Any = None, *, event: Event | None = None) -> None:
        super().__init__(data, initial=_initial(negotiation, event))
        self.fields["goal_areas"] = forms.TypedMultipleChoiceField(
            label=_("Which goal areas are discussed?"),
            coerce=int,
            choices=[(area.number, f"{area.number}. {area.name}") for area in negotiation.goal_areas.all()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one goal area: it becomes a discussion.")},
        )
        for kind in KINDS:
            for language in LANGUAGES:
                self.fields[f"question_{kind}_{language}"] = _text(TONGUES[language])

    def names(self) -> list[forms.BoundField]:
        """The fields of the name, the place and the time."""
        return [self[name] for name in ("name_fi", "name_sv", "name_en", "place")]

    def times(self) -> list[forms.BoundField]:
        """The fields of the day and its hours."""
        return [self[name] for name in ("day", "starts", "ends")]

    def customs(self) -> list[forms.BoundField]:
        """The fields of how the hall works."""
        return [self[name] for name in ("moderation", "late_until", "is_rehearsal")]

    def questions(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each kind of prompt with the fields of its question."""
        return [
            (str(PromptKind(kind).label), [self[f"question_{kind}_{language}"] for language in LANGUAGES])
            for kind in KINDS
        ]

    def plan(self) -> EventPlan:
        """The plan that was filled in; the form is valid."""
        told = self.cleaned_data
        return EventPlan(
            names={language: told[f"name_{language}"] for language in LANGUAGES},
            starts_at=_moment(told["day"], told["starts"]),
            ends_at=_moment(told["day"], told["ends"]),
            goal_areas=frozenset(told["goal_areas"]),
            questions={
                kind: {language: told[f"question_{kind}_{language}"] for language in LANGUAGES} for kind in KINDS
            },
            place=told["place"],
            moderation=ModerationMode(told["moderation"]),
            late_until=told["late_until"],
            is_rehearsal=told["is_rehearsal"],
        )


def _initial(negotiation: Negotiation, event: Event | None) -> dict[str, Any]:
    if event is None:
        asked = {f"question_{kind}_{one}": text for kind, texts in QUESTIONS.items() for one, text in texts.items()}
        areas = [area.number for area in negotiation.goal_areas.all()]
        return asked | {"goal_areas": areas, "moderation": ModerationMode.AFTER}
    starts_at, ends_at = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    asked = {
        f"question_{prompt.kind}_{one}": getattr(prompt, f"question_{one}")
        for prompt in event.prompts.all()
        for one in LANGUAGES
    }
    names = {f"name_{one}": getattr(event, f"name_{one}") for one in LANGUAGES}
    return (
        asked
        | names
        | {
            "day": starts_at.date(),
            "starts": starts_at.time(),
            "ends": ends_at.time(),
            "place": event.place,
            "late_until": event.late_until and timezone.localtime(event.late_until),
            "moderation": event.moderation,
            "is_rehearsal": event.is_rehearsal,
            "goal_areas": [one.goal_area.number for one in event.discussions.with_goal_areas() if one.goal_area],
        }
    )


class CopyForm(forms.Form):
    """When the copy of an event is held."""

    starts_at = MomentField(label=_("The new event starts"))


class ItemForm(forms.Form):
    """A part of a programme; a row without a name is nothing."""

    starts = TimeField(label=_("Starts at"), required=False)
    ends = TimeField(label=_("Ends at"), required=False)
    name_fi = _text(_("Name in Finnish"))
    name_sv = _text(_("Name in Swedish"))
    name_en = _text(_("Name in English"))

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none")), *((one.number, f"{one.number}. {one.name}") for one in event.discussions.all())]
        self.fields["discussion"] = forms.TypedChoiceField(
            label=_("Discussion"), choices=choices, coerce=int, empty_value=None, required=False
        )

    def clean(self) -> dict[str, Any]:
        """A part that has a name has its times."""
        told = super().clean() or {}
        if told.get("name_fi") and not (told.get("starts") and told.get("ends")):
            raise forms.ValidationError(_("Give the times of each part of the programme."))
        return told

    def item(self, day: dt.date) -> Item | None:
        """The part that was filled in, or None for an empty row."""
        told = self.cleaned_data
        if not told.get("name_fi"):
            return None
        names = {language: told[f"name_{language}"] for language in LANGUAGES}
        return Item(names, _moment(day, told["starts"]), _moment(day, told["ends"]), told["discussion"])


class ProgrammeForm:
    """The whole programme of an event: a row for each part, and some empty ones."""

    def __init__(self, event: Event, data: Any = None) -> None:
        self.day = timezone.localdate(event.starts_at)
        kept: list[dict[str, Any]] = [_item_initial(item) for item in event.programme.with_discussions()]
        rows: list[dict[str, Any]] = [*kept, *({} for _ in range(ROWS_TO_ADD))]
        self.rows = [ItemForm(event, data, prefix=f"i{number}", initial=row) for number, row in enumerate(rows)]

    def is_valid(self) -> bool:
        """Every row is."""
        return all(row.is_valid() for row in self.rows)

    def items(self) -> list[Item]:
        """The parts that were filled in."""
        return [item for row in self.rows if (item := row.item(self.day))]

    def errors(self) -> list[str]:
        """What is wrong, each once."""
        said = [str(error) for row in self.rows for errors in row.errors.values() for error in errors]
        return list(dict.fromkeys(said))


def _item_initial(item: ProgrammeItem) -> dict[str, Any]:
    names = {f"name_{language}": getattr(item, f"name_{language}") for language in LANGUAGES}
    return names | {
        "starts": timezone.localtime(item.starts_at).time(),
        "ends": timezone.localtime(item.ends_at).time(),
        "discussion": item.discussion.number if item.discussion else None,
    }
