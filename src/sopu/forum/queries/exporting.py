"""An event as a Polis conversation: what was brought in as it was told, and what was said here in the same form.

Organisations, roles and tokens are not told. Of an event of several discussions or questions, and of marks of
importance, the form has no place to speak.
"""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sopu.core import polis
from sopu.core.tables import Form
from sopu.forum.models import Contribution, Event, Moderation, Participant, Reaction

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)
Told = Mapping[str, Any]
"""What a source told of a row; empty for what was said here."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Cast:
    """All votes in the order they were given, each person's last words, and how often each was said of a sentence."""

    votes: list[polis.Vote] = field(default_factory=list)
    finals: dict[int, dict[int, int]] = field(default_factory=dict)
    counted: Counter[tuple[int, int]] = field(default_factory=Counter)


def conversation_of(event: Event) -> polis.Conversation:
    """The event as Polis would export it; six queries, however large it is."""
    told: Told = event.source.get("polis") or {}
    clock = polis.Clock(**told["clock"]) if told.get("clock") else polis.UTC
    people = _numbered(
        Participant.objects.filter(event=event).order_by("joined_at", "id").values_list("id", "source"),
        "participant_id",
    )
    sentences = list(Contribution.objects.of(event).order_by("id"))
    numbers = _numbered(((one.pk, one.source) for one in sentences), "comment_id")
    cast = _cast(event, told, clock, people, numbers)
    statements = _statements(event, clock, people, numbers, sentences, cast)
    persons = tuple(
        polis.Person(number, source.get("group_id", ""), cast.finals.get(number, {}), source.get("extras", {}))
        for number, source in people.values()
    )
    order = [*told.get("matrix_order", ())]
    return polis.Conversation(
        summary=_summary(event, told, statements, persons, cast),
        statements=statements,
        people=persons,
        votes=tuple(cast.votes[place] for place in _file_order(cast.votes, told)),
        matrix_order=(*order, *sorted({one.id for one in statements}.difference(order))),
        comment_columns=tuple(told.get("comment_columns", polis.COMMENT_COLUMNS)),
        person_columns=tuple(told.get("person_columns", polis.PERSON_COLUMNS)),
        forms={name: Form(**form) for name, form in told.get("forms", {}).items()},
    )


def _numbered(rows: Iterable[tuple[Key, dict[str, Any]]], number: str) -> dict[Key, tuple[int, Told]]:
    """Each row's number and what its source told: first those told, as in the source's file, then the new in order."""
    told = [(pk, source.get("polis") or {}) for pk, source in rows]
    old = sorted((one for one in told if one[1]), key=lambda one: int(one[1]["row"]))
    numbered: dict[Key, tuple[int, Told]] = {pk: (source[number], source) for pk, source in old}
    following = max((taken for taken, _ in numbered.values()), default=-1) + 1
    new = [pk for pk, source in told if not source]
    return numbered | {pk: (place, {}) for place, pk in enumerate(new, following)}


def _cast(
    event: Event,
    told: Told,
    clock: polis.Clock,
    people: Mapping[UUID, tuple[int, Told]],
    numbers: Mapping[int, tuple[int, Told]],
) -> _Cast:
    cast, latest = _Cast(), dict[tuple[int, int], int]()
    untimed, odd = told.get("untimed_votes", 0), told.get("odd_times", {})
    rows = Reaction.objects.of(event).order_by("id")
    answers = rows.values_list("contribution_id", "participant_id", "stance", "received_at")
    for place, (contribution, participant, stance, received_at) in enumerate(answers.iterator()):
        comment, voter = numbers[contribution][0], people[participant][0]
        at = None
        if place >= untimed:
            # Two clocks of ours may differ by a moment; in the file a later word is never the earlier one.
            at = latest[comment, voter] = max(_milliseconds(received_at), latest.get((comment, voter), 0))
        shown_at = odd.get(str(place), "" if at is None else clock.shows(at))
        cast.votes.append(polis.Vote(comment, voter, stance, at, shown_at))
        cast.finals.setdefault(voter, {})[comment] = stance
        cast.counted[comment, stance] += 1
    return cast


def _statements(
    event: Event,
    clock: polis.Clock,
    people: Mapping[UUID, tuple[int, Told]],
    numbers: Mapping[int, tuple[int, Told]],
    sentences: Sequence[Contribution],
    cast: _Cast,
) -> tuple[polis.Statement, ...]:
    moderations = dict(Moderation.objects.of(event).standing().values_list("contribution_id", "is_hiding"))
    by_id = {sentence.pk: sentence for sentence in sentences}
    statements = []
    for pk, (number, source) in numbers.items():
        sentence = by_id[pk]
        at = _milliseconds(sentence.received_at)
        statements.append(
            polis.Statement(
                id=number,
                author=people[sentence.participant_id][0],
                text=sentence.text,
                at=at,
                shown_at=source.get("datetime", clock.shows(at)),
                agrees=cast.counted[number, 1] + source.get("unseen_agrees", 0),
                disagrees=cast.counted[number, -1] + source.get("unseen_disagrees", 0),
                moderated=_moderated(source.get("moderated", 0), moderations.get(pk)),
                extras=source.get("extras", {}),
            )
        )
    return tuple(statements)


def _moderated(told: int, is_hidden: bool | None) -> int:
    """As told, unless a person here has hidden the sentence or shown it again."""
    if is_hidden is None:
        return told
    return -1 if is_hidden else 1


def _summary(
    event: Event,
    told: Told,
    statements: Sequence[polis.Statement],
    people: Sequence[polis.Person],
    cast: _Cast,
) -> tuple[tuple[str, str], ...]:
    """As told as long as nothing was added, else counted anew."""
    summary = dict(told.get("summary", ()))
    now = {"people": len(people), "statements": len(statements), "votes": len(cast.votes)}
    if summary and told.get("counts") == now:
        return tuple(summary.items())
    views = summary.get("views", "")
    counted = {
        "views": str(max(len(people), int(views) if views.isdecimal() else 0)),
        "voters": str(len(cast.finals)),
        "voters-in-conv": str(len(people)),
        "commenters": str(len({statement.author for statement in statements})),
        "comments": str(len(statements)),
    }
    if not summary:
        summary = {"topic": str(event), "url": "", **counted, "groups": "0", "conversation-description": _asked(event)}
    return tuple((summary | {key: value for key, value in counted.items() if key in summary}).items())


def _asked(event: Event) -> str:
    return "\n".join(str(prompt) for prompt in event.prompts.all())


def _file_order(votes: Sequence[polis.Vote], told: Told) -> list[int]:
    """The places of the votes in the order of votes.csv: the source's own when it had one, new votes after it."""
    order = told.get("votes_order")
    if order is None:
        return polis.canonical(votes)
    old = sorted(range(len(order)), key=order.__getitem__)
    return old + [len(order) + place for place in polis.canonical(votes[len(order) :])]


def _milliseconds(moment: dt.datetime) -> int:
    return (moment - EPOCH) // MILLISECOND
