"""Is a draft ready to be submitted? What stands in its way, clause by clause; for one document or for many at once."""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from sopu.negotiations.models import Party
from sopu.texts.models import Clause, ClauseKind, Document, Language, Wording
from sopu.texts.queries.wholes import places
from sopu.texts.rules import needed_languages, numbers_of

Standing = Mapping[tuple[int, str], Wording]
"""The wording that stands of a clause in a language."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A clause that lacks something in a language: `is_missing` has no wording in it, else it is stale."""

    clause: int
    key: str
    number: str
    heading: str
    language: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What blocks submission, how many clauses stand on nothing, and how many have nothing but a heading."""

    languages: tuple[str, ...]
    blocking: tuple[Lack, ...]
    clause_count: int
    without_basis_count: int
    empty_count: int

    @property
    def is_ready(self) -> bool:
        """Whether the draft may be submitted."""
        return self.clause_count > 0 and not self.blocking

    @property
    def ready_count(self) -> int:
        """How many clauses are worded in every language that is needed."""
        return self.clause_count - len({one.clause for one in self.blocking})


def readiness_of(document: Document) -> Readiness:
    """What a draft lacks; in a fixed number of questions."""
    return readiness_by_document([document])[document.pk]


def readiness_by_document(documents: Collection[Document]) -> dict[int, Readiness]:
    """What each draft lacks, by the document's key; five questions however many documents and clauses there are."""
    clauses: defaultdict[int, list[Clause]] = defaultdict(list)
    for clause in Clause.objects.filter(document__in=documents).standing().prefetch_related("bases"):
        clauses[clause.document_id].append(clause)
    wordings = Wording.objects.filter(clause__document__in=documents).standing().defer("text")
    standing = {(one.clause_id, one.language): one for one in wordings}
    languages = languages_by_document(documents)
    worded = set(wordings.exclude(text="").values_list("clause", "language"))
    return {one.pk: _readiness(one, clauses[one.pk], standing, worded, languages[one.pk]) for one in documents}


def languages_worded(document: Document) -> tuple[str, ...]:
    """The languages that a version is made in: those needed, and others in which every clause has its translation."""
    needed = languages_by_document([document])[document.pk]
    clauses = list(document.clauses.standing())
    standing = {(one.clause_id, one.language): one for one in Wording.objects.of(document).standing().defer("text")}
    others = (language for language in Language.values if language not in needed)
    whole = (one for one in others if not any(_lack(document.original, each, "", one, standing) for each in clauses))
    return (*needed, *whole)


def languages_by_document(documents: Collection[Document]) -> dict[int, tuple[str, ...]]:
    """The languages that each document's parties need, the original first; one question."""
    statuses: defaultdict[int, list[int]] = defaultdict(list)
    rows = Party.objects.filter(documents__in=documents).order_by()
    for document, status in rows.values_list("documents", "organisation__language_status"):
        statuses[document].append(status)
    return {one.pk: needed_languages(one.original, statuses[one.pk]) for one in documents}


def _readiness(
    document: Document,
    clauses: Sequence[Clause],
    standing: Standing,
    worded: Container[tuple[int, str]],
    languages: tuple[str, ...],
) -> Readiness:
    lacks = [
        lack
        for clause, number in zip(clauses, numbers_of(places(clauses)), strict=True)
        for language in languages
        if (lack := _lack(document.original, clause, number, language, standing))
    ]
    own = [clause for clause in clauses if clause.kind != ClauseKind.CHAPTER]
    bare = sum(1 for clause in own if not clause.bases.all())
    empty = sum(1 for clause in own if (clause.pk, document.original) not in worded)
    return Readiness(languages, tuple(lacks), len(clauses), bare, empty)


def _lack(original: str, clause: Clause, number: str, language: str, standing: Standing) -> Lack | None:
    first, own = standing.get((clause.pk, original)), standing.get((clause.pk, language))
    heading = first.heading if first else ""
    if own is None:
        return Lack(clause.pk, clause.key, number, heading, language, is_missing=True)
    is_stale = language != original and own.translates_id != (first.pk if first else None)
    return Lack(clause.pk, clause.key, number, heading, language, is_missing=False) if is_stale else None
