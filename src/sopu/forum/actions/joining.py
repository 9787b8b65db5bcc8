"""A person joins an event on a phone."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.models import Event, Participant, ParticipantRole, Table
from sopu.forum.queries import hall
from sopu.negotiations.models import Party
from sopu.organisations.models import Organisation

TOKEN_BYTES = 32


@transaction.atomic
def join_event(
    *, event: Event, organisation: Organisation | None, role: ParticipantRole, now: dt.datetime
) -> tuple[Participant, str]:
    """A new participant, and the token that only this phone gets; the database keeps its digest."""
    require_open(event)
    require_party(event, organisation)
    return seat_phone(event=event, organisation=organisation, role=role, table=None, now=now)


def seat_phone(
    *, event: Event, organisation: Organisation | None, role: ParticipantRole, table: Table | None, now: dt.datetime
) -> tuple[Participant, str]:
    """A participant and the token, for whom a badge or the open door has let in."""
    token, digest = _new_token()
    participant = Participant.objects.create(
        event=event, organisation=organisation, role=role, table=table, token_digest=digest, joined_at=now
    )
    return participant, token


def seat_again(*, participant: Participant) -> str:
    """A new token for a participant who has none: the same person on another phone."""
    token, participant.token_digest = _new_token()
    participant.save(update_fields=["token_digest"])
    return token


def _new_token() -> tuple[str, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return token, hashlib.sha256(token.encode()).hexdigest()


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


def require_open(event: Event) -> None:
    """Refuses those who would join a closed event, or one that is still to come."""
    if event.closed_at is not None:
        raise Refused("event_closed", _("The event is closed: nobody can join it any more."))
    if event.opened_at is None:
        raise Refused("event_not_open", _("The event is not open yet. Try again when it has begun."))


def require_party(event: Event, organisation: Organisation | None) -> None:
    """Refuses an organisation that is not a party; to come from none is allowed."""
    if organisation is None:
        return
    if not Party.objects.filter(negotiation=event.negotiation_id, organisation=organisation).exists():
        raise Refused("not_a_party", _("That organisation is not a party of this negotiation. Choose another."))
