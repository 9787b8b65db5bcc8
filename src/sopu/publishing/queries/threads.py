"""The thread: what a sentence, a finding, a clause, a measure or an indicator stands on, and where it led.

Who may not see the hall is told how many sentences and findings there are, without their words.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from sopu.core.layers import ordered
from sopu.forum.models import Contribution
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Goal, Indicator, Measure, MeasureBasis, MeasureIndicator
from sopu.publishing.queries.thread_nodes import Node, NodeKey, Sight, nodes_of
from sopu.synthesis.models import FindingSource, FindingVersion
from sopu.texts.models import DocumentKind, Version, VersionClause


class Kind(StrEnum):
    """What stands on a thread, from the hall to what was measured."""

    SENTENCE = "sentence"
    FINDING = "finding"
    CLAUSE = "clause"
    MEASURE = "measure"
    INDICATOR = "indicator"


KINDS = tuple(Kind)
Edge = tuple[NodeKey, NodeKey]


@dataclass(frozen=True, slots=True)
class Layer:
    """All of one kind that stand on a thread; `hidden_count` of them have no words for who reads."""

    kind: Kind
    nodes: tuple[Node, ...]
    hidden_count: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """What lies up and down the river from `here`, by kind, and which stands on which."""

    here: Node
    layers: tuple[Layer, ...]
    edges: tuple[Edge, ...]

    def of(self, kind: Kind) -> tuple[Node, ...]:
        """Those of one kind that are shown."""
        return next(layer.nodes for layer in self.layers if layer.kind == kind)


def thread_of(negotiation: Negotiation, kind: Kind, key: int, today: dt.date, sight: Sight) -> Thread | None:
    """The thread through one thing, both ways; None where there is no such thing. A fixed number of questions."""
    return _drawn(negotiation, (kind, key), _edges(negotiation, (kind, key)), today, sight)


def roots_of(indicator: Indicator, today: dt.date, sight: Sight) -> Thread | None:
    """What an indicator stands on: measures, clauses, findings, and in the end the sentences of the hall."""
    here = (Kind.INDICATOR, indicator.pk)
    return _drawn(indicator.negotiation, here, _upstream({here}), today, sight)


def _edges(negotiation: Negotiation, here: NodeKey) -> set[Edge]:
    return _upstream({here}) | _downstream(negotiation, {here})


def _drawn(negotiation: Negotiation, here: NodeKey, edges: set[Edge], today: dt.date, sight: Sight) -> Thread | None:
    keys = {here} | {key for edge in edges for key in edge}
    told = nodes_of(negotiation, keys, today, sight)
    if here not in told:
        return None
    shown = {(one, other) for one, other in edges if one in told and other in told}
    by_kind = [sorted(key for key in told if key[0] == kind) for kind in KINDS]
    layers = ordered(by_kind, sorted(shown))
    hidden = _hidden_counts(keys, told)
    return Thread(
        here=told[here],
        layers=tuple(
            Layer(kind, tuple(told[key] for key in layer), hidden[kind])
            for kind, layer in zip(KINDS, layers, strict=True)
        ),
        edges=tuple(sorted(shown)),
    )


def _hidden_counts(keys: Iterable[NodeKey], told: Mapping[NodeKey, Node]) -> dict[str, int]:
    """How many there are without words; sentences that the hall doesn't see any more are not counted."""
    lost = [key for key in keys if key not in told]
    sentences = [key for kind, key in lost if kind == Kind.SENTENCE]
    visible = (
        Contribution.objects.visible().filter(pk__in=sentences, erased_at__isnull=True).count() if sentences else 0
    )
    found: defaultdict[str, int] = defaultdict(int, {Kind.SENTENCE: visible})
    for kind, _key in lost:
        found[kind] += kind == Kind.FINDING
    return found


def _upstream(start: set[NodeKey]) -> set[Edge]:
    """The edges that lead to what is at the start, from indicators up to sentences: each kind is asked once."""
    edges: set[Edge] = set()
    measures = _keys(start, edges, Kind.MEASURE) | set(
        _linked(MeasureIndicator.objects.filter(indicator__in=_of(start, Kind.INDICATOR)), edges)
    )
    edges |= set(_stands_on(measures))
    clauses = _keys(start, edges, Kind.CLAUSE)
    edges |= set(_grounded(VersionClause.objects.filter(clause__in=clauses)))
    findings = _keys(start, edges, Kind.FINDING)
    edges |= set(_said(FindingSource.objects.filter(version__finding__in=findings)))
    return edges


def _downstream(negotiation: Negotiation, start: set[NodeKey]) -> set[Edge]:
    """The edges that lead from what is at the start, down to indicators."""
    edges: set[Edge] = set()
    sentences = _of(start, Kind.SENTENCE)
    edges |= set(_said(FindingSource.objects.filter(contribution__in=sentences)))
    findings = _keys(start, edges, Kind.FINDING)
    edges |= set(_grounded(VersionClause.objects.filter(basis__finding__in=findings), findings))
    clauses = _keys(start, edges, Kind.CLAUSE)
    ways = Q(clause__in=clauses) | Q(finding__in=findings) | Q(contribution__in=sentences)
    carried = set(MeasureBasis.objects.filter(ways).values_list("measure", flat=True))
    carried |= set(
        Measure.objects.filter(goal__in=Goal.objects.filter(clauses__in=clauses)).values_list("pk", flat=True)
    )
    reached = {key for kind in (Kind.SENTENCE, Kind.FINDING, Kind.CLAUSE) for key in _nodes(start, edges, kind)}
    edges |= {edge for edge in _stands_on(carried) if edge[0] in reached}
    measures = _keys(start, edges, Kind.MEASURE)
    list(_linked(MeasureIndicator.objects.filter(measure__in=measures), edges))
    return edges


def _of(nodes: Iterable[NodeKey], kind: Kind) -> set[int]:
    return {key for one, key in nodes if one == kind}


def _nodes(start: set[NodeKey], edges: Iterable[Edge], kind: Kind) -> set[NodeKey]:
    return {key for key in start | {node for edge in edges for node in edge} if key[0] == kind}


def _keys(start: set[NodeKey], edges: Iterable[Edge], kind: Kind) -> set[int]:
    return {key for _kind, key in _nodes(start, edges, kind)}


def _linked(rows: Iterable[MeasureIndicator], edges: set[Edge]) -> Iterable[int]:
    for row in rows:
        edges.add(((Kind.MEASURE, row.measure_id), (Kind.INDICATOR, row.indicator_id)))
        yield row.measure_id


def _stands_on(measures: Collection[int]) -> Iterable[Edge]:
    """What measures stand on: on something of their own, and through their goals on clauses."""
    for row in MeasureBasis.objects.filter(measure__in=measures):
        below = (Kind.MEASURE, row.measure_id)
        if row.clause_id:
            yield (Kind.CLAUSE, row.clause_id), below
        elif row.finding_id:
            yield (Kind.FINDING, row.finding_id), below
        elif row.contribution_id:
            yield (Kind.SENTENCE, row.contribution_id), below
    through = Goal.clauses.through.objects.filter(goal__measures__in=measures)
    for clause, measure in through.values_list("clause_id", "goal__measures"):
        if measure in measures:
            yield (Kind.CLAUSE, clause), (Kind.MEASURE, measure)


def _grounded(rows: QuerySet[VersionClause], findings: Collection[int] | None = None) -> Iterable[Edge]:
    """The findings that clauses stand on in the versions submitted last; a plan's own clauses only say its measures."""
    current = Version.objects.current().exclude(document__kind=DocumentKind.SUPPLEMENTARY_PLAN)
    through = VersionClause.basis.through.objects.filter(
        versionclause__in=rows, versionclause__version__in=current
    ).values_list("versionclause__clause_id", "findingversion__finding_id")
    for clause, finding in through:
        if findings is None or finding in findings:
            yield (Kind.FINDING, finding), (Kind.CLAUSE, clause)


def _said(rows: QuerySet[FindingSource]) -> Iterable[Edge]:
    """The sentences that standing findings stand on; a minority's own are not what the finding says."""
    standing = FindingVersion.objects.standing().signed()
    told = FindingSource.objects.filter(pk__in=rows, version__in=standing, is_minority=False)
    for sentence, finding in told.values_list("contribution_id", "version__finding_id"):
        yield (Kind.SENTENCE, sentence), (Kind.FINDING, finding)
