"""A measure as a page: what it stands on, who carries it, what it should move, and how it has gone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sopu.forum.models import Contribution, PromptKind
from sopu.organisations.models import Body
from sopu.plans.models import Commitment, Indicator, Measure, MeasureBasis, MeasureIndicator
from sopu.plans.queries.clauses import ClauseTold, clauses_told
from sopu.plans.queries.levels import LevelLook, level_looks
from sopu.plans.queries.lineage import Lineage, lineage_of
from sopu.plans.queries.statuses import MeasureStatus, judged_reports, status_of
from sopu.plans.rules import Verdict
from sopu.synthesis.models import FindingVersion
from sopu.web.languages import in_language

LONGEST_KEY = 18

WORDS = {
    "target_groups": _("Target groups"),
    "networks": _("Networks and working groups"),
    "resources": _("Resources"),
    "risks": _("Risks"),
}


@dataclass(frozen=True, slots=True)
class BasisTold:
    """One thing that a measure stands on: a clause, a finding or a sentence; a sentence that is hidden says nothing."""

    pk: int
    text: str
    clause: ClauseTold | None = None
    finding: FindingVersion | None = None
    sentence: Contribution | None = None
    speaker: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """What stands of a party's commitment to the measure."""

    commitment: Commitment
    look: LevelLook

    @property
    def text(self) -> str:
        """What the party says that it does, in the reader's language."""
        return in_language(self.commitment, "text", get_language() or "fi")


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with all that its page shows."""

    measure: Measure
    bases: tuple[BasisTold, ...]
    bodies: tuple[Body, ...]
    links: tuple[MeasureIndicator, ...]
    commitments: tuple[CommitmentLine, ...]
    needs: tuple[Measure, ...]
    needed_by: tuple[Measure, ...]
    lineage: Lineage
    statuses: tuple[MeasureStatus, ...]

    @property
    def levels(self) -> tuple[tuple[LevelLook, tuple[CommitmentLine, ...]], ...]:
        """The commitments by level, from the most to the least."""
        looks = {one.look.level: one.look for one in self.commitments}
        return tuple(
            (look, tuple(one for one in self.commitments if one.look.level == level)) for level, look in looks.items()
        )

    @property
    def status(self) -> MeasureStatus | None:
        """The latest."""
        return self.statuses[0] if self.statuses else None

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What it says of itself besides its text, each with its name, in the reader's language."""
        language = get_language() or "fi"
        told = [(str(name), in_language(self.measure, field, language)) for field, name in WORDS.items()]
        return tuple((name, words) for name, words in told if words)


def measure_page(measure: Measure, *, sees_drafts: bool) -> MeasurePage:
    """The measure for a reader; what has not been answered or accepted yet is told to those who have a role."""
    return MeasurePage(
        measure=measure,
        bases=bases_of(measure, sees_drafts=sees_drafts),
        bodies=tuple(measure.bodies.select_related("organisation").order_by("organisation__name_fi", "level")),
        links=tuple(measure.indicator_links.filter(indicator__left_out_at__isnull=True).select_related("indicator")),
        commitments=_commitments(measure, sees_drafts=sees_drafts),
        needs=_standing(measure.depends_on.all()),
        needed_by=_standing(measure.dependents.all()),
        lineage=lineage_of(measure, sees_drafts=sees_drafts),
        statuses=_statuses(measure, sees_drafts=sees_drafts),
    )


def _standing(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    found = Measure.objects.filter(pk__in=[one.pk for one in measures], left_out_at__isnull=True)
    return tuple(found.filter(goal__left_out_at__isnull=True).at_hand())


def _statuses(measure: Measure, *, sees_drafts: bool) -> tuple[MeasureStatus, ...]:
    reports = judged_reports(measure.goal.plan).filter(measure=measure).order_by("-round__number")
    shown = [
        one
        for one in reports
        if sees_drafts or one.round.closed_at or getattr(one, "verdict", None) == Verdict.ACCEPTED
    ]
    return tuple(status_of(one) for one in shown)


def _commitments(measure: Measure, *, sees_drafts: bool) -> tuple[CommitmentLine, ...]:
    """By level, from the most to the least; outsiders see what the parties themselves have said yes to."""
    rows = measure.commitments.standing().at_hand()
    found = list(rows if sees_drafts else rows.binding())
    looks = level_looks()
    order = list(looks)
    found.sort(key=lambda one: (order.index(one.level), one.party.number))
    return tuple(CommitmentLine(one, looks[one.level]) for one in found)


def bases_of(measure: Measure, *, sees_drafts: bool) -> tuple[BasisTold, ...]:
    """What the measure stands on: clauses, then findings, then sentences; five questions at most."""
    rows = list(MeasureBasis.objects.filter(measure=measure))
    clauses = clauses_told({one.clause_id for one in rows if one.clause_id}, sees_drafts=sees_drafts)
    versions = FindingVersion.objects.standing().filter(finding__in=[one.finding_id for one in rows if one.finding_id])
    findings = {one.finding_id: one for one in versions.select_related("finding__event")}
    keys = [one.contribution_id for one in rows if one.contribution_id]
    said = Contribution.objects.visible().filter(pk__in=keys, erased_at__isnull=True)
    sentences = {one.pk: one for one in said.with_origins().select_related("discussion__event")}
    told = [
        *(
            BasisTold(one.pk, clauses[one.clause_id].name, clause=clauses[one.clause_id])
            for one in rows
            if one.clause_id in clauses
        ),
        *(
            BasisTold(one.pk, findings[one.finding_id].text, finding=findings[one.finding_id])
            for one in rows
            if one.finding_id in findings
        ),
        *(_sentence(one, sentences.get(one.contribution_id)) for one in rows if one.contribution_id),
    ]
    return tuple(told)


def _sentence(row: MeasureBasis, sentence: Contribution | None) -> BasisTold:
    if sentence is None:
        return BasisTold(row.pk, "", is_hidden=True)
    return BasisTold(row.pk, sentence.text, sentence=sentence, speaker=speaker_of(sentence))


def speaker_of(sentence: Contribution) -> str:
    """On whose behalf a candidate for a commitment was said; of other sentences nobody is told."""
    organisation = sentence.speaker_organisation
    return organisation.name if organisation and sentence.prompt.kind == PromptKind.COMMITMENT else ""


def indicators_to_link(measure: Measure) -> list[Indicator]:
    """The negotiation's indicators that the measure is not linked to yet."""
    standing = Indicator.objects.of(measure.goal.plan.negotiation)
    return list(standing.exclude(pk__in=measure.indicator_links.values("indicator")))


def basis_in(measure: Measure, told: str) -> MeasureBasis | None:
    """The basis of the measure with the key that a browser told."""
    is_key = told.isdecimal() and len(told) <= LONGEST_KEY
    return measure.bases.filter(pk=told).first() if is_key else None


def indicator_in(measure: Measure, told: str) -> Indicator | None:
    """The indicator of the measure's negotiation with the key that a browser told."""
    is_key = told.isdecimal() and len(told) <= LONGEST_KEY
    negotiation = measure.goal.plan.document.negotiation_id
    return Indicator.objects.filter(pk=told, negotiation=negotiation).first() if is_key else None
