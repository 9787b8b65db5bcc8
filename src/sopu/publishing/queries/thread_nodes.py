"""What stands on a thread: the words of each thing, where its page is, and how far it has come."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sopu.decisions.queries.standing import standings_of
from sopu.forum.models import Contribution
from sopu.negotiations.models import Negotiation
from sopu.plans.models import Indicator, Measure, Observation
from sopu.plans.queries.latest import latest_of
from sopu.plans.queries.series_charts import written
from sopu.plans.queries.statuses import statuses_in
from sopu.synthesis.models import FindingVersion
from sopu.texts.models import Document, DocumentKind, Version, VersionClause
from sopu.texts.queries.versions import wordings_of

NodeKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on a thread: its short `mark` in the picture, its words, and what is told of how far it has come."""

    kind: str
    key: int
    mark: str
    text: str
    detail: str = ""
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What who reads may see: the words of the hall, and what only those with a role in the negotiation see."""

    hall: bool
    drafts: bool


def nodes_of(negotiation: Negotiation, keys: Collection[NodeKey], today: dt.date, sight: Sight) -> dict[NodeKey, Node]:
    """The things that who asks may see, each with its words: a fixed number of questions."""
    found: list[Node] = []
    if sight.hall:
        found += _sentences(negotiation, _of(keys, "sentence"))
        found += _findings(negotiation, _of(keys, "finding"), has_page=sight.drafts)
    found += _clauses(negotiation, _of(keys, "clause"), today)
    found += _measures(negotiation, _of(keys, "measure"), sees_drafts=sight.drafts)
    found += _indicators(negotiation, _of(keys, "indicator"))
    return {(one.kind, one.key): one for one in found}


def _of(keys: Iterable[NodeKey], kind: str) -> list[int]:
    return [key for one, key in keys if one == kind]


def _sentences(negotiation: Negotiation, keys: list[int]) -> Iterable[Node]:
    said = Contribution.objects.visible().filter(pk__in=keys, erased_at__isnull=True)
    for one in said.filter(discussion__event__negotiation=negotiation).select_related("prompt", "discussion"):
        detail = f"{one.prompt.get_kind_display()}, {one.discussion.name}"
        yield Node("sentence", one.pk, "※", one.text, detail, one.language)


def _findings(negotiation: Negotiation, keys: list[int], *, has_page: bool) -> Iterable[Node]:
    standing = FindingVersion.objects.standing().signed().filter(finding__in=keys)
    for one in standing.filter(finding__event__negotiation=negotiation).select_related("finding__event"):
        yield Node(
            "finding",
            one.finding_id,
            str(one.finding.number),
            one.text,
            str(one.get_kind_display()),
            url=reverse("finding", args=[one.finding.event.code, one.finding.number]) if has_page else "",
        )


def _clauses(negotiation: Negotiation, keys: list[int], today: dt.date) -> Iterable[Node]:
    """Clauses as they read in the versions that were submitted last, and how many parties have approved those."""
    current = Version.objects.current().exclude(document__kind=DocumentKind.SUPPLEMENTARY_PLAN)
    found = VersionClause.objects.filter(clause__in=keys, version__in=current.filter(document__negotiation=negotiation))
    rows = list(found.select_related("clause", "version__document"))
    wordings = wordings_of([one.pk for one in rows], get_language() or "fi")
    approved = _approvals({one.version.document_id: one.version.document for one in rows}.values(), today)
    for one in rows:
        wording = wordings.get(one.pk)
        yield Node(
            "clause",
            one.clause_id,
            one.number,
            (wording.heading or wording.text) if wording else "",
            f"{one.version.document.name}: {approved.get(one.version.document_id, '')}".rstrip(": "),
            wording.language if wording else "",
            reverse("version", args=[one.version_id]) + f"#k-{one.clause.key}",
        )


def _approvals(documents: Iterable[Document], today: dt.date) -> dict[int, str]:
    told: dict[int, str] = {}
    for one in standings_of(documents, today):
        if one.force.is_in_force and one.force.since:
            told[one.document.pk] = _("in force since %(day)s") % {
                "day": date_format(one.force.since, "SHORT_DATE_FORMAT")
            }
        elif not one.cases:
            told[one.document.pk] = _("submitted for decision")
        else:
            count, total = len(one.force.approved), len(one.cases)
            told[one.document.pk] = _("approved by %(count)s of %(total)s") % {"count": count, "total": total}
    return told


def _measures(negotiation: Negotiation, keys: list[int], *, sees_drafts: bool) -> Iterable[Node]:
    rows = Measure.objects.filter(pk__in=keys, goal__plan__document__negotiation=negotiation, left_out_at__isnull=True)
    if not sees_drafts:
        rows = rows.filter(goal__plan__document__versions__in=Version.objects.current())
    found = list(rows.at_hand())
    statuses = statuses_in({one.goal.plan_id for one in found}, is_for_all=not sees_drafts)
    for one in found:
        status = statuses.get(one.pk)
        who = one.responsible.organisation.name if one.responsible else ""
        told = f"{status.activity_word}: {status.light_word}" if status else _("not reported yet")
        url = reverse("measure", args=[one.pk])
        yield Node("measure", one.pk, one.label, one.name, ", ".join(filter(None, [who, told])), url=url)


def _indicators(negotiation: Negotiation, keys: list[int]) -> Iterable[Node]:
    found = list(Indicator.objects.filter(pk__in=keys, negotiation=negotiation, left_out_at__isnull=True))
    latest = latest_of(negotiation, found)
    for one in found:
        observation = latest.get(one.pk)
        yield Node(
            "indicator",
            one.pk,
            str(one.number),
            one.name,
            _told(one, observation) if observation else _("no values yet"),
            url=reverse("indicator", args=[one.pk]),
        )


def _told(indicator: Indicator, observation: Observation) -> str:
    unit = indicator.unit if observation.value is not None else ""
    return f"{observation.period}: {written(observation.value, indicator.decimals)} {unit}".strip()
