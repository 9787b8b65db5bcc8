"""What pages ask of a negotiation, its people and its contact points."""

from sopu.negotiations.queries.negotiations import (
    NegotiationSize,
    PartyRow,
    Progress,
    StationState,
    Step,
    parties,
    river,
    sizes,
    stations_of,
    steps,
)

__all__ = [
    "NegotiationSize",
    "PartyRow",
    "Progress",
    "StationState",
    "Step",
    "parties",
    "river",
    "sizes",
    "stations_of",
    "steps",
]
