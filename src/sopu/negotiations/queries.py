"""What pages ask of a negotiation."""

from dataclasses import dataclass
from enum import StrEnum

from sopu.negotiations.models import Milestone, Negotiation, Station


class Progress(StrEnum):
    """Where a station is in time."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StationState:
    """A station of the river, and where it is in time."""

    station: Station
    progress: Progress


def river(negotiation: Negotiation) -> list[StationState]:
    """The seven stations: done when all their milestones are; the first that isn't is now, the rest are ahead."""
    open_stations = set(
        Milestone.objects.filter(negotiation=negotiation, done_on__isnull=True).values_list("station", flat=True)
    )
    known = set(Milestone.objects.filter(negotiation=negotiation).values_list("station", flat=True))
    states: list[StationState] = []
    has_now = False
    for station in Station:
        is_done = station in known and station not in open_stations and not has_now
        progress = Progress.DONE if is_done else Progress.AHEAD if has_now else Progress.NOW
        has_now = has_now or progress is Progress.NOW
        states.append(StationState(station, progress))
    return states
