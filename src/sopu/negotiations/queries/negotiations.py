"""What pages ask of a negotiation."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from sopu.negotiations.models import Milestone, Negotiation, Party, Station
from sopu.organisations.models import Kind, Level


class Progress(StrEnum):
    """Where a station is in time."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StationState:
    """A station of the river, where it is in time, and its last day: done on it, or due by it.

    One that is done while an earlier one is not is still ahead on the line.
    """

    station: Station
    progress: Progress
    is_done: bool
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone, and where it is in time: the first that isn't done is now."""

    name: str
    station: Station
    progress: Progress
    starts_on: dt.date
    due_on: dt.date
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with what it decides by; `languages` is empty where the law gives no language status."""

    name: str
    code: str
    kind: str
    council: str
    board: str
    languages: str
    is_by_law: bool


def river(negotiation: Negotiation) -> list[StationState]:
    """The seven stations: done when all their milestones are; the first that isn't is now, the rest are ahead."""
    return stations_of(steps(negotiation))


def stations_of(steps: list[Step]) -> list[StationState]:
    """The seven stations as the milestones tell of them."""
    states: list[StationState] = []
    has_now = False
    for station in Station:
        own = [step for step in steps if step.station == station]
        is_done = bool(own) and all(step.done_on for step in own)
        progress = Progress.AHEAD if has_now else Progress.DONE if is_done else Progress.NOW
        has_now = has_now or progress is Progress.NOW
        day = max((step.done_on or step.due_on for step in own), default=None)
        states.append(StationState(station, progress, is_done, day))
    return states


def steps(negotiation: Negotiation) -> list[Step]:
    """The milestones in the order of their days."""
    found: list[Step] = []
    has_now = False
    for milestone in Milestone.objects.filter(negotiation=negotiation).order_by("due_on", "number"):
        ahead = Progress.AHEAD if has_now else Progress.NOW
        progress = Progress.DONE if milestone.done_on else ahead
        has_now = has_now or progress is Progress.NOW
        found.append(
            Step(
                name=milestone.name,
                station=Station(milestone.station),
                progress=progress,
                starts_on=milestone.starts_on,
                due_on=milestone.due_on,
                done_on=milestone.done_on,
            )
        )
    return found


def parties(negotiation: Negotiation) -> list[PartyRow]:
    """The parties in their order."""
    return [_row(party) for party in Party.objects.with_bodies().filter(negotiation=negotiation)]


def _row(party: Party) -> PartyRow:
    organisation = party.organisation
    bodies = {body.level: body.name for body in organisation.bodies.all()}
    is_municipality = organisation.kind == Kind.MUNICIPALITY
    return PartyRow(
        name=organisation.name,
        code=organisation.code,
        kind=organisation.get_kind_display(),
        council=bodies.get(Level.COUNCIL, ""),
        board=bodies.get(Level.BOARD, ""),
        languages=organisation.get_language_status_display() if is_municipality else "",
        is_by_law=party.is_by_law,
    )


@dataclass(frozen=True, slots=True)
class NegotiationSize:
    """A negotiation and how much there is of it."""

    slug: str
    name: str
    party_count: int
    municipality_count: int
    body_count: int
    goal_area_count: int
    milestone_count: int


def sizes(negotiations: QuerySet[Negotiation]) -> list[NegotiationSize]:
    """How many parties, municipalities, bodies, goal areas and milestones each has."""
    is_municipality = Q(parties__organisation__kind=Kind.MUNICIPALITY)
    counted = negotiations.values_list("slug", "name_fi").annotate(
        party_count=Count("parties", distinct=True),
        municipality_count=Count("parties", filter=is_municipality, distinct=True),
        body_count=Count("parties__organisation__bodies", distinct=True),
        goal_area_count=Count("goal_areas", distinct=True),
        milestone_count=Count("milestones", distinct=True),
    )
    return [NegotiationSize(*row) for row in counted]
