"""Agreements for tests: documents with clauses, versions, cases and what was decided."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

import builders
from sopu.decisions.actions.cases import open_cases
from sopu.decisions.actions.recording import Ruling, record_decision
from sopu.decisions.models import Case, Decision
from sopu.decisions.rules import Outcome
from sopu.negotiations.models import Negotiation
from sopu.texts.actions.documents import begin_document
from sopu.texts.actions.drafting import add_clause, write_clause
from sopu.texts.actions.versions import freeze
from sopu.texts.models import Clause, Document, DocumentKind, Purpose, Version

CLAUSES = (
    ("chapter", 1, "Tarkoitus", "Sopimuksella sovitaan yhteistyöstä."),
    ("goal", 2, "Osallisuus", "Osapuolet vahvistavat **asukkaiden osallisuutta**."),
    ("chapter", 1, "Rakenteet", "Yhteistyötä johdetaan yhdessä."),
    ("structure", 2, "Kuntakokous", "Kuntakokous pidetään kahdesti vuodessa.\n\n- keväällä\n- syksyllä"),
)
"""Kind, depth, heading and text of each clause of `an_agreement`."""


def an_agreement(
    negotiation: Negotiation | None = None, clauses: Sequence[tuple[str, int, str, str]] = CLAUSES, **fields: Any
) -> Document:
    """A strategic agreement of the negotiation's parties, drafted in Finnish."""
    document = begin_document(
        negotiation=negotiation or builders.a_negotiation(),
        kind=fields.pop("kind", DocumentKind.STRATEGIC),
        names={"fi": fields.pop("name_fi", "Strateginen yhteistyösopimus")},
        by=None,
        now=timezone.now(),
        **fields,
    )
    for kind, depth, heading, text in clauses:
        add_clause(
            document=document,
            kind=kind,
            language=document.original,
            heading=heading,
            text=text,
            by=None,
            now=timezone.now(),
            depth=depth,
        )
    return document


def reworded(clause: Clause, text: str, language: str = "fi", heading: str | None = None) -> Clause:
    """The clause with another text, written by nobody in particular."""
    standing = clause.wording_in(language)
    write_clause(
        clause=clause,
        language=language,
        heading=(standing.heading if standing else "") if heading is None else heading,
        text=text,
        based_on=standing.number if standing else 0,
        by=None,
        now=timezone.now(),
    )
    return clause


def a_version(document: Document, purpose: str = Purpose.DECISION, now: dt.datetime | None = None) -> Version:
    """The draft as it is, frozen; submitted unless told otherwise."""
    return freeze(document=document, purpose=purpose, note="", by=None, now=now or timezone.now())


def the_cases(document: Document, **fields: Any) -> list[Case]:
    """A case for every party."""
    return open_cases(document=document, **fields)


def decided(case: Case, version: Version, outcome: str = Outcome.APPROVED, body: str = "", **fields: Any) -> Decision:
    """What a body of the case decided on the version: the deciding one approved it, unless told otherwise."""
    chosen = case.party.organisation.bodies.get(level=body) if body else case.decides
    usual = {"outcome": outcome, "decided_on": timezone.localdate() - dt.timedelta(days=1), "section": "§ 89"}
    return record_decision(
        case=case, version=version, body=chosen, ruling=Ruling(**(usual | fields)), by=None, now=timezone.now()
    )
