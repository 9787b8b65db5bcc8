"""Events and their discussions are opened and closed; who did it and when is kept."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.actions.sealing import seal_said
from sopu.forum.models import Discussion, Event, Opening
from sopu.negotiations.actions.duties import note_forum
from sopu.negotiations.actions.milestones import reach_station, return_to_station
from sopu.negotiations.models import Station

LONGEST_MINUTES = 240


@transaction.atomic
def open_event(*, event: Event, now: dt.datetime, made_by: User | None = None) -> None:
    """The hall's doors open; an event that was closed by mistake opens again."""
    _lock_event(event)
    if event.is_open:
        raise Refused("event_is_open", _("The event is open already."))
    if event.closed_at is not None and not event.is_rehearsal:
        return_to_station(negotiation=event.negotiation, station=Station.FORUM, on=timezone.localdate(event.closed_at))
    event.opened_at = event.opened_at or now
    event.closed_at = None
    event.save(update_fields=["opened_at", "closed_at"])
    Opening.objects.create(event=event, is_opening=True, made_by=made_by, made_at=now)


@transaction.atomic
def close_event(*, event: Event, now: dt.datetime, made_by: User | None = None) -> None:
    """The event closes with its open discussions; with the last one the negotiation's forum is done.

    What was said is sealed when all of it is stored. A rehearsal ends nothing, and is not sealed.
    """
    _lock_event(event)
    _demand_open(event)
    for discussion in event.discussions.open():
        _close(discussion, now, made_by)
    event.closed_at = now
    event.save(update_fields=["closed_at"])
    Opening.objects.create(event=event, is_opening=False, made_by=made_by, made_at=now)
    if event.is_rehearsal:
        return
    if not Event.objects.in_earnest().unclosed().filter(negotiation=event.negotiation).exists():
        reach_station(negotiation=event.negotiation, station=Station.FORUM, on=timezone.localdate(now))
    _count_for_the_duty(event, timezone.localdate(now))
    # A seal that fails must not keep the hall open: it is made again when the material is compiled.
    transaction.on_commit(partial(seal_said, event=event, now=now), robust=True)


def _count_for_the_duty(event: Event, held_on: dt.date) -> None:
    """The parties whose people were in the hall negotiated that day; a rehearsal counts for nothing."""
    if event.is_rehearsal:
        return
    present = event.participants.present().filter(organisation__isnull=False).values_list("organisation", flat=True)
    note_forum(negotiation=event.negotiation, organisations=set(present), held_on=held_on, event_code=event.code)


@transaction.atomic
def let_late_input(*, event: Event, until: dt.datetime | None, now: dt.datetime) -> None:
    """Those who joined may write after the closing until the hour, or not at all when there is none."""
    _lock_event(event)
    if until is not None and until <= now:
        raise Refused("late_is_past", _("The hour of late input is past. Give one that is to come, or none."))
    event.late_until = until
    event.save(update_fields=["late_until"])


@transaction.atomic
def open_discussion(
    *,
    discussion: Discussion,
    now: dt.datetime,
    minutes: int | None = None,
    only: str = "",
    made_by: User | None = None,
) -> None:
    """Sentences are taken in, for `minutes` by the clock's promise; a closed discussion opens again.

    `only` names the kind of prompt that is open; empty opens them all.
    """
    _lock(discussion)
    _demand_open(discussion.event)
    if discussion.is_open:
        raise Refused("discussion_is_open", _("This discussion is open already."))
    discussion.opened_at = discussion.opened_at or now
    discussion.closed_at = None
    discussion.closes_at = None if minutes is None else now + _span(minutes)
    discussion.only_prompt = discussion.event.prompts.filter(kind=only).first() if only else None
    discussion.save(update_fields=["opened_at", "closed_at", "closes_at", "only_prompt"])
    _record(discussion, now, made_by)


@transaction.atomic
def close_discussion(*, discussion: Discussion, now: dt.datetime, made_by: User | None = None) -> None:
    """No more sentences or reactions are taken in."""
    _lock(discussion)
    if not discussion.is_open:
        raise Refused("discussion_is_closed", _("This discussion is not open."))
    _close(discussion, now, made_by)


@transaction.atomic
def extend_discussion(*, discussion: Discussion, minutes: int, now: dt.datetime, made_by: User | None = None) -> None:
    """The clock's promise moves on by `minutes`, from now if it had run out or was never made."""
    _lock(discussion)
    if not discussion.is_open:
        raise Refused("discussion_is_closed", _("This discussion is not open."))
    discussion.closes_at = max(now, discussion.closes_at or now) + _span(minutes)
    discussion.save(update_fields=["closes_at"])
    _record(discussion, now, made_by)


def _lock_event(event: Event) -> None:
    """Two facilitators press at the same time: the second sees what the first did."""
    event.refresh_from_db(from_queryset=Event.objects.select_for_update())


def _lock(discussion: Discussion) -> None:
    """The event first, as everybody does, then its discussion."""
    _lock_event(discussion.event)
    discussion.refresh_from_db(from_queryset=Discussion.objects.select_for_update())


def _demand_open(event: Event) -> None:
    if not event.is_open:
        raise Refused("event_is_closed", _("The event is not open."))


def _span(minutes: int) -> dt.timedelta:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused("minutes_out_of_range", _("Give the time in minutes, from 1 to 240."))
    return dt.timedelta(minutes=minutes)


def _close(discussion: Discussion, now: dt.datetime, made_by: User | None) -> None:
    discussion.closed_at = now
    discussion.save(update_fields=["closed_at"])
    Opening.objects.create(
        event_id=discussion.event_id, discussion=discussion, is_opening=False, made_by=made_by, made_at=now
    )


def _record(discussion: Discussion, now: dt.datetime, made_by: User | None) -> None:
    Opening.objects.create(
        event_id=discussion.event_id,
        discussion=discussion,
        is_opening=True,
        closes_at=discussion.closes_at,
        only_prompt_id=discussion.only_prompt_id,
        made_by=made_by,
        made_at=now,
    )
