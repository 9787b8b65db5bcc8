"""A conversation of Polis as votes, and what was found of it in the words of its files."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.shapes import Opinion, Representative
from sopu.core.opinion.votes import Votes
from sopu.core.polis import Conversation, Statement

SCHEMA = "sopu-opinion/1"
_WORDS = {1: "agree", 0: "pass", -1: "disagree"}


@dataclass(frozen=True, slots=True)
class Heard:
    """The last words of a conversation; people and statements are in order of their ids, which index `votes`.

    `hidden` are the indexes of the statements that were moderated out.
    """

    votes: Votes
    people: tuple[int, ...]
    statements: tuple[Statement, ...]
    hidden: tuple[int, ...]


def heard(conversation: Conversation) -> Heard:
    """The conversation as votes."""
    people = sorted(conversation.people, key=lambda one: one.id)
    statements = sorted(conversation.statements, key=lambda one: one.id)
    column = {one.id: index for index, one in enumerate(statements)}
    counts = [len(one.votes) for one in people]
    told = np.array([column[comment] for one in people for comment in one.votes], dtype=np.int32)
    stances = np.array([vote for one in people for vote in one.votes.values()], dtype=np.int8)
    person = np.repeat(np.arange(len(people), dtype=np.int32), counts)
    return Heard(
        votes=Votes.from_arrays(person, told, stances, people=len(people), statements=len(statements)),
        people=tuple(one.id for one in people),
        statements=tuple(statements),
        hidden=tuple(index for index, one in enumerate(statements) if one.moderated == -1),
    )


def told(found: Opinion, of: Heard) -> dict[str, object]:
    """What was found as JSON can say it: docs/formats.md, `sopu-opinion/1`."""
    return {
        "schema": SCHEMA,
        "mode": found.mode.value,
        "seed": found.seed,
        "people": found.people,
        "statements": found.statements,
        "votes": found.votes,
        "placed": len(found.placed),
        "group_count": found.groups,
        "sizes": list(found.sizes),
        "why_no_groups": str(found.why_no_groups) or None,
        "stability": found.stability,
        "variance": list(found.variance),
        "straight_liners": [of.people[person] for person in found.straight],
        "groups": [
            {"group": group, "size": size, "representative": [_told_of(one, of) for one in chosen]}
            for group, (size, chosen) in enumerate(zip(found.sizes, found.representative, strict=True))
        ],
        "consensus": [
            {"statement": one.id, "text": one.text, "consensus": float(value)} | _counted(counts)
            for one, value, counts in zip(of.statements, found.consensus, found.overall, strict=True)
        ],
    }


def labels(found: Opinion, of: Heard) -> Iterator[tuple[str, str]]:
    """The header, and the participant and group of each person who is in one."""
    yield "participant", "group"
    for person, group in zip(found.placed, found.group.tolist(), strict=True):
        if group >= 0:
            yield str(of.people[person]), str(group)


def _told_of(one: Representative, of: Heard) -> dict[str, object]:
    return {
        "statement": of.statements[one.statement].id,
        "text": of.statements[one.statement].text,
        "stance": _WORDS[one.stance],
        "share": one.share,
        "share_of_others": one.others,
        "z": one.z,
        "z_own": one.z_own,
        "n": one.n,
        "seen": one.seen,
    }


def _counted(counts: NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(("agree", "disagree", "pass"), counts.tolist(), strict=True))
