"""Clauses of agreements as goals and measures name them: by document, number and heading."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language

from sopu.plans.models import Plan
from sopu.texts.models import Clause, Document, DocumentKind, Version, VersionClause, Wording


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause as a reader meets it: in the newest public version that it stands in, else in the draft."""

    pk: int
    key: str
    document: str
    number: str
    heading: str
    version: int | None
    text: str = ""

    @property
    def name(self) -> str:
        """Its number and its heading, as it is cited."""
        return f"{self.number} {self.heading}".strip()


def clauses_told(clauses: Collection[int], *, sees_drafts: bool) -> dict[int, ClauseTold]:
    """The clauses with these keys; of one that stands in no public version nothing is told to outsiders."""
    told = _in_versions(clauses)
    rest = [key for key in clauses if key not in told]
    return told | (_in_drafts(rest) if sees_drafts and rest else {})


def _in_versions(clauses: Collection[int]) -> dict[int, ClauseTold]:
    rows = VersionClause.objects.filter(clause__in=clauses, version__in=Version.objects.public())
    rows = rows.select_related("clause", "version__document").prefetch_related("wordings")
    return {row.clause_id: _as_submitted(row) for row in rows.order_by("version__number")}


def _as_submitted(row: VersionClause) -> ClauseTold:
    worded = {one.language: one for one in row.wordings.all()}
    document = row.version.document
    wording = worded.get(get_language() or "") or worded.get(document.original)
    return ClauseTold(
        row.clause_id,
        row.clause.key,
        document.name,
        row.number,
        wording.heading if wording else "",
        row.version_id,
        wording.text if wording else "",
    )


def _in_drafts(clauses: Collection[int]) -> dict[int, ClauseTold]:
    rows = Wording.objects.standing().filter(clause__in=clauses).select_related("clause__document")
    own = [one for one in rows if one.language == one.clause.document.original]
    return {
        one.clause_id: ClauseTold(
            one.clause_id, one.clause.key, one.clause.document.name, "", one.heading, None, one.text
        )
        for one in own
    }


@dataclass(frozen=True, slots=True)
class DocumentClauses:
    """A document with its clauses, to choose from."""

    document: Document
    clauses: tuple[ClauseTold, ...]


def clauses_to_stand_on(plan: Plan) -> tuple[DocumentClauses, ...]:
    """The clauses of the negotiation's agreements that stand in them, in their order; four questions."""
    standing = Clause.objects.standing().filter(document__negotiation=plan.document.negotiation_id, depth__gt=1)
    standing = standing.exclude(document__kind__in=[DocumentKind.NEGOTIATION_PLAN, DocumentKind.SUPPLEMENTARY_PLAN])
    rows = list(standing.select_related("document"))
    told = clauses_told([one.pk for one in rows], sees_drafts=True)
    documents = {one.document_id: one.document for one in rows}
    return tuple(
        DocumentClauses(
            document,
            tuple(told[one.pk] for one in rows if one.document_id == document.pk and one.pk in told),
        )
        for document in documents.values()
    )
