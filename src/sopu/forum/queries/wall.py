"""What the wall shows, and the list of a negotiation's events."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from sopu.forum.models import (
    Contribution,
    ContributionQuerySet,
    Event,
    Participant,
    Prompt,
    PromptKind,
)
from sopu.forum.queries.agreement import Agreement, agreement_now
from sopu.forum.queries.desk import Door, doors_of
from sopu.forum.queries.voices import mark_of
from sopu.negotiations.models import Negotiation

NEWEST = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on the wall; only a commitment carries its organisation."""

    pk: int
    text: str
    language: str
    organisation: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """How many sentences answer a prompt; `percent` is of the most answered one, for a bar."""

    name: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class WallNow:
    """An event at a moment, as everybody in the hall may see it."""

    voices: int
    organisations: int
    sentences: int
    doors: list[Door]
    newest: list[Said]
    topics: list[Topic]
    agreement: Agreement

    @property
    def open_doors(self) -> list[Door]:
        """The discussions that are open now."""
        return [door for door in self.doors if door.state == "now"]


def wall_now(event: Event, now: dt.datetime) -> WallNow:
    """The event on its wall: nine queries however much was said, and two more when somebody new has answered."""
    doors = doors_of(event, now)
    people = (
        Participant.objects.present()
        .filter(event=event)
        .aggregate(voices=Count("id"), organisations=Count("organisation", distinct=True))
    )
    numbers = [door.number for door in doors if door.state == "now"]
    said = Contribution.objects.of(event).visible()
    here = said.filter(discussion__number__in=numbers) if numbers else said
    return WallNow(
        voices=people["voices"],
        organisations=people["organisations"],
        sentences=sum(door.sentences for door in doors),
        doors=doors,
        newest=_newest(here),
        topics=_topics(event, here),
        agreement=agreement_now(event),
    )


def _newest(said: ContributionQuerySet) -> list[Said]:
    rows = said.with_origins().order_by("-id")[:NEWEST]
    return [Said(row.pk, row.text, row.language, _speaker(row), _whose(row)) for row in rows]


def _whose(row: Contribution) -> str:
    table = row.participant.table
    return mark_of(row.voice, table.number if table else None)


def _speaker(row: Contribution) -> str:
    organisation = row.speaker_organisation
    return organisation.name if organisation and row.prompt.kind == PromptKind.COMMITMENT else ""


def _topics(event: Event, said: QuerySet[Contribution]) -> list[Topic]:
    counts = dict(said.order_by().values_list("prompt__kind").annotate(count=Count("id")))
    kinds = Prompt.objects.filter(event=event).values_list("kind", flat=True)
    most = max(counts.values(), default=0)
    return [
        Topic(str(PromptKind(kind).label), counts.get(kind, 0), round(100 * counts.get(kind, 0) / (most or 1)))
        for kind in kinds
    ]


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the list of its negotiation."""

    event: Event
    state: str
    voices: int
    sentences: int


def events_of(negotiation: Negotiation) -> list[EventLine]:
    """The negotiation's events, the open ones first and then the latest: three queries."""
    people = Participant.objects.present().filter(event__negotiation=negotiation)
    voices = dict(people.order_by().values_list("event").annotate(count=Count("id")))
    said = Contribution.objects.visible().filter(discussion__event__negotiation=negotiation)
    sentences = dict(said.order_by().values_list("discussion__event").annotate(count=Count("id")))
    lines = [
        EventLine(event, state_of(event), voices.get(event.pk, 0), sentences.get(event.pk, 0))
        for event in negotiation.events.all()
    ]
    return sorted(lines, key=lambda line: line.state != "open")


def state_of(event: Event) -> str:
    """`ahead`, `open` or `closed`."""
    return "open" if event.is_open else "ahead" if event.opened_at is None else "closed"
