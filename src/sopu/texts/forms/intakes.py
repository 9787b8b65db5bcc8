"""What is filled in of files that come in: the file, what of it is taken, and a clause that is put right."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sopu.core.office import LARGEST_FILE
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.texts.documents.values import ImportedClause
from sopu.texts.models import ClauseKind, Language
from sopu.texts.queries.intakes import CommentLine, LooseLine, MoveLine, Preview, ProposalLine
from sopu.texts.rules import LONGEST_HEADING, LONGEST_TEXT

OWN = "own"


class _Brought(forms.Form):
    """A file; the same press twice stores it once."""

    act = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_file(self) -> Any:
        """A file that is too large is not read at all."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB. Take the pictures out of it and try again."))
        return file

    def refuse(self, refusal: Refused) -> None:
        """The refusal stands beside the file."""
        self.add_error("file", str(refusal))


class ReturnForm(_Brought):
    """A Word file that comes back, and on whose behalf."""

    party = forms.ChoiceField(label=_("On behalf of"))
    file = forms.FileField(
        label=_("The Word file"),
        help_text=_("A .docx file that was downloaded here and edited, with tracked changes or without."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *given: Any, parties: Sequence[Party], is_preparer: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self._parties = {str(party.pk): party for party in parties}
        own = [(OWN, _now("The preparers"))] if is_preparer else []
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((key, party.organisation.name) for key, party in self._parties.items()), *own]
        if len(self._parties) + len(own) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("party", next(iter([*self._parties, OWN])))

    def speaker(self) -> Party | None:
        """Who brings it; None for the preparers."""
        return self._parties.get(self.cleaned_data["party"])


class AgreementForm(_Brought):
    """An existing agreement: a Word file, or the text that was recognised from paper."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    file = forms.FileField(
        label=_("A file"),
        help_text=_("Word (.docx), or recognised text (.txt)."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        error_messages={"empty": _("The file is empty.")},
    )
    text = forms.CharField(
        label=_("Or the recognised text itself"),
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two was given."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("file") and not found.get("text", "").strip():
            self.add_error("file", _("Choose a file, or paste the text."))
        return found

    def content(self) -> bytes | str:
        """The bytes of the file, else the text."""
        file = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["text"])


class TakenForm(forms.Form):
    """What of a returned file is sent: everything is marked to begin with, except what had no place."""

    def __init__(self, data: Any, preview: Preview) -> None:
        super().__init__(data)
        self.preview = preview
        for line in preview.proposals:
            self.fields[f"take-{line.place}"] = _mark(is_marked=True)
            self.fields[f"reason-{line.place}"] = forms.CharField(
                label=_("Reason"),
                required=False,
                max_length=LONGEST_TEXT,
                initial=line.proposal.note,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for name, lines in (("comment", preview.comments), ("move", preview.moves), ("loose", preview.loose)):
            for one in lines:
                self.fields[f"{name}-{one.place}"] = _mark(is_marked=name != "loose")

    def proposal_rows(self) -> list[tuple[ProposalLine, forms.BoundField, forms.BoundField]]:
        """Each proposal with its mark and its reason."""
        return [(line, self[f"take-{line.place}"], self[f"reason-{line.place}"]) for line in self.preview.proposals]

    def comment_rows(self) -> list[tuple[CommentLine, forms.BoundField]]:
        """Each comment with its mark."""
        return [(line, self[f"comment-{line.place}"]) for line in self.preview.comments]

    def move_rows(self) -> list[tuple[MoveLine, forms.BoundField]]:
        """Each clause that stands elsewhere, with its mark."""
        return [(line, self[f"move-{line.place}"]) for line in self.preview.moves]

    def loose_rows(self) -> list[tuple[LooseLine, forms.BoundField]]:
        """What had no place, with its mark."""
        return [(line, self[f"loose-{line.place}"]) for line in self.preview.loose]

    def places(self, name: str) -> list[int]:
        """The places of what is marked."""
        marked = (key for key, told in self.cleaned_data.items() if told is True)
        return [int(key.rpartition("-")[2]) for key in marked if key.startswith(f"{name}-")]

    def proposals(self) -> dict[int, str]:
        """The proposals that are marked, with their reasons."""
        return {place: self.cleaned_data[f"reason-{place}"] for place in self.places("take")}


def _mark(*, is_marked: bool) -> forms.BooleanField:
    return forms.BooleanField(required=False, initial=is_marked)


class ImportedForm(forms.Form):
    """A clause of an agreement that came in, put right by a person."""

    is_taken = forms.BooleanField(label=_("Goes to the draft"), required=False)
    number = forms.CharField(label=_("Number in the file"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("What the clause is for"))
    depth = forms.TypedChoiceField(
        label=_("Stands"),
        coerce=int,
        choices=[(1, _("as a chapter")), (2, _("under a chapter")), (3, _("under a clause"))],
    )
    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING, required=False)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, data: Any, clause: ImportedClause) -> None:
        told = {name: getattr(clause, name) for name in ("is_taken", "number", "kind", "depth", "heading", "text")}
        super().__init__(data, initial=told)
        kinds: Iterable[tuple[str, Any]] = ClauseKind.choices
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, capfirst(str(name))) for key, name in kinds]

    def clause(self) -> ImportedClause:
        """The clause as it was filled in."""
        return ImportedClause(**self.cleaned_data | {"text": self.cleaned_data["text"].replace("\r\n", "\n").strip()})
