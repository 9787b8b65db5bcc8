"""Who is coming to an event: registered by their party, and discarded after it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Event, ParticipantRole, Registration
from sopu.forum.queries.registrations import due_to_discard
from sopu.forum.rules import discarding_day
from sopu.negotiations.models import Party

LONGEST_NAME = 120
MOST_NAMES = 300


@transaction.atomic
def register_people(
    *,
    event: Event,
    party: Party,
    names: Sequence[str],
    role: ParticipantRole,
    registered_by: User | None,
    now: dt.datetime,
) -> int:
    """The party's people are written on the list, each once; gives how many were not on it before.

    Names whose time is over, of any event, go at the same time, also where no machine's clock sweeps them away.
    """
    discard_due(now=now)
    _require_time(event, now)
    tidy = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not tidy:
        raise Refused("no_names", _("Write at least one name, each on a line of its own."))
    if len(tidy) > MOST_NAMES:
        raise Refused("too_many_names", _("At most %(most)s names at a time.") % {"most": MOST_NAMES})
    if long := next((name for name in tidy if len(name) > LONGEST_NAME), None):
        raise Refused("name_too_long", _("This is too long to be a name: %(start)s…") % {"start": long[:40]})
    of_party = Registration.objects.filter(event=event, organisation=party.organisation_id)
    there = set(of_party.values_list("name", flat=True))
    new = [name for name in tidy if name not in there]
    Registration.objects.bulk_create(
        Registration(
            event=event,
            organisation_id=party.organisation_id,
            name=name,
            role=role,
            registered_by=registered_by,
            registered_at=now,
        )
        for name in new
    )
    return len(new)


def _require_time(event: Event, now: dt.datetime) -> None:
    if event.closed_at is not None or discarding_day(event.ends_at) <= now:
        raise Refused("registration_over", _("The event is over: nobody can be registered for it any more."))


@transaction.atomic
def remove_registration(*, registration: Registration) -> None:
    """A person does not come after all: nothing of the registration is kept."""
    registration.delete()


@transaction.atomic
def discard_registrations(*, event: Event) -> int:
    """All names of the event's registrations go for good; gives how many there were."""
    count, _kinds = Registration.objects.filter(event=event).delete()
    return count


def discard_due(*, now: dt.datetime) -> dict[str, int]:
    """The names of every event whose day to discard them has come; how many went, by the event's code."""
    return {event.code: discard_registrations(event=event) for event in due_to_discard(now)}
