"""The demonstration's monitoring: two rounds, what the parties reported, what was read, and a frozen report."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sopu.accounts.models import User
from sopu.config.demo.content import moment, written
from sopu.config.demo.room import Room, spread
from sopu.plans.actions.accepting import accept_report, return_report
from sopu.plans.actions.freezing import freeze_report, publish_report
from sopu.plans.actions.monitoring import close_round, open_round
from sopu.plans.actions.readings import read_indicator
from sopu.plans.actions.reporting import report_status
from sopu.plans.models import Indicator, Measure, MonitoringRound, Plan, Report, StatusReport
from sopu.plans.queries.latest import latest_of

Told = Mapping[str, Any]


def put_monitoring(room: Room, plan: Plan, monitor: User) -> Report:
    """The first round is closed and reported on; the second one takes in."""
    told = written("monitoring.json")
    first, second = told["rounds"]
    measures = {one.label: one for one in Measure.objects.of(plan).at_hand()}
    begun = moment(first["opened_at"])
    opened = _open(room, plan, first, begun, dt.date.fromisoformat(first["due_on"]))
    _report(room, opened, first, measures, moment(first["reported_from"]), monitor)
    _read(opened, told["readings"], monitor, moment(first["closed_at"]))
    closed = close_round(round=opened, by=room.owner, now=moment(first["closed_at"]))
    report = _freeze(room, plan, closed, told["report"])
    now, today = timezone.now(), timezone.localdate()
    begun = now - dt.timedelta(days=second["opened_days_ago"])
    opened = _open(room, plan, second, begun, today + dt.timedelta(days=second["due_in_days"]))
    _report(room, opened, second, measures, begun + dt.timedelta(days=2), None)
    return report


def _open(room: Room, plan: Plan, told: Told, now: dt.datetime, due_on: dt.date) -> MonitoringRound:
    return open_round(
        plan=plan,
        names=told["name"],
        starts_on=dt.date.fromisoformat(told["starts_on"]),
        ends_on=dt.date.fromisoformat(told["ends_on"]),
        due_on=due_on,
        by=room.owner,
        now=now,
    )


def _report(
    room: Room,
    opened: MonitoringRound,
    told: Told,
    measures: Mapping[str, Measure],
    begun: dt.datetime,
    monitor: User | None,
) -> None:
    """Each party reports of its own; the monitor accepts, or returns with words, where there is one yet."""
    keys = {party.pk: key for key, party in room.parties.items()}
    for number, (label, status) in enumerate(told["statuses"].items()):
        measure = measures[label]
        assert measure.responsible is not None  # every measure of the content has one
        now = min(spread(begun, number), timezone.now())
        by = room.coordinators[keys[measure.responsible.pk]]
        report = report_status(round=opened, measure=measure, by=by, now=now, based_on=0, **status)
        if monitor is not None:
            _judge(report, told["returned"].get(label, ""), monitor, now + dt.timedelta(days=2))


def _judge(report: StatusReport, words: str, monitor: User, now: dt.datetime) -> None:
    if words:
        return_report(report=report, words=words, by=monitor, now=now)
    else:
        accept_report(report=report, by=monitor, now=now)


def _read(opened: MonitoringRound, words: Mapping[str, str], monitor: User, now: dt.datetime) -> None:
    """The round goes by the latest value of each indicator."""
    negotiation = opened.plan.negotiation
    indicators = list(Indicator.objects.of_plan(opened.plan))
    latest = latest_of(negotiation, indicators)
    for one in indicators:
        told = words.get(str(one.number), "")
        read_indicator(round=opened, indicator=one, observation=latest[one.pk], words=told, by=monitor, now=now)


def _freeze(room: Room, plan: Plan, closed: MonitoringRound, told: Told) -> Report:
    now = moment(told["made_at"])
    report = freeze_report(
        plan=plan, round=closed, audience=told["audience"], foreword=told["foreword"], by=room.owner, now=now
    )
    return publish_report(report=report, now=now)
