"""A person joins an event on a phone."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.models import Event, Participant, ParticipantRole
from sopu.forum.queries import hall
from sopu.negotiations.models import Party
from sopu.organisations.models import Organisation

TOKEN_BYTES = 32


@transaction.atomic
def join_event(
    *, event: Event, organisation: Organisation | None, role: ParticipantRole, now: dt.datetime
) -> tuple[Participant, str]:
    """A new participant, and the token that only this phone gets; the database keeps its digest."""
    _require_open(event)
    _require_party(event, organisation)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    participant = Participant.objects.create(
        event=event,
        organisation=organisation,
        role=role,
        token_digest=hashlib.sha256(token.encode()).hexdigest(),
        joined_at=now,
    )
    return participant, token


@transaction.atomic
def join_again(
    *, participant: Participant, organisation: Organisation | None, role: ParticipantRole, now: dt.datetime
) -> tuple[Participant, str]:
    """A participant who chose a wrong organisation or role comes in anew, as long as nothing has been said."""
    if hall.has_acted(participant):
        raise Refused(
            "already_spoken",
            _("You have already said something on behalf of this organisation, so it can't be changed any more."),
        )
    joined = join_event(event=participant.event, organisation=organisation, role=role, now=now)
    participant.delete()
    return joined


def _require_open(event: Event) -> None:
    if event.closed_at is not None:
        raise Refused("event_closed", _("The event is closed: nobody can join it any more."))
    if event.opened_at is None:
        raise Refused("event_not_open", _("The event is not open yet. Try again when it has begun."))


def _require_party(event: Event, organisation: Organisation | None) -> None:
    if organisation is None:
        return
    if not Party.objects.filter(negotiation=event.negotiation_id, organisation=organisation).exists():
        raise Refused("not_a_party", _("That organisation is not a party of this negotiation. Choose another."))
