"""Events, who came to them, and what they said."""

from sopu.forum.models.events import Discussion, DiscussionQuerySet, Event, EventQuerySet, Opening, Prompt, PromptKind
from sopu.forum.models.people import Participant, ParticipantRole
from sopu.forum.models.sentences import (
    Abstention,
    Cause,
    Contribution,
    ContributionQuerySet,
    Moderation,
    ModerationQuerySet,
    Reaction,
    ReactionQuerySet,
    Stance,
)

__all__ = [
    "Abstention",
    "Cause",
    "Contribution",
    "ContributionQuerySet",
    "Discussion",
    "DiscussionQuerySet",
    "Event",
    "EventQuerySet",
    "Moderation",
    "ModerationQuerySet",
    "Opening",
    "Participant",
    "ParticipantRole",
    "Prompt",
    "PromptKind",
    "Reaction",
    "ReactionQuerySet",
    "Stance",
]
