"""What the facilitator's desk shows: doors, arrivals, counts, and what is hidden."""

import datetime as dt
from dataclasses import dataclass, replace
from math import ceil

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from sopu.core import personal
from sopu.core.groups import LEAST
from sopu.forum.models import (
    Cause,
    Contribution,
    Discussion,
    DuplicateMark,
    Event,
    Moderation,
    Opening,
    Participant,
    PromptKind,
    Remark,
)
from sopu.forum.queries.voices import mark_at_desk

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a desk has come: whatever is later is new to it. `minute` makes the clocks on it move."""

    sentence: int = 0
    participants: int = 0
    moderation: int = 0
    opening: int = 0
    minute: int = 0
    remark: int = 0

    def __str__(self) -> str:
        return f"{self.sentence}-{self.participants}-{self.moderation}-{self.opening}-{self.minute}-{self.remark}"

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark that a page carried; a mark that can't be read is the beginning."""
        numbers = text.split("-")
        if len(numbers) != 6 or not all(n.isascii() and n.isdigit() and len(n) < 19 for n in numbers):
            return cls()
        return cls(*map(int, numbers))


def mark_of(event: Event, now: dt.datetime) -> Mark:
    """How far the event has come."""
    return Mark(
        sentence=Contribution.objects.of(event).aggregate(last=Max("id"))["last"] or 0,
        participants=Participant.objects.filter(event=event).count(),
        moderation=Moderation.objects.of(event).aggregate(last=Max("id"))["last"] or 0,
        opening=Opening.objects.filter(event=event).aggregate(last=Max("id"))["last"] or 0,
        minute=int(now.timestamp() // 60),
        remark=Remark.objects.of(event).aggregate(last=Max("id"))["last"] or 0,
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a hall has said; `sentences` are those that are not hidden, `held` those that wait to be seen."""

    voices: int
    sentences: int
    hidden: int
    held: int = 0


def counts_of(event: Event) -> Counts:
    """How much the event's hall has said."""
    causes = Moderation.objects.of(event).hiding().order_by().values_list("cause").annotate(count=Count("id"))
    hidden = dict(causes)
    held = hidden.pop(Cause.HELD, 0)
    return Counts(
        voices=Participant.objects.present().filter(event=event).count(),
        sentences=Contribution.objects.of(event).visible().count(),
        hidden=sum(hidden.values()),
        held=held,
    )


@dataclass(frozen=True, slots=True)
class Door:
    """A discussion as the desk and the wall show it; `minutes_left` is None where nothing was promised."""

    number: int
    name: str
    state: str
    sentences: int
    closed_at: dt.datetime | None
    minutes_left: int | None
    only: str = ""


def doors_of(event: Event, now: dt.datetime) -> list[Door]:
    """The event's discussions in order: two queries."""
    counts = dict(
        Contribution.objects.of(event).visible().order_by().values_list("discussion").annotate(count=Count("id"))
    )
    return [door_of(discussion, counts.get(discussion.pk, 0), now) for discussion in event.discussions.with_prompts()]


def door_of(discussion: Discussion, sentences: int, now: dt.datetime) -> Door:
    """A discussion at a moment."""
    left = None
    if discussion.is_open and discussion.closes_at is not None:
        left = max(0, ceil((discussion.closes_at - now).total_seconds() / 60))
    never = discussion.opened_at is None
    state = "now" if discussion.is_open else "ahead" if never else "done"
    only = str(discussion.only_prompt.get_kind_display()) if discussion.only_prompt else ""
    return Door(discussion.number, discussion.name, state, sentences, discussion.closed_at, left, only)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sentence, and where it came from."""

    pk: int
    at: dt.datetime
    organisation: str
    role: str
    discussion: int
    prompt: str
    is_commitment: bool
    text: str
    language: str
    remark: str = ""
    origin: str = ""
    whose: str = ""
    repeats: int = 0


Told = frozenset[tuple[int | None, str]]


def roles_told(event: Event) -> Told:
    """The groups by organisation and role that have at least five people: only their roles are told."""
    people = Participant.objects.filter(event=event).order_by().values_list("organisation", "role")
    groups = people.annotate(n=Count("id")).filter(n__gte=LEAST)
    return frozenset((organisation, role) for organisation, role, _ in groups)


def newest(event: Event, before: int) -> tuple[list[Arrival], bool]:
    """The newest visible sentences before `before`, newest first, and whether there are older ones."""
    rows = Contribution.objects.of(event).visible().with_origins().filter(id__lt=before).order_by("-id")
    found = list(rows[: SHOWN + 1])
    return _with_remarks(event, found[:SHOWN]), len(found) > SHOWN


def between(event: Event, old: Mark, mark: Mark) -> list[Arrival]:
    """The visible sentences that came after `old` and up to `mark`, newest first; of many, the first ones.

    A desk that is far behind gets them in turns, so that none is skipped.
    """
    rows = Contribution.objects.of(event).visible().with_origins()
    found = rows.filter(id__gt=old.sentence, id__lte=mark.sentence).order_by("id")
    return _with_remarks(event, list(found[:SHOWN])[::-1])


def _with_remarks(event: Event, rows: list[Contribution]) -> list[Arrival]:
    """The lines, each with what was answered to it."""
    remarks = dict(Remark.objects.standing().filter(contribution__in=rows).values_list("contribution", "text"))
    told, marks = roles_told(event), repeats_of(rows)
    return [
        replace(arrival_of(row, told), remark=remarks.get(row.pk, ""), repeats=marks.get(row.pk, 0)) for row in rows
    ]


def repeats_of(rows: list[Contribution]) -> dict[int, int]:
    """How many people have marked each of these as saying what an earlier one says."""
    marks = DuplicateMark.objects.filter(contribution__in=rows).order_by().values_list("contribution")
    return dict(marks.annotate(people_count=Count("participant", distinct=True)))


def has_turned(event: Event, old: Mark) -> bool:
    """The event itself was opened or closed after `old`."""
    return Opening.objects.filter(event=event, discussion=None, id__gt=old.opening).exists()


def arrival_of(row: Contribution, told: Told = frozenset()) -> Arrival:
    """A contribution as a line; its participant's organisation, prompt and discussion are at hand.

    The role stands there only where its group is among those that are told.
    """
    participant, organisation = row.participant, row.speaker_organisation
    is_told = (participant.organisation_id, participant.role) in told
    return Arrival(
        pk=row.pk,
        at=row.received_at,
        organisation=organisation.name if organisation else "",
        role=str(participant.get_role_display()) if participant.role and is_told else "",
        discussion=row.discussion.number,
        prompt=str(row.prompt.get_kind_display()),
        is_commitment=row.prompt.kind == PromptKind.COMMITMENT,
        text=_("The text has been erased.") if row.erased_at else row.text,
        language=row.language,
        whose=mark_at_desk(row),
        origin=row.intake.origin if row.intake else "",
    )


def covered(arrival: Arrival) -> Arrival:
    """The line with personal data covered: a desk may stand where others see it."""
    return replace(arrival, text=personal.masked(arrival.text, personal.find(arrival.text)))
