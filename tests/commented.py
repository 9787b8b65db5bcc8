"""Comment rounds for tests: a version that parties comment on, and what they propose."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

import agreements
from sopu.negotiations.models import Party
from sopu.texts.actions.proposals import answer_proposal, propose_change
from sopu.texts.actions.rounds import comment, open_round
from sopu.texts.models import (
    ChangeProposal,
    Clause,
    Comment,
    CommentRound,
    Document,
    ProposalAnswer,
    ProposalKind,
)

NOW = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DUE = dt.date(2026, 11, 20)
TEXT = "Kuntakokous pidetään kahdesti vuodessa kuntien tiloissa."
"""The words of the clause that proposals are of."""
ONCE = TEXT.replace("kahdesti", "kerran")
ONLINE = TEXT.replace("kuntien tiloissa", "verkossa")
"""Two proposals of other words, which change different words."""
CLAUSES = (
    ("chapter", 1, "Rakenteet", "Yhteistyötä johdetaan yhdessä."),
    ("structure", 2, "Kuntakokous", TEXT),
    ("goal", 2, "Osallisuus", "Osapuolet vahvistavat asukkaiden osallisuutta."),
)


def a_round(document: Document | None = None, **fields: Any) -> CommentRound:
    """A round of a strategic agreement with three clauses, between the county and two municipalities."""
    return open_round(
        document=document or agreements.an_agreement(clauses=CLAUSES),
        **{"due_on": DUE, "words": "", "by": None, "now": NOW, **fields},
    )


def party(of: CommentRound, number: int = 1) -> Party:
    """A party of the round's document: 0 is the county, 1 the first municipality."""
    return of.version.document.parties.with_organisations()[number]


def the_clause(of: CommentRound, number: int = 1) -> Clause:
    """A clause of the round's version; 1 is the one whose words are `TEXT`."""
    return of.version.clauses.all()[number].clause


def a_comment(of: CommentRound, text: str = "Hyvä kohta.", **fields: Any) -> Comment:
    """The first municipality comments on the clause."""
    usual = {"party": party(of), "clause": the_clause(of), "by": None, "now": NOW, "act_id": uuid.uuid4()}
    return comment(round=of, text=text, **(usual | fields))


def a_proposal(of: CommentRound, text: str = ONCE, **fields: Any) -> ChangeProposal:
    """The first municipality proposes other words for the clause."""
    usual = {
        "round": of,
        "version": of.version,
        "party": party(of),
        "kind": ProposalKind.REWORD,
        "clause": the_clause(of),
        "language": "fi",
        "heading": "Kuntakokous",
        "text": text,
        "reason": "Resurssit eivät riitä.",
        "by": None,
        "now": NOW,
        "act_id": uuid.uuid4(),
    }
    return propose_change(**(usual | fields))


def a_new_clause(of: CommentRound, text: str = "Uusi kohta.", **fields: Any) -> ChangeProposal:
    """The first municipality proposes a new clause after the clause."""
    return a_proposal(
        of, text, **{"kind": ProposalKind.ADD, "clause": None, "after": the_clause(of), "clause_kind": "duty"} | fields
    )


def leaving_out(of: CommentRound, **fields: Any) -> ChangeProposal:
    """The first municipality proposes to leave the clause out."""
    return a_proposal(of, "", kind=ProposalKind.REMOVE, heading="", **fields)


def answered(proposal: ChangeProposal, outcome: str = "accepted", reason: str = "", **fields: Any) -> ProposalAnswer:
    """The preparers answer the proposal, having seen what the draft says now."""
    usual = {"by": None, "now": timezone.now(), "act_id": uuid.uuid4()}
    return answer_proposal(proposal=proposal, outcome=outcome, reason=reason, **(usual | fields))


def draft_says(clause: Clause, language: str = "fi") -> str:
    """The clause's text in the draft now."""
    found = clause.wordings.filter(language=language).order_by("-number").first()
    assert found is not None
    return found.text
