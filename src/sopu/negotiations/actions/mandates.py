"""People get what they may do in a negotiation."""

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Mandate, Negotiation, Role
from sopu.organisations.models import Organisation


@transaction.atomic
def give_mandate(*, user: User, negotiation: Negotiation, organisation: Organisation, role: Role) -> Mandate:
    """A person may act in the negotiation, in that role and on behalf of that organisation."""
    if not negotiation.parties.filter(organisation=organisation).exists():
        raise Refused("not_a_party", _("%s is not a party of the negotiation.") % organisation.name)
    mandate, is_new = Mandate.objects.get_or_create(
        user=user, negotiation=negotiation, organisation=organisation, role=role
    )
    if not is_new:
        raise Refused("given_already", _("%(name)s has this role already.") % {"name": user.name})
    return mandate
