"""What the bench of themes takes in: what was chosen, what the reader had seen of it, and new names."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.actions.describing import LONGEST_WORDS, Description
from sopu.synthesis.actions.turns import LONGEST_NAME, Naming
from sopu.web.fields import NamedChoiceField

MOST_CHOSEN = 500
LARGEST_NUMBER = 10**9
NOWHERE = "none"
QUEUE = "uncertain"

_SENTENCE = re.compile(r"(\d{1,18})\.(\d{1,18})")
_THEME = re.compile(r"(\d{1,9})(?:\.(\d{1,18}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader was on the bench: a theme's number, 0 for no theme, none for the first; or in the queue."""

    theme: int | None = None
    page: int = 1
    is_queue: bool = False
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the bench, read: `to` is a theme's number, 0 for none, and `to_word` the word on it that was seen."""

    act_id: uuid.UUID
    word: int
    to: int | None
    to_word: int
    naming: Naming
    sentences: Mapping[int, int]


class BenchForm(forms.Form):
    """Any form of the bench; each sends what it needs."""

    act_id = forms.UUIDField()
    word = forms.IntegerField(min_value=0, required=False)
    to = forms.CharField(max_length=40, required=False)
    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    name_fi = forms.CharField(max_length=LONGEST_NAME, required=False)
    name_sv = forms.CharField(max_length=LONGEST_NAME, required=False)
    name_en = forms.CharField(max_length=LONGEST_NAME, required=False)
    goal_area = NamedChoiceField(GoalArea.objects.none(), required=False)

    def __init__(self, data: QueryDict, event: Event) -> None:
        super().__init__(data)
        self._data = data
        self.fields["goal_area"].queryset = event.negotiation.goal_areas.all()  # type: ignore[attr-defined]

    def sent(self) -> Sent:
        """What was sent; refused when it makes no sense."""
        if not self.is_valid():
            raise Refused("form_broken", gettext("The form was not whole. Load the page again and try once more."))
        data, to = self.cleaned_data, _THEME.fullmatch(self.cleaned_data["to"])
        names = {language: data[f"name_{language}"] for language in ("fi", "sv", "en")}
        if data["name"]:
            names[(get_language() or "fi")[:2]] = data["name"]
        return Sent(
            act_id=data["act_id"],
            word=data["word"] or 0,
            to=0 if data["to"] == NOWHERE else int(to[1]) if to else None,
            to_word=int(to[2] or 0) if to else 0,
            naming=Naming(**names, goal_area=data["goal_area"]),
            sentences=self.chosen(),
        )

    def chosen(self) -> dict[int, int]:
        """The chosen sentences, each with the placement that was seen."""
        found = [_SENTENCE.fullmatch(one) for one in self._data.getlist("sentence")[:MOST_CHOSEN]]
        return {int(one[1]): int(one[2]) for one in found if one}

    def place(self) -> Place:
        """Where the reader was."""
        at, page = self._data.get("at", ""), self._data.get("page", "")
        return place_of(at, page, self._data.get("after", ""))


def place_of(at: str, page: str = "", after: str = "") -> Place:
    """A place on the bench as an address or a form tells it; what makes no sense is the first theme's first page."""
    number = int(at) if at.isdecimal() and int(at) < LARGEST_NUMBER else 0 if at == NOWHERE else None
    is_page = page.isdecimal() and 0 < int(page) < LARGEST_NUMBER
    return Place(
        theme=number,
        page=int(page) if is_page else 1,
        is_queue=at == QUEUE,
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )


class DescriptorForm(forms.Form):
    """A theme that the organiser expects, and its key words."""

    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=LONGEST_NAME, required=False)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=LONGEST_NAME, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    words = forms.CharField(
        label=_("Key words"),
        help_text=_("Words by which sentences of this theme are known. For example: library, events, culture."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give at least one key word.")},
    )
    goal_area = NamedChoiceField(GoalArea.objects.none(), label=_("Goal area"), required=False, empty_label=_("None"))

    def __init__(self, data: QueryDict | None, event: Event, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["goal_area"].queryset = event.negotiation.goal_areas.all()  # type: ignore[attr-defined]

    def description(self) -> Description:
        """What was filled in."""
        data = self.cleaned_data
        naming = Naming(data["name_fi"], data["name_sv"], data["name_en"], data["goal_area"])
        return Description(naming, data["words"])
