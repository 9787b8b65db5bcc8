"""Who may do what in an event."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.forum.models import Event
from sopu.negotiations.permissions import may_facilitate


def may_run(user: User | AnonymousUser, event: Event) -> bool:
    """The facilitators and process owners of the event's negotiation: they open, close and hide."""
    return may_facilitate(user, event.negotiation)
