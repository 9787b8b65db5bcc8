"""People get what they may do in a negotiation, and lose it; each change says who made it and when."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.models import Mandate, Negotiation, Role
from sopu.organisations.models import Organisation


@transaction.atomic
def give_mandate(
    *,
    user: User,
    negotiation: Negotiation,
    organisation: Organisation,
    role: Role,
    by: User | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Mandate:
    """A person may act in the negotiation, in that role and on behalf of that organisation, within those days."""
    demand_party(negotiation, organisation)
    demand_order(starts_on, ends_on)
    same = Mandate.objects.filter(user=user, negotiation=negotiation, organisation=organisation, role=role)
    if same.own().overlapping(starts_on, ends_on).exists():
        raise Refused("given_already", _("%(name)s has this role already.") % {"name": user.name})
    return Mandate.objects.create(
        user=user,
        negotiation=negotiation,
        organisation=organisation,
        role=role,
        given_by=by,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def demand_party(negotiation: Negotiation, organisation: Organisation) -> None:
    """Refuses an organisation that does not negotiate."""
    if not negotiation.parties.filter(organisation=organisation).exists():
        raise Refused("not_a_party", _("%s is not a party of the negotiation.") % organisation.name)


def demand_order(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    """Refuses a last day before the first."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused("ends_before_it_starts", _("The last day is before the first."))


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: User, now: dt.datetime) -> Mandate:
    """The mandate gives nothing from now on, nor do those of its deputies; it stays as it was given."""
    # Two process owners who end each other's at the same time must come one after the other.
    Negotiation.objects.select_for_update().get(pk=mandate.negotiation_id)
    current = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if current.ended_at is not None:
        raise Refused("ended_already", _("This role has been ended already."))
    if _is_last_owner(current, timezone.localdate(now)):
        raise Refused(
            "last_process_owner",
            _("This is the only process owner. Give the role to somebody else first: nobody else could give it back."),
        )
    current.ended_at, current.ended_by = now, by
    current.save(update_fields=["ended_at", "ended_by"])
    Mandate.objects.standing().filter(deputy_of=current).update(ended_at=now, ended_by=by)
    return current


def _is_last_owner(mandate: Mandate, today: dt.date) -> bool:
    """Nobody else owns the negotiation in their own right and without a last day."""
    if mandate.role != Role.PROCESS_OWNER or mandate.deputy_of_id is not None:
        return False
    owners = Mandate.objects.own().in_force(today).filter(negotiation=mandate.negotiation_id, role=Role.PROCESS_OWNER)
    return owners.filter(pk=mandate.pk).exists() and not owners.exclude(pk=mandate.pk).exists()


@transaction.atomic
def name_deputy(*, mandate: Mandate, deputy: User, starts_on: dt.date, ends_on: dt.date, by: User) -> Mandate:
    """Somebody stands in for a person from one day to another, in the same role and organisation."""
    current = Mandate.objects.select_for_update().select_related("user").get(pk=mandate.pk)
    demand_order(starts_on, ends_on)
    if current.ended_at is not None:
        raise Refused("ended_already", _("This role has been ended already."))
    if current.deputy_of_id is not None:
        raise Refused("deputy_of_a_deputy", _("A deputy has no deputies. Name one for the person stood in for."))
    if current.user_id == deputy.pk:
        raise Refused("own_deputy", _("Nobody stands in for themselves."))
    if (current.starts_on and starts_on < current.starts_on) or (current.ends_on and ends_on > current.ends_on):
        raise Refused("outside_the_mandate", _("The days are outside those of the role itself."))
    if Mandate.objects.filter(user=deputy, deputy_of=current).overlapping(starts_on, ends_on).exists():
        raise Refused("given_already", _("%(name)s has this role already.") % {"name": deputy.name})
    return Mandate.objects.create(
        user=deputy,
        negotiation_id=current.negotiation_id,
        organisation_id=current.organisation_id,
        role=current.role,
        deputy_of=current,
        given_by=by,
        starts_on=starts_on,
        ends_on=ends_on,
    )
