"""How often each sentence of a hall has been answered: what phones need so that every sentence is heard about as often.

Counted in memory from what is new, at most once a second; a phone gets the least-seen few of each discussion, and how
often the others have been seen at least.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from django.db.models import Count, Max

from sopu.forum.models import Reaction

SHORTEST_PAUSE = 1.0
"""Seconds between two looks at the database."""
MOST_TOLD = 12
SHORT_ID = 8


@dataclass(slots=True)
class Seen:
    """The counts of an event's sentences by key; `last_id` is the latest answer that they hold."""

    event: int
    last_id: int | None = None
    read_at: float = float("-inf")
    counts: Counter[int] = field(default_factory=Counter)
    told: dict[int, str] = field(default_factory=dict)

    def refresh(self, sentences: Mapping[int, Iterable[tuple[int, str]]], now: float) -> None:
        """Counts what is new; `sentences` are the visible ones of each discussion, `now` is in seconds."""
        if now - self.read_at < SHORTEST_PAUSE:
            return
        self.read_at = now
        if self.last_id is None:
            self._count_all()
        else:
            for pk, contribution in Reaction.objects.filter(id__gt=self.last_id).values_list("id", "contribution_id"):
                self.counts[contribution] += 1
                self.last_id = max(self.last_id, pk)
        self.told = {number: self._least(those) for number, those in sentences.items()}

    def _count_all(self) -> None:
        self.last_id = Reaction.objects.aggregate(last=Max("id"))["last"] or 0
        rows = Reaction.objects.filter(contribution__discussion__event=self.event, id__lte=self.last_id).order_by()
        self.counts.update(dict(rows.values_list("contribution").annotate(n=Count("id"))))

    def _least(self, sentences: Iterable[tuple[int, str]]) -> str:
        least = nsmallest(MOST_TOLD + 1, ((self.counts[pk], pk, act_id[:SHORT_ID]) for pk, act_id in sentences))
        others = least[-1][0] if least else 0
        return json.dumps({"of": {name: count for count, _, name in least[:MOST_TOLD]}, "others": others})

    def json_of(self, discussions: Iterable[int]) -> str:
        """What a phone is told of these discussions."""
        return (
            "{" + ", ".join(f'"{number}": {self.told[number]}' for number in discussions if number in self.told) + "}"
        )
