"""What a Polis export says, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sopu.core.tables import Form

SUMMARY = "summary.csv"
COMMENTS = "comments.csv"
MATRIX = "participants-votes.csv"
VOTES = "votes.csv"
FILES = (SUMMARY, COMMENTS, MATRIX, VOTES)
REQUIRED = (SUMMARY, COMMENTS, MATRIX)

SUMMARY_KEYS = (
    "topic",
    "url",
    "views",
    "voters",
    "voters-in-conv",
    "commenters",
    "comments",
    "groups",
    "conversation-description",
)
COMMENT_COLUMNS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
)
PERSON_COLUMNS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
VOTE_COLUMNS = ("timestamp", "datetime", "comment-id", "voter-id", "vote")


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of comments.csv: `at` in milliseconds since 1970, `shown_at` the same as text, exactly as told.

    `agrees` and `disagrees` are the source's own sums, which count votes that later ones replaced. `moderated` is
    -1 hidden, 0 not looked at, 1 accepted. `extras` are the columns that only newer exports have.
    """

    id: int
    author: int
    text: str
    at: int
    shown_at: str = ""
    agrees: int = 0
    disagrees: int = 0
    moderated: int = 0
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A row of participants-votes.csv: `votes` are the person's last words by statement; `group` is as told."""

    id: int
    group: str = ""
    votes: Mapping[int, int] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vote:
    """A row of votes.csv; `at` in milliseconds since 1970, None when the source didn't tell."""

    comment: int
    voter: int
    vote: int
    at: int | None = None
    shown_at: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as its files tell it, rows in the order of the files; `votes` is None without votes.csv.

    `comment_columns` and `person_columns` are the names of the columns in order; `matrix_order` the statements in the
    order of the matrix's columns; `forms` how each file was written.
    """

    summary: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]
    people: tuple[Person, ...]
    votes: tuple[Vote, ...] | None
    matrix_order: tuple[int, ...]
    comment_columns: tuple[str, ...] = COMMENT_COLUMNS
    person_columns: tuple[str, ...] = PERSON_COLUMNS
    forms: Mapping[str, Form] = field(default_factory=dict)

    def told(self, key: str) -> str:
        """What summary.csv says of `key`; empty when nothing."""
        return dict(self.summary).get(key, "")
