"""The snapshots of an event: which there are, what the page of one shows, and whether a new one is on its way."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sopu.core.groups import shown_count
from sopu.core.opinion import WhyNoGroups
from sopu.forum.models import Event, Reaction
from sopu.synthesis.models import Snapshot
from sopu.synthesis.queries.agreement import Agreement, AgreementRow, agreement_by, names_of_found, texts_of
from sopu.synthesis.queries.groups import FOUND
from sopu.synthesis.queries.maps import OpinionMap, opinion_map

LARGE = 20_000
"""Answers from which a snapshot is made in the background."""

TASK = "sopu.synthesis.tasks.take_snapshot_later"
KNOWN = ("kind", "size", "role")
MOST_TELLING = 4
STEADY, MOSTLY_STEADY = 0.9, 0.75


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """A snapshot in the list of them."""

    pk: int
    made_at: dt.datetime
    made_by: str
    method: str
    seed: int
    input_digest: str
    result_digest: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence by which a group stands out: `percent` of its answers agree (or disagree), `others` of the rest."""

    text: str
    language: str
    is_agreeing: bool
    percent: int
    others: int


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group that the machine found, what it stands for, and what people call it."""

    number: int
    name: str
    people: int
    tellings: tuple[Telling, ...]


@dataclass(frozen=True)
class OpinionPage:
    """All that the page of a snapshot says."""

    snapshot: Snapshot
    groups: tuple[FoundGroup, ...]
    map: OpinionMap
    agreement: Agreement
    ways: tuple[str, ...]
    since: int

    @property
    def people(self) -> int:
        """How many had answered."""
        return int(self.snapshot.result["people"])

    @property
    def votes(self) -> int:
        """How many answers there were."""
        return int(self.snapshot.result["votes"])

    @property
    def sentences(self) -> int:
        """How many sentences were visible."""
        return len(self.snapshot.result["sentences"])

    @property
    def off_map(self) -> int:
        """How many answered too few sentences to stand on the map; one to four are not told."""
        return shown_count(self.people - len(self.snapshot.result["placed"])) or 0

    @property
    def straight(self) -> int:
        """How many answered everything alike; one to four are not told."""
        return shown_count(int(self.snapshot.result["straight"])) or 0

    @property
    def stability(self) -> float | None:
        """How alike the groups are found when half of the people are asked, at most 1."""
        found: float | None = self.snapshot.result["stability"]
        return found

    @property
    def certainty(self) -> str:
        """`steady`, `mostly` or `loose`: what the stability means."""
        found = self.stability or 0.0
        return "steady" if found >= STEADY else "mostly" if found >= MOSTLY_STEADY else "loose"

    @property
    def why_no_groups(self) -> str:
        """A code of `WhyNoGroups`, empty when there are groups."""
        return str(self.snapshot.result["why_no_groups"])

    @cached_property
    def is_too_small(self) -> bool:
        """Too few people or answers, so that more of them would help."""
        return self.why_no_groups in {WhyNoGroups.TOO_FEW_PEOPLE, WhyNoGroups.TOO_FEW_VOTES}


def snapshots_of(event: Event) -> list[SnapshotLine]:
    """The opinion snapshots of the event, the newest first: one query."""
    rows = Snapshot.objects.of(event).opinions()
    what = ("pk", "made_at", "made_by__name", "method", "seed", "input_digest", "result_digest")
    return [SnapshotLine(pk, at, by or "", *rest) for pk, at, by, *rest in rows.values_list(*what)]


def opinion_page(event: Event, pk: int, by: str = "") -> OpinionPage:
    """The page of an opinion snapshot of the event; a few queries, however much was said.

    Without `by`, or when it can't be told by that, the found groups are compared, or the known ones by which most
    sentences can be broken down.
    Raises `Snapshot.DoesNotExist`.
    """
    snapshot = Snapshot.objects.of(event).opinions().select_related("event").get(pk=pk)
    names, texts = names_of_found(snapshot), texts_of(snapshot)
    told = {way: one for way in (FOUND, *KNOWN) if (one := agreement_by(snapshot, way, texts)).is_told}
    clearest = max(told.values(), key=lambda one: (one.by == FOUND, one.shown_count), default=None)
    chosen = told.get(by) or clearest or agreement_by(snapshot, FOUND, texts)
    return OpinionPage(
        snapshot=snapshot,
        groups=_found(snapshot, names, told.get(FOUND)),
        map=opinion_map(snapshot, names),
        agreement=chosen,
        ways=tuple(told),
        since=Reaction.objects.of(event).filter(id__gt=snapshot.last_reaction).count(),
    )


def _found(snapshot: Snapshot, names: list[str], told: Agreement | None) -> tuple[FoundGroup, ...]:
    rows = {row.sentence: row for row in told.rows if row.shares} if told else {}
    return tuple(
        FoundGroup(number, names[number], size, _tellings(snapshot.result, number, rows))
        for number, size in enumerate(snapshot.result["sizes"])
    )


def _tellings(result: dict[str, Any], number: int, rows: dict[int, AgreementRow]) -> tuple[Telling, ...]:
    """Those of sentences that are visible and may be broken down."""
    told = [one for one in result["representative"][number] if one["sentence"] in rows]
    return tuple(
        Telling(
            text=rows[one["sentence"]].text,
            language=rows[one["sentence"]].language,
            is_agreeing=one["stance"] > 0,
            percent=round(100 * one["n"] / one["seen"]),
            others=_percent_of_others(result, number, one),
        )
        for one in told[:MOST_TELLING]
    )


def _percent_of_others(result: dict[str, Any], number: int, one: dict[str, Any]) -> int:
    place, column = result["sentences"].index(one["sentence"]), 0 if one["stance"] > 0 else 1
    others: list[list[int]] = [counts[place] for group, counts in enumerate(result["agreement"]) if group != number]
    return round(100 * sum(counts[column] for counts in others) / max(1, sum(map(sum, others))))


def is_large(event: Event) -> bool:
    """So much has been answered that a snapshot is better made in the background."""
    return Reaction.objects.of(event).count() > LARGE


def on_its_way(event: Event) -> str:
    """`waits` when a snapshot is being made in the background, `failed` when the last one broke off, else empty."""
    rows = DBTaskResult.objects.filter(task_path=TASK, args_kwargs__args__0=event.pk).order_by("-enqueued_at")
    status = rows.values_list("status", flat=True).first()
    if status in {TaskResultStatus.READY, TaskResultStatus.RUNNING}:
        return "waits"
    return "failed" if status == TaskResultStatus.FAILED else ""
