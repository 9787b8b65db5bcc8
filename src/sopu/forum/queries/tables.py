"""The tables of a hall: their scribes' devices, what was written at them, and who sits where."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from sopu.forum.models import Badge, Contribution, Event, Participant, Registration, Table, Voice
from sopu.forum.rules import discarding_day


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table: whether its scribe has a badge and has joined, and how many sentences are agreed and by one."""

    pk: int
    number: int
    name: str
    has_badge: bool
    has_scribe: bool
    agreed: int
    by_one: int
    seats: int


def tables_of(event: Event) -> list[TableLine]:
    """The event's tables in order: five queries."""
    badges = set(Badge.objects.in_force().filter(event=event, table__isnull=False).values_list("table_id", flat=True))
    scribes = set(
        Participant.objects.filter(event=event, table__isnull=False, token_digest__isnull=False).values_list(
            "table_id", flat=True
        )
    )
    said: Counter[tuple[int, str]] = Counter()
    written = Contribution.objects.of(event).visible().filter(participant__table__isnull=False).order_by()
    for table, voice, count in written.values_list("participant__table_id", "voice").annotate(n=Count("id")):
        said[table, voice] = count
    rows = Registration.objects.filter(event=event, table__isnull=False).order_by()
    seats = dict(rows.values_list("table_id").annotate(n=Count("id")))
    return [
        TableLine(
            pk=table.pk,
            number=table.number,
            name=table.name,
            has_badge=table.pk in badges,
            has_scribe=table.pk in scribes,
            agreed=said[table.pk, Voice.TABLE],
            by_one=said[table.pk, Voice.ONE],
            seats=seats.get(table.pk, 0),
        )
        for table in Table.objects.filter(event=event)
    ]


@dataclass(frozen=True, slots=True)
class Seated:
    """A person at a table."""

    pk: int
    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Who sits at a table; `number` is None of those who have no seat yet."""

    number: int | None
    name: str
    people: list[Seated]


def plan_of(event: Event, now: dt.datetime) -> list[TablePlan]:
    """Each table with its people, and last those without a seat: two queries. After their day, no names."""
    people: defaultdict[int | None, list[Seated]] = defaultdict(list)
    if discarding_day(event.ends_at) > now:
        for row in Registration.objects.filter(event=event).select_related("organisation"):
            seated = Seated(row.pk, row.name, row.organisation.name, str(row.get_role_display()))
            people[row.table_id].append(seated)
    plan = [TablePlan(one.number, one.name, people[one.pk]) for one in Table.objects.filter(event=event)]
    return [*plan, TablePlan(None, "", people[None])] if people[None] else plan
