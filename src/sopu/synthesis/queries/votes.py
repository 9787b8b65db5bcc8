"""What people answered in an event up to a moment, in one order, so that it can be read again as it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import CharField, Max, QuerySet
from django.db.models.functions import Cast

from sopu.core.digests import checksums, sha256
from sopu.core.opinion import Votes
from sopu.forum.models import Contribution, Event, Moderation, Participant, Reaction
from sopu.organisations.models import Kind
from sopu.organisations.rules import size_class


@dataclass(frozen=True, slots=True)
class Marks:
    """How far an event had come: the server's last record of each sort, 0 when there was none."""

    contribution: int
    reaction: int
    moderation: int


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a person: the kind of organisation, its size class when it is a municipality, and the role."""

    kind: str = ""
    size: int | None = None
    role: str = ""


@dataclass(frozen=True)
class Answered:
    """What a reckoning of opinion begins with.

    `people` are those who answered a visible sentence, in the order of their first answers, and `backgrounds` are of
    them in the same order; `sentences` are the keys of all visible ones, the oldest first. `votes` speaks of both by
    their places in these orders.
    """

    people: tuple[UUID, ...]
    backgrounds: tuple[Background, ...]
    sentences: tuple[int, ...]
    votes: Votes

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The same as three files that anybody can read and digest (docs/formats.md); people are numbers in them."""
        people = (f"{n},{b.kind},{'' if b.size is None else b.size},{b.role}" for n, b in enumerate(self.backgrounds))
        keys = np.array(self.sentences, dtype=np.int64)
        told = zip(
            self.votes.person.tolist(), keys[self.votes.statement].tolist(), self.votes.stance.tolist(), strict=True
        )
        return {
            "people.csv": _lines("person,kind,size,role", people),
            "sentences.csv": _lines("sentence", map(str, self.sentences)),
            "votes.csv": _lines("person,sentence,stance", (f"{who},{what},{stance}" for who, what, stance in told)),
        }

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each of the files."""
        return {name: sha256(content) for name, content in self.files.items()}

    @cached_property
    def digest(self) -> str:
        """The digest of the list of digests of the three files."""
        return sha256(checksums(self.files).encode())


def _lines(head: str, rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\n" for row in (head, *rows)).encode()


def marks_of(event: Event) -> Marks:
    """How far the event has come: three queries."""
    return Marks(
        contribution=_last(Contribution.objects.of(event)),
        reaction=_last(Reaction.objects.of(event)),
        moderation=_last(Moderation.objects.of(event)),
    )


def _last(records: QuerySet[Any]) -> int:
    return int(records.aggregate(last=Max("id"))["last"] or 0)


def answered_in(event: Event, marks: Marks | None = None) -> Answered:
    """The last words of people on the sentences that were visible at the marks, else now: four queries and no more.

    Visible is what `Contribution.objects.visible()` says, told as of then: the latest word of moderation up to the
    mark does not hide it.
    """
    marks = marks or marks_of(event)
    sentences = _visible(event, marks)
    place = {key: number for number, key in enumerate(sentences)}
    said = Reaction.objects.of(event).filter(id__lte=marks.reaction).order_by("id")
    rows = said.annotate(who=Cast("participant_id", CharField())).values_list("who", "contribution_id", "stance")
    people: dict[str, int] = {}
    told = [(people.setdefault(who, len(people)), place[what], stance) for who, what, stance in rows if what in place]
    known = _backgrounds(event)
    return Answered(
        people=tuple(UUID(who) for who in people),
        backgrounds=tuple(known.get(who, Background()) for who in people),
        sentences=sentences,
        votes=Votes.of(told, people=len(people), statements=len(sentences)),
    )


def _visible(event: Event, marks: Marks) -> tuple[int, ...]:
    words = Moderation.objects.of(event).filter(id__lte=marks.moderation).order_by("id")
    is_hidden = dict(words.values_list("contribution_id", "is_hiding"))
    said = Contribution.objects.of(event).filter(id__lte=marks.contribution).order_by("id")
    return tuple(key for key in said.values_list("id", flat=True) if not is_hidden.get(key, False))


def _backgrounds(event: Event) -> dict[str, Background]:
    rows = (
        Participant.objects.filter(event=event)
        .annotate(who=Cast("id", CharField()))
        .values_list("who", "organisation__kind", "organisation__population", "role")
    )
    return {who: Background(kind or "", _size(kind, inhabitants), role) for who, kind, inhabitants, role in rows}


def _size(kind: str | None, inhabitants: int | None) -> int | None:
    return size_class(inhabitants) if kind == Kind.MUNICIPALITY and inhabitants is not None else None
