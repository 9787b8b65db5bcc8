"""Rounds of monitoring are opened and closed, and monitors are named for goal areas."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.models import GoalArea, Mandate, Role, Station
from sopu.plans import signals
from sopu.plans.actions.reminding import announce
from sopu.plans.models import AreaMonitor, Measure, MonitoringRound, Plan

Names = Mapping[str, str]


@transaction.atomic
def open_round(
    *,
    plan: Plan,
    names: Names,
    starts_on: dt.date,
    ends_on: dt.date,
    due_on: dt.date,
    by: User | None,
    now: dt.datetime,
) -> MonitoringRound:
    """A round asks every responsible party how its measures went from `starts_on` to `ends_on`, by `due_on`.

    A plan has one open round at a time. Coordinators of the parties that are asked get a letter. `names` are by
    language, the Finnish one at least.
    """
    current = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    _refuse_days(current, starts_on, ends_on, due_on)
    if MonitoringRound.objects.of(plan).under_way().exists():
        raise Refused("round_under_way", _("A monitoring round is under way already. Close it first."))
    if not Measure.objects.of(plan).exists():
        raise Refused("nothing_to_monitor", _("The plan has no measures yet, so there is nothing to ask of."))
    last = MonitoringRound.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    opened = MonitoringRound.objects.create(
        plan=plan,
        number=last + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        opened_by=by,
        opened_at=now,
        **{f"name_{language}": text for language, text in names.items()},
    )
    announce(round=opened, now=now)
    return opened


def _refuse_days(plan: Plan, starts_on: dt.date, ends_on: dt.date, due_on: dt.date) -> None:
    if ends_on < starts_on:
        raise Refused("ends_before_it_starts", _("The last day is before the first."))
    if starts_on > plan.ends_on or ends_on < plan.starts_on:
        raise Refused("outside_the_plan", _("These days are not in the time of the plan. Choose others."))
    if due_on < starts_on:
        raise Refused("due_too_early", _("The answers would be due before the time that they are about begins."))


@transaction.atomic
def close_round(*, round: MonitoringRound, by: User | None, now: dt.datetime) -> MonitoringRound:
    """A round takes nothing more in; the first one that is closed brings the negotiation to monitoring."""
    current = _held(round)
    if current.closed_at is not None:
        raise Refused("closed_already", _("The monitoring round has been closed already."))
    current.closed_by, current.closed_at = by, now
    current.save(update_fields=["closed_by", "closed_at"])
    reach_station(negotiation=current.plan.negotiation, station=Station.MONITORING, on=timezone.localdate(now))
    signals.measures_told.send(sender=MonitoringRound, plan=current.plan)
    return current


def demand_open(*, round: MonitoringRound) -> MonitoringRound:
    """The round as it is now, held against another change of it; one that is closed takes nothing in."""
    current = _held(round)
    if current.closed_at is not None:
        raise Refused(
            "round_closed",
            _("The monitoring round has been closed. Say it in the next round; the process owner opens one."),
        )
    return current


def _held(round: MonitoringRound) -> MonitoringRound:
    rounds = MonitoringRound.objects.select_for_update(of=("self",)).select_related("plan__document__negotiation")
    return rounds.get(pk=round.pk)


@transaction.atomic
def name_monitor(*, mandate: Mandate, goal_areas: Iterable[GoalArea]) -> None:
    """A monitor's mandate covers these goal areas; without any, it covers all of them."""
    current, chosen = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk), list(goal_areas)
    if current.role != Role.MONITOR:
        raise Refused("no_monitor", _("Only a monitor’s mandate covers goal areas. Nothing was stored."))
    if any(area.negotiation_id != current.negotiation_id for area in chosen):
        raise Refused("another_negotiation", _("The goal area is of another negotiation. Nothing was stored."))
    AreaMonitor.objects.filter(mandate=current).exclude(goal_area__in=chosen).delete()
    for area in chosen:
        AreaMonitor.objects.get_or_create(mandate=current, goal_area=area)
