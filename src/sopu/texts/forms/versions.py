"""What is filled in of versions: which two are compared, and what is to be recognised."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sopu.texts.models import Document, Version
from sopu.texts.queries.versions import Comparison

DRAFT = "draft"
LARGEST = 2_000_000
SHORTEST, LONGEST = 8, 64
_HEX = re.compile(r"[0-9a-f]{8,64}")


def _named(version: Version, document: Document) -> str:
    day = date_format(localtime(version.made_at), "SHORT_DATE_FORMAT")
    told = gettext("Version %(number)s, %(day)s") % {"number": version.number, "day": day}
    return told if version.document_id == document.pk else f"{version.document.name}: {told}"


class ChoiceForm(forms.Form):
    """Two versions to be compared, or a version and the draft."""

    old = forms.ChoiceField(label=_("The older"))
    new = forms.ChoiceField(label=_("The newer"))
    language = forms.CharField(max_length=2, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        choices: Sequence[Version],
        document: Document,
        *,
        sees_drafts: bool,
        initial: Comparison | None = None,
    ) -> None:
        super().__init__(data, auto_id="compare_%s", initial=_as_compared(initial) if initial else None)
        named = [(str(one.pk), _named(one, document)) for one in choices]
        own = [(str(one.pk), _named(one, document)) for one in choices if one.document_id == document.pk]
        drafts = [(DRAFT, gettext("The draft as it is now"))] if sees_drafts else []
        self.fields["old"].choices = named  # type: ignore[attr-defined]
        self.fields["new"].choices = [*drafts, *own]  # type: ignore[attr-defined]
        self._predecessors = {str(one.pk) for one in choices if one.document_id != document.pk}

    def address(self) -> str:
        """Where the comparison is."""
        told = self.cleaned_data
        where = (
            reverse("compare_draft", args=[told["old"]])
            if told["new"] == DRAFT
            else reverse("compare_versions", args=[told["old"], told["new"]])
        )
        return f"{where}?language={told['language']}" if told["language"] else where


def _as_compared(comparison: Comparison) -> dict[str, Any]:
    new = str(comparison.new.pk) if comparison.new else DRAFT
    return {"old": str(comparison.old.pk), "new": new, "language": comparison.language}


class RecogniseForm(forms.Form):
    """A fingerprint, or a text or a file to reckon one from."""

    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        help_text=_("At least the first eight characters; spaces don’t matter."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--fp", "autocomplete": "off", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=_("Text in the canonical form"),
        help_text=_("All of the file, from its first line “sopu-wording/1” to its last."),
        max_length=LARGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "canonical", "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or the file"), required=False)

    def clean_fingerprint(self) -> str:
        """Hexadecimal digits without spaces, in small letters."""
        told = re.sub(r"[\s\u00a0\u202f:-]", "", self.cleaned_data["fingerprint"]).lower()
        if told and not _HEX.fullmatch(told):
            raise forms.ValidationError(
                _("A fingerprint has 8 to 64 characters, each a digit or one of the letters a to f.")
            )
        return told

    def clean_file(self) -> Any:
        """A file that is not larger than any wording."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large to be a wording: 2 million bytes at most."))
        return file

    def clean(self) -> dict[str, Any]:
        """Something was given."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(found.get(name) for name in ("fingerprint", "text", "file")):
            raise forms.ValidationError(_("Give a fingerprint, a text or a file."))
        return found

    def content(self) -> bytes:
        """The bytes of the file, else of the text; none when only a fingerprint was given."""
        told = self.cleaned_data
        if told["file"]:
            told["file"].seek(0)
            content: bytes = told["file"].read()
            return content
        return str(told["text"]).encode()
