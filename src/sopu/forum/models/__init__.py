"""Events, who came to them, and what they said."""

from sopu.forum.models.events import (
    Discussion,
    DiscussionQuerySet,
    Event,
    EventQuerySet,
    ModerationMode,
    Opening,
    Prompt,
    PromptKind,
)
from sopu.forum.models.people import Participant, ParticipantRole
from sopu.forum.models.programme import ProgrammeItem
from sopu.forum.models.remarks import Remark, RemarkQuerySet
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
    "ModerationMode",
    "ModerationQuerySet",
    "Opening",
    "Participant",
    "ParticipantRole",
    "ProgrammeItem",
    "Prompt",
    "PromptKind",
    "Reaction",
    "ReactionQuerySet",
    "Remark",
    "RemarkQuerySet",
    "Stance",
]
