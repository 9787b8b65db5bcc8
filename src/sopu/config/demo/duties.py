"""What was negotiated before the forum and beside it, in the term before and in yearly rounds (`duties.json`)."""

import datetime as dt
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sopu.accounts.models import User
from sopu.config.demo import COUNTY
from sopu.negotiations.actions.creating import Course, set_up_negotiation
from sopu.negotiations.actions.duties import succeed
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.actions.minutes import Account, record_minutes
from sopu.negotiations.actions.planning import plan_round
from sopu.negotiations.models import Mandate, MeetingKind, Milestone, Negotiation, Role, Round, Station

Written = Mapping[str, Any]


def written() -> Written:
    """The content as it is written."""
    content: Written = json.loads((files(__package__) / "duties.json").read_text(encoding="utf-8"))
    return content


def put_meetings(negotiation: Negotiation, owner: User, reader: User) -> None:
    """The negotiation of the term before, with its meetings, and the yearly rounds of both terms."""
    content = written()
    if Negotiation.objects.filter(slug=content["slug"]).exists():
        return  # a real one has the address: the demonstration goes without its predecessor
    earlier = set_up_negotiation(
        county_code=COUNTY,
        term_year=content["term"],
        slug=content["slug"],
        on=dt.date.fromisoformat(content["rounds"][0]["held_on"][0]),
        course=Course(template=content["template"], with_regional_council=False),
        is_demo=True,
    )
    succeed(negotiation=negotiation, predecessor=earlier)
    Mandate.objects.bulk_create(
        Mandate(user=user, negotiation=earlier, organisation=earlier.county, role=role)
        for user, role in ((owner, Role.PROCESS_OWNER), (reader, Role.READER))
    )
    for row in content["rounds"]:
        whose = earlier if row["negotiation"] == "earlier" else negotiation
        _hold(whose.rounds.get() if row.get("is_planned") else _plan(whose, row), row, owner)
    for station in Station:
        day = Milestone.objects.filter(negotiation=earlier, station=station).latest("due_on").due_on
        reach_station(negotiation=earlier, station=station, on=day)


def _plan(negotiation: Negotiation, row: Written) -> Round:
    return plan_round(
        negotiation=negotiation,
        kind=MeetingKind(row["kind"]),
        names=row["names"],
        starts_on=dt.date.fromisoformat(row["starts_on"]),
        ends_on=dt.date.fromisoformat(row["ends_on"]),
        groups=row["groups"],
    )


def _hold(made: Round, row: Written, owner: User) -> None:
    """The first meetings of the round have minutes; one without a day is still to be held."""
    days = [dt.date.fromisoformat(day) for day in row["held_on"]]
    for number, (meeting, day) in enumerate(zip(made.meetings.all(), days, strict=False)):
        told = row["accounts"][number % len(row["accounts"])]
        parties = list(meeting.invited.with_organisations())
        place = next(party.organisation.name_fi for party in parties if party.is_bound_municipality)
        account = Account(held_on=day, parties=parties, place=place, **told)
        record_minutes(meeting=meeting, account=account, today=day, made_by=owner)
