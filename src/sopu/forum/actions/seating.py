"""Tables are set out, and registered people seated at them."""

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.core.seating import Guest, seated
from sopu.forum.models import Contribution, Event, Registration, Table

MOST_TABLES = 200


@transaction.atomic
def set_tables(*, event: Event, count: int) -> list[Table]:
    """The event has tables 1 to `count`; of those beyond it, one where something was written can't be taken away."""
    if not 0 <= count <= MOST_TABLES:
        raise Refused("too_many_tables", _("There can be at most %(most)s tables.") % {"most": MOST_TABLES})
    beyond = Table.objects.filter(event=event, number__gt=count)
    if Contribution.objects.filter(participant__table__in=beyond).exists():
        raise Refused("table_has_spoken", _("Something has been written at a table that would be taken away."))
    beyond.delete()
    there = set(Table.objects.filter(event=event).values_list("number", flat=True))
    Table.objects.bulk_create(Table(event=event, number=n) for n in range(1, count + 1) if n not in there)
    return list(Table.objects.filter(event=event))


@transaction.atomic
def name_table(*, table: Table, name: str) -> None:
    """The table gets a name beside its number."""
    table.name = " ".join(name.split())[:80]
    table.save(update_fields=["name"])


@transaction.atomic
def seat_people(*, event: Event, seed: str) -> int:
    """Everybody registered gets a seat at a mixed table; gives how many. The same seed gives the same seats again."""
    tables = list(Table.objects.select_for_update().filter(event=event))
    if not tables:
        raise Refused("no_tables", _("Set out the tables first."))
    people = list(Registration.objects.filter(event=event))
    seats = seated([Guest(str(one.pk), one.organisation_id, one.role) for one in people], len(tables), seed)
    for one in people:
        one.table = tables[seats[str(one.pk)]]
    Registration.objects.bulk_update(people, ["table"])
    return len(people)


@transaction.atomic
def move_person(*, registration: Registration, table: Table | None) -> None:
    """One person is moved to another table by hand, or has no table."""
    if table is not None and table.event_id != registration.event_id:
        raise Refused("no_such_table", _("There is no such table in this event."))
    registration.table = table
    registration.save(update_fields=["table"])
