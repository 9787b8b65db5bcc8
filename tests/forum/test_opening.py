"""Who opens and closes what, and what is kept of it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from builders import a_forum, a_mandate, a_negotiation, a_user
from sopu.core.refusals import Refused
from sopu.forum.actions.opening import (
    close_discussion,
    close_event,
    extend_discussion,
    open_discussion,
    open_event,
)
from sopu.forum.models import Event, Opening
from sopu.negotiations.actions.milestones import reach_station, return_to_station
from sopu.negotiations.models import Role, Station

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 10, 24, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
LATER = NOW + dt.timedelta(minutes=30)


def log_of(event: Event) -> list[tuple[int | None, bool, dt.datetime | None]]:
    rows = Opening.objects.filter(event=event).select_related("discussion")
    return [(o.discussion.number if o.discussion else None, o.is_opening, o.closes_at) for o in rows]


def doors_of(event: Event) -> list[bool]:
    return [discussion.is_open for discussion in event.discussions.all()]


def done_days(event: Event, station: Station) -> list[dt.date | None]:
    return list(event.negotiation.milestones.filter(station=station).values_list("done_on", flat=True))


def test_an_event_opens_with_its_discussions_still_closed_and_the_opener_is_kept():
    event = a_forum(is_open=False)
    facilitator = a_mandate(event.negotiation, Role.FACILITATOR)
    open_event(event=event, now=NOW, made_by=facilitator)
    event.refresh_from_db()
    assert (event.opened_at, event.closed_at, doors_of(event)) == (NOW, None, [False] * 4)
    assert list(Opening.objects.values_list("made_by", "made_at")) == [(facilitator.pk, NOW)]
    assert log_of(event) == [(None, True, None)]


def test_an_open_event_does_not_open_again():
    event = a_forum()
    with pytest.raises(Refused) as refusal:
        open_event(event=event, now=NOW)
    assert refusal.value.code == "event_is_open"
    assert log_of(event) == []


def test_closing_an_event_closes_its_open_discussions_and_its_negotiations_forum():
    event = a_forum()
    close_discussion(discussion=event.discussions.get(number=1), now=NOW)
    close_event(event=event, now=LATER)
    event.refresh_from_db()
    assert (event.closed_at, doors_of(event)) == (LATER, [False] * 4)
    assert [d.closed_at for d in event.discussions.all()] == [NOW, LATER, LATER, LATER]
    assert log_of(event) == [(n, False, None) for n in (1, 2, 3, 4, None)]
    assert done_days(event, Station.FORUM) == [dt.date(2025, 10, 24)]
    assert done_days(event, Station.SYNTHESIS) == [None]


def test_the_forum_is_done_only_when_its_last_event_closes():
    negotiation = a_negotiation()
    first, last = a_forum(negotiation), a_forum(negotiation, is_open=False)
    close_event(event=first, now=NOW)
    assert done_days(first, Station.FORUM) == [None]
    open_event(event=last, now=NOW)
    close_event(event=last, now=LATER)
    assert done_days(first, Station.FORUM) == [dt.date(2025, 10, 24)]


def test_an_event_that_is_not_open_does_not_close():
    event = a_forum(is_open=False)
    with pytest.raises(Refused) as refusal:
        close_event(event=event, now=NOW)
    assert refusal.value.code == "event_is_closed"
    assert log_of(event) == []


def test_an_event_closed_by_mistake_opens_again_and_its_forum_is_not_done():
    event = a_forum(is_open=False)
    open_event(event=event, now=NOW)
    close_event(event=event, now=LATER)
    open_event(event=event, now=LATER)
    event.refresh_from_db()
    assert (event.opened_at, event.closed_at) == (NOW, None)
    assert log_of(event) == [(None, True, None), (None, False, None), (None, True, None)]
    assert done_days(event, Station.FORUM) == [None]


def test_a_discussion_opens_for_the_minutes_that_are_promised():
    event = a_forum(is_open=False)
    open_event(event=event, now=NOW)
    open_discussion(discussion=event.discussions.get(number=2), now=NOW, minutes=30)
    assert doors_of(event) == [False, True, False, False]
    assert event.discussions.get(number=2).closes_at == LATER
    assert log_of(event)[1:] == [(2, True, LATER)]


def test_a_closed_discussion_opens_again_without_its_old_promise():
    event = a_forum()
    discussion = event.discussions.get(number=1)
    extend_discussion(discussion=discussion, minutes=5, now=NOW)
    close_discussion(discussion=discussion, now=NOW)
    open_discussion(discussion=discussion, now=LATER)
    discussion.refresh_from_db()
    assert (discussion.is_open, discussion.closes_at) == (True, None)


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_discussion_does_not_open_for_a_nonsensical_time(minutes: int):
    event = a_forum(is_open=False)
    open_event(event=event, now=NOW)
    with pytest.raises(Refused) as refusal:
        open_discussion(discussion=event.discussions.get(number=1), now=NOW, minutes=minutes)
    assert refusal.value.code == "minutes_out_of_range"
    assert doors_of(event) == [False] * 4


def test_a_discussion_does_not_open_twice():
    event = a_forum()
    with pytest.raises(Refused) as refusal:
        open_discussion(discussion=event.discussions.get(number=1), now=NOW)
    assert refusal.value.code == "discussion_is_open"


def test_no_discussion_opens_in_an_event_that_is_closed():
    event = a_forum(is_open=False)
    with pytest.raises(Refused) as refusal:
        open_discussion(discussion=event.discussions.get(number=1), now=NOW)
    assert refusal.value.code == "event_is_closed"
    assert doors_of(event) == [False] * 4


def test_only_an_open_discussion_closes_and_gets_more_time():
    discussion = a_forum(is_open=False).discussions.get(number=1)
    with pytest.raises(Refused) as closing:
        close_discussion(discussion=discussion, now=NOW)
    with pytest.raises(Refused) as extending:
        extend_discussion(discussion=discussion, minutes=5, now=NOW)
    assert (closing.value.code, extending.value.code) == ("discussion_is_closed", "discussion_is_closed")


def test_more_time_is_counted_from_the_promise_or_from_now_if_it_has_passed():
    discussion = a_forum().discussions.get(number=1)
    extend_discussion(discussion=discussion, minutes=5, now=NOW)
    assert discussion.closes_at == NOW + dt.timedelta(minutes=5)
    extend_discussion(discussion=discussion, minutes=5, now=NOW)
    assert discussion.closes_at == NOW + dt.timedelta(minutes=10)
    extend_discussion(discussion=discussion, minutes=5, now=LATER)
    assert discussion.closes_at == LATER + dt.timedelta(minutes=5)
    assert [closes_at for *_, closes_at in log_of(discussion.event)][-1] == LATER + dt.timedelta(minutes=5)


def test_a_station_is_reached_once_and_only_what_was_done_that_day_is_returned_to():
    negotiation = a_negotiation()
    first, second = dt.date(2025, 10, 24), dt.date(2025, 10, 25)
    reach_station(negotiation=negotiation, station=Station.FORUM, on=first)
    reach_station(negotiation=negotiation, station=Station.FORUM, on=second)
    assert negotiation.milestones.get(station=Station.FORUM).done_on == first
    return_to_station(negotiation=negotiation, station=Station.FORUM, on=second)
    assert negotiation.milestones.get(station=Station.FORUM).done_on == first
    return_to_station(negotiation=negotiation, station=Station.FORUM, on=first)
    assert negotiation.milestones.get(station=Station.FORUM).done_on is None


def test_another_negotiations_station_is_not_touched():
    ours, theirs = a_negotiation(), a_negotiation()
    reach_station(negotiation=ours, station=Station.FORUM, on=dt.date(2025, 10, 24))
    assert theirs.milestones.get(station=Station.FORUM).done_on is None


def test_the_second_of_two_facilitators_is_told_that_it_is_done():
    event = a_forum()
    first, second = Event.objects.get(pk=event.pk), Event.objects.get(pk=event.pk)
    close_event(event=first, now=NOW, made_by=a_user())
    with pytest.raises(Refused) as refusal:
        close_event(event=second, now=NOW, made_by=a_user())
    assert refusal.value.code == "event_is_closed"
