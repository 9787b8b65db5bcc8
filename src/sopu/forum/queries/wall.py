"""What the wall shows, and the list of a negotiation's events."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from sopu.core.groups import LEAST
from sopu.forum.models import (
    Contribution,
    ContributionQuerySet,
    Event,
    Participant,
    Prompt,
    PromptKind,
    Reaction,
    Stance,
)
from sopu.forum.queries.desk import Door, doors_of
from sopu.forum.queries.voices import mark_of
from sopu.negotiations.models import Negotiation

NEWEST = 4
SUPPORTED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on the wall; only a commitment carries its organisation."""

    pk: int
    text: str
    language: str
    organisation: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """How a sentence was answered by at least five people: counts that add up to `answered`."""

    pk: int
    text: str
    language: str
    agree: int
    passed: int
    disagree: int

    @property
    def answered(self) -> int:
        """How many people have answered."""
        return self.agree + self.passed + self.disagree

    @property
    def percent(self) -> int:
        """How many of a hundred agree."""
        return round(100 * self.agree / self.answered)


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
    supported: list[Support]

    @property
    def open_doors(self) -> list[Door]:
        """The discussions that are open now."""
        return [door for door in self.doors if door.state == "now"]


def wall_now(event: Event, now: dt.datetime) -> WallNow:
    """The event on its wall: six queries however much was said."""
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
        supported=most_supported(event),
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


def most_supported(event: Event) -> list[Support]:
    """The visible sentences that most agree with, of those that at least five people have answered.

    Their order is by (agree + 1) / (answered + 2), Laplace's rule of succession: five of five stands below sixty of
    sixty-one, because few answers say less.
    """
    answers = Reaction.objects.of(event).final().filter(contribution__in=Contribution.objects.visible())
    tally = (
        answers.order_by()
        .values("contribution")
        .annotate(
            agree=Count("id", filter=Q(stance=Stance.AGREE)),
            passed=Count("id", filter=Q(stance=Stance.PASS)),
            disagree=Count("id", filter=Q(stance=Stance.DISAGREE)),
            answered=Count("id"),
        )
    )
    best = tally.filter(answered__gte=LEAST, agree__gt=0).order_by(
        ((F("agree") + 1.0) / (F("answered") + 2.0)).desc(), "contribution"
    )
    rows = best.values_list(
        "contribution", "contribution__text", "contribution__language", "agree", "passed", "disagree"
    )
    return [Support(*row) for row in rows[:SUPPORTED]]


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
