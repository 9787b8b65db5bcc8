"""The measures that carry sentences: through what each stands on, in plans that have been given to the boards."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sopu.plans.models import Measure, MeasureBasis
from sopu.plans.queries.statuses import MeasureStatus, statuses_in
from sopu.synthesis.models import FindingSource, FindingVersion
from sopu.texts.models import Version, VersionClause


@dataclass(frozen=True, slots=True)
class Doing:
    """A measure that carries a sentence: who answers for it, until when, and how it stands, once that has been told."""

    measure: int
    label: str
    name: str
    responsible: str
    ends_on: dt.date | None
    status: MeasureStatus | None


def doings_of(sentences: Collection[int]) -> dict[int, tuple[Doing, ...]]:
    """The measures that carry each of the sentences: a fixed number of questions however many there are.

    A measure stands on the sentence itself, on a finding that stands on it, or on a clause that stands on the finding.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    for sentence, measure in (*_themselves(sentences), *_through_findings(sentences), *_through_clauses(sentences)):
        found[sentence].add(measure)
    told = _told({measure for measures in found.values() for measure in measures})
    return {
        sentence: carrying
        for sentence, measures in found.items()
        if (carrying := tuple(one for one in told if one.measure in measures))
    }


def _themselves(sentences: Collection[int]) -> Iterable[tuple[int, int]]:
    return MeasureBasis.objects.filter(contribution__in=sentences).values_list("contribution_id", "measure_id")


def _through_findings(sentences: Collection[int]) -> Iterable[tuple[int, int]]:
    standing = FindingVersion.objects.standing().signed()
    rows = FindingSource.objects.filter(contribution__in=sentences, version__in=standing, is_minority=False)
    pairs = rows.filter(version__finding__measure_bases__isnull=False)
    return pairs.values_list("contribution_id", "version__finding__measure_bases__measure_id")


def _through_clauses(sentences: Collection[int]) -> Iterable[tuple[int, int]]:
    through = VersionClause.basis.through.objects.filter(
        versionclause__version__in=Version.objects.current(),
        findingversion__source_rows__contribution__in=sentences,
        findingversion__source_rows__is_minority=False,
        versionclause__clause__measure_bases__isnull=False,
    )
    pairs = through.values_list(
        "findingversion__source_rows__contribution_id", "versionclause__clause__measure_bases__measure_id"
    )
    return [(sentence, measure) for sentence, measure in pairs if sentence in sentences]


def _told(measures: set[int]) -> list[Doing]:
    """Those of plans that anybody may read, in the order of the plans; what of their state was told to everybody."""
    if not measures:
        return []
    public = Version.objects.current().values("document")
    found = list(
        Measure.objects.at_hand()
        .filter(pk__in=measures, left_out_at__isnull=True, goal__left_out_at__isnull=True)
        .filter(goal__plan__document__in=public)
        .order_by("goal__plan", "goal__goal_area__number", "goal__number", "number")
    )
    statuses = statuses_in({one.goal.plan_id for one in found}, is_for_all=True)
    return [
        Doing(
            measure=one.pk,
            label=one.label,
            name=one.name,
            responsible=one.responsible.organisation.name if one.responsible else "",
            ends_on=one.ends_on,
            status=statuses.get(one.pk),
        )
        for one in found
    ]
