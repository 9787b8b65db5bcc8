"""Negotiations, their parties, goal areas and milestones; people's mandates, invitations, letters; contacts."""

from sopu.negotiations.models.contacts import ContactPoint, ContactPointQuerySet, Purpose
from sopu.negotiations.models.duties import Evidence, EvidenceQuerySet
from sopu.negotiations.models.invitations import Invitation, InvitationQuerySet
from sopu.negotiations.models.letters import Letter, LetterQuerySet
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
from sopu.negotiations.models.structures import Structure

__all__ = [
    "ContactPoint",
    "ContactPointQuerySet",
    "CouncilTerm",
    "Evidence",
    "EvidenceQuerySet",
    "GoalArea",
    "Invitation",
    "InvitationQuerySet",
    "LegalGround",
    "Letter",
    "LetterQuerySet",
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
    "Purpose",
    "Role",
    "Round",
    "Station",
    "Structure",
]
