"""The demonstration's municipal meeting: what was handled together, and what was left to whom."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sopu.config.demo.content import HELSINKI, written
from sopu.config.demo.room import Room
from sopu.negotiations.models import Meeting
from sopu.plans.actions.meetings import add_point, call_meeting, finish_to_do, handle_point, leave_to, take_minutes
from sopu.plans.models import Measure, Plan, Report

HELD = dt.time(14)


def put_meeting(room: Room, plan: Plan, report: Report) -> Meeting:
    """The meeting handles the first report and what it told to be open, and its minutes are taken."""
    told = written("monitoring.json")["meeting"]
    held_on = dt.date.fromisoformat(told["held_on"])
    now = dt.datetime.combine(held_on, HELD, HELSINKI)
    meeting = call_meeting(plan=plan, name=told["name"]["fi"], planned_on=held_on)
    measures = {one.label: one for one in Measure.objects.of(plan).at_hand()}
    for row in told["points"]:
        measure = measures.get(row.get("measure", ""))
        point = add_point(
            meeting=meeting,
            plan=plan,
            title=row["title"],
            reason=row.get("reason", ""),
            measure=measure,
            report=report if "report" in row else None,
        )
        handle_point(point=point, handling=row["handling"], by=room.owner, now=now)
        for one in row["to_dos"]:
            to_do = leave_to(point=point, party=room.parties[one["party"]], text=one["text"], due_on=_day(one))
            if one["done"]:
                by = room.coordinators[one["party"]]
                finish_to_do(to_do=to_do, words=one["done"], by=by, now=now + dt.timedelta(days=7))
    parties = list(plan.document.parties.with_organisations())
    take_minutes(meeting=meeting, held_on=held_on, place=told["place"], parties=parties, by=room.owner, today=held_on)
    return meeting


def _day(told: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(told["due_on"])
