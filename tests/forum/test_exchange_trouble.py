"""When something goes wrong every phone still gets an answer, nothing is lost, and the log quotes nobody."""

import json
import logging
import time
import uuid
from hashlib import sha256

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from builders import a_forum, a_participant
from sopu.forum.exchange import writer as writers
from sopu.forum.exchange.writer import LATELY, LONGEST_WAIT, Call, Crowd, Writer
from sopu.forum.models import Contribution

SECRET = "Naapurini Matti Meikäläinen ei pääse lääkäriin."


def sentence(text=SECRET):
    act = {"id": str(uuid.uuid4()), "do": "contribute", "discussion": 1, "prompt": "need", "language": "fi"}
    return act | {"text": text}


def call_of(participant, acts, replies, **fields):
    token = uuid.uuid4().hex
    participant.token_digest = sha256(token.encode()).hexdigest()
    participant.save()
    return Call(participant.event.code, participant.token_digest, acts, "", "fi", replies.append, **fields)


def failing(monkeypatch, error, times=100):
    """The database fails so many times, as a real one would, and works after that."""
    real, left = writers.store_batches, [times]

    def store(**words):
        if left[0]:
            left[0] -= 1
            raise error
        return real(**words)

    monkeypatch.setattr(writers, "store_batches", store)
    monkeypatch.setattr(writers.connection, "close", lambda: None)  # the test's own transaction goes on


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("connection is closed")])
def test_a_database_that_takes_nothing_in_tells_the_group_and_all_who_wait_to_keep_what_they_have(monkeypatch, error):
    event, replies = a_forum(), []
    group, behind = (call_of(a_participant(event), [sentence()], replies) for _ in range(2))
    failing(monkeypatch, error)
    writer = Writer()
    writer._queue.put(behind)
    writer._answer([group])
    assert [reply.status for reply in replies] == [503, 503]
    assert json.loads(replies[0].body)["text"].startswith("Palvelin on juuri nyt ruuhkautunut.")
    assert writer._queue.empty()


@pytest.mark.django_db
def test_a_batch_that_breaks_its_group_is_refused_alone_and_the_others_are_stored(monkeypatch, caplog):
    event, replies = a_forum(), []
    calls = [call_of(a_participant(event), [sentence(f"{SECRET} {n}")], replies) for n in range(3)]
    failing(monkeypatch, IntegrityError(f"Failing row contains ({SECRET})"), times=2)
    with caplog.at_level(logging.ERROR):
        Writer()._answer(calls)
    assert [reply.status for reply in replies] == [500, 200, 200]
    assert Contribution.objects.count() == 2
    assert [record.name for record in caplog.records] == ["sopu.forum.exchange.writer"]
    assert "IntegrityError" in caplog.text
    assert "Matti" not in caplog.text


@pytest.mark.django_db
def test_an_error_that_nobody_foresaw_does_not_end_the_writer(monkeypatch):
    event, replies = a_forum(), []
    calls = [call_of(a_participant(event), [sentence()], replies) for _ in range(2)]
    failing(monkeypatch, ZeroDivisionError(), times=1)
    writer = Writer()
    for call in calls:
        writer._answer([call])
    assert [reply.status for reply in replies] == [500, 200]


@pytest.mark.django_db
def test_a_person_who_has_gone_from_the_database_is_asked_to_join(monkeypatch):
    event, replies = a_forum(), []
    me = a_participant(event)
    call = call_of(me, [sentence()], replies)
    writer = Writer()
    writer._people_of([call])
    me.delete()
    failing(monkeypatch, IntegrityError("no such participant"), times=1)
    writer._answer([call])
    writer._answer([call])
    assert [reply.status for reply in replies] == [500, 401]


@pytest.mark.django_db(transaction=True)
def test_a_look_for_news_that_nobody_waits_for_is_let_go_but_an_act_never_is():
    event, replies = a_forum(), []
    writer = Writer()
    for acts in ([], [sentence()]):
        writer.put(call_of(a_participant(event), acts, replies, came_at=time.monotonic() - LONGEST_WAIT - 1))
    writer.stop()
    assert [len(json.loads(reply.body)["stored"]) for reply in replies] == [1]


def test_a_large_crowd_takes_longer_turns_and_a_small_one_again_short_ones():
    crowd = Crowd()
    people = [uuid.uuid4() for _ in range(5000)]
    for person in people[:500]:
        crowd.saw(person, now=1.0)
    assert crowd.pause == 2.0
    for person in people:
        crowd.saw(person, now=2.0)
    assert crowd.pause == 10.0
    crowd.saw(people[0], now=2.0 + LATELY + 1)
    assert crowd.pause == 10.0  # the last half minute still counts
    crowd.saw(people[0], now=2.0 + 2 * LATELY + 3)
    assert crowd.pause == 2.0
