"""What was understood of an event, frozen for its documents: themes, signed findings, agreement, dispositions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from django.utils import timezone

from sopu.core.opinion.known import agreement_of
from sopu.forum.models import Event
from sopu.negotiations.models import GoalArea
from sopu.publishing.documents.material import Sentence
from sopu.publishing.documents.synthesis import (
    AgreementPart,
    DispositionPart,
    FindingPart,
    Share,
    Synthesis,
    ThemePart,
)
from sopu.publishing.documents.words import kind_name
from sopu.synthesis.models import Disposition, FindingSource, FindingVersion, Outcome, Target
from sopu.synthesis.queries.standing import Standing, standing_of
from sopu.web.languages import in_language

MOST_AGREED, MOST_PARTED = 10, 5
LEAST_SPREAD = 30
"""Percent units between the kinds of organisations that agree most and least: from here on the hall parts."""


def synthesis_of(event: Event, sentences: Sequence[Sentence], language: str) -> tuple[Synthesis, list[Sentence]]:
    """The synthesis in `language`, and the sentences, each with its theme and what became of it.

    Seven queries however much was said.
    """
    standing = standing_of(event)
    numbers = {one.contribution: one.number for one in sentences}
    answered = (*standing.of_themes.values(), *standing.own.values())
    told = {row.pk: _told(row, language) for row in answered}
    areas = {area.pk: area.name_in(language) for area in GoalArea.objects.filter(negotiation=event.negotiation_id)}
    by_theme = {theme.pk: theme.number for theme in standing.themes}
    where = {one: by_theme.get(place.theme) for one, place in standing.placed.items() if place.theme is not None}
    themed = [
        replace(
            one,
            theme=where.get(one.contribution),
            disposition=told[standing.answers[one.contribution].pk] if one.contribution in standing.answers else None,
        )
        for one in sentences
    ]
    agreed, parted = _agreement(sentences)
    return (
        Synthesis(
            themes=_themes(standing, numbers, told, areas, language),
            findings=_findings(event, sentences, by_theme, areas, language),
            agreed=agreed,
            parted=parted,
            unplaced=tuple(numbers[one] for one in standing.unplaced if one in numbers),
            outcomes=_outcomes(themed),
        ),
        themed,
    )


def _told(row: Disposition, language: str) -> DispositionPart:
    target = str(Target(row.target).label) if row.target else ""
    if row.party:
        target = f"{target} ({row.party.organisation.name_in(language)})"
    number = row.party.number if row.party else None
    return DispositionPart(row.outcome, str(Outcome(row.outcome).label), row.target, target, row.reason, number)


def _themes(
    standing: Standing,
    numbers: Mapping[int, int],
    told: Mapping[int, DispositionPart],
    areas: Mapping[int, str],
    language: str,
) -> tuple[ThemePart, ...]:
    return tuple(
        ThemePart(
            number=theme.number,
            name=theme.name_in(language),
            is_human=theme.is_human,
            goal_area=areas.get(theme.goal_area, "") if theme.goal_area is not None else "",
            sentences=tuple(numbers[one] for one in theme.sentences if one in numbers),
            disposition=told[standing.of_themes[theme.pk].pk] if theme.pk in standing.of_themes else None,
        )
        for theme in standing.themes
    )


def _findings(
    event: Event,
    sentences: Iterable[Sentence],
    themes: Mapping[int, int],
    areas: Mapping[int, str],
    language: str,
) -> tuple[FindingPart, ...]:
    """The signed ones; a source that is hidden now is counted, not told."""
    versions = list(FindingVersion.objects.of(event).standing().signed().at_hand())
    said = {one.contribution: one for one in sentences}
    sources: defaultdict[int, list[FindingSource]] = defaultdict(list)
    for source in FindingSource.objects.filter(version__in=versions).order_by("contribution_id"):
        sources[source.version_id].append(source)
    return tuple(_finding(one, sources[one.pk], said, themes, areas, language) for one in versions)


def _finding(
    version: FindingVersion,
    sources: Iterable[FindingSource],
    said: Mapping[int, Sentence],
    themes: Mapping[int, int],
    areas: Mapping[int, str],
    language: str,
) -> FindingPart:
    shown = [source for source in sources if source.contribution_id in said]
    own = [said[one.contribution_id] for one in shown if not one.is_minority]
    return FindingPart(
        number=version.finding.number,
        kind=version.kind,
        kind_name=str(version.get_kind_display()),
        text=in_language(version, "text", language),
        minority=in_language(version, "minority", language),
        goal_area=areas.get(version.goal_area_id, "") if version.goal_area_id is not None else "",
        theme=themes.get(version.theme_id) if version.theme_id is not None else None,
        sources=tuple(one.number for one in own),
        minority_sources=tuple(said[one.contribution_id].number for one in shown if one.is_minority),
        lost_count=len(list(sources)) - len(shown),
        signed_on=timezone.localdate(version.sign_off.signed_at),
        shares=_shares(own),
    )


def _shares(sentences: Sequence[Sentence]) -> tuple[Share, ...]:
    """How each kind of organisation answered these sentences together; nothing when one may not be broken down."""
    if not sentences or not all(one.groups for one in sentences):
        return ()
    agree: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for sentence in sentences:
        for group in sentence.groups:
            agree[group.kind] += group.answers.agree
            answered[group.kind] += group.answers.total
    return tuple(Share(kind, kind_name(kind), agree[kind], answered[kind]) for kind in answered if answered[kind])


def _agreement(sentences: Iterable[Sentence]) -> tuple[tuple[AgreementPart, ...], tuple[AgreementPart, ...]]:
    """What kinds of organisations agree on most surely, and where they part most.

    The consensus is the geometric mean of lower bounds over the kinds (`core.opinion`, docs/adr/0020).
    """
    told = [one for one in sentences if sum(group.answers.total > 0 for group in one.groups) > 1]
    parts = [AgreementPart(one.number, _consensus(one), _shares([one])) for one in told]
    agreed = [one for one in parts if all(2 * share.agree > share.answered for share in one.shares)]
    parted = [one for one in parts if one.spread >= LEAST_SPREAD]
    return (
        tuple(sorted(agreed, key=lambda one: (-one.consensus, one.sentence))[:MOST_AGREED]),
        tuple(sorted(parted, key=lambda one: (-one.spread, one.sentence))[:MOST_PARTED]),
    )


def _consensus(sentence: Sentence) -> float:
    answers = [group.answers for group in sentence.groups if group.answers.total]
    counted = np.array([[[one.agree, one.disagree, one.passed]] for one in answers])
    return float(agreement_of(counted, [one.total for one in answers]).consensus[0])


def _outcomes(sentences: Iterable[Sentence]) -> tuple[tuple[str, str, int], ...]:
    """How many sentences became what, in the order of outcomes; what nobody has answered is open."""
    counts = Counter(one.disposition.outcome if one.disposition else Outcome.OPEN.value for one in sentences)
    return tuple((outcome.value, str(outcome.label), counts[outcome.value]) for outcome in Outcome)
