"""The page of one decision: its facts, its finality in words, and how it differs from what was submitted."""

import datetime as dt
from dataclasses import dataclass

from sopu.decisions.models import Appeal, AppealStage, Decision, Publication
from sopu.decisions.queries.remedies import explained
from sopu.decisions.queries.wordings import Divergence, divergence_of
from sopu.decisions.rules import Finality, Level, Outcome, finality_of


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision with what followed it."""

    decision: Decision
    published: Publication | None
    appeals: tuple[Appeal, ...]
    finality: Finality
    told: str
    is_final: bool
    divergence: Divergence | None
    corrected_by: Decision | None
    votes: tuple[tuple[str, int], ...]


def decision_page(decision: Decision, today: dt.date, *, sees_drafts: bool) -> DecisionPage:
    """All that a reader asks of one decision."""
    published = decision.publications.last()
    appeals = tuple(decision.appeals.all())
    stage = appeals[-1].stage if appeals else AppealStage.DISMISSED
    finality = finality_of(
        Outcome(decision.outcome),
        Level(decision.item.body.level),
        decision.item.case.party.organisation.kind,
        published.published_on if published else None,
    )
    return DecisionPage(
        decision=decision,
        published=published,
        appeals=appeals,
        finality=finality,
        told=explained(None if stage == AppealStage.UPHELD else finality, is_appealed=stage == AppealStage.LODGED),
        is_final=stage == AppealStage.DISMISSED and finality.final_on is not None and today >= finality.final_on,
        divergence=divergence_of(decision, sees_drafts=sees_drafts),
        corrected_by=Decision.objects.filter(corrects=decision).first(),
        votes=_votes(decision),
    )


def _votes(decision: Decision) -> tuple[tuple[str, int], ...]:
    counted = (
        ("ayes", decision.ayes),
        ("noes", decision.noes),
        ("blanks", decision.blanks),
        ("absents", decision.absents),
    )
    return tuple((name, count) for name, count in counted if count is not None)
