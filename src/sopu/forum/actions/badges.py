"""Badges are made, used by one phone each, freed for another, and cancelled."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.actions.joining import require_open, require_party, seat_again, seat_phone
from sopu.forum.models import Badge, Event, Participant, ParticipantRole, Release, Table
from sopu.forum.queries import hall
from sopu.forum.queries.badges import digest_of
from sopu.forum.signals import token_withdrawn
from sopu.organisations.models import Organisation

MOST_BADGES = 200
"""At once: a sheet of 25 pages."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A badge as it is printed: the only time that its code is seen."""

    badge: Badge
    code: str


@transaction.atomic
def make_badges(
    *, event: Event, organisation: Organisation | None, role: ParticipantRole, count: int, now: dt.datetime
) -> list[Printed]:
    """New badges of a party, or of guests who come from none."""
    require_party(event, organisation)
    if not 1 <= count <= MOST_BADGES:
        raise Refused("too_many_badges", _("Make from 1 to %(most)s badges at a time.") % {"most": MOST_BADGES})
    blanks = [Badge(event=event, organisation=organisation, role=role, made_at=now) for _ in range(count)]
    return _made(event, blanks)


@transaction.atomic
def make_scribes_badges(*, event: Event, tables: Sequence[Table], made_by: User, now: dt.datetime) -> list[Printed]:
    """A new badge for the device of each of these tables; the one that a table had before is cancelled."""
    for badge in Badge.objects.in_force().filter(event=event, table__in=tables, used_by=None):
        _cancel(badge, made_by, now)
    return _made(event, [Badge(event=event, table=table, made_at=now) for table in tables])


def _made(event: Event, badges: list[Badge]) -> list[Printed]:
    Event.objects.select_for_update().get(pk=event.pk)  # numbers are given one sheet at a time
    last = Badge.objects.filter(event=event).order_by("number").values_list("number", flat=True).last() or 0
    printed = []
    for number, badge in enumerate(badges, last + 1):
        code = codes.checked_code(codes.BADGE_LENGTH, secrets.choice)
        badge.number, badge.code_digest = number, digest_of(code)
        printed.append(Printed(badge, code))
    Badge.objects.bulk_create(badges)
    return printed


@transaction.atomic
def use_badge(*, badge: Badge, before: Participant | None, now: dt.datetime) -> tuple[Participant, str]:
    """The phone joins by the badge, and gets its token; `before` is who it was in the event until now.

    A badge that the desk has freed lets its person go on with another phone; otherwise one badge is one phone's.
    """
    badge = _locked(badge)
    require_usable(badge)
    _leave(before)
    holder = badge.used_by
    if holder is not None:
        return holder, seat_again(participant=holder)
    participant, token = seat_phone(
        event=badge.event, organisation=badge.organisation, role=ParticipantRole(badge.role), table=badge.table, now=now
    )
    badge.used_by, badge.used_at = participant, now
    badge.save(update_fields=["used_by", "used_at"])
    return participant, token


def require_usable(badge: Badge) -> None:
    """Refuses a badge that lets nobody in now."""
    if badge.cancelled_at is not None:
        raise Refused("badge_cancelled", _("This badge has been cancelled. Ask for a new one at the desk."))
    require_open(badge.event)
    if badge.used_by is not None and badge.used_by.token_digest is not None:
        raise Refused(
            "badge_used",
            _("This badge is in use on another phone. If that phone was yours, ask at the desk to free the badge."),
        )


def _leave(before: Participant | None) -> None:
    """A phone that has said nothing yet may become another's; what was said stays whose it was."""
    if before is None:
        return
    if hall.has_acted(before):
        raise Refused(
            "already_spoken",
            _("Something has been said on this phone in this event already. Use the badge on another phone."),
        )
    before.delete()


@transaction.atomic
def free_badge(*, badge: Badge, made_by: User, now: dt.datetime) -> Release:
    """A used badge may be used on another phone: the same person goes on, and the former phone is nobody's."""
    badge = _locked(badge)
    if badge.cancelled_at is not None:
        raise Refused("badge_cancelled", _("This badge has been cancelled."))
    if badge.used_by is None:
        raise Refused("badge_unused", _("Nobody has used this badge: it works as it is."))
    _withdraw_token(badge)
    return Release.objects.create(badge=badge, is_cancelling=False, made_by=made_by, made_at=now)


@transaction.atomic
def cancel_badge(*, badge: Badge, made_by: User, now: dt.datetime) -> Release:
    """A lost badge lets nobody in any more, and the phone that came by it is nobody's; what it said is kept."""
    badge = _locked(badge)
    if badge.cancelled_at is not None:
        raise Refused("badge_cancelled", _("This badge has been cancelled."))
    return _cancel(badge, made_by, now)


@transaction.atomic
def cancel_unused(*, event: Event, organisation: Organisation | None, made_by: User, now: dt.datetime) -> int:
    """A lost sheet: the party's badges that nobody has used let nobody in. Gives how many there were."""
    unused = Badge.objects.unused().of_people().filter(event=event, organisation=organisation)
    badges = list(unused.select_for_update().select_related("event"))
    for badge in badges:
        _cancel(badge, made_by, now)
    return len(badges)


def _locked(badge: Badge) -> Badge:
    """Two phones, or a phone and the desk, at the same moment: the second sees what the first did."""
    rows = Badge.objects.select_for_update(of=("self",))
    return rows.select_related("event__negotiation", "organisation", "table", "used_by").get(pk=badge.pk)


def _cancel(badge: Badge, made_by: User, now: dt.datetime) -> Release:
    badge.cancelled_at = now
    badge.save(update_fields=["cancelled_at"])
    _withdraw_token(badge)
    return Release.objects.create(badge=badge, is_cancelling=True, made_by=made_by, made_at=now)


def _withdraw_token(badge: Badge) -> None:
    holder = badge.used_by
    if holder is None or holder.token_digest is None:
        return
    code, digest = badge.event.code, holder.token_digest
    holder.token_digest = None
    holder.save(update_fields=["token_digest"])
    transaction.on_commit(lambda: token_withdrawn.send(None, code=code, digest=digest))
