"""The parties' contact points are named and ended; what stood before stays to be read."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.mandates import demand_order
from sopu.negotiations.models import ContactPoint, GoalArea, Party, Purpose

DAY = dt.timedelta(days=1)


@transaction.atomic
def name_contact(
    *,
    party: Party,
    goal_area: GoalArea | None,
    title: str,
    name: str,
    email: str,
    by: User | None,
    now: dt.datetime,
    purpose: Purpose = Purpose.ANY,
    substitute_name: str = "",
    substitute_email: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> ContactPoint:
    """Whom to turn to in a party; whoever stood in the same place for the same purpose goes when this one comes."""
    # Two people who name a contact point at the same time must come one after the other.
    Party.objects.select_for_update().get(pk=party.pk)
    if goal_area and goal_area.negotiation_id != party.negotiation_id:
        raise Refused("another_negotiation", _("The goal area is of another negotiation."))
    demand_order(starts_on, ends_on)
    _demand_address(email)
    if bool(substitute_name) != bool(substitute_email):
        raise Refused("half_a_substitute", _("A substitute has both a name and an e-mail address."))
    _demand_address(substitute_email or email)
    _make_room(party, goal_area, purpose, starts_on, now)
    return ContactPoint.objects.create(
        party=party,
        goal_area=goal_area,
        purpose=purpose,
        title=title,
        name=name,
        email=email,
        substitute_name=substitute_name,
        substitute_email=substitute_email,
        starts_on=starts_on,
        ends_on=ends_on,
        named_by=by,
        named_at=now,
    )


def _demand_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("not_an_address", _("“%s” is not an e-mail address.") % email) from None


def _make_room(
    party: Party, goal_area: GoalArea | None, purpose: Purpose, starts_on: dt.date | None, now: dt.datetime
) -> None:
    """Those in the same place end: at once, or the day before the new one begins."""
    is_later = starts_on is not None and starts_on > timezone.localdate(now)
    for old in ContactPoint.objects.standing().filter(party=party, goal_area=goal_area, purpose=purpose):
        if starts_on is None or not is_later or (old.starts_on and old.starts_on >= starts_on):
            old.ended_at = now
        elif old.ends_on is None or old.ends_on >= starts_on:
            old.ends_on = starts_on - DAY
        old.save(update_fields=["ended_at", "ends_on"])


@transaction.atomic
def end_contact(*, contact: ContactPoint, now: dt.datetime) -> None:
    """The contact point is one no more; who it was stays."""
    current = ContactPoint.objects.select_for_update().get(pk=contact.pk)
    if current.ended_at is not None:
        raise Refused("ended_already", _("This contact point has been ended already."))
    current.ended_at = now
    current.save(update_fields=["ended_at"])
