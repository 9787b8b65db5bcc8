"""Who may do what in a negotiation."""

from django.contrib.auth.models import AnonymousUser

from sopu.accounts.models import User
from sopu.negotiations.models import Mandate, Negotiation, Party, Role


def _holds(user: User | AnonymousUser, negotiation: Negotiation, *roles: Role) -> bool:
    return Mandate.objects.held_by(user).filter(negotiation=negotiation, role__in=roles).exists()


def may_own(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: they compile, deliver, and see the outbox."""
    return _holds(user, negotiation, Role.PROCESS_OWNER)


def may_facilitate(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Facilitators and process owners: they open, close and hide."""
    return _holds(user, negotiation, Role.FACILITATOR, Role.PROCESS_OWNER)


def may_coordinate(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators of this party, and nobody else's."""
    return Mandate.objects.held_by(user).filter(pk__in=Mandate.objects.coordinating(party)).exists()
