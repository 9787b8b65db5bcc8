"""People are invited to act in a negotiation, by a letter with a link, and accept."""

import datetime as dt
import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.accounts.actions import open_account
from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.letters import write_letter
from sopu.negotiations.actions.mandates import demand_order, demand_party, give_mandate
from sopu.negotiations.models import Invitation, Letter, Mandate, Negotiation, Role
from sopu.negotiations.permissions import may_give
from sopu.organisations.models import Organisation
from sopu.organisations.rules import main_language

LIFETIME = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What somebody is asked to do, by whom, and on which days."""

    negotiation: Negotiation
    organisation: Organisation
    role: Role
    by: User
    starts_on: dt.date | None
    ends_on: dt.date | None


@transaction.atomic
def invite(
    *,
    negotiation: Negotiation,
    organisation: Organisation,
    role: Role,
    email: str,
    name: str,
    by: User,
    now: dt.datetime,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Invitation | Mandate:
    """One who has an account gets the role at once and a letter that tells of it; another gets an invitation."""
    known = User.objects.known_by(email).first()
    if known and not known.is_active:
        raise Refused("account_closed", _("The account of %s has been closed.") % known.email)
    offer = _Offer(negotiation, organisation, role, by, starts_on, ends_on)
    return _give(offer, known, now) if known else _ask(offer, email.strip(), name.strip(), now)


def _give(offer: _Offer, user: User, now: dt.datetime) -> Mandate:
    mandate = give_mandate(
        user=user,
        negotiation=offer.negotiation,
        organisation=offer.organisation,
        role=offer.role,
        by=offer.by,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
    )
    _tell(mandate, offer.by, now)
    return mandate


def _ask(offer: _Offer, email: str, name: str, now: dt.datetime) -> Invitation:
    demand_party(offer.negotiation, offer.organisation)
    demand_order(offer.starts_on, offer.ends_on)
    same = Invitation.objects.waiting(now).filter(
        negotiation=offer.negotiation, organisation=offer.organisation, role=offer.role
    )
    if same.filter(email__iexact=email).exists():
        raise Refused("invited_already", _("%s has been invited to this role already.") % email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        negotiation=offer.negotiation,
        organisation=offer.organisation,
        role=offer.role,
        email=email.lower(),
        name=name,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        token_digest=digest_of(token),
        invited_by=offer.by,
        invited_at=now,
        expires_at=now + LIFETIME,
    )
    invitation.letter = _letter(invitation, token)
    invitation.save()
    return invitation


def digest_of(token: str) -> str:
    """What is kept of a link's token."""
    return sha256(token.encode()).hexdigest()


def _letter(invitation: Invitation, token: str) -> Letter:
    """In the language in which the organisation works first."""
    language = main_language(invitation.organisation.language_status)
    with override(language):
        negotiation = invitation.negotiation.name_in(language)
        facts = {
            "invitation": invitation,
            "role": Role(invitation.role).label,
            "organisation": invitation.organisation.name_in(language),
            "negotiation": negotiation,
            "link": settings.ORIGIN + reverse("invitation", args=[token]),
        }
        return write_letter(
            negotiation=invitation.negotiation,
            email=invitation.email,
            name=invitation.name,
            subject=_("Invitation: %(negotiation)s") % {"negotiation": negotiation},
            body=render_to_string("negotiations/invitation_letter.txt", facts),
            now=invitation.invited_at,
        )


def _tell(mandate: Mandate, by: User, now: dt.datetime) -> None:
    language = main_language(mandate.organisation.language_status)
    with override(language):
        negotiation = mandate.negotiation.name_in(language)
        facts = {
            "mandate": mandate,
            "by": by,
            "role": Role(mandate.role).label,
            "organisation": mandate.organisation.name_in(language),
            "negotiation": negotiation,
            "link": settings.ORIGIN + reverse("next"),
        }
        subject = _("A new role: %(negotiation)s") % {"negotiation": negotiation}
        body = render_to_string("negotiations/mandate_letter.txt", facts)
    write_letter(negotiation=mandate.negotiation, to=mandate.user, subject=subject, body=body, now=now)


@transaction.atomic
def accept(*, invitation: Invitation, name: str, password: str | None, now: dt.datetime) -> User:
    """The invited person gets an account and the role; one who has got an account meanwhile gets only the role."""
    current = Invitation.objects.select_for_update(of=("self",)).with_ground().get(pk=invitation.pk)
    demand_open(invitation=current, now=now)
    known = User.objects.known_by(current.email).first()
    user = known or open_account(email=current.email, name=name, password=password)
    give_mandate(
        user=user,
        negotiation=current.negotiation,
        organisation=current.organisation,
        role=Role(current.role),
        by=current.invited_by,
        starts_on=current.starts_on,
        ends_on=current.ends_on,
    )
    current.accepted_at = now
    current.save(update_fields=["accepted_at"])
    return user


def demand_open(*, invitation: Invitation, now: dt.datetime) -> None:
    """Refuses an invitation that was used, withdrawn or left to grow old, or whose inviter may no longer invite."""
    if invitation.accepted_at is not None:
        raise Refused("used", _("This invitation has been accepted already. Sign in with your e-mail address."))
    if invitation.withdrawn_at is not None:
        raise Refused("withdrawn", _("This invitation has been withdrawn."))
    if invitation.expires_at <= now:
        raise Refused("expired", _("This invitation is old. Ask for a new one from the person who invited you."))
    inviter = invitation.invited_by
    if not (inviter.is_active and may_give(inviter, invitation.negotiation, invitation.organisation, invitation.role)):
        raise Refused("void", _("The person who invited you no longer looks after this. Ask the process owner."))


@transaction.atomic
def withdraw(*, invitation: Invitation, now: dt.datetime) -> None:
    """The link of the invitation opens nothing any more."""
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.accepted_at is not None:
        raise Refused("used", _("The invitation has been accepted already: end the role instead."))
    current.withdrawn_at = current.withdrawn_at or now
    current.save(update_fields=["withdrawn_at"])
