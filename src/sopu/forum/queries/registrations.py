"""Who is coming, as a party's coordinator and the desk see it. After their day names are shown to nobody."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from sopu.accounts.models import User
from sopu.forum.models import Badge, Event, Registration
from sopu.forum.rules import DAYS_NAMES_ARE_KEPT, discarding_day
from sopu.negotiations.models import Mandate, Negotiation, Party, Role


@dataclass(frozen=True, slots=True)
class Registered:
    """A person on the list; `table` is the number of their table, when there is a plan."""

    pk: int
    name: str
    role: str
    table: int | None


def registered_of(event: Event, party: Party, now: dt.datetime) -> list[Registered]:
    """The party's people in order of name."""
    if discarding_day(event.ends_at) <= now:
        return []
    rows = Registration.objects.filter(event=event, organisation=party.organisation_id).select_related("table")
    return [
        Registered(row.pk, row.name, str(row.get_role_display()), row.table.number if row.table else None)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """How many of a party are registered, and how many badges it has; no names."""

    pk: int
    name: str
    registered: int
    badges: int


def parties_of(event: Event) -> list[PartyLine]:
    """Every party in the negotiation's order: three queries."""
    registered: Counter[int] = Counter()
    rows = Registration.objects.filter(event=event).order_by().values_list("organisation_id")
    registered.update(dict(rows.annotate(count=Count("id"))))
    made = Badge.objects.in_force().filter(event=event, organisation__isnull=False).order_by()
    badges = dict(made.values_list("organisation_id").annotate(count=Count("id")))
    return [
        PartyLine(
            party.pk,
            party.organisation.name,
            registered[party.organisation_id],
            badges.get(party.organisation_id, 0),
        )
        for party in event.negotiation.parties.with_organisations()
    ]


def due_to_discard(now: dt.datetime) -> list[Event]:
    """The events whose names have been kept as long as they may be."""
    ended = now - dt.timedelta(days=DAYS_NAMES_ARE_KEPT)
    return list(Event.objects.filter(ends_at__lte=ended, registrations__isnull=False).distinct())


def coordinated_by(user: User | AnonymousUser, negotiation: Negotiation, today: dt.date) -> list[Party]:
    """The parties of the negotiation whose people this person may register."""
    held = Mandate.objects.held_by(user, today).filter(negotiation=negotiation, role=Role.COORDINATOR)
    return list(negotiation.parties.with_organisations().filter(organisation__in=held.values("organisation")))
