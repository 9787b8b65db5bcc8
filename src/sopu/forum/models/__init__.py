"""Events, who came to them, and what they said."""

from sopu.forum.models.badges import Badge, BadgeQuerySet, Release
from sopu.forum.models.duplicates import DuplicateMark, DuplicateMarkQuerySet
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
from sopu.forum.models.intakes import Intake, IntakeKind, IntakeQuerySet, RememberedReading
from sopu.forum.models.people import Participant, ParticipantQuerySet, ParticipantRole
from sopu.forum.models.programme import ProgrammeItem
from sopu.forum.models.registrations import Registration
from sopu.forum.models.remarks import Remark, RemarkQuerySet
from sopu.forum.models.sentences import (
    SPEAKER,
    Abstention,
    Cause,
    Contribution,
    ContributionQuerySet,
    Moderation,
    ModerationQuerySet,
    Reaction,
    ReactionQuerySet,
    Stance,
    Voice,
)
from sopu.forum.models.tables import Table

__all__ = [
    "SPEAKER",
    "Abstention",
    "Badge",
    "BadgeQuerySet",
    "Cause",
    "Contribution",
    "ContributionQuerySet",
    "Discussion",
    "DiscussionQuerySet",
    "DuplicateMark",
    "DuplicateMarkQuerySet",
    "Event",
    "EventQuerySet",
    "Intake",
    "IntakeKind",
    "IntakeQuerySet",
    "Moderation",
    "ModerationMode",
    "ModerationQuerySet",
    "Opening",
    "Participant",
    "ParticipantQuerySet",
    "ParticipantRole",
    "ProgrammeItem",
    "Prompt",
    "PromptKind",
    "Reaction",
    "ReactionQuerySet",
    "Registration",
    "Release",
    "Remark",
    "RemarkQuerySet",
    "RememberedReading",
    "Stance",
    "Table",
    "Voice",
]
