"""Who may do what in an event."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.models import Negotiation, Party
from sopu.negotiations.permissions import may_coordinate, may_facilitate


def may_run(user: User | AnonymousUser, event: Event) -> bool:
    """The facilitators and process owners of the event's negotiation: they open, close and hide."""
    return may_facilitate(user, event.negotiation)


def may_register(user: User | AnonymousUser, event: Event, party: Party) -> bool:
    """The party's coordinators and those who run the event: they see who comes by name, nobody else does."""
    return party.negotiation_id == event.negotiation_id and (may_run(user, event) or may_coordinate(user, party))


def may_arrange(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The facilitators and process owners of a negotiation: they plan its events, copy them and rehearse."""
    return may_facilitate(user, negotiation)
