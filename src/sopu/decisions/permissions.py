"""Who may do what with the decisions on a document."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Mandate, Negotiation, Party, Role
from sopu.negotiations.permissions import may_coordinate, may_own


def may_record(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators and registrars of this party, and the process owners: they keep its case and its decisions."""
    return may_coordinate(user, party) or may_own(user, party.negotiation) or _registers(user, party)


def _registers(user: User | AnonymousUser, party: Party) -> bool:
    held = Mandate.objects.held_by(user, timezone.localdate())
    return held.filter(
        negotiation=party.negotiation_id, organisation=party.organisation_id, role=Role.REGISTRAR
    ).exists()


def may_lead(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: they open cases, remind, and take a party's wording into the draft."""
    return may_own(user, negotiation)
