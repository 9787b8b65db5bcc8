"""Phones are told which sentences have been heard about least."""

import json
import uuid

import pytest

from builders import a_contribution, a_forum, a_participant, a_reaction
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.queries.seen import MOST_TOLD, Seen

pytestmark = pytest.mark.django_db
START = Cursor({}, 0)
NOBODY = uuid.UUID(int=1)


def sentences(*contributions):
    return {1: [(one.pk, str(one.act_id)) for one in contributions]}


def test_the_least_seen_are_told_with_their_counts_and_of_the_others_how_often_at_least():
    event = a_forum()
    said = [a_contribution(a_participant(event)) for _ in range(MOST_TOLD + 2)]
    readers = [a_participant(event) for _ in range(2)]
    for one in said[:2]:
        for reader in readers:
            a_reaction(reader, one)
    seen = Seen(event.pk)
    seen.refresh(sentences(*said), 0.0)
    told = json.loads(seen.json_of([1, 2]))
    assert told == {"1": {"of": {str(one.act_id)[:8]: 0 for one in said[2:]}, "others": 2}}


def test_what_is_answered_later_is_counted_once_and_not_of_another_event():
    event, other = a_forum(), a_forum()
    said, elsewhere = a_contribution(a_participant(event)), a_contribution(a_participant(other))
    reader = a_participant(event)
    a_reaction(reader, said)
    seen = Seen(event.pk)
    for second in range(3):
        seen.refresh(sentences(said), float(second))
        a_reaction(a_participant(other), elsewhere)
    a_reaction(a_participant(event), said)
    seen.refresh(sentences(said), 3.0)
    assert seen.counts[said.pk] == 2
    assert json.loads(seen.json_of([1]))["1"]["of"] == {str(said.act_id)[:8]: 2}


def test_the_database_is_asked_at_most_once_a_second_however_many_ask(django_assert_num_queries):
    said = a_contribution(a_participant(a_forum()))
    seen = Seen(said.discussion.event_id)
    with django_assert_num_queries(2):
        seen.refresh(sentences(said), 10.0)
        seen.refresh(sentences(said), 10.9)
    with django_assert_num_queries(1):
        seen.refresh(sentences(said), 11.0)


def test_a_phone_that_knows_the_counts_does_not_get_them_again():
    event = a_forum()
    said = a_contribution(a_participant(event))
    a_reaction(a_participant(event), said)
    feed = Feed(event.pk)
    feed.refresh()
    first = feed.news(NOBODY, [1], START)
    again = feed.news(NOBODY, [1], Cursor.parse(str(first.cursor)))
    assert json.loads(first.seen)["1"]["of"] == {str(said.act_id)[:8]: 1}
    assert (again.seen, again.cursor) == ("", first.cursor)


def test_a_phone_is_not_told_of_discussions_in_which_it_has_not_spoken():
    event = a_forum()
    a_contribution(a_participant(event), area=2)
    feed = Feed(event.pk)
    feed.refresh()
    assert json.loads(feed.news(NOBODY, [1], Cursor({}, 0, 7)).seen) == {}
