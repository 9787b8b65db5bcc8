"""A party stays out of a whole goal area, and says why; or takes that back."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models import Commitment, OptOut, Plan


@transaction.atomic
def opt_out(
    *,
    plan: Plan,
    party: Party,
    goal_area: GoalArea,
    reason: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID | None = None,
) -> OptOut:
    """A party stays out of a goal area of the plan; refused while it is committed to a measure of it.

    The same act, and the same said again, store nothing twice.
    """
    reason = " ".join(reason.split())
    if act_id and (done := OptOut.objects.filter(act_id=act_id).first()):
        if (done.plan, done.party, done.goal_area, done.reason) == (plan, party, goal_area, reason):
            return done
        act_id = None  # somebody went back to a form that they had sent
    standing = _standing(plan, party, goal_area)
    if standing and standing.reason == reason:
        return standing
    _demand_party(plan, party, goal_area)
    if not reason:
        raise Refused("no_reason", _("Say why your organisation stays out: the others read it."))
    bound = Commitment.objects.of(plan).standing().binding()
    if bound.filter(party=party, measure__goal__goal_area=goal_area).exists():
        raise Refused(
            "committed",
            _("Your organisation is committed to a measure of this goal area. Opt out of its measures first."),
        )
    return OptOut.objects.create(
        act_id=act_id or uuid.uuid4(),
        plan=plan,
        party=party,
        goal_area=goal_area,
        reason=reason,
        said_by=by,
        said_at=now,
    )


@transaction.atomic
def take_back_opt_out(*, plan: Plan, party: Party, goal_area: GoalArea, by: User | None, now: dt.datetime) -> None:
    """The party no longer stays out of the goal area; what was said stays to be read."""
    standing = _standing(plan, party, goal_area)
    if standing is None:
        return
    OptOut.objects.create(
        plan=plan,
        party=party,
        goal_area=goal_area,
        reason=standing.reason,
        is_withdrawn=True,
        said_by=by,
        said_at=now,
    )


def _standing(plan: Plan, party: Party, goal_area: GoalArea) -> OptOut | None:
    return OptOut.objects.standing().filter(plan=plan, party=party, goal_area=goal_area).first()


def _demand_party(plan: Plan, party: Party, goal_area: GoalArea) -> None:
    if goal_area.negotiation_id != plan.negotiation.pk or not plan.document.parties.filter(pk=party.pk).exists():
        raise Refused("no_party", _("This organisation is not a party of the plan. Nothing was stored."))
