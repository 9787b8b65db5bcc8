"""What clauses stand on: findings as a drafter sees them, those to choose from, and those that were promised."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from sopu.synthesis.models import Disposition, Finding, FindingSource, FindingVersion, Placement, Target
from sopu.texts.models import Basis, Clause, ClauseKind, Document, DocumentKind, Purpose, Version, VersionClause

PROMISED_TO = {DocumentKind.STRATEGIC: Target.AGREEMENT, DocumentKind.SUPPLEMENTARY_PLAN: Target.PLAN}
"""Which answers promise a finding to a document of which kind."""

SHOWN_CHOICES = 40
"""Findings that a search shows: more are not read through, but searched again."""

LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding as it stands; `is_gone` when it has been taken back since a clause was stood on it."""

    finding: int
    number: int
    event: str
    text: str
    goal_area: int | None
    source_count: int
    is_signed: bool
    is_gone: bool


def asks_for_basis(document: Document, version: Version | None) -> bool:
    """Whether the document's clauses should stand on findings; `version` is the one that is read, or a draft's newest.

    A plan of how to negotiate is made before the forum, and what was approved before Sopu had no findings to stand on.
    """
    is_history = version is not None and version.purpose == Purpose.HISTORY
    return document.kind != DocumentKind.NEGOTIATION_PLAN and not is_history


def is_bare(clause: VersionClause) -> bool:
    """Whether a clause of a version stands on nothing though it should; a chapter's heading needs nothing."""
    version = clause.version
    return asks_for_basis(version.document, version) and clause.kind != ClauseKind.CHAPTER and not clause.basis.all()


def grounds_of(document: Document) -> dict[int, tuple[Ground, ...]]:
    """The findings that each clause of the draft stands on, by the clause's key; two questions."""
    rows = list(Basis.objects.filter(clause__document=document).order_by("finding__event", "finding__number"))
    told = _told(FindingVersion.objects.filter(finding__in={row.finding_id for row in rows}))
    found: defaultdict[int, list[Ground]] = defaultdict(list)
    for row in rows:
        found[row.clause_id].append(told[row.finding_id])
    return {clause: tuple(grounds) for clause, grounds in found.items()}


def _told(versions: QuerySet[FindingVersion]) -> dict[int, Ground]:
    """Each finding as its latest version has it, by the finding's key."""
    rows = versions.select_related("finding__event", "sign_off").annotate(source_count=Count("source_rows"))
    return {row.finding_id: _ground(row, row.source_count) for row in rows.order_by("finding", "number")}


def _ground(version: FindingVersion, source_count: int) -> Ground:
    return Ground(
        finding=version.finding_id,
        number=version.finding.number,
        event=version.finding.event.code,
        text=version.text,
        goal_area=version.goal_area_id,
        source_count=source_count,
        is_signed=hasattr(version, "sign_off"),
        is_gone=version.is_withdrawn,
    )


def choices_for(clause: Clause, words: str) -> tuple[Ground, ...]:
    """Standing findings of the negotiation that the clause doesn't stand on yet: those with all the words in them.

    Those of the clause's goal area come first, and signed ones before others.
    """
    negotiation = clause.document.negotiation_id
    taken = Basis.objects.filter(clause=clause).values("finding")
    versions = FindingVersion.objects.standing().filter(finding__event__negotiation=negotiation)
    for word in words.split()[:8]:
        versions = versions.filter(Q(text_fi__icontains=word) | Q(text_sv__icontains=word) | Q(text_en__icontains=word))
    found = _told(versions.exclude(finding__in=taken)).values()
    return tuple(sorted(found, key=lambda one: (one.goal_area != clause.goal_area_id, not one.is_signed)))[
        :SHOWN_CHOICES
    ]


def promised_to(document: Document) -> tuple[Ground, ...]:
    """Findings that were promised to the document and stand under none of its clauses; five questions at most.

    A finding is promised when its theme, or one of the sentences that it stands on, was answered so; of one without a
    theme, also when one of its sentences lies in a theme that was.
    """
    target = PROMISED_TO.get(DocumentKind(document.kind))
    if target is None:
        return ()
    answers = Disposition.objects.standing().filter(event__negotiation=document.negotiation_id, target=target)
    themes, sentences = _answered(answers)
    sources = FindingSource.objects.filter(version__in=FindingVersion.objects.standing())
    placed = Placement.objects.standing().filter(theme__in=themes).values("contribution")
    of_sentences = sources.filter(contribution__in=sentences).values("version")
    of_placed = sources.filter(contribution__in=placed).values("version")
    promised = FindingVersion.objects.standing().filter(
        Q(theme__in=themes) | Q(pk__in=of_sentences) | Q(theme__isnull=True, pk__in=of_placed),
        finding__event__negotiation=document.negotiation_id,
    )
    standing = Basis.objects.filter(clause__document=document, clause__left_out_at__isnull=True).values("finding")
    return tuple(_told(promised.exclude(finding__in=standing)).values())


def _answered(answers: Iterable[Disposition]) -> tuple[list[int], list[int]]:
    """The themes and the sentences that were answered."""
    rows = list(answers)
    return [one.theme_id for one in rows if one.theme_id], [one.contribution_id for one in rows if one.contribution_id]


def finding_in(document: Document, told: str) -> Finding | None:
    """The finding of the document's negotiation with the key that a browser told."""
    if not told.isdecimal() or len(told) > LONGEST_KEY:
        return None
    return Finding.objects.filter(pk=told, event__negotiation=document.negotiation_id).select_related("event").first()
