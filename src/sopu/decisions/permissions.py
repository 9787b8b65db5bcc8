"""Who may do what with the decisions on a document."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sopu.accounts.models import User
from sopu.decisions.models import MinutesMatch
from sopu.negotiations.models import Mandate, Negotiation, Party, PartyQuerySet, Role
from sopu.negotiations.permissions import may_coordinate, may_own


def may_record(user: User | AnonymousUser, party: Party) -> bool:
    """The coordinators and registrars of this party, and the process owners: they keep its case and its decisions."""
    return may_coordinate(user, party) or may_own(user, party.negotiation) or _registers(user, party)


def _registers(user: User | AnonymousUser, party: Party) -> bool:
    held = Mandate.objects.held_by(user, timezone.localdate())
    return held.filter(
        negotiation=party.negotiation_id, organisation=party.organisation_id, role=Role.REGISTRAR
    ).exists()


def may_match(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """Those who may record for some party: they bring minutes in, and confirm what is their own party's."""
    return recorded_by(user, negotiation).exists()


def recorded_by(user: User | AnonymousUser, negotiation: Negotiation) -> PartyQuerySet:
    """The parties for which this person may record."""
    parties = Party.objects.filter(negotiation=negotiation).order_by("number")
    if may_own(user, negotiation):
        return parties
    held = Mandate.objects.held_by(user, timezone.localdate()).filter(negotiation=negotiation)
    keepers = held.filter(role__in=[Role.COORDINATOR, Role.REGISTRAR])
    return parties.filter(organisation__in=keepers.values("organisation"))


def may_settle(user: User | AnonymousUser, match: MinutesMatch) -> bool:
    """Who may record for the match's party; of one that is no case's yet, who brought it, and the process owners."""
    if match.case is not None:
        return may_record(user, match.case.party)
    return may_own(user, match.negotiation) or (may_match(user, match.negotiation) and match.found_by_id == user.pk)


def may_lead(user: User | AnonymousUser, negotiation: Negotiation) -> bool:
    """The process owners: they open cases, remind, and take a party's wording into the draft."""
    return may_own(user, negotiation)
