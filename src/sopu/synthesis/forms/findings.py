"""What is told of a finding: its sentence, the minority's view, and the sentences that each stands on."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.forum.models import Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.actions.findings import Saying
from sopu.synthesis.models import FindingKind, FindingVersion, Theme
from sopu.synthesis.queries.findings import ThemeChoice
from sopu.web.fields import NamedChoiceField
from sopu.web.languages import LANGUAGES

LONGEST = 2000
LONGEST_KEY = 19
MOST_KEYS = 500
NAMES = {"fi": gettext_lazy("In Finnish"), "sv": gettext_lazy("In Swedish"), "en": gettext_lazy("In English")}


def keys_in(told: Iterable[str]) -> frozenset[int]:
    """The keys of sentences in what a browser sent; whatever is no key is left out."""
    return frozenset(int(one) for one in list(told)[:MOST_KEYS] if one.isdecimal() and len(one) < LONGEST_KEY)


def _texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    return {language: data[f"{name}_{language}"].replace("\r\n", "\n") for language in LANGUAGES}


def _area(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": rows, "class": "finding"})
    )


class FindingForm(forms.Form):
    """A finding; what is chosen stays chosen while one searches, and `seen` is the version that the form began from."""

    kind = forms.ChoiceField(label=gettext_lazy("What it tells of"), choices=FindingKind.choices)
    goal_area = NamedChoiceField(
        GoalArea.objects.none(),
        label=gettext_lazy("Goal area"),
        required=False,
        empty_label=gettext_lazy("none of these"),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    words = forms.CharField(label=gettext_lazy("Words of a sentence"), max_length=100, required=False)
    within = forms.ChoiceField(label=gettext_lazy("In the theme"), required=False)
    act_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        data: QueryDict | None,
        event: Event,
        themes: Sequence[ThemeChoice],
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        told = dict(initial or {})
        super().__init__(data, initial={"act_id": uuid.uuid4()} | told)
        for language in LANGUAGES:
            self.fields[f"text_{language}"] = _area(str(NAMES[language]), 5 if language == "fi" else 3)
            self.fields[f"minority_{language}"] = _area(str(NAMES[language]), 3)
        areas = self.fields["goal_area"]
        assert isinstance(areas, forms.ModelChoiceField)
        areas.queryset = event.negotiation.goal_areas.all()
        named = [(str(one.pk), one.name) for one in themes]
        self.fields["theme"].choices = [("", _("none of these")), *named]  # type: ignore[attr-defined]
        numbered = [(str(one.number), one.name) for one in themes]
        self.fields["within"].choices = [("", _("all sentences")), *numbered]  # type: ignore[attr-defined]
        self.own = keys_in(data.getlist("sources")) if data else frozenset(told.get("sources", ()))
        self.minority = keys_in(data.getlist("minority_sources")) if data else frozenset(told.get("minority", ()))

    def tell(self, refusal: str, *, seen: int) -> None:
        """A refusal is told, with what stands now: from here on its reader has seen it, and may write over it."""
        self.add_error(None, refusal)
        told = QueryDict(mutable=True)
        told.update(self.data)
        told["seen"] = str(seen)
        self.data = told

    @property
    def text_fields(self) -> list[forms.BoundField]:
        """The sentence by language."""
        return [self[f"text_{language}"] for language in LANGUAGES]

    @property
    def minority_fields(self) -> list[forms.BoundField]:
        """The minority's view by language."""
        return [self[f"minority_{language}"] for language in LANGUAGES]

    @property
    def has_other_languages(self) -> bool:
        """Something is written in Swedish or in English, or is wrong there."""
        return any(self[f"{name}_{one}"].value() for name in ("text", "minority") for one in ("sv", "en"))

    @property
    def has_minority(self) -> bool:
        """The minority's view is written, or has sources."""
        return bool(self.minority) or any(field.value() for field in self.minority_fields)

    def search(self) -> tuple[str, int | None]:
        """The words and the number of the theme that are sought, as far as they are right."""
        words, within = str(self["words"].value() or ""), str(self["within"].value() or "")
        known = {key for key, _name in self.fields["within"].choices}  # type: ignore[attr-defined]
        return words[:100], int(within) if within and within in known else None

    def saying(self) -> Saying:
        """What was told."""
        told = self.cleaned_data
        return Saying(
            kind=FindingKind(told["kind"]),
            texts=_texts(told, "text"),
            sources=self.own,
            minority=_texts(told, "minority"),
            minority_sources=self.minority,
            goal_area=told["goal_area"],
            theme=Theme.objects.filter(pk=told["theme"]).first() if told["theme"] else None,
        )


def as_asked(sources: str, theme: str, themes: Iterable[ThemeChoice]) -> dict[str, Any]:
    """What a form begins with when an address asks for sentences (`1,2`) and for a theme by its number."""
    found = next((one for one in themes if str(one.number) == theme), None)
    told: dict[str, Any] = {"sources": keys_in(sources.split(","))}
    if found is None:
        return told
    return told | {"theme": str(found.pk), "within": str(found.number), "goal_area": found.goal_area}


def as_told(version: FindingVersion, sources: Iterable[tuple[int, bool]]) -> dict[str, Any]:
    """What a form of a new version begins with: what stands, and its sources."""
    told: dict[str, Any] = {
        f"{name}_{one}": getattr(version, f"{name}_{one}") for name in ("text", "minority") for one in LANGUAGES
    }
    sources = list(sources)
    return told | {
        "kind": version.kind,
        "goal_area": version.goal_area_id,
        "theme": str(version.theme_id or ""),
        "seen": version.number,
        "sources": [pk for pk, is_minority in sources if not is_minority],
        "minority": [pk for pk, is_minority in sources if is_minority],
    }


class SignForm(forms.Form):
    """A version is signed: which one its reader saw."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WithdrawForm(SignForm):
    """A finding is taken back, as its reader saw it."""

    act_id = forms.UUIDField(widget=forms.HiddenInput)
