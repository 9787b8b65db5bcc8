"""A draft is frozen into a version: for comments, for decision, or as what was approved before Sopu."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.accounts.models import User
from sopu.core.fingerprints import clause_fingerprint, fingerprint, normalised
from sopu.core.refusals import Refused
from sopu.ledger.actions import seal
from sopu.ledger.queries import log_of
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.models import Station
from sopu.synthesis.models import FindingVersion
from sopu.texts.models import (
    Clause,
    Document,
    DocumentKind,
    Purpose,
    Version,
    VersionClause,
    VersionText,
    VersionWording,
)
from sopu.texts.queries.readiness import languages_worded, readiness_of
from sopu.texts.queries.wholes import deciding_of, draft_of

STATIONS: Mapping[str, Station] = {
    DocumentKind.STRATEGIC: Station.AGREEMENT,
    DocumentKind.SUPPLEMENTARY_PLAN: Station.PLAN,
}
"""Which station a negotiation reaches when a document of which kind is submitted."""


@transaction.atomic
def freeze(*, document: Document, purpose: str, note: str, by: User | None, now: dt.datetime) -> Version:
    """The draft as it is now becomes the next version, in the languages that its parties need and whole others.

    One for decision must be ready (`readiness_of`): a draft with a stale or missing translation that a party needs is
    refused, and says which clauses. It is sealed in the negotiation's log.
    """
    held = Document.objects.select_for_update().get(pk=document.pk)
    if not document.clauses.standing().exists():
        raise Refused("empty", _("The draft has no clauses yet. No version was made."))
    if purpose == Purpose.DECISION:
        _refuse_what_is_not_ready(document)
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        document=document,
        number=last + 1,
        purpose=purpose,
        note=note,
        deciding=deciding_of(held),
        made_by=by,
        made_at=now,
    )
    clauses = _freeze_places(version)
    for language in languages_worded(document):
        _freeze_language(version, language, clauses)
    if purpose == Purpose.DECISION:
        _submit(version, now)
    return version


def _refuse_what_is_not_ready(document: Document) -> None:
    blocking = readiness_of(document).blocking
    if blocking:
        numbers = ", ".join(one.number or one.heading for one in blocking[:8])
        raise Refused(
            "not_ready",
            ngettext(
                "%(count)s clause lacks an up-to-date translation: %(numbers)s. Nothing was submitted.",
                "%(count)s clauses lack an up-to-date translation: %(numbers)s. Nothing was submitted.",
                len(blocking),
            )
            % {"count": len(blocking), "numbers": numbers},
        )


def _freeze_places(version: Version) -> dict[str, VersionClause]:
    document = version.document
    clauses = list(document.clauses.standing())
    numbers = {one.key: one.number for one in draft_of(document, document.original).clauses}
    frozen = {
        clause.key: VersionClause.objects.create(
            version=version,
            clause=clause,
            position=position,
            number=numbers[clause.key],
            depth=clause.depth,
            kind=clause.kind,
            goal_area=clause.goal_area,
        )
        for position, clause in enumerate(clauses, 1)
    }
    _freeze_bases(clauses, frozen)
    return frozen


def _freeze_bases(clauses: list[Clause], frozen: dict[str, VersionClause]) -> None:
    """What the findings say at this moment stays with the version."""
    standing = {
        one.finding_id: one for one in FindingVersion.objects.standing().filter(finding__bases__clause__in=clauses)
    }
    for clause in Clause.objects.filter(pk__in=[one.pk for one in clauses]).prefetch_related("bases"):
        found = [standing[one.finding_id] for one in clause.bases.all() if one.finding_id in standing]
        frozen[clause.key].basis.set(found)


def _freeze_language(version: Version, language: str, clauses: dict[str, VersionClause]) -> None:
    """The wording is stored as its canonical form has it, so that its fingerprint is reckoned from what is stored."""
    draft = draft_of(version.document, language)
    if not any(one.heading or one.text for one in draft.clauses):
        return
    whole = normalised(draft)
    VersionText.objects.create(
        version=version, language=language, title=whole.title, terms=dict(whole.terms), sha256=fingerprint(whole)
    )
    VersionWording.objects.bulk_create(
        VersionWording(
            clause=clauses[one.key],
            language=language,
            heading=one.heading,
            text=one.text,
            sha256=clause_fingerprint(one),
        )
        for one in whole.clauses
    )


def _submit(version: Version, now: dt.datetime) -> None:
    negotiation = version.document.negotiation
    for text in version.texts.all():
        seal(
            log=log_of(negotiation.slug),
            kind="version",
            reference=f"version:{version.pk}/{text.language}",
            digest=text.sha256,
            at=now,
        )
    station = STATIONS.get(version.document.kind)
    if station is not None:
        reach_station(negotiation=negotiation, station=station, on=timezone.localdate(now))
