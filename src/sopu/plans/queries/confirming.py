"""What boards have confirmed: their decisions on the version of the plan that was submitted last."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sopu.decisions.queries.standing import CaseStanding, standings_of
from sopu.decisions.rules import Outcome
from sopu.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A party's body has approved the plan, and with it what the party commits itself to in it.

    `version` is the number of the version that was approved; where it was an earlier one of the very same words, the
    decision counts for the one that was submitted last. `case` and `decision` are keys.
    """

    party: int
    body: str
    decided_on: dt.date
    section: str
    is_final: bool
    version: int
    case: int
    decision: int


def confirmations_of(plan: Plan, today: dt.date) -> dict[int, Confirmation]:
    """Each party's confirmation by the party's key; none for one that has not approved, or only with a condition.

    A fixed number of questions; nothing is confirmed before the plan has been submitted.
    """
    stood = [case for found in standings_of([plan.document], today) for case in found.cases]
    numbers = dict(plan.document.versions.values_list("pk", "number"))
    return {one.case.party_id: _confirmation(one, numbers) for one in stood if _confirms(one)}


def _confirms(one: CaseStanding) -> bool:
    """An approval of other words, or one that waits for a condition, confirms nothing that is in the plan."""
    return one.is_certified and one.outcome is Outcome.APPROVED


def _confirmation(one: CaseStanding, numbers: Mapping[int, int]) -> Confirmation:
    decision = one.decision
    assert decision is not None
    return Confirmation(
        party=one.case.party_id,
        body=decision.item.body.name,
        decided_on=decision.decided_on,
        section=decision.section,
        is_final=one.position.is_final,
        version=numbers[decision.item.version_id],
        case=one.case.pk,
        decision=decision.pk,
    )
