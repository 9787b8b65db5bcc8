"""The documents of a negotiation: what each is, its newest version, and how ready its draft is."""

from collections.abc import Collection
from dataclasses import dataclass

from sopu.negotiations.models import Negotiation
from sopu.texts.models import Document, Purpose, Version, VersionText
from sopu.texts.queries.grounds import asks_for_basis
from sopu.texts.queries.readiness import Readiness, readiness_by_document


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the list; `readiness` is None for those who don't see drafts."""

    document: Document
    successors: tuple[Document, ...]
    newest: Version | None
    text: VersionText | None
    readiness: Readiness | None

    @property
    def is_submitted(self) -> bool:
        """Its newest version waits for decisions, or has them."""
        return self.newest is not None and self.newest.purpose == Purpose.DECISION

    @property
    def bare_count(self) -> int:
        """How many clauses of the draft stand on nothing, where they should stand on something."""
        is_asked = self.readiness is not None and asks_for_basis(self.document, self.newest)
        return self.readiness.without_basis_count if self.readiness and is_asked else 0


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that a reader sees, in their order."""

    lines: tuple[Line, ...]

    @property
    def submitted_count(self) -> int:
        """How many have been given to the bodies for decision."""
        return sum(line.is_submitted for line in self.lines)


def documents_of(negotiation: Negotiation, *, sees_drafts: bool) -> Documents:
    """The negotiation's documents; without drafts only those that have a public version, and of each its newest.

    Seven questions at most, however many documents and clauses there are.
    """
    documents = list(Document.objects.of(negotiation).at_hand())
    versions = _versions(documents, sees_drafts=sees_drafts)
    readiness = readiness_by_document(documents) if sees_drafts else {}
    shown = documents if sees_drafts else [one for one in documents if one.pk in versions]
    return Documents(
        tuple(_line(one, shown, versions.get(one.pk, []), readiness.get(one.pk)) for one in shown),
    )


def _versions(documents: Collection[Document], *, sees_drafts: bool) -> dict[int, list[Version]]:
    """The versions that a reader sees of each document, the newest first."""
    rows = Version.objects.filter(document__in=documents).order_by("-number").prefetch_related("texts")
    found: dict[int, list[Version]] = {}
    for row in rows if sees_drafts else rows.public():
        found.setdefault(row.document_id, []).append(row)
    return found


def _line(
    document: Document, shown: Collection[Document], versions: list[Version], readiness: Readiness | None
) -> Line:
    newest = versions[0] if versions else None
    texts = {one.language: one for one in newest.texts.all()} if newest else {}
    return Line(
        document,
        tuple(one for one in shown if one.predecessor_id == document.pk),
        newest,
        texts.get(document.original) or next(iter(texts.values()), None),
        readiness,
    )


def possible_predecessors(negotiation: Negotiation) -> tuple[Document, ...]:
    """What a new document may go on from: others of the negotiation, and those of the negotiation before it."""
    negotiations = [negotiation.pk, *([negotiation.predecessor_id] if negotiation.predecessor_id else [])]
    return tuple(Document.objects.filter(negotiation__in=negotiations).order_by("negotiation", "number"))
