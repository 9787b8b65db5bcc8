"""Acts are stored once, in order, each with its own answer; phones get what is new and nothing that is not theirs."""

import asyncio
import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_participant
from sopu.forum.actions.exchange import Batch, Person, store_batch, store_batches
from sopu.forum.exchange import door
from sopu.forum.exchange.writer import Call, Full, Writer
from sopu.forum.models import Abstention, Contribution, Moderation, Reaction, Stance
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.rules import Unfit
from sopu.negotiations.models import Role

NOW = timezone.now


def sentence(text="Kylätalot auki.", **fields):
    return {
        "id": str(uuid.uuid4()),
        "do": "contribute",
        "discussion": 1,
        "prompt": "measure",
        "text": text,
        "language": "fi",
    } | fields


def reaction(contribution, stance="agree", **fields):
    return {
        "id": str(uuid.uuid4()),
        "do": "react",
        "contribution": str(contribution.act_id),
        "stance": stance,
    } | fields


def reasons(answer):
    return [act.reason for act in answer.refused]


@pytest.mark.django_db
def test_a_batch_is_stored_in_order_and_sentences_get_receipts():
    event = a_forum()
    theirs, me = a_contribution(a_participant(event)), a_participant(event)
    answer = store_batch(participant=me, acts=[sentence("Ensin oma."), reaction(theirs, "disagree")], now=NOW())
    said, answered = Contribution.objects.get(participant=me), Reaction.objects.get(participant=me)
    assert [act.receipt for act in answer.stored] == [said.receipt, None]
    assert (said.text, said.language, said.discussion.number, said.prompt.kind) == ("Ensin oma.", "fi", 1, "measure")
    assert (answered.contribution, answered.stance, answered.is_important) == (theirs, Stance.DISAGREE, False)
    assert answer.refused == []
    assert answer.spoken == frozenset({1})


@pytest.mark.django_db
def test_a_retry_stores_nothing_twice_and_gets_the_same_receipt():
    event = a_forum()
    theirs, me = a_contribution(a_participant(event)), a_participant(event)
    acts = [sentence(), reaction(theirs), {"id": str(uuid.uuid4()), "do": "abstain", "discussion": 2}]
    first = store_batch(participant=me, acts=acts, now=NOW())
    again = store_batch(participant=me, acts=acts, now=NOW())
    assert again.stored == first.stored
    assert [model.objects.filter(participant=me).count() for model in (Contribution, Reaction, Abstention)] == [1, 1, 1]


@pytest.mark.django_db
def test_the_same_act_in_two_batches_of_one_group_is_stored_once():
    me = a_participant(a_forum())
    act, person = sentence(), Person.of(me)
    one, two = store_batches(batches=[Batch(person, [act]), Batch(person, [act, act])], now=NOW())
    assert {stored.receipt for stored in one.stored + two.stored} == {Contribution.objects.get().receipt}


@pytest.mark.django_db
def test_a_late_retry_does_not_overwrite_a_newer_answer():
    event = a_forum()
    theirs, me = a_contribution(a_participant(event)), a_participant(event)
    old, new = reaction(theirs, "agree"), reaction(theirs, "disagree")
    store_batch(participant=me, acts=[sentence(), old], now=NOW())
    store_batch(participant=me, acts=[new], now=NOW())
    store_batch(participant=me, acts=[old], now=NOW())
    assert [r.stance for r in Reaction.objects.final().filter(participant=me)] == [Stance.DISAGREE]


@pytest.mark.django_db
def test_one_bad_act_spoils_nothing_else():
    me = a_participant(a_forum())
    good = sentence()
    answer = store_batch(participant=me, acts=["?", sentence(text=""), good, sentence(discussion=7)], now=NOW())
    assert [str(act.id) for act in answer.stored] == [good["id"]]
    assert reasons(answer) == [Unfit.UNREADABLE_ACT, Unfit.EMPTY_TEXT, Unfit.NO_SUCH_DISCUSSION]
    assert all(act.sentence for act in answer.refused)


@pytest.mark.django_db
def test_another_persons_act_id_is_refused_and_theirs_is_untouched():
    event = a_forum()
    mine, theirs = a_participant(event), a_participant(event)
    act = sentence("Alkuperäinen.")
    store_batch(participant=theirs, acts=[act], now=NOW())
    answer = store_batch(participant=mine, acts=[act | {"text": "Toinen."}], now=NOW())
    assert reasons(answer) == [Unfit.ID_IN_USE]
    assert [c.text for c in Contribution.objects.all()] == ["Alkuperäinen."]


@pytest.mark.django_db
def test_a_sentence_of_another_event_cannot_be_answered():
    elsewhere = a_contribution(a_participant(a_forum()))
    me = a_participant(a_forum())
    answer = store_batch(participant=me, acts=[sentence(), reaction(elsewhere)], now=NOW())
    assert reasons(answer) == [Unfit.NO_SUCH_SENTENCE]


@pytest.mark.django_db
def test_the_sixth_important_mark_is_refused_until_one_is_taken_away():
    event = a_forum()
    writer, me = a_participant(event), a_participant(event)
    theirs = [a_contribution(writer) for _ in range(6)]
    store_batch(participant=me, acts=[sentence(), *[reaction(c, important=True) for c in theirs[:5]]], now=NOW())
    assert reasons(store_batch(participant=me, acts=[reaction(theirs[5], important=True)], now=NOW())) == [
        Unfit.TOO_MANY_IMPORTANT
    ]
    swap = [reaction(theirs[0], important=False), reaction(theirs[5], important=True)]
    assert reasons(store_batch(participant=me, acts=swap, now=NOW())) == []


@pytest.mark.django_db
def test_a_closed_discussion_and_a_closed_event_take_nothing_in():
    event = a_forum()
    me = a_participant(event)
    event.discussions.filter(number=1).update(closed_at=NOW())
    assert reasons(store_batch(participant=me, acts=[sentence()], now=NOW())) == [Unfit.DISCUSSION_CLOSED]
    event.closed_at = NOW()
    event.save()
    assert reasons(store_batch(participant=me, acts=[sentence(discussion=2)], now=NOW())) == [Unfit.EVENT_CLOSED]
    assert Contribution.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_a_group_asks_the_same_number_of_questions_for_one_phone_and_for_many(django_assert_num_queries, people):
    event = a_forum()
    theirs = a_contribution(a_participant(event))
    senders = [Person.of(a_participant(event)) for _ in range(people)]
    batches = [Batch(person, [sentence(), reaction(theirs)]) for person in senders]
    expected = 13 if connection.vendor == "sqlite" else 14
    with django_assert_num_queries(expected):
        store_batches(batches=batches, now=NOW())


@pytest.mark.django_db
def test_others_sentences_come_only_where_one_has_spoken_and_only_once():
    event = a_forum()
    writer, me = a_participant(event), a_participant(event)
    first, other = a_contribution(writer, "Yksi", area=1), a_contribution(writer, "Kaksi", area=2)
    a_contribution(me, "Oma", area=1)
    feed = Feed(event.pk)
    feed.refresh()
    news = feed.news(me.pk, {1}, Cursor.parse(""))
    assert [json.loads(s)["id"] for s in news.sentences] == [str(first.act_id)]
    again = feed.news(me.pk, {1}, Cursor.parse(str(news.cursor)))
    assert again.sentences == []
    later = feed.news(me.pk, {1, 2}, news.cursor)
    assert [json.loads(s)["text"] for s in later.sentences] == [other.text]


@pytest.mark.django_db
def test_a_feed_hands_out_a_long_list_in_parts():
    event = a_forum()
    writer, me = a_participant(event), a_participant(event)
    said = [str(a_contribution(writer).act_id) for _ in range(125)]
    feed, cursor, got, parts = Feed(event.pk), Cursor.parse(None), [], []
    feed.refresh()
    has_more = True
    while has_more:
        news = feed.news(me.pk, {1}, cursor)
        got += [json.loads(s)["id"] for s in news.sentences]
        parts.append(len(news.sentences))
        cursor, has_more = news.cursor, news.has_more
    assert (got, parts) == (said, [60, 60, 5])


@pytest.mark.django_db
def test_a_hidden_sentence_goes_away_from_phones_and_comes_back_when_restored():
    event = a_forum()
    writer, me, clerk = a_participant(event), a_participant(event), a_mandate(event.negotiation, Role.FACILITATOR)
    read, unread = a_contribution(writer, "Luettu"), a_contribution(writer, "Lukematta", area=2)
    feed = Feed(event.pk)
    feed.refresh()
    cursor = feed.news(me.pk, {1}, Cursor.parse("")).cursor
    for contribution in (read, unread):
        Moderation.objects.create(contribution=contribution, is_hiding=True, reason="Nimi", made_by=clerk)
    feed.refresh()
    news = feed.news(me.pk, {1, 2}, cursor)
    assert (news.sentences, news.hidden) == ([], [str(read.act_id)])
    Moderation.objects.create(contribution=read, is_hiding=False, reason="Erehdys", made_by=clerk)
    feed.refresh()
    back = feed.news(me.pk, {1, 2}, news.cursor)
    assert [json.loads(s)["text"] for s in back.sentences] == ["Luettu"]
    assert back.hidden == []


@pytest.mark.django_db
def test_only_a_commitment_names_its_organisation():
    event = a_forum()
    writer, me = a_participant(event), a_participant(event)
    a_contribution(writer, kind="measure")
    a_contribution(writer, kind="commitment")
    feed = Feed(event.pk)
    feed.refresh()
    told = [json.loads(s) for s in feed.news(me.pk, {1}, Cursor.parse("")).sentences]
    assert [s["organisation"] for s in told] == [None, writer.organisation.name_fi]
    assert set(told[0]) == {"id", "discussion", "prompt", "text", "language", "organisation"}


@pytest.mark.parametrize("text", [None, 5, "", "m.x_y.z", "x" * 500, "m.-1_1.1.1"])
def test_a_cursor_that_cannot_be_read_starts_from_the_beginning(text):
    assert Cursor.parse(text) == Cursor({}, 0)


def a_token(participant):
    token = uuid.uuid4().hex
    participant.token_digest = sha256(token.encode()).hexdigest()
    participant.save()
    return token


def call(event, token, acts, replies):
    return Call(event.code, sha256(token.encode()).hexdigest(), acts, "", "fi", replies.append)


@pytest.mark.django_db
def test_the_writer_answers_everybody_in_a_group_strangers_too():
    event = a_forum()
    me, replies = a_participant(event), []
    writer, act = Writer(), sentence()
    writer._answer([call(event, a_token(me), [act], replies), call(event, "stranger", [sentence()], replies)])
    assert [reply.status for reply in replies] == [200, 401]
    body = json.loads(replies[0].body)
    assert [stored["id"] for stored in body["stored"]] == [act["id"]]
    assert body["event_open"] is True
    assert [d["open"] for d in body["discussions"]] == [True] * 4
    assert Contribution.objects.count() == 1


@pytest.mark.django_db
def test_a_token_of_another_event_is_a_stranger():
    here, there, replies = a_forum(), a_forum(), []
    Writer()._answer([call(here, a_token(a_participant(there)), [sentence()], replies)])
    assert [reply.status for reply in replies] == [401]


@pytest.mark.django_db
def test_refusals_are_in_the_language_of_the_phone():
    event, replies = a_forum(), []
    token = a_token(a_participant(event))
    for language in ("fi", "sv", "en"):
        one = Call(event.code, sha256(token.encode()).hexdigest(), [sentence(text="")], "", language, replies.append)
        Writer()._answer([one])
    texts = [json.loads(reply.body)["refused"][0]["text"] for reply in replies]
    assert len(set(texts)) == 3


def test_a_full_queue_says_come_back_later(monkeypatch):
    monkeypatch.setattr("sopu.forum.exchange.writer.LONGEST_QUEUE", 0)
    with pytest.raises(Full):
        Writer().put(Call("AB", "", [], "", "fi", print))


def post(code="AB2345", body=b'{"acts": []}', method="POST", headers=()):
    async def talk():
        scope = {
            "type": "http",
            "method": method,
            "path": f"/api/exchange/{code}",
            "headers": [(b"content-type", b"application/json"), *headers],
        }
        phone = ApplicationCommunicator(door.exchange, scope)
        await phone.send_input({"type": "http.request", "body": body})
        start, end = await phone.receive_output(5), await phone.receive_output(5)
        return start["status"], json.loads(end["body"])

    # In a thread of its own: a browser's driver may keep an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk()).result()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET"}, 405),
        ({"headers": [(b"content-type", b"text/plain")]}, 415),
        ({"body": b"{"}, 400),
        ({"body": b"[" * 100_000}, 400),
        ({"body": b'{"acts": 5}'}, 400),
        ({"body": json.dumps({"acts": [{}] * 51}).encode()}, 413),
        ({"body": b" " * 131_073}, 413),
        ({}, 401),
        ({"headers": [(b"cookie", b"sopu_participant_ZZ2345=x")]}, 401),
    ],
)
def test_the_door_refuses_what_is_not_a_batch_of_a_participant(request_, status):
    answered, body = post(**request_)
    assert answered == status
    assert set(body) == {"code", "text"}


@pytest.mark.django_db(transaction=True)
def test_phones_that_send_at_once_are_all_acknowledged_after_the_commit():
    event = a_forum()
    people = [(a_participant(event), sentence()) for _ in range(12)]
    calls = [(a_token(person), act) for person, act in people]
    writer, replies, done = Writer(), [], threading.Event()

    def arrived(reply):
        replies.append(reply)
        if len(replies) == len(calls):
            done.set()

    for token, act in calls:
        writer.put(Call(event.code, sha256(token.encode()).hexdigest(), [act], "", "fi", arrived))
    assert done.wait(10)
    writer.stop()
    acknowledged = {json.loads(reply.body)["stored"][0]["id"] for reply in replies}
    assert acknowledged == {act["id"] for _, act in people}
    assert {str(act_id) for act_id in Contribution.objects.values_list("act_id", flat=True)} == acknowledged
