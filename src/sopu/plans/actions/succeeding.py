"""The next period: a plan goes on from another, and measures go on, are merged and are split; the old ones stay."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.plans.actions.commitments import Lead, propose_commitment
from sopu.plans.actions.grounds import state_basis
from sopu.plans.actions.links import link_indicator
from sopu.plans.actions.measures import TEXTS, add_measure
from sopu.plans.actions.plans import begin_plan
from sopu.plans.models import Commitment, Goal, Measure, Plan, Succession
from sopu.plans.rules import Level, MeasureKind


@transaction.atomic
def begin_next_plan(
    *,
    plan: Plan,
    names: Mapping[str, str],
    starts_on: dt.date,
    ends_on: dt.date,
    going_on: Collection[Measure],
    by: User | None,
    now: dt.datetime,
) -> Plan:
    """The next period's plan is begun with the same goals; the chosen measures go on in it, each from its former.

    A measure goes on with all that was told of it, over the whole new period. What parties had committed themselves to
    is proposed to them anew: nobody is bound to a new period by what was said of the last.
    """
    if plan.ends_on >= starts_on:
        raise Refused("same_time", _("The next plan starts after this one has ended. Nothing was stored."))
    if any(one.goal.plan_id != plan.pk for one in going_on):
        raise Refused("another_plan", _("Only measures of this plan go on. Nothing was stored."))
    later = begin_plan(
        negotiation=plan.negotiation,
        names=names,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        now=now,
        predecessor=plan,
    )
    goals = {one.pk: _copied_goal(one, later) for one in Goal.objects.of(plan)}
    made = {one.pk: _gone_on(one, goals[one.goal_id], by, now) for one in going_on if one.goal_id in goals}
    for one in going_on:
        if one.pk in made:
            made[one.pk].depends_on.set(made[each.pk] for each in one.depends_on.all() if each.pk in made)
    return later


def _copied_goal(goal: Goal, plan: Plan) -> Goal:
    """The same goal in another plan bears the same key, so that its clause is known as one."""
    copied = Goal.objects.create(
        plan=plan,
        key=goal.key,
        goal_area_id=goal.goal_area_id,
        number=goal.number,
        **{f"name_{one}": getattr(goal, f"name_{one}") for one in ("fi", "sv", "en")},
    )
    copied.clauses.set(goal.clauses.all())
    return copied


def _gone_on(former: Measure, goal: Goal, by: User | None, now: dt.datetime) -> Measure:
    """A measure as it was told, over the whole period of the new plan."""
    told = {name: getattr(former, name) for name in TEXTS}
    later = add_measure(
        goal=goal,
        responsible=former.responsible,
        by=by,
        now=now,
        lead=_lead(_done([former]), former.responsible),
        kind=MeasureKind.ADVOCACY if former.kind == MeasureKind.ADVOCACY else MeasureKind.CONTINUING,
        starts_on=goal.plan.starts_on,
        ends_on=goal.plan.ends_on,
        bodies=list(former.bodies.all()),
        **told,
    )
    _succeed(former, later, "", by, now)
    _carry_over([former], later, by, now)
    return later


def _succeed(former: Measure, later: Measure, reason: str, by: User | None, now: dt.datetime) -> None:
    Succession.objects.get_or_create(
        former=former, later=later, defaults={"reason": reason.strip(), "said_by": by, "said_at": now}
    )


def _carry_over(formers: Iterable[Measure], later: Measure, by: User | None, now: dt.datetime) -> None:
    """What the former ones stood on and should move comes along, and what parties did is proposed to them."""
    for former in formers:
        for basis in former.bases.select_related("clause__document", "finding__event"):
            if basis.contribution_id is None:
                state_basis(measure=later, by=by, now=now, clause=basis.clause, finding=basis.finding)
        for link in former.indicator_links.filter(indicator__left_out_at__isnull=True).select_related("indicator"):
            link_indicator(measure=later, indicator=link.indicator, reasoning=link.reasoning, by=by, now=now)
    for one in _done(formers).values():
        _propose(one, later, by, now)


def _done(formers: Iterable[Measure]) -> dict[int, Commitment]:
    """What each party committed itself to in the former measures; of several the most, since it is asked once."""
    given = Commitment.objects.filter(measure__in=formers).standing().binding().select_related("party")
    order = tuple(Level)
    least_first = sorted(given, key=lambda one: order.index(Level(one.level)), reverse=True)
    return {one.party_id: one for one in least_first}


def _lead(done: Mapping[int, Commitment], responsible: Party | None) -> Lead | None:
    """The words of the responsible party, if it led before."""
    former = done.get(responsible.pk) if responsible else None
    return Lead(_words(former)) if former and former.level == Level.LEADS else None


def _words(said: Commitment) -> dict[str, str]:
    return {"fi": said.text_fi, "sv": said.text_sv}


def _propose(former: Commitment, later: Measure, by: User | None, now: dt.datetime) -> None:
    """Where the level doesn't fit the new measure (another party is responsible), nothing is proposed."""
    try:
        with transaction.atomic():
            propose_commitment(
                measure=later,
                party=former.party,
                level=former.level,
                by=by,
                now=now,
                texts=_words(former),
            )
    except Refused:
        return


@transaction.atomic
def succeed(
    *,
    formers: Sequence[Measure],
    goal: Goal,
    names: Sequence[Mapping[str, str]],
    responsible: Party | None,
    reason: str,
    by: User | None,
    now: dt.datetime,
) -> list[Measure]:
    """Measures of the former plan go on as these of this plan: several as one, or one as several; never many as many.

    The new ones begin empty but for their names and what was carried over; the old ones stay as they were.
    """
    _refuse_succession(formers, goal, names)
    leader = responsible or formers[0].responsible
    lead, made = _lead(_done(formers), leader), []
    for told in names:
        later = add_measure(
            goal=goal,
            responsible=leader,
            by=by,
            now=now,
            lead=lead,
            kind=MeasureKind.CONTINUING,
            starts_on=goal.plan.starts_on,
            ends_on=goal.plan.ends_on,
            **dict[str, Any]({f"name_{language}": name for language, name in told.items()}),
        )
        for former in formers:
            _succeed(former, later, reason, by, now)
        _carry_over(formers, later, by, now)
        made.append(later)
    return made


def _refuse_succession(formers: Sequence[Measure], goal: Goal, names: Sequence[Mapping[str, str]]) -> None:
    if not formers or not names:
        raise Refused("nothing", _("Choose at least one former measure, and name at least one new one."))
    if len(formers) > 1 and len(names) > 1:
        raise Refused(
            "many_to_many",
            _("Several measures become one, or one becomes several; not both at once. Nothing was stored."),
        )
    if any(one.goal.plan_id != goal.plan.predecessor_id for one in formers):
        raise Refused("another_plan", _("These measures are not of the plan that this one goes on from."))
