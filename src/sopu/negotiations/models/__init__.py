"""Negotiations, their parties, goal areas and milestones, and the mandates of people in them."""

from sopu.negotiations.models.duties import Evidence, EvidenceQuerySet
from sopu.negotiations.models.mandates import Mandate, MandateQuerySet, Role
from sopu.negotiations.models.meetings import Meeting, MeetingKind, MeetingQuerySet, Minutes, Round
from sopu.negotiations.models.negotiations import (
    CouncilTerm,
    GoalArea,
    LegalGround,
    Milestone,
    Negotiation,
    NegotiationQuerySet,
    Party,
    PartyQuerySet,
    Station,
)

__all__ = [
    "CouncilTerm",
    "Evidence",
    "EvidenceQuerySet",
    "GoalArea",
    "LegalGround",
    "Mandate",
    "MandateQuerySet",
    "Meeting",
    "MeetingKind",
    "MeetingQuerySet",
    "Milestone",
    "Minutes",
    "Negotiation",
    "NegotiationQuerySet",
    "Party",
    "PartyQuerySet",
    "Role",
    "Round",
    "Station",
]
