"""The compiled material of an event, and the extract of each party: counted in the database, frozen here."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from sopu.core.groups import LEAST, shown_breakdown, shown_count
from sopu.forum.models import (
    SPEAKER,
    Contribution,
    Discussion,
    DuplicateMark,
    Event,
    Moderation,
    Participant,
    ParticipantRole,
    Prompt,
    PromptKind,
    Reaction,
    Stance,
    Voice,
)
from sopu.negotiations.models import Negotiation, Party
from sopu.organisations.models import Kind, Organisation
from sopu.publishing.documents.material import (
    Answers,
    Counts,
    DiscussionPart,
    Extract,
    Group,
    GroupAnswers,
    Material,
    PromptPart,
    Sentence,
    Silence,
)
from sopu.publishing.queries.synthesis import synthesis_of
from sopu.publishing.rules import names, support

MOST_SUPPORTED = 5
"""How many of the most supported sentences of a discussion are told first."""

_NOBODY = Answers(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said in the event, as it may be told, before it is arranged."""

    sentences: tuple[Sentence, ...]
    hidden_count: int
    answer_count: int
    last: int


def material_of(event: Event, *, language: str, compiled_at: dt.datetime) -> Material:
    """The material of the event as it stands now, in `language`; the same number of queries whatever its size."""
    negotiation = Negotiation.objects.select_related("county").get(pk=event.negotiation_id)
    discussions, prompts = list(event.discussions.all()), list(event.prompts.all())
    organisations = Organisation.objects.filter(participants__in=_present(event)).distinct().in_bulk()
    with override(language):
        named = Organisation.objects.filter(contributions__in=Contribution.objects.of(event)).distinct().in_bulk()
        said = _said(event, {pk: one.name_in(language) for pk, one in (organisations | named).items()})
        synthesis, sentences = synthesis_of(event, said.sentences, language)
        people, kinds, roles = _groups(event)
        return Material(
            language=language,
            code=event.code,
            event=event.name_in(language),
            negotiation=negotiation.name_in(language),
            county=negotiation.county.name_in(language),
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            compiled_at=compiled_at,
            url=f"{settings.ORIGIN}{reverse('receipts')}",
            is_demo=event.is_demo or negotiation.is_demo,
            counts=_counts(said, people, len(organisations)),
            discussions=_arranged(sentences, discussions, prompts, language),
            kinds=kinds,
            roles=roles,
            last_contribution=said.last,
            synthesis=synthesis,
        )


def extracts_of(event: Event, material: Material, *, language: str) -> dict[Party, Extract]:
    """What of the material touches each party; three queries however many parties there are."""
    parties = Party.objects.filter(negotiation=event.negotiation_id).with_organisations()
    whose = dict(Contribution.objects.of(event).values_list("id", SPEAKER))
    people = dict(_present(event).order_by().values_list("organisation_id").annotate(people_count=Count("id")))
    own: defaultdict[int | None, list[Sentence]] = defaultdict(list)
    for sentence in material.sentences:
        own[whose[sentence.contribution]].append(sentence)
    commitments = [one for one in material.sentences if one.prompt == PromptKind.COMMITMENT]
    return {
        party: _extract(
            material,
            party,
            language,
            people.get(party.organisation_id, 0),
            tuple(own[party.organisation_id]),
            [one for one in commitments if whose[one.contribution] != party.organisation_id],
        )
        for party in parties
    }


def _present(event: Event) -> QuerySet[Participant]:
    return Participant.objects.present().filter(event=event)


def _said(event: Event, organisations: Mapping[int, str]) -> _Said:
    """The visible sentences with their answers, numbered in the order in which all sentences arrived."""
    rows = _rows(event)
    origins = {one.pk: one.origin for one in event.intakes.all()}
    answers, repeats = _answers(event), _repeats(event, rows)
    sentences, answer_count = [], 0
    for number, (pk, text, spoken, discussion, prompt, speaker, is_hidden, intake, *whose) in enumerate(rows, 1):
        if is_hidden:
            continue
        by_kind = answers.get(pk, {})
        everybody = _sum(by_kind.values())
        answer_count += everybody.total
        sentences.append(
            Sentence(
                contribution=pk,
                number=number,
                text=text,
                language=spoken,
                discussion=discussion,
                prompt=prompt,
                organisation=organisations.get(speaker, "") if prompt == PromptKind.COMMITMENT else "",
                answers=None if shown_count(everybody.total) is None else everybody,
                groups=_broken_down(by_kind),
                source=origins.get(intake, ""),
                voice=whose[0],
                table=whose[1] if whose[0] == Voice.TABLE else None,
                repeats=tuple(repeats.get(pk, ())),
            )
        )
    return _Said(tuple(sentences), len(rows) - len(sentences), answer_count, rows[-1][0] if rows else 0)


def _rows(event: Event) -> list[tuple[Any, ...]]:
    """Every sentence of the event in the order of arrival, hidden ones too, with whose it is."""
    hiding = Moderation.objects.hiding().filter(contribution=OuterRef("pk"))
    said = Contribution.objects.of(event).annotate(is_hidden=Exists(hiding)).order_by("id")
    what = ("id", "text", "language", "discussion__number", "prompt__kind")
    return list(said.values_list(*what, SPEAKER, "is_hidden", "intake_id", "voice", "participant__table__number"))


def _repeats(event: Event, rows: list[tuple[Any, ...]]) -> dict[int, list[int]]:
    """The numbers of earlier sentences that each is marked as repeating, where the hall sees them."""
    shown = {row[0]: number for number, row in enumerate(rows, 1) if not row[6]}
    marks = DuplicateMark.objects.of(event).order_by("earlier").values_list("contribution_id", "earlier_id").distinct()
    repeats: defaultdict[int, list[int]] = defaultdict(list)
    for contribution, earlier in marks:
        if earlier in shown:
            repeats[contribution].append(shown[earlier])
    return repeats


def _answers(event: Event) -> dict[int, dict[str, Answers]]:
    """The final answers to each sentence, counted by the kind of the organisation that people came from."""
    rows = (
        Reaction.objects.of(event)
        .final()
        .order_by()
        .values_list("contribution_id", "participant__organisation__kind")
        .annotate(
            agree=Count("id", filter=Q(stance=Stance.AGREE)),
            passed=Count("id", filter=Q(stance=Stance.PASS)),
            disagree=Count("id", filter=Q(stance=Stance.DISAGREE)),
            important=Count("id", filter=Q(is_important=True)),
        )
    )
    answers: defaultdict[int, dict[str, Answers]] = defaultdict(dict)
    for pk, kind, *counts in rows:
        answers[pk][kind or ""] = Answers(*counts)
    return answers


def _sum(several: Iterable[Answers]) -> Answers:
    total = _NOBODY
    for one in several:
        total = Answers(
            total.agree + one.agree,
            total.passed + one.passed,
            total.disagree + one.disagree,
            total.important + one.important,
        )
    return total


def _broken_down(by_kind: Mapping[str, Answers]) -> tuple[GroupAnswers, ...]:
    """The answers by kind of organisation, or none of them when some group is too small."""
    if shown_breakdown({kind: one.total for kind, one in by_kind.items()}) is None:
        return ()
    return tuple(GroupAnswers(kind, by_kind[kind]) for kind in (*Kind.values, "") if kind in by_kind)


def _groups(event: Event) -> tuple[int, tuple[Group, ...] | None, tuple[Group, ...] | None]:
    """How many people came, and they by kind of organisation and by role, each None when a group is too small."""
    people = list(
        _present(event).order_by().values_list("organisation__kind", "role").annotate(people_count=Count("id"))
    )
    said = list(
        Contribution.objects.of(event)
        .visible()
        .filter(participant__table=None)
        .order_by()
        .values_list("participant__organisation__kind", "participant__role")
        .annotate(sentence_count=Count("id"))
    )
    return (
        sum(count for _, _, count in people),
        _group_table(people, said, lambda row: row[0] or "", (*Kind.values, "")),
        _group_table(people, said, lambda row: row[1], ParticipantRole.values),
    )


def _group_table(
    people: Iterable[tuple[Any, ...]],
    said: Iterable[tuple[Any, ...]],
    group_of: Callable[[tuple[Any, ...]], str],
    order: Iterable[str],
) -> tuple[Group, ...] | None:
    people_counts: Counter[str] = Counter()
    sentence_counts: Counter[str] = Counter()
    for row in people:
        people_counts[group_of(row)] += row[-1]
    for row in said:
        sentence_counts[group_of(row)] += row[-1]
    shown = shown_breakdown(people_counts)
    if shown is None:
        return None
    return tuple(Group(key, shown[key], sentence_counts[key]) for key in order if key in shown)


def _counts(said: _Said, people: int, organisations: int) -> Counts:
    return Counts(
        participants=people,
        organisations=organisations,
        sentences=len(said.sentences),
        hidden=said.hidden_count,
        answers=said.answer_count,
        commitments=sum(one.prompt == PromptKind.COMMITMENT for one in said.sentences),
    )


def _arranged(
    sentences: Iterable[Sentence], discussions: Iterable[Discussion], prompts: list[Prompt], language: str
) -> tuple[DiscussionPart, ...]:
    """The sentences by discussion and then by prompt; prompts that nobody answered stand there too, empty."""
    by_place: defaultdict[tuple[int, str], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_place[sentence.discussion, sentence.prompt].append(sentence)
    parts = []
    for discussion in discussions:
        answered = tuple(
            PromptPart(
                prompt.kind,
                str(PromptKind(prompt.kind).label),
                prompt.question_in(language),
                tuple(by_place[discussion.number, prompt.kind]),
            )
            for prompt in prompts
        )
        said = [sentence for part in answered for sentence in part.sentences]
        parts.append(
            DiscussionPart(
                number=discussion.number,
                name=discussion.name_in(language),
                was_held=discussion.opened_at is not None or bool(said),
                prompts=answered,
                most_supported=_most_supported(said),
            )
        )
    return tuple(parts)


def _most_supported(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Those that most surely have the hall behind them: at least five answers, and more than half of them agree."""
    ranked = sorted(
        (-support(one.answers.agree, one.answers.total), one.number, one)
        for one in sentences
        if one.answers and one.answers.total >= LEAST and one.answers.agree * 2 > one.answers.total
    )
    return tuple(one for _, _, one in ranked[:MOST_SUPPORTED])


def _extract(
    material: Material,
    party: Party,
    language: str,
    people_count: int,
    own: tuple[Sentence, ...],
    commitments_of_others: Iterable[Sentence],
) -> Extract:
    organisation = party.organisation
    mention = names(organisation.name_fi, organisation.name_sv, organisation.name_en)
    return Extract(
        material=material,
        number=party.number,
        party=organisation.name_in(language),
        code=organisation.code,
        people_count=shown_count(people_count),
        sentences=own,
        offered=tuple(one for one in own if one.prompt == PromptKind.COMMITMENT),
        named=tuple(one for one in commitments_of_others if mention.search(one.text)),
        silences=_silences(material, own),
    )


def _silences(material: Material, own: Iterable[Sentence]) -> tuple[Silence, ...]:
    """The held discussions × prompts in which nobody of the party gave a sentence."""
    spoken = {(sentence.discussion, sentence.prompt) for sentence in own}
    silences = []
    for part in material.discussions:
        silent = tuple(prompt for prompt in part.prompts if (part.number, prompt.kind) not in spoken)
        if part.was_held and silent:
            kinds = tuple(one.kind for one in silent)
            kind_names = tuple(one.kind_name for one in silent)
            silences.append(Silence(part.number, part.name, kinds, kind_names, len(silent) == len(part.prompts)))
    return tuple(silences)
