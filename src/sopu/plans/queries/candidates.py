"""What measures can be made of: signed findings, and commitments that the hall offered, not used in the plan yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from sopu.forum.models import Contribution, ContributionQuerySet, PromptKind
from sopu.negotiations.models import GoalArea, Negotiation, Party
from sopu.plans.models import Goal, Measure, MeasureBasis, Plan
from sopu.synthesis.models import FindingKind, FindingVersion

KINDS = (FindingKind.MEASURE, FindingKind.MODEL, FindingKind.NEED)
"""Findings that call for doing something; a strength calls for nothing, and commitments are offered as sentences."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence in which the hall offered a commitment, and the party that it was said for, if it is one."""

    sentence: Contribution
    speaker: str
    party: Party | None


@dataclass(frozen=True, slots=True)
class AreaCandidates:
    """What measures of a goal area can be made of; without an `area` it is of no goal area in particular."""

    area: GoalArea | None
    goals: tuple[Goal, ...]
    findings: tuple[FindingVersion, ...]
    offers: tuple[Offered, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.findings) + len(self.offers)


def candidates_of(plan: Plan) -> tuple[AreaCandidates, ...]:
    """What the plan's measures can be made of, by goal area; as many questions however much was said."""
    goals = list(Goal.objects.of(plan).select_related("goal_area"))
    findings, offers = findings_for(plan), offers_for(plan)
    areas: list[GoalArea | None] = [*plan.negotiation.goal_areas.order_by("number"), None]
    found = [_of_area(one, goals, findings, offers) for one in areas]
    return tuple(one for one in found if one.area or one.count)


def _of_area(
    area: GoalArea | None, goals: Iterable[Goal], findings: Iterable[FindingVersion], offers: Iterable[Offered]
) -> AreaCandidates:
    key = area.pk if area else None
    return AreaCandidates(
        area,
        tuple(one for one in goals if area is None or one.goal_area_id == key),
        tuple(one for one in findings if one.goal_area_id == key),
        tuple(one for one in offers if one.sentence.discussion.goal_area_id == key),
    )


def _used(plan: Plan, field: str) -> list[int]:
    rows = MeasureBasis.objects.filter(measure__in=Measure.objects.of(plan)).exclude(**{field: None})
    return list(rows.values_list(field, flat=True))


def findings_for(plan: Plan) -> list[FindingVersion]:
    """Signed findings of the negotiation's forums that no measure of the plan stands on."""
    standing = FindingVersion.objects.standing().signed().at_hand().select_related("finding__event")
    standing = standing.filter(finding__event__negotiation=plan.negotiation, kind__in=KINDS)
    return list(standing.filter(finding__event__is_rehearsal=False).exclude(finding__in=_used(plan, "finding")))


def candidates_in(negotiation: Negotiation) -> ContributionQuerySet:
    """What organisations offered to commit to in the negotiation's events, oldest first."""
    said = (
        Contribution.objects.visible()
        .with_origins()
        .filter(
            prompt__kind=PromptKind.COMMITMENT,
            discussion__event__negotiation=negotiation,
            discussion__event__is_rehearsal=False,
            erased_at__isnull=True,
        )
    )
    return said.order_by("id")


def offers_for(plan: Plan) -> list[Offered]:
    """Sentences that offer a commitment, that everybody may see, and that no measure of the plan stands on."""
    said = (
        candidates_in(plan.negotiation).select_related("discussion__event").exclude(pk__in=_used(plan, "contribution"))
    )
    parties = {one.organisation_id: one for one in plan.document.parties.with_organisations()}
    return [_offered(one, parties) for one in said]


def _offered(sentence: Contribution, parties: dict[int, Party]) -> Offered:
    organisation = sentence.speaker_organisation
    party = parties.get(organisation.pk) if organisation else None
    return Offered(sentence, organisation.name if organisation else "", party)
