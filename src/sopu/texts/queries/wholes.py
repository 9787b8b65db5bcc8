"""A draft or a version as one value: what is compared, printed and recognised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.clauses import ClauseText, WholeText
from sopu.texts.models import Clause, ConditionKind, Document, Version, Wording
from sopu.texts.rules import Place, numbers_of


def draft_of(document: Document, language: str) -> WholeText:
    """The draft in one language, as it is now; a clause that has no wording in it stands with empty ones."""
    clauses = list(document.clauses.standing())
    wordings = {one.clause_id: one for one in Wording.objects.of(document).standing().filter(language=language)}
    texts = tuple(
        _clause_text(clause, number, wordings.get(clause.pk))
        for clause, number in zip(clauses, numbers_of(places(clauses)), strict=True)
    )
    return WholeText(language, document.name_in(language), texts, terms_of(document, language))


def _clause_text(clause: Clause, number: str, wording: Wording | None) -> ClauseText:
    heading, text = (wording.heading, wording.text) if wording else ("", "")
    return ClauseText(clause.key, number, clause.depth, clause.kind, heading, text)


def places(clauses: Iterable[Clause]) -> Sequence[Place]:
    """Where each clause stands, as the rule of numbers asks."""
    return [Place(clause.depth, clause.is_numbered) for clause in clauses]


def whole_of(version: Version, language: str) -> WholeText:
    """A version in one language, exactly as its fingerprint was reckoned; in three questions."""
    text = version.texts.get(language=language)
    clauses = version.clauses.select_related("clause").prefetch_related("wordings")
    worded = [(one, wording) for one in clauses for wording in one.wordings.all() if wording.language == language]
    return WholeText(
        language,
        text.title,
        tuple(
            ClauseText(one.clause.key, one.number, one.depth, one.kind, wording.heading, wording.text)
            for one, wording in worded
        ),
        text.terms,
    )


def older_of(version: Version, document: Document, language: str) -> WholeText:
    """A version as what goes on from it is compared with it, also in its document's successor.

    A clause of a predecessor bears the key of the clause of `document` that goes on from it, so that both are known as
    one however differently they read.
    """
    whole = whole_of(version, language)
    if version.document_id == document.pk:
        return whole
    rows = Clause.objects.of(document).filter(origin__document=version.document_id).reverse()
    keys = dict(rows.values_list("origin__key", "key"))
    return replace(whole, clauses=tuple(replace(one, key=keys.get(one.key, one.key)) for one in whole.clauses))


def terms_of(document: Document, language: str) -> dict[str, str]:
    """The terms that are data, as they read in the language: parties, validity, entry into force, review."""
    with override(language):
        told = {
            _("Parties"): "; ".join(
                party.organisation.name_in(language) for party in document.parties.with_organisations()
            ),
            _("In force from"): _day(document.valid_from),
            _("In force until"): _day(document.valid_until),
            _("Comes into force when"): condition_told(
                document.condition, document.condition_count, document.not_before
            ),
            _("Is amended when"): condition_told(document.amendment, document.amendment_count, None),
            _("Notice of termination"): _months(document.termination_months),
            _("Is reviewed every"): _months(document.review_months),
        }
        if document.condition == ConditionKind.NAMED:
            told[_("Named parties")] = "; ".join(
                party.organisation.name_in(language) for party in document.condition_named.with_organisations()
            )
    return {name: value for name, value in told.items() if value}


def ordered(terms: Mapping[str, str], document: Document, language: str) -> tuple[tuple[str, str], ...]:
    """A version's terms in the order that a draft tells them; those that it has no more come last."""
    order = list(terms_of(document, language))
    return tuple(sorted(terms.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)))


def deciding_of(document: Document) -> dict[str, Any]:
    """The parties and the condition of entry into force, as `Version.deciding` keeps them.

    A document is in force neither before the day that its condition names nor before the one that it is valid from.
    """
    day = max(filter(None, (document.not_before, document.valid_from)), default=None)
    return {
        "parties": list(document.parties.order_by("number").values_list("pk", flat=True)),
        "condition": document.condition,
        "count": document.condition_count or 0,
        "named": list(document.condition_named.order_by("number").values_list("pk", flat=True)),
        "not_before": day.isoformat() if day else None,
    }


def condition_told(kind: str, count: int | None, not_before: object) -> str:
    """A condition in the language that is in use."""
    words = str(ConditionKind(kind).label)
    if kind == ConditionKind.AT_LEAST:
        words = _("at least %(count)s of the parties have approved the same wording") % {"count": count}
    if not_before:
        words = _("%(condition)s, on %(day)s at the earliest") % {"condition": words, "day": _day(not_before)}
    return words


def _day(day: object) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""  # type: ignore[attr-defined]


def _months(count: int | None) -> str:
    return _("%(count)s months") % {"count": count} if count else ""
