"""Small syntheses for tests: themes, findings and dispositions, made by the records that the actions make."""

from collections.abc import Iterable
from typing import Any

from builders import a_user
from sopu.accounts.models import User
from sopu.forum.models import Contribution, Event
from sopu.synthesis.models import (
    Disposition,
    Finding,
    FindingKind,
    FindingSource,
    FindingVersion,
    Outcome,
    Placement,
    SignOff,
    Sorting,
    SortingKind,
    Target,
    Theme,
    ThemeWord,
)


def a_sorting(event: Event, kind: SortingKind = SortingKind.MOVED, made_by: User | None = None) -> Sorting:
    """A change by `made_by`, or by the machine."""
    return Sorting.objects.create(event=event, kind=kind, made_by=made_by)


def a_theme(
    event: Event, name: str = "Yksi yhteyshenkilö", sentences: Iterable[Contribution] = (), made_by: User | None = None
) -> Theme:
    """A theme with its sentences, made by a person, or proposed by the machine."""
    sorting = a_sorting(event, SortingKind.CREATED if made_by else SortingKind.PROPOSED, made_by)
    theme = Theme.objects.create(event=event, number=event.themes.count() + 1, sorting=sorting)
    ThemeWord.objects.create(theme=theme, sorting=sorting, name_fi=name)
    for sentence in sentences:
        Placement.objects.create(sorting=sorting, contribution=sentence, theme=theme)
    return theme


def a_finding(
    event: Event, sources: Iterable[Contribution] = (), signed_by: User | None = None, **fields: Any
) -> FindingVersion:
    """The first version of a finding, by its editor; signed when `signed_by` says so."""
    finding = Finding.objects.create(event=event, number=event.findings.count() + 1)
    told: dict[str, Any] = {
        "kind": FindingKind.MEASURE,
        "text_fi": "Asukas tarvitsee yhden yhteyshenkilön.",
        "made_by": fields.pop("made_by", None) or signed_by or a_user(),
    }
    version = FindingVersion.objects.create(finding=finding, number=1, **(told | fields))
    for sentence in sources:
        FindingSource.objects.create(version=version, contribution=sentence)
    if signed_by:
        SignOff.objects.create(version=version, signed_by=signed_by)
    return version


def a_disposition(
    event: Event, of: Theme | Contribution, outcome: Outcome = Outcome.PARKED, **fields: Any
) -> Disposition:
    """What became of a theme or of a sentence; what is used goes into the agreement."""
    told: dict[str, Any] = {
        "reason": "Kirjataan sopimuksen luonnokseen.",
        "target": Target.AGREEMENT if outcome in (Outcome.USED, Outcome.PARTLY) else Target.NONE,
        "made_by": fields.pop("made_by", None) or a_user(),
        "theme" if isinstance(of, Theme) else "contribution": of,
    }
    return Disposition.objects.create(event=event, outcome=outcome, **(told | fields))
