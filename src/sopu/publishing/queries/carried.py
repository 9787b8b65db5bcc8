"""The clauses that carry sentences: through findings that stand on them, in the versions that were submitted last.

The clauses of a plan only say its measures, and those carry sentences themselves (`done`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language

from sopu.decisions.queries.standing import standings_of
from sopu.texts.models import DocumentKind, Version, VersionClause
from sopu.texts.queries.versions import wordings_of


@dataclass(frozen=True, slots=True)
class Carrier:
    """A clause that stands on a finding of a sentence: where it is, and whether it is in force.

    Its heading is in the language of who reads, where the version is worded in it.
    """

    document: str
    version: int
    version_number: int
    key: str
    number: str
    heading: str
    language: str
    in_force_since: dt.date | None


def carriers_of(sentences: Collection[int], today: dt.date) -> dict[int, tuple[Carrier, ...]]:
    """The clauses that carry each of the sentences, by number: a fixed number of questions however many there are."""
    through = VersionClause.basis.through
    rows = (
        through.objects.filter(
            versionclause__version__in=Version.objects.current().exclude(
                document__kind=DocumentKind.SUPPLEMENTARY_PLAN
            ),
            findingversion__source_rows__contribution__in=sentences,
            findingversion__source_rows__is_minority=False,
        )
        .order_by("versionclause__version", "versionclause__position")
        .values_list("versionclause_id", "findingversion__source_rows__contribution_id")
        .distinct()
    )
    of_sentence: dict[int, list[int]] = defaultdict(list)
    for clause, sentence in rows:
        if sentence in sentences and clause not in of_sentence[sentence]:
            of_sentence[sentence].append(clause)
    told = _told({clause for clauses in of_sentence.values() for clause in clauses}, today)
    return {sentence: tuple(told[clause] for clause in clauses) for sentence, clauses in of_sentence.items()}


def _told(clauses: set[int], today: dt.date) -> dict[int, Carrier]:
    if not clauses:
        return {}
    found = VersionClause.objects.filter(pk__in=clauses).select_related("clause", "version__document")
    documents = {one.version.document_id: one.version.document for one in found}
    standings = standings_of(documents.values(), today)
    in_force = {one.version.pk: one.force.since for one in standings if one.force.is_in_force}
    wordings = wordings_of(clauses, get_language() or "fi")
    return {
        one.pk: Carrier(
            document=one.version.document.name,
            version=one.version_id,
            version_number=one.version.number,
            key=one.clause.key,
            number=one.number,
            heading=wordings[one.pk].heading if one.pk in wordings else "",
            language=wordings[one.pk].language if one.pk in wordings else "",
            in_force_since=in_force.get(one.version_id),
        )
        for one in found
    }
