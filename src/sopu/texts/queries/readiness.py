"""Is the draft ready to be submitted? What stands in its way, clause by clause, and what is only worth a thought."""

from dataclasses import dataclass

from sopu.texts.models import Clause, Document, Wording
from sopu.texts.queries.wholes import languages_needed, places
from sopu.texts.rules import numbers_of


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
    """What blocks submission, and how many clauses stand on nothing."""

    languages: tuple[str, ...]
    blocking: tuple[Lack, ...]
    clause_count: int
    without_basis_count: int

    @property
    def is_ready(self) -> bool:
        """Whether the draft may be submitted."""
        return self.clause_count > 0 and not self.blocking


def readiness_of(document: Document) -> Readiness:
    """What a draft lacks; in a fixed number of questions."""
    clauses = list(document.clauses.standing().prefetch_related("bases"))
    numbers = numbers_of(places(clauses))
    standing = {(one.clause_id, one.language): one for one in Wording.objects.of(document).standing()}
    languages = languages_needed(document)
    lacks = [
        lack
        for clause, number in zip(clauses, numbers, strict=True)
        for language in languages
        if (lack := _lack(document.original, clause, number, language, standing))
    ]
    bare = sum(1 for clause in clauses if clause.kind != "chapter" and not clause.bases.all())
    return Readiness(languages, tuple(lacks), len(clauses), bare)


def _lack(
    original: str, clause: Clause, number: str, language: str, standing: dict[tuple[int, str], Wording]
) -> Lack | None:
    first, own = standing.get((clause.pk, original)), standing.get((clause.pk, language))
    heading = first.heading if first else ""
    if own is None:
        return Lack(clause.pk, clause.key, number, heading, language, is_missing=True)
    is_stale = language != original and own.translates_id != (first.pk if first else None)
    return Lack(clause.pk, clause.key, number, heading, language, is_missing=False) if is_stale else None
