"""Who may do what in a negotiation, today."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations import rules
from sopu.negotiations.models import Mandate, MandateQuerySet, Negotiation, Party, Role
from sopu.organisations.models import Organisation


def _held(user: User | AnonymousUser, negotiation: Negotiation) -> MandateQuerySet:
    return Mandate.objects.held_by(user, timezone.localdate()).filter(negotiation=negotiation)


def may_own(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: they compile, deliver, and see the outbox."""
    return _held(user, negotiation).filter(role=Role.PROCESS_OWNER).exists()


def may_facilitate(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Facilitators and process owners: they open, close and hide."""
    return _held(user, negotiation).filter(role__in=[Role.FACILITATOR, Role.PROCESS_OWNER]).exists()


def may_prepare(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Preparers and process owners: they write what is negotiated on."""
    return _held(user, negotiation).filter(role__in=[Role.PREPARER, Role.PROCESS_OWNER]).exists()


def may_translate(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Translators, and all who prepare: they word what has been written in another language."""
    roles = [Role.TRANSLATOR, Role.PREPARER, Role.PROCESS_OWNER]
    return _held(user, negotiation).filter(role__in=roles).exists()


def may_read(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """All who have a role in the negotiation: they read what is not public."""
    return _held(user, negotiation).exists()


def may_coordinate(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators of this party, and nobody else's."""
    coordinating = Mandate.objects.coordinating(party, timezone.localdate())
    return isinstance(user, User) and coordinating.filter(user=user).exists()


def may_manage_people(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Process owners, and the coordinators of any party: each within what `may_give` says."""
    return _held(user, negotiation).filter(role__in=[Role.COORDINATOR, Role.PROCESS_OWNER]).exists()


def may_give(user: User | AnonymousUser, negotiation: Negotiation, organisation: Organisation, role: str) -> bool:
    """A process owner gives and ends any role; a coordinator some roles, and of their own organisation alone."""
    if may_own(user, negotiation):
        return True
    own = _held(user, negotiation).filter(role=Role.COORDINATOR, organisation=organisation)
    return role in rules.ROLES_FROM_A_COORDINATOR and own.exists()


def may_end(user: User | AnonymousUser, mandate: Mandate) -> bool:
    """Those who may give such a mandate may end it, and name a deputy for it."""
    return may_give(user, mandate.negotiation, mandate.organisation, mandate.role)


def may_name_contacts(user: User | AnonymousUser, party: Party) -> bool:
    """A party's own coordinators, and the process owners."""
    return may_coordinate(user, party) or may_own(user, party.negotiation)
