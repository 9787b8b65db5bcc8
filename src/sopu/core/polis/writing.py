"""A conversation is written as the four files."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sopu.core import tables
from sopu.core.polis.reading import sums
from sopu.core.polis.shapes import (
    COMMENTS,
    MATRIX,
    SUMMARY,
    VOTE_COLUMNS,
    VOTES,
    Conversation,
    Person,
    Statement,
    Vote,
)
from sopu.core.tables import Form


def write(conversation: Conversation) -> dict[str, bytes]:
    """The files of the conversation, name → bytes; without votes.csv when `conversation.votes` is None.

    The matrix is written row by row: a conversation of thousands of people and statements needs the memory of its
    files only.
    """
    forms = conversation.forms
    files = {
        SUMMARY: tables.write(conversation.summary, forms.get(SUMMARY, Form())),
        COMMENTS: tables.write(_comments(conversation), forms.get(COMMENTS, Form())),
        MATRIX: tables.write(_matrix(conversation), forms.get(MATRIX, Form())),
    }
    if conversation.votes is not None:
        files[VOTES] = tables.write(_votes(conversation.votes), forms.get(VOTES, Form()))
    return files


def _comments(conversation: Conversation) -> Iterator[Sequence[str]]:
    yield conversation.comment_columns
    for statement in conversation.statements:
        told = _told(statement)
        yield [told.get(column, "") for column in conversation.comment_columns]


def _told(statement: Statement) -> Mapping[str, str]:
    return {
        **statement.extras,
        "timestamp": str(statement.at),
        "datetime": statement.shown_at,
        "comment-id": str(statement.id),
        "author-id": str(statement.author),
        "agrees": str(statement.agrees),
        "disagrees": str(statement.disagrees),
        "moderated": str(statement.moderated),
        "comment-body": statement.text,
    }


def _matrix(conversation: Conversation) -> Iterator[Sequence[str]]:
    yield [*conversation.person_columns, *map(str, conversation.matrix_order)]
    comment_counts = Counter(statement.author for statement in conversation.statements)
    for person in conversation.people:
        told = _leading(person, comment_counts)
        leading = [told.get(column, "") for column in conversation.person_columns]
        votes = {comment: str(vote) for comment, vote in person.votes.items()}
        yield leading + [votes.get(comment, "") for comment in conversation.matrix_order]


def _leading(person: Person, comment_counts: Mapping[int, int]) -> Mapping[str, str]:
    counted = {column: str(count) for column, count in sums(person, comment_counts).items()}
    return {**person.extras, **counted, "participant": str(person.id), "group-id": person.group}


def _votes(votes: Sequence[Vote]) -> Iterator[Sequence[str]]:
    yield VOTE_COLUMNS
    for vote in votes:
        at = "" if vote.at is None else str(vote.at)
        yield (at, vote.shown_at, str(vote.comment), str(vote.voter), str(vote.vote))
