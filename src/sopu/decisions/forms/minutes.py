"""What is asked of published minutes: where they are, whose they are, and what of them is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sopu.core.fingerprints import short
from sopu.decisions.forms.cases import DecidedForm
from sopu.decisions.models import Case
from sopu.decisions.rules import Outcome
from sopu.decisions.rules.readings import Reading
from sopu.organisations.models import Body
from sopu.texts.models import Version
from sopu.web.fields import a_day

LARGEST_FILE = 4_000_000


class ReadForm(forms.Form):
    """A page of minutes: by its address, or as a file that was saved from a browser."""

    url = forms.URLField(
        label=_("Address of the page"),
        help_text=_("The page of one item on the agenda or in the minutes, as the public sees it: https://…"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    file = forms.FileField(
        label=_("Or a saved page"),
        help_text=_("An HTML file, when the server can’t be reached from here."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm,text/html"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found: dict[str, Any] = super().clean() or {}
        url, file = found.get("url"), found.get("file")
        if not self.errors and bool(url) == bool(file):
            raise forms.ValidationError(_("Give either an address or a file."))
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than any page of minutes: at most 4 MB."))
        return found

    def given(self) -> dict[str, Any]:
        """What was given, as reading asks it."""
        file = self.cleaned_data["file"]
        return {"content": file.read(), "file_name": file.name} if file else {"url": self.cleaned_data["url"]}


class CaseForm(forms.Form):
    """Whose minutes they are."""

    case = forms.ChoiceField(label=_("Whose matter it is"))

    def __init__(self, data: Any, cases: Sequence[Case], chosen: Case | None = None) -> None:
        super().__init__(data, initial={"case": chosen.pk if chosen else None})
        self._cases = {str(case.pk): case for case in cases}
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, f"{case.party.organisation.name}: {case.document.name}") for key, case in self._cases.items()]
        field.choices = [("", "–"), *named] if named else []

    def chosen(self) -> Case:
        """The case that was chosen."""
        return self._cases[self.cleaned_data["case"]]


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that belong together, and what the page says of them; a quotation when it is the page's own words."""

    fields: tuple[BoundField, ...]
    said: str
    is_quote: bool = False


class _OfMinutes(forms.Form):
    """The meeting that the minutes are of: which body of the case, which wording it had before it."""

    version = forms.ChoiceField(label=_("The wording that the body had before it"))
    body = forms.ChoiceField(label=_("Body"))

    def __init__(
        self, data: Any, reading: Reading, case: Case, versions: Sequence[Version], likely: Version, **more: Any
    ) -> None:
        initial = {"version": likely.pk, "body": reading.body or case.decides_id}
        super().__init__(data, initial=initial | more)
        self.reading = reading
        self._versions = {str(version.pk): version for version in versions}
        self._bodies = {str(body.pk): body for body in (case.decides, case.prepares) if body is not None}
        self._choose("version", [(key, _told(version)) for key, version in self._versions.items()])
        self._choose("body", [(key, body.name) for key, body in self._bodies.items()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen_version(self) -> Version:
        """The version that was chosen."""
        return self._versions[self.cleaned_data["version"]]

    def chosen_body(self) -> Body:
        """The body that was chosen."""
        return self._bodies[self.cleaned_data["body"]]

    def _day(self) -> str:
        return date_format(self.reading.meeting_on, "SHORT_DATE_FORMAT") if self.reading.meeting_on else ""


class PlaceForm(_OfMinutes):
    """The case is on the agenda of a meeting."""

    meeting_on = a_day(_("Meeting on"), required=True)
    number = forms.CharField(label=_("Number on the agenda"), max_length=20, required=False)

    def __init__(self, data: Any, reading: Reading, case: Case, versions: Sequence[Version], likely: Version) -> None:
        number = str(reading.number or "")
        super().__init__(data, reading, case, versions, likely, meeting_on=reading.meeting_on, number=number)

    def rows(self) -> Iterator[Row]:
        """The fields, each beside what the page says."""
        yield Row((self["body"],), self.reading.body_name)
        yield Row((self["meeting_on"],), self._day())
        yield Row((self["number"],), str(self.reading.number or ""))
        yield Row((self["version"],), _prints(self.reading))


class RecordForm(DecidedForm, _OfMinutes):
    """What the body decided, as it will be recorded: filled in from the page, and a person’s to change."""

    def __init__(
        self,
        data: Any,
        reading: Reading,
        case: Case,
        versions: Sequence[Version],
        likely: Version,
        url: str = "",
    ) -> None:
        super().__init__(data, reading, case, versions, likely, **_initial(reading), minutes=url)

    def rows(self) -> Iterator[Row]:
        """The fields, each beside what the page says of it."""
        read = self.reading
        published = date_format(read.published_on, "SHORT_DATE_FORMAT") if read.published_on else ""
        yield Row((self["outcome"],), read.evidence, is_quote=True)
        yield Row((self["body"],), read.body_name)
        yield Row((self["decided_on"], self["section"]), " ".join(filter(None, [self._day(), _section(read)])))
        yield Row((self["version"],), _prints(read))
        yield Row((self["fingerprint"],), _prints(read))
        yield Row(tuple(self[name] for name in ("ayes", "noes", "blanks", "absents")), read.counted, is_quote=True)
        yield Row((self["conditions"],), read.evidence if read.outcome == Outcome.CONDITIONAL else "", is_quote=True)
        yield Row((self["dissent"],), read.dissent, is_quote=True)
        yield Row((self["published_on"],), published)
        yield Row((self["minutes"],), "")


class DismissForm(forms.Form):
    """Why the minutes are not of this matter, or tell nothing to record."""

    reason = forms.CharField(label=_("Why they are dismissed"), max_length=300)


def _initial(reading: Reading) -> dict[str, Any]:
    votes = reading.votes
    is_conditional = reading.outcome == Outcome.CONDITIONAL
    return {
        "decided_on": reading.meeting_on,
        "section": str(reading.section or ""),
        "outcome": reading.outcome,
        "conditions": reading.evidence if is_conditional else "",
        "fingerprint": reading.fingerprints[0] if len(reading.fingerprints) == 1 else "",
        "ayes": votes.ayes if votes else None,
        "noes": votes.noes if votes else None,
        "blanks": votes.blank if votes else None,
        "absents": votes.absent if votes else None,
        "dissent": reading.dissent,
        "published_on": reading.published_on,
    }


def _section(reading: Reading) -> str:
    return f"§ {reading.section}" if reading.section else ""


def _prints(reading: Reading) -> str:
    return ", ".join(short(one) for one in reading.fingerprints)


def _told(version: Version) -> str:
    """A version as it is chosen: its number, its day, and its fingerprints."""
    prints = ", ".join(short(text.sha256) for text in version.texts.all())
    told = gettext("Version %(number)s, %(day)s") % {
        "number": version.number,
        "day": date_format(version.made_at, "SHORT_DATE_FORMAT"),
    }
    return f"{told} · {prints}"
