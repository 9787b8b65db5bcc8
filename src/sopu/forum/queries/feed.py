"""What is new in a hall since a cursor: kept in memory, since what was said never changes.

A feed reads only what came after what it has. Ids grow in the order of commits (one writer at a time), so a cursor
never skips a sentence. Each sentence is kept as the JSON that phones get.
"""

import json
import time
import uuid
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sopu.forum.models import Contribution, Moderation, PromptKind
from sopu.forum.queries.seen import Seen

MOST_SENTENCES = 60
"""Sentences in one answer: some fifteen kilobytes. In a large hall short answers would multiply the questions."""
_TOLD = (
    "id",
    "participant_id",
    "act_id",
    "discussion__number",
    "prompt__kind",
    "text",
    "language",
    "participant__organisation__name_fi",
    "organisation__name_fi",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as a phone gets it."""

    id: int
    participant: uuid.UUID
    act_id: uuid.UUID
    json: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a phone has read: the last sentence of each discussion by number, and the last word of moderation.

    `seen` is the latest answer that the counts it was told hold.
    """

    read: dict[int, int]
    moderation: int
    seen: int = 0

    @classmethod
    def parse(cls, text: object) -> "Cursor":
        """The cursor that a phone sent back; one that can't be read starts from the beginning."""
        read: dict[int, int] = {}
        moderation = seen = 0
        if isinstance(text, str):
            for part in text.split("_"):
                name, _, number = part.partition(".")
                if number.isdecimal() and name == "m":
                    moderation = int(number)
                elif number.isdecimal() and name == "s":
                    seen = int(number)
                elif number.isdecimal() and name.isdecimal():
                    read[int(name)] = int(number)
        return cls(read, moderation, seen)

    def __str__(self) -> str:
        seen = [f"s.{self.seen}"] if self.seen else []
        read = (f"{name}.{number}" for name, number in sorted(self.read.items()))
        return "_".join([f"m.{self.moderation}", *seen, *read])


@dataclass(frozen=True, slots=True)
class News:
    """What a phone gets: sentences as JSON, ids of hidden ones, and where to go on from.

    `seen` tells as JSON which sentences have been answered least; it is empty when the phone knows.
    """

    sentences: list[str]
    hidden: list[str]
    cursor: Cursor
    has_more: bool
    seen: str = ""


@dataclass(slots=True)
class Feed:
    """The sentences of an event by discussion, oldest first, and the words of moderation on them."""

    event: int
    last_id: int = 0
    last_moderation: int = 0
    said: dict[int, list[Told]] = field(default_factory=dict)
    by_id: dict[int, tuple[int, Told]] = field(default_factory=dict)
    words: list[tuple[int, int, bool]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        self.seen = Seen(self.event)

    def refresh(self) -> None:
        """Reads what came after what is known."""
        rows = Contribution.objects.filter(discussion__event=self.event, id__gt=self.last_id).order_by("id")
        for pk, participant, act_id, number, kind, text, language, own, named in rows.values_list(*_TOLD):
            # Only a commitment carries a name: the organisation's.
            shown = (named or own) if kind == PromptKind.COMMITMENT else None
            fields = {"id": str(act_id), "discussion": number, "prompt": kind, "text": text, "language": language}
            told = Told(pk, participant, act_id, json.dumps(fields | {"organisation": shown}, ensure_ascii=False))
            self.said.setdefault(number, []).append(told)
            self.by_id[pk] = (number, told)
            self.last_id = pk
        words = Moderation.objects.filter(contribution__discussion__event=self.event, id__gt=self.last_moderation)
        for pk, contribution, is_hiding in words.order_by("id").values_list("id", "contribution_id", "is_hiding"):
            if contribution not in self.by_id:
                break  # stored between the two questions: both are read the next time
            self.words.append((pk, contribution, is_hiding))
            (self.hidden.add if is_hiding else self.hidden.discard)(contribution)
            self.last_moderation = pk
        self.seen.refresh({number: self._visible(said) for number, said in self.said.items()}, time.monotonic())

    def _visible(self, said: list[Told]) -> Iterator[tuple[int, str]]:
        return ((told.id, str(told.act_id)) for told in said if told.id not in self.hidden)

    def news(self, participant: uuid.UUID, spoken: Iterable[int], cursor: Cursor) -> News:
        """Others' sentences of the discussions in which the participant has spoken, after the cursor."""
        sentences: list[str] = []
        read = dict(cursor.read)
        has_more = False
        for number in sorted(spoken):
            said = self.said.get(number, [])
            start = bisect_right(said, read.get(number, 0), key=lambda told: told.id)
            for told in said[start:]:
                if len(sentences) == MOST_SENTENCES:
                    has_more = True
                    break
                read[number] = told.id
                if told.participant != participant and told.id not in self.hidden:
                    sentences.append(told.json)
        hidden, restored = self._moderated(participant, cursor.read, cursor.moderation)
        latest = self.seen.last_id or 0
        seen = self.seen.json_of(sorted(spoken)) if sentences or latest != cursor.seen else ""
        return News(sentences + restored, hidden, Cursor(read, self.last_moderation, latest), has_more, seen)

    def _moderated(self, participant: uuid.UUID, read: dict[int, int], since: int) -> tuple[list[str], list[str]]:
        """Of the sentences that the phone has read: those hidden since, and those shown again since."""
        start = bisect_right(self.words, since, key=lambda word: word[0])
        hidden, restored = [], []
        for contribution in {contribution for _, contribution, _ in self.words[start:]}:
            number, told = self.by_id[contribution]
            if told.id <= read.get(number, 0) and told.participant != participant:
                if contribution in self.hidden:
                    hidden.append(str(told.act_id))
                else:
                    restored.append(told.json)
        return hidden, restored
