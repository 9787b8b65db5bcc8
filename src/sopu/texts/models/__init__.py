"""What is worded: documents, clauses and their wordings, versions, comment rounds, and texts from files."""

from sopu.texts.models.clauses import Basis, Clause, ClauseKind, ClauseQuerySet, Wording, WordingQuerySet
from sopu.texts.models.documents import ConditionKind, Document, DocumentKind, DocumentQuerySet, Language
from sopu.texts.models.intakes import TextIntake, TextIntakeKind
from sopu.texts.models.rounds import (
    AnswerOutcome,
    ChangeProposal,
    ChangeProposalQuerySet,
    Comment,
    CommentRound,
    CommentRoundQuerySet,
    ProposalAnswer,
    ProposalKind,
)
from sopu.texts.models.versions import (
    Purpose,
    Version,
    VersionClause,
    VersionQuerySet,
    VersionText,
    VersionWording,
)

__all__ = [
    "AnswerOutcome",
    "Basis",
    "ChangeProposal",
    "ChangeProposalQuerySet",
    "Clause",
    "ClauseKind",
    "ClauseQuerySet",
    "Comment",
    "CommentRound",
    "CommentRoundQuerySet",
    "ConditionKind",
    "Document",
    "DocumentKind",
    "DocumentQuerySet",
    "Language",
    "ProposalAnswer",
    "ProposalKind",
    "Purpose",
    "TextIntake",
    "TextIntakeKind",
    "Version",
    "VersionClause",
    "VersionQuerySet",
    "VersionText",
    "VersionWording",
    "Wording",
    "WordingQuerySet",
]
