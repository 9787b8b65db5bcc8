"""A document is begun with something in it: the skeleton of its kind, or what its predecessor says."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation, Party
from sopu.texts.actions.documents import begin_document
from sopu.texts.actions.drafting import add_clause, copy_clauses, write_clause
from sopu.texts.data import ClauseRow, skeleton
from sopu.texts.models import Document, Version
from sopu.texts.queries.readiness import languages_by_document


class Start(StrEnum):
    """What a draft begins with."""

    SKELETON = "skeleton"
    PREDECESSOR = "predecessor"
    EMPTY = "empty"


@transaction.atomic
def begin_with(
    *,
    start: Start,
    negotiation: Negotiation,
    kind: str,
    names: Mapping[str, str],
    by: User | None,
    now: dt.datetime,
    named: Iterable[Party] = (),
    predecessor: Document | None = None,
    **terms: Any,
) -> Document:
    """A document is begun with its terms, and with the clauses that `start` says."""
    document = begin_document(
        negotiation=negotiation, kind=kind, names=names, by=by, now=now, predecessor=predecessor, **terms
    )
    document.condition_named.set(named)
    if start is Start.PREDECESSOR:
        copy_clauses(document=document, version=_newest(predecessor), by=by, now=now)
    elif start is Start.SKELETON:
        lay_skeleton(document=document, by=by, now=now)
    return document


def _newest(predecessor: Document | None) -> Version:
    version = Version.objects.of(predecessor).first() if predecessor else None
    if version is None:
        raise Refused("nothing_to_copy", _("The predecessor has no version to copy clauses from. Nothing was stored."))
    return version


@transaction.atomic
def lay_skeleton(
    *, document: Document, by: User | None, now: dt.datetime, without: Container[str] = frozenset()
) -> None:
    """The headings of the skeleton of the document's kind become its clauses, in the languages that it needs.

    `without` are kinds of clauses that come from elsewhere.
    """
    translations = languages_by_document([document])[document.pk][1:]
    for row in skeleton(document.kind).clauses:
        if row.kind not in without:
            _lay_clause(document, row, translations, by, now)


def _lay_clause(
    document: Document, row: ClauseRow, translations: Iterable[str], by: User | None, now: dt.datetime
) -> None:
    clause = add_clause(
        document=document,
        kind=row.kind,
        language=document.original,
        heading=row.heading[document.original],
        text="",
        by=by,
        now=now,
        depth=row.depth,
        key=row.key,
    )
    for one in translations:
        write_clause(clause=clause, language=one, heading=row.heading[one], text="", based_on=0, by=by, now=now)
