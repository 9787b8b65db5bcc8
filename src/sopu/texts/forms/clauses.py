"""What is filled in of a clause: its words in each language, its place, and what it is for."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea, Negotiation
from sopu.texts.actions.writing import Saying
from sopu.texts.models import Clause, ClauseKind, Document
from sopu.texts.queries.clauses import Neighbour, Side
from sopu.texts.rules import DEPTHS, LONGEST_HEADING, LONGEST_TEXT, TranslationState
from sopu.web.fields import NamedChoiceField

DEPTH_WORDS = {1: _("a chapter"), 2: _("under a chapter"), 3: _("under a clause")}
HEADINGS = {"fi": _("Heading in Finnish"), "sv": _("Heading in Swedish")}
TEXTS = {"fi": _("Text in Finnish"), "sv": _("Text in Swedish")}


def _heading(label: Any, language: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "clause-heading", "lang": language})
    return forms.CharField(label=label, max_length=LONGEST_HEADING, required=False, widget=widget)


def _text(label: Any, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 9, "class": "clause-text", "lang": language})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, required=False, widget=widget)


class WordsForm(forms.Form):
    """The words of a clause in each of its languages.

    `based_on_…` is the number of the wording that the writer saw. After an overtaking, `base_…` is the number of the
    wording that both writers began from, and `mine_…` what this one wrote. A translator has no fields of the original.
    """

    def __init__(self, data: QueryDict | None, sides: Sequence[Side], *, writes_original: bool = True) -> None:
        super().__init__(data, initial=_as_it_stands(sides))
        self._original = next(side.language for side in sides if side.is_original)
        self.languages = tuple(side.language for side in sides if writes_original or not side.is_original)
        self.fields[f"based_on_{self._original}"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        for side in sides:
            one = side.language
            if one not in self.languages:
                continue
            self.fields[f"heading_{one}"] = _heading(HEADINGS[one], one)
            self.fields[f"text_{one}"] = _text(TEXTS[one], one)
            self.fields[f"based_on_{one}"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
            self.fields[f"act_id_{one}"] = forms.UUIDField(widget=forms.HiddenInput)
            if not side.is_original:
                self.fields[f"is_true_{one}"] = forms.BooleanField(
                    label=_("The translation says what the original says now"), required=False
                )

    def sayings(self) -> tuple[Saying, ...]:
        """What was written, by language."""
        told = self.cleaned_data
        return tuple(
            Saying(
                one,
                told[f"heading_{one}"],
                told[f"text_{one}"],
                told[f"based_on_{one}"],
                told[f"act_id_{one}"],
                told.get(f"is_true_{one}", True),
            )
            for one in self.languages
        )

    def shown(self) -> int:
        """The number of the original's wording that the writer was shown."""
        number: int = self.cleaned_data[f"based_on_{self._original}"]
        return number

    def words_in(self, language: str) -> tuple[str, str]:
        """The heading and the text as they stand in the form."""
        return str(self[f"heading_{language}"].value() or ""), _lf(str(self[f"text_{language}"].value() or ""))

    def controls_in(self, language: str) -> list[forms.BoundField | None]:
        """The heading, the text, and of a translation whether it is true; None for what can't be written."""
        names = (f"{name}_{language}" for name in ("heading", "text", "is_true"))
        return [self[name] if name in self.fields else None for name in names]

    def kept_in(self, language: str) -> list[tuple[str, str]]:
        """What goes along unseen: which wording was seen, and after an overtaking what this writer wrote."""
        names = [f"{name}_{language}" for name in ("based_on", "act_id")]
        seen = [(name, str(self[name].value() or 0)) for name in names if name in self.fields]
        told = self.overtaken(language)
        if told is None:
            return seen
        kept = (f"base_{language}", f"mine_heading_{language}", f"mine_text_{language}")
        return [*seen, *zip(kept, map(str, told), strict=True)]

    def overtaken(self, language: str) -> tuple[int, str, str] | None:
        """Of a language that was overtaken: what both began from, and the heading and text that this writer wrote."""
        base = self.data.get(f"base_{language}", "")
        if not base.isdecimal() or len(base) > 9:
            return None
        return int(base), self.data.get(f"mine_heading_{language}", ""), _lf(self.data.get(f"mine_text_{language}", ""))

    def tell_overtaken(self, languages: Sequence[str], standing: Mapping[str, int]) -> None:
        """From here on the writer has seen what stands now; what was written is kept, and may be saved over it.

        Whether a translation says what the original says now is asked again, since there is another original.
        """
        told = _mutable(self.data)
        for one in self.languages:
            if one in languages:
                heading, text = self.words_in(one)
                told[f"base_{one}"] = str(told[f"based_on_{one}"])
                told[f"mine_heading_{one}"], told[f"mine_text_{one}"] = heading, text
            told[f"based_on_{one}"] = str(standing.get(one, 0))
            told[f"act_id_{one}"] = str(uuid.uuid4())
            told.pop(f"is_true_{one}", None)
        told[f"based_on_{self._original}"] = str(standing.get(self._original, 0))
        self.data = told

    def take(self, language: str, heading: str, text: str) -> None:
        """The writer's fields get these words; nothing is stored yet."""
        told = _mutable(self.data)
        told[f"heading_{language}"], told[f"text_{language}"] = heading, text
        self.data = told


def _lf(text: str) -> str:
    """A browser sends the ends of lines as a carriage return and a line feed."""
    return text.replace("\r\n", "\n")


def _mutable(data: Any) -> QueryDict:
    told = QueryDict(mutable=True)
    told.update(data)
    return told


def _as_it_stands(sides: Sequence[Side]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side in sides:
        one, wording = side.language, side.wording
        found |= {
            f"heading_{one}": wording.heading if wording else "",
            f"text_{one}": wording.text if wording else "",
            f"based_on_{one}": wording.number if wording else 0,
            f"act_id_{one}": uuid.uuid4(),
            f"is_true_{one}": side.state is not TranslationState.STALE,
        }
    return found


class PlaceForm(forms.Form):
    """What a clause is for, how deep it stands, whether it bears a number, and its goal area."""

    kind = forms.ChoiceField(label=_("What it is for"), choices=[(one, capfirst(one.label)) for one in ClauseKind])
    depth = forms.TypedChoiceField(
        label=_("Where it stands"),
        choices=[(one, capfirst(DEPTH_WORDS[one])) for one in range(1, DEPTHS + 1)],
        coerce=int,
    )
    goal_area = NamedChoiceField(
        GoalArea.objects.none(), label=_("Goal area"), required=False, empty_label=_("none of these")
    )
    is_numbered = forms.BooleanField(label=_("Bears a number"), required=False)

    def __init__(self, data: Any, negotiation: Negotiation, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"depth": 2, "is_numbered": True} | dict(initial or {}))
        areas = self.fields["goal_area"]
        assert isinstance(areas, forms.ModelChoiceField)
        areas.queryset = negotiation.goal_areas.all()


def as_placed(clause: Clause) -> dict[str, Any]:
    """What a form of a clause's place begins with."""
    names = ("kind", "depth", "goal_area", "is_numbered")
    return {name: getattr(clause, name) for name in names}


class NewClauseForm(PlaceForm):
    """A new clause: where it stands and its first words, in the language that the document is drafted in."""

    after = forms.ChoiceField(label=_("After which clause"), required=False)
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = _text(_("Text"), "")
    act_id = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("heading", "text", "kind", "depth", "goal_area", "after", "is_numbered", "act_id")

    def __init__(
        self,
        data: Any,
        document: Document,
        neighbours: Sequence[Neighbour],
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        last = str(neighbours[-1].pk) if neighbours else ""
        usual = {"kind": ClauseKind.GOAL, "after": last, "act_id": uuid.uuid4()}
        super().__init__(data, document.negotiation, initial=usual | dict(initial or {}))
        self.fields["after"].choices = after_choices(neighbours)  # type: ignore[attr-defined]
        for name in ("heading", "text"):
            self.fields[name].widget.attrs["lang"] = document.original

    def clean(self) -> dict[str, Any]:
        """A clause says something."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("heading") and not found.get("text"):
            self.add_error("heading", _("A clause needs a heading or a text."))
        return found


def after_choices(neighbours: Sequence[Neighbour]) -> list[tuple[str, str]]:
    """Where a clause may be put: first, or after another."""
    told = ((str(one.pk), f"{one.number} {one.heading}".strip() or "–") for one in neighbours)
    return [("", str(_("first of all"))), *told]


class MoveForm(forms.Form):
    """Where a clause moves: up, down, or after another."""

    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down"), ("after", "after")])
    after = forms.ChoiceField(label=_("After which clause"), required=False)

    def __init__(self, data: Any, neighbours: Sequence[Neighbour]) -> None:
        super().__init__(data)
        self.fields["after"].choices = after_choices(neighbours)  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Words of a finding."""

    words = forms.CharField(label=_("Words of a finding"), max_length=100, required=False)
