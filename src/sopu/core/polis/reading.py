"""The four files are read, each row checked, and each file against the others."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sopu.core import tables
from sopu.core.polis.clocks import LATEST, clock_of
from sopu.core.polis.shapes import (
    COMMENT_COLUMNS,
    COMMENTS,
    MATRIX,
    PERSON_COLUMNS,
    REQUIRED,
    SUMMARY,
    SUMMARY_KEYS,
    VOTE_COLUMNS,
    VOTES,
    Conversation,
    Person,
    Statement,
    Vote,
)
from sopu.core.tables import Row, Table, Unreadable

_WHOLE = re.compile(r"0|[1-9][0-9]{0,15}")
_STANCES = {"1": 1, "0": 0, "-1": -1}


def read(files: Mapping[str, bytes]) -> Conversation:
    """The conversation in `files` (name → bytes): summary, comments and the matrix; votes.csv when it is there.

    Raises `sopu.core.tables.Unreadable`: "missing_file" and all that tables say; "key_missing", "key_twice",
    "not_whole", "not_a_time", "times_disagree", "unknown_moderation", "unknown_vote", "id_twice", "unknown_comment",
    "unknown_voter", "unknown_author", "comment_without_column", "count_disagrees", "last_word_disagrees",
    "vote_without_row". Only what is true of every published export is demanded: the number of groups is kept as told,
    and so are the sums of comments.csv, which count votes that were later changed.
    """
    for name in REQUIRED:
        if name not in files:
            raise Unreadable("missing_file", name)
    summary, summary_rows = _summary(files[SUMMARY])
    comments = tables.read(COMMENTS, files[COMMENTS])
    matrix = tables.read(MATRIX, files[MATRIX])
    statements = _statements(comments)
    columns, order = _columns(matrix, statements)
    counts = Counter(statement.author for statement in statements)
    ids = [_whole(matrix, row, "participant") for row in matrix.rows]
    _once(matrix, "participant", ids)
    _authors_known(comments, statements, set(ids))
    people = tuple(_person(matrix, row, columns, order, counts) for row in matrix.rows)
    read_files = [comments, matrix]
    votes: tuple[Vote, ...] | None = None
    if VOTES in files:
        cast = tables.read(VOTES, files[VOTES])
        votes = _votes(cast, {one.id for one in statements}, {one.id for one in people})
        _last_words_agree(cast, votes, matrix, people)
        read_files.append(cast)
    _counts_agree(dict(summary), summary_rows, statements, people)
    forms = {SUMMARY: tables.form_of(files[SUMMARY])} | {table.file: table.form for table in read_files}
    return Conversation(summary, statements, people, votes, order, comments.header, columns, forms)


def _summary(data: bytes) -> tuple[tuple[tuple[str, str], ...], dict[str, Row]]:
    rows: dict[str, Row] = {}
    for row in tables.rows_of(SUMMARY, tables.text_of(SUMMARY, data)):
        if len(row.cells) != 2:
            raise Unreadable("column_count", SUMMARY, row.number, row.line, expected=2, found=len(row.cells))
        if row.cells[0] in rows:
            raise Unreadable("key_twice", SUMMARY, row.number, row.line, key=row.cells[0])
        rows[row.cells[0]] = row
    for key in SUMMARY_KEYS:
        if key not in rows:
            raise Unreadable("key_missing", SUMMARY, key=key)
    return tuple((key, row.cells[1]) for key, row in rows.items()), rows


def _statements(comments: Table) -> tuple[Statement, ...]:
    for column in COMMENT_COLUMNS:
        if column != "datetime":  # newer exports leave it out
            comments.place(column)
    extras = [column for column in comments.header if column not in COMMENT_COLUMNS]
    statements = tuple(_statement(comments, row, extras) for row in comments.rows)
    _once(comments, "comment-id", [statement.id for statement in statements])
    return statements


def _statement(comments: Table, row: Row, extras: Sequence[str]) -> Statement:
    told = dict(zip(comments.header, row.cells, strict=True))
    moderated = _STANCES.get(told["moderated"])
    if moderated is None:
        raise _unreadable("unknown_moderation", comments, row, value=told["moderated"])
    at = _moment(comments, row)
    return Statement(
        id=_whole(comments, row, "comment-id"),
        author=_whole(comments, row, "author-id"),
        text=told["comment-body"],
        at=at,
        shown_at=_shown(comments, row, at, told.get("datetime", "")),
        agrees=_whole(comments, row, "agrees"),
        disagrees=_whole(comments, row, "disagrees"),
        moderated=moderated,
        extras={column: told[column] for column in extras},
    )


def _columns(matrix: Table, statements: Sequence[Statement]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names of the matrix's leading columns, and the statements in the order of the others."""
    for column in PERSON_COLUMNS:
        matrix.place(column)
    last = max(position for position, name in enumerate(matrix.header) if not _WHOLE.fullmatch(name))
    known, placed = {str(statement.id) for statement in statements}, set(matrix.header[last + 1 :])
    for name in matrix.header[last + 1 :]:
        if name not in known:
            raise Unreadable("unknown_comment", MATRIX, 1, 1, value=name)
    for statement in statements:
        if str(statement.id) not in placed:
            raise Unreadable("comment_without_column", MATRIX, 1, 1, value=statement.id)
    return matrix.header[: last + 1], tuple(int(name) for name in matrix.header[last + 1 :])


def _person(
    matrix: Table, row: Row, columns: Sequence[str], order: Sequence[int], comment_counts: Mapping[int, int]
) -> Person:
    told = dict(zip(columns, row.cells, strict=False))
    votes: dict[int, int] = {}
    for comment, cell in zip(order, row.cells[len(columns) :], strict=True):
        if cell:
            if cell not in _STANCES:
                raise _unreadable("unknown_vote", matrix, row, value=cell, comment=comment)
            votes[comment] = _STANCES[cell]
    person = Person(
        id=_whole(matrix, row, "participant"),
        group=told["group-id"],
        votes=votes,
        extras={column: told[column] for column in columns if column not in PERSON_COLUMNS},
    )
    for column, found in sums(person, comment_counts).items():
        if _whole(matrix, row, column) != found:
            raise _unreadable("count_disagrees", matrix, row, key=column, told=told[column], found=found)
    return person


def sums(person: Person, comment_counts: Mapping[int, int]) -> dict[str, int]:
    """The four sums that the matrix gives of a person; `comment_counts` is the number of statements by author."""
    by_vote = Counter(person.votes.values())
    return {
        "n-comments": comment_counts.get(person.id, 0),
        "n-votes": len(person.votes),
        "n-agree": by_vote[1],
        "n-disagree": by_vote[-1],
    }


def _authors_known(comments: Table, statements: Sequence[Statement], known: set[int]) -> None:
    for row, statement in zip(comments.rows, statements, strict=True):
        if statement.author not in known:
            raise _unreadable("unknown_author", comments, row, value=statement.author)


def _votes(cast: Table, comments: set[int], voters: set[int]) -> tuple[Vote, ...]:
    if cast.header != VOTE_COLUMNS:
        for column in VOTE_COLUMNS:
            cast.place(column)
        unknown = next(column for column in cast.header if column not in VOTE_COLUMNS)
        raise Unreadable("column_unknown", VOTES, 1, 1, column=unknown)
    return tuple(_vote(cast, row, comments, voters) for row in cast.rows)


def _vote(cast: Table, row: Row, comments: set[int], voters: set[int]) -> Vote:
    comment, voter = _whole(cast, row, "comment-id"), _whole(cast, row, "voter-id")
    if comment not in comments:
        raise _unreadable("unknown_comment", cast, row, value=comment)
    if voter not in voters:
        raise _unreadable("unknown_voter", cast, row, value=voter)
    if row.cells[4] not in _STANCES:
        raise _unreadable("unknown_vote", cast, row, value=row.cells[4], comment=comment)
    at = _moment(cast, row) if row.cells[0] else None
    return Vote(comment, voter, _STANCES[row.cells[4]], at, _shown(cast, row, at, row.cells[1]))


def chronological(votes: Sequence[Vote]) -> list[int]:
    """The places of the votes in order of time; those without a time come first, equals in the order given."""
    return sorted(range(len(votes)), key=lambda place: _when(votes[place]))


def _when(vote: Vote) -> int:
    return -1 if vote.at is None else vote.at


def canonical(votes: Sequence[Vote]) -> list[int]:
    """The places of the votes in the order of published files: by statement, then voter, then time."""
    return sorted(range(len(votes)), key=lambda place: (votes[place].comment, votes[place].voter, _when(votes[place])))


def _last_words_agree(cast: Table, votes: Sequence[Vote], matrix: Table, people: Sequence[Person]) -> None:
    last: dict[tuple[int, int], int] = {}
    for place in chronological(votes):
        last[votes[place].voter, votes[place].comment] = place
    for row, person in zip(matrix.rows, people, strict=True):
        for comment in person.votes:
            if (person.id, comment) not in last:
                raise _unreadable("vote_without_row", matrix, row, voter=person.id, comment=comment)
    finals = {person.id: person.votes for person in people}
    for (voter, comment), place in last.items():
        final = finals[voter].get(comment)
        if votes[place].vote != final:
            told = "" if final is None else final
            facts = {"voter": voter, "comment": comment, "found": votes[place].vote, "told": told}
            raise _unreadable("last_word_disagrees", cast, cast.rows[place], **facts)


def _counts_agree(
    told: Mapping[str, str], rows: Mapping[str, Row], statements: Sequence[Statement], people: Sequence[Person]
) -> None:
    voters = sum(1 for person in people if person.votes)
    found = {
        "voters": {voters, len(people)},
        "voters-in-conv": {len(people)},
        "commenters": {len({statement.author for statement in statements})},
        "comments": {len(statements)},
    }
    for key, possible in found.items():
        row = rows[key]
        if told[key] not in {str(count) for count in possible}:
            facts = {"key": key, "told": told[key], "found": max(possible)}
            raise Unreadable("count_disagrees", SUMMARY, row.number, row.line, **facts)


def _once(table: Table, column: str, ids: Sequence[int]) -> None:
    seen: set[int] = set()
    for row, one in zip(table.rows, ids, strict=True):
        if one in seen:
            raise _unreadable("id_twice", table, row, column=column, value=one)
        seen.add(one)


def _whole(table: Table, row: Row, column: str) -> int:
    value = row.cells[table.place(column)]
    if not _WHOLE.fullmatch(value):
        raise _unreadable("not_whole", table, row, column=column, value=value)
    return int(value)


def _moment(table: Table, row: Row) -> int:
    at = _whole(table, row, "timestamp")
    if at > LATEST:
        raise _unreadable("not_a_time", table, row, value=at)
    return at


def _shown(table: Table, row: Row, at: int | None, shown_at: str) -> str:
    """The time as text, which may be left out, but not be another time than the one in milliseconds."""
    if shown_at and (at is None or clock_of(at, shown_at) is None):
        raise _unreadable("times_disagree", table, row, value=shown_at, at="" if at is None else at)
    return shown_at


def _unreadable(code: str, table: Table, row: Row, **facts: object) -> Unreadable:
    return Unreadable(code, table.file, row.number, row.line, **facts)
