"""What was understood of single sentences, and what became of them: for whoever wrote them. Nobody is named here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import get_language

from sopu.synthesis.models import Disposition, FindingSource, FindingVersion, Placement, ThemeWord


@dataclass(frozen=True, slots=True)
class ThemeTold:
    """The theme of a sentence; `is_human` when both its name and the sentence's place in it are a person's."""

    name: str
    is_human: bool


@dataclass(frozen=True, slots=True)
class FindingTold:
    """A signed finding that stands on a sentence, or whose view of the minority does."""

    number: int
    kind: str
    text: str
    is_minority: bool


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """What became of a sentence, and why; `is_own` when the answer is to it and not to its theme."""

    outcome: str
    outcome_name: str
    target: str
    target_name: str
    party: str
    reason: str
    at: dt.datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """How far a sentence has come: in a theme, in findings, answered."""

    theme: ThemeTold | None = None
    findings: tuple[FindingTold, ...] = ()
    answer: AnswerTold | None = None


NOT_YET = Fate()


def fates_of(sentences: Collection[int]) -> dict[int, Fate]:
    """How far each of the sentences has come: at most four queries, however many they are.

    Who asks sees to it that they are visible: of what is hidden nothing is told.
    """
    if not sentences:
        return {}
    placed = {row.contribution_id: row for row in _placements(sentences)}
    themes = {row.theme_id for row in placed.values() if row.theme_id is not None}
    words = {word.theme_id: word for word in ThemeWord.objects.in_use().with_themes().filter(theme__in=themes)}
    answers = _answers(sentences, themes & words.keys())
    findings = _findings(sentences)
    return {key: _fate(key, placed.get(key), words, answers, findings[key]) for key in sentences}


def _placements(sentences: Collection[int]) -> Iterable[Placement]:
    return Placement.objects.standing().filter(contribution__in=sentences).select_related("sorting")


def _answers(sentences: Collection[int], themes: Collection[int]) -> dict[tuple[str, int], AnswerTold]:
    """The answers that stand, by whether they are to a theme or to a sentence."""
    of_these = Q(theme__in=list(themes)) | Q(contribution__in=list(sentences))
    rows = Disposition.objects.standing().at_hand().filter(of_these)
    return {
        ("theme", row.theme_id) if row.theme_id is not None else ("sentence", row.contribution_id or 0): _told(row)
        for row in rows
    }


def _told(row: Disposition) -> AnswerTold:
    return AnswerTold(
        outcome=row.outcome,
        outcome_name=str(row.get_outcome_display()),
        target=row.target,
        target_name=str(row.get_target_display()) if row.target else "",
        party=row.party.organisation.name if row.party else "",
        reason=row.reason,
        at=row.made_at,
        is_own=row.contribution_id is not None,
    )


def _findings(sentences: Collection[int]) -> defaultdict[int, list[FindingTold]]:
    """The signed findings that stand on each sentence, in their order."""
    versions = FindingVersion.objects.standing().signed()
    rows = FindingSource.objects.filter(contribution__in=sentences, version__in=versions)
    found: defaultdict[int, list[FindingTold]] = defaultdict(list)
    for row in rows.select_related("version__finding").order_by("version__finding__number"):
        version = row.version
        text = version.minority if row.is_minority and version.minority else version.text
        told = FindingTold(version.finding.number, str(version.get_kind_display()), text, row.is_minority)
        found[row.contribution_id].append(told)
    return found


def _fate(
    key: int,
    row: Placement | None,
    words: dict[int, ThemeWord],
    answers: dict[tuple[str, int], AnswerTold],
    findings: Iterable[FindingTold],
) -> Fate:
    word = words.get(row.theme_id) if row is not None and row.theme_id is not None else None
    own = Fate(findings=tuple(findings), answer=answers.get(("sentence", key)))
    if word is None or row is None:
        return own
    is_human = word.sorting.made_by_id is not None
    name = word.name_in(get_language() or "fi")
    return replace(own, theme=ThemeTold(name, is_human), answer=own.answer or answers.get(("theme", word.theme_id)))
