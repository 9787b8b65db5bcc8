"""The demonstration's documents are begun and worded, as people would have done it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sopu.config.demo.content import moment, written
from sopu.config.demo.room import Replacements, Room, replaced
from sopu.decisions.actions.cases import open_case, set_case
from sopu.decisions.actions.recording import Ruling, publish_minutes, record_decision
from sopu.decisions.models import Task
from sopu.decisions.rules import Outcome
from sopu.negotiations.models import Party
from sopu.texts.actions.documents import begin_document
from sopu.texts.actions.drafting import add_clause, state_basis, write_clause
from sopu.texts.actions.versions import freeze
from sopu.texts.models import Clause, Document, Purpose

DATES = ("valid_from", "valid_until", "not_before")
ORIGINAL, TRANSLATION = "fi", "sv"


def put_framework(room: Room) -> Document:
    """The framework agreement of the term before, as history."""
    told = written("framework.json")
    document = _document(room, told)
    now = moment(told["written_at"])
    freeze(document=document, purpose=Purpose.HISTORY, note=told["note"], by=room.owner, now=now)
    return document


def put_draft(room: Room, predecessor: Document) -> Document:
    """The draft of the strategic agreement, which stands on what the forum was understood to say."""
    told = written("agreement.json")
    document = _document(room, told, predecessor)
    clauses = {one.key: one for one in document.clauses.all()}
    for row in told["clauses"]:
        state_bases(room, clauses[row["key"]], row.get("basis", ()), moment(told["written_at"]))
    return document


def put_plan(room: Room) -> Document:
    """The plan of the negotiation, which the county's board noted for information the day before the forum."""
    told, noted = written("plan.json"), written("decisions.json")["plan"]
    county, by = room.parties["county"], room.coordinators["county"]
    document = _document(room, told, parties=[county])
    submitted_at = moment(told["submitted_at"])
    version = freeze(document=document, purpose=Purpose.DECISION, note="", by=room.owner, now=submitted_at)
    case = open_case(document=document, party=county, task=Task.NOTE)
    set_case(
        case=case,
        number=noted["number"],
        system="",
        decides=case.decides,
        prepares=None,
        task=case.task,
        due_on=dt.date.fromisoformat(noted["on"]),
    )
    decision = record_decision(
        case=case,
        version=version,
        body=case.decides,
        ruling=Ruling(Outcome.NOTED, dt.date.fromisoformat(noted["on"]), noted["section"], minutes=noted["minutes"]),
        by=by,
        now=moment(f"{noted['on']}T16:00"),
    )
    published_on = dt.date.fromisoformat(noted["published"])
    at = moment(f"{noted['published']}T12:00")
    publish_minutes(decision=decision, published_on=published_on, url=noted["minutes"], by=by, now=at)
    return document


def _document(
    room: Room, told: Mapping[str, Any], predecessor: Document | None = None, parties: Iterable[Party] | None = None
) -> Document:
    terms = {name: dt.date.fromisoformat(value) if name in DATES else value for name, value in told["terms"].items()}
    document = begin_document(
        negotiation=room.negotiation,
        kind=told["kind"],
        names=told["names"],
        by=room.owner,
        now=moment(told["begun_at"]),
        parties=parties,
        predecessor=predecessor,
        **terms,
    )
    origins = {one.key: one for one in predecessor.clauses.all()} if predecessor else {}
    for row in told["clauses"]:
        _put_clause(room, document, row, origins, moment(told["begun_at"]))
    return document


def _put_clause(
    room: Room, document: Document, row: Mapping[str, Any], origins: Mapping[str, Clause], now: dt.datetime
) -> None:
    clause = add_clause(
        document=document,
        kind=row["kind"],
        language=ORIGINAL,
        heading=row["heading"][ORIGINAL],
        text=row["text"][ORIGINAL],
        by=room.owner,
        now=now,
        depth=row["depth"],
        goal_area=room.areas.get(row.get("goal_area", 0)),
        origin=origins.get(row.get("origin", "")),
        key=row["key"],
    )
    write_clause(
        clause=clause,
        language=TRANSLATION,
        heading=row["heading"][TRANSLATION],
        text=row["text"][TRANSLATION],
        based_on=0,
        by=room.owner,
        now=now,
    )


def state_bases(room: Room, clause: Clause, numbers: Iterable[int], now: dt.datetime) -> None:
    """The clause stands on the findings with these numbers."""
    for number in numbers:
        state_basis(clause=clause, finding=room.findings[number], by=room.owner, now=now)


def translate(room: Room, clause: Clause, words: Replacements, now: dt.datetime) -> None:
    """The Swedish of a clause follows its Finnish."""
    standing = clause.wordings.filter(language=TRANSLATION).latest("number")
    write_clause(
        clause=clause,
        language=TRANSLATION,
        heading=standing.heading,
        text=replaced(standing.text, words),
        based_on=standing.number,
        by=room.owner,
        now=now,
    )
