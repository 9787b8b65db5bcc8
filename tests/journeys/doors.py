"""Who is tried at doors: a person of each sort, which sorts a door may let in, and whether it does."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from builders import a_mandate, a_negotiation, a_user, client_of
from sopu.accounts.models import User
from sopu.config.urls import urlpatterns
from sopu.negotiations.models import Mandate, Negotiation, Party, Role

ROLES = {str(role) for role in Role}
NOBODY = {
    "owner elsewhere",
    "facilitator elsewhere",
    "owner from tomorrow",
    "owner until yesterday",
    "owner whose role was ended",
    "nobody",
    "visitor",
}
EVERYBODY = ROLES | NOBODY | {"other coordinator", "owner's deputy", "facilitator's deputy"}

OWNERS = {"process_owner", "owner's deputy"}
RUNNERS = OWNERS | {"facilitator", "facilitator's deputy"}
COORDINATORS = {"coordinator"}
BOTH_COORDINATORS = {"coordinator", "other coordinator"}
READERS = EVERYBODY - NOBODY
PREPARERS = OWNERS | {"preparer"}
SORTERS = RUNNERS | PREPARERS
ANYBODY = {"visitor", "nobody", "owner elsewhere"}
"""Enough to try at a door that is open to all."""
A_FEW = {"process_owner", "facilitator", "preparer", "coordinator", "reader", "nobody", "visitor"}
"""One of each right, to try where all have been tried in another state."""
SIGNED_IN = EVERYBODY - {"visitor"}

NO_STAGES = {"sopu.accounts.urls", "sopu.web.urls"}
"""Signing in and the kit's own pages, which ask for no role."""


def every_door() -> list[URLPattern]:
    """The doors of all stages, as the project leads to them."""
    (pages,) = (one for one in urlpatterns if isinstance(one, URLResolver))
    stages = [one for one in pages.url_patterns if one.urlconf_name.__name__ not in NO_STAGES]
    return [door for stage in stages for door in stage.url_patterns]


def addresses_of(doors: Iterable[str], usual: Mapping[str, Any], keys: Mapping[str, int]) -> dict[str, str]:
    """Where each door is, by what addresses take and by the keys of those that lead to something of their own."""
    takes = {door.name: door.pattern.converters for door in every_door()}
    own = {name: {**usual, "pk": keys.get(name, usual.get("pk"))} for name in doors}
    return {name: reverse(name, kwargs={one: fields[one] for one in takes[name]}) for name, fields in own.items()}


def clients_of(negotiation: Negotiation, party: Party) -> dict[str, Client]:
    """A browser for each sort of person."""
    return {name: client_of(user) if user else Client() for name, user in people(negotiation, party).items()}


def people(negotiation: Negotiation, party: Party) -> dict[str, User | None]:
    """One of each role for the party; owners and facilitators who are not now; deputies who are; and strangers."""
    today, day = timezone.localdate(), dt.timedelta(days=1)
    elsewhere, county = a_negotiation(), negotiation.county
    people: dict[str, User | None] = {str(role): a_mandate(negotiation, role, party.organisation) for role in Role}
    people["other coordinator"] = a_mandate(negotiation, Role.COORDINATOR, negotiation.parties.all()[2].organisation)
    people["owner elsewhere"] = a_mandate(elsewhere, Role.PROCESS_OWNER)
    people["facilitator elsewhere"] = a_mandate(elsewhere, Role.FACILITATOR)
    mandates = {
        "owner from tomorrow": {"role": Role.PROCESS_OWNER, "starts_on": today + day},
        "owner until yesterday": {"role": Role.PROCESS_OWNER, "ends_on": today - day},
        "owner whose role was ended": {"role": Role.PROCESS_OWNER, "ended_at": timezone.now()},
    }
    for name, role in (("owner's deputy", Role.PROCESS_OWNER), ("facilitator's deputy", Role.FACILITATOR)):
        of = Mandate.objects.get(user=people[str(role)])
        mandates[name] = {"role": role, "starts_on": today, "ends_on": today, "deputy_of": of}
    for name, fields in mandates.items():
        people[name] = a_user()
        Mandate.objects.create(user=people[name], negotiation=negotiation, organisation=county, **fields)
    return people | {"nobody": a_user(), "visitor": None}


def knock(client: Client, address: str) -> HttpResponse:
    """Opens the door, by the button when it has no handle; whatever comes of it is undone."""
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
        transaction.set_rollback(True)
    return answer


def is_let_in(answer: HttpResponse) -> bool:
    """Not refused, and not sent to sign in; what is not there is not found only by those who may look for it."""
    return answer.status_code != 403 and "/account/login/" not in answer.headers.get("Location", "")


def differing(
    table: Mapping[str, set[str]], addresses: Mapping[str, str], clients: Mapping[str, Client]
) -> dict[str, set[str]]:
    """The doors that do not let in just whom the table says, and at whom of the clients they differ."""
    found = {}
    for name, allowed in table.items():
        tried = (ANYBODY if allowed == EVERYBODY else EVERYBODY) & clients.keys()
        let_in = {who for who in tried if is_let_in(knock(clients[who], addresses[name]))}
        found[name] = let_in ^ (allowed & tried)
    return {name: who for name, who in found.items() if who}
