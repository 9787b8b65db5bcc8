"""Negotiations, their parties, goal areas and milestones, and the mandates of people in them."""

from sopu.negotiations.models.mandates import Mandate, MandateQuerySet, Role
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
    "GoalArea",
    "LegalGround",
    "Mandate",
    "MandateQuerySet",
    "Milestone",
    "Negotiation",
    "NegotiationQuerySet",
    "Party",
    "PartyQuerySet",
    "Role",
    "Station",
]
