"""What is held: stored as it was said, kept from the hall until a facilitator has seen it."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, an_organisation
from sopu.core.refusals import Refused
from sopu.forum import rules
from sopu.forum.actions.exchange import Batch, Person, store_batch, store_batches
from sopu.forum.actions.moderating import approve_contribution, hide_contribution, remark_on, restore_contribution
from sopu.forum.actions.opening import open_discussion, open_event
from sopu.forum.models import Cause, Contribution, Event, Moderation, ModerationMode, Remark
from sopu.forum.queries.desk import counts_of, newest
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.queries.hall import own_sentences
from sopu.forum.queries.log import hidden_of, log_of
from sopu.forum.queries.queue import queue_of
from sopu.forum.rules import Contribute, Hall, React, Standing, Target, Unfit, held_for, unfit
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 10, 24, 12, 0, tzinfo=dt.UTC)
PLAIN, PHONE = "Kylätalo auki iltaisin.", "Soita 040 123 4567, niin kerron."


def sentence(text: str = PLAIN, **fields: object) -> dict[str, object]:
    act = {"id": str(uuid.uuid4()), "do": "contribute", "discussion": 1, "prompt": "measure", "language": "fi"}
    return act | {"text": text} | fields


@pytest.fixture
def event() -> Event:
    return a_forum()


@pytest.fixture
def facilitator(client: Client, event: Event) -> Client:
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    return client


def held(event: Event, text: str = PHONE) -> Contribution:
    store_batch(participant=a_participant(event), acts=[sentence(text)], now=timezone.now())
    return Contribution.objects.latest("id")


def test_a_sentence_with_a_phone_number_is_stored_as_it_was_said_and_held(event: Event):
    answer = store_batch(participant=a_participant(event), acts=[sentence(PLAIN), sentence(PHONE)], now=timezone.now())
    assert [one.is_held for one in answer.stored] == [False, True]
    assert [one.text for one in Contribution.objects.order_by("id")] == [PLAIN, PHONE]
    assert [one.text for one in Contribution.objects.visible()] == [PLAIN]
    word = Moderation.objects.get()
    assert (word.contribution.text, word.is_hiding, word.cause, word.reason) == (PHONE, True, Cause.HELD, "phone")


def test_a_retry_of_a_held_sentence_is_told_the_same_and_holds_nothing_twice(event: Event):
    me, act = a_participant(event), sentence(PHONE)
    first = store_batch(participant=me, acts=[act], now=timezone.now())
    again = store_batch(participant=me, acts=[act], now=timezone.now())
    assert (again.stored, Moderation.objects.count()) == (first.stored, 1)


def test_holding_asks_two_questions_more_however_many_are_held(event: Event, django_assert_num_queries):
    people = [Person.of(a_participant(event)) for _ in range(3)]
    counts = []
    for group in (people[:1], people):
        batches = [Batch(person, [sentence(PHONE)]) for person in group]
        with django_assert_num_queries(11 if connection.vendor == "sqlite" else 12) as asked:
            store_batches(batches=batches, now=timezone.now())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_held_sentence_reaches_a_phone_only_when_it_is_approved(event: Event):
    me = a_participant(event)
    a_contribution(me)
    kept, feed = held(event), Feed(event.pk)
    feed.refresh()
    before = feed.news(me.pk, [1], Cursor({}, 0))
    assert (before.sentences, before.hidden) == ([], [])
    approve_contribution(contribution=kept, made_by=None)
    feed.refresh()
    after = feed.news(me.pk, [1], before.cursor)
    assert [PHONE in one for one in after.sentences] == [True]


def test_a_word_about_a_sentence_that_the_feed_has_not_read_waits_for_it(event: Event):
    feed = Feed(event.pk)
    feed.refresh()
    kept = held(event)
    feed.last_id = kept.pk  # as if the sentence had been stored between the feed's two questions
    feed.refresh()
    assert (feed.words, feed.last_moderation) == ([], 0)
    feed.last_id = 0
    feed.refresh()
    assert feed.hidden == {kept.pk}


def test_where_a_facilitator_sees_first_every_sentence_waits(event: Event):
    Event.objects.update(moderation=ModerationMode.BEFORE)
    kept = held(event, PLAIN)
    assert (counts_of(event).sentences, counts_of(event).held, counts_of(event).hidden) == (0, 1, 0)
    approve_contribution(contribution=kept, made_by=None)
    assert (counts_of(event).sentences, counts_of(event).held) == (1, 0)


@pytest.mark.parametrize(
    ("text", "holds_all", "why"),
    [(PLAIN, False, ""), (PLAIN, True, "before"), (PHONE, False, "phone"), (PHONE, True, "phone")],
)
def test_why_a_sentence_is_held(text: str, holds_all: bool, why: str):
    assert held_for(text, Hall(True, {1: True}, frozenset(), holds_all=holds_all)) == why


def test_the_writer_sees_that_the_sentence_waits_and_why(event: Event, client: Client):
    kept = held(event)
    own = own_sentences(kept.participant)[0]
    assert (own.is_held, own.hidden_for) == (True, "tekstissä näyttää olevan puhelinnumero")


def test_the_queue_covers_personal_data_and_keeps_the_original_behind_a_press(facilitator: Client, event: Event):
    held(event)
    one = queue_of(event)[0]
    assert (one.arrival.text, one.original) == ("Soita ████████, niin kerron.", PHONE)
    html = facilitator.get(f"/fi/e/{event.code}/desk/").content.decode()
    assert html.count("040 123 4567") == 1
    assert re.search(r"<details><summary[^>]*>Näytä alkuperäinen</summary><p class=\"voice\">[^<]*040 123 4567", html)
    assert "1 lause odottaa sinua" in html


def test_only_what_is_held_can_be_approved(event: Event):
    kept, shown = held(event), a_contribution(a_participant(event))
    approve_contribution(contribution=kept, made_by=None)
    for one in (kept, shown):
        with pytest.raises(Refused) as refused:
            approve_contribution(contribution=one, made_by=None)
        assert refused.value.code == "not_held"


def test_what_is_held_can_be_hidden_for_a_reason_that_the_writer_sees(event: Event):
    kept = held(event)
    hide_contribution(contribution=kept, reason="Poista puhelinnumero", made_by=None)
    assert (queue_of(event), [one.reason for one in hidden_of(event)]) == ([], ["Poista puhelinnumero"])
    own = own_sentences(kept.participant)[0]
    assert (own.is_held, own.hidden_for) == (False, "Poista puhelinnumero")
    with pytest.raises(Refused, match="jo piilotettu"):
        hide_contribution(contribution=kept, reason="Toisen kerran", made_by=None)


def test_what_its_writer_took_back_is_not_shown_again(event: Event):
    taken = a_contribution(a_participant(event))
    Moderation.objects.create(contribution=taken, is_hiding=True, cause=Cause.WITHDRAWN, reason="perui")
    with pytest.raises(Refused) as refused:
        restore_contribution(contribution=taken, reason="takaisin", made_by=None)
    assert refused.value.code == "taken_back"


def test_the_log_tells_what_people_did_without_personal_data(event: Event):
    kept = held(event)
    approve_contribution(contribution=kept, made_by=a_mandate(event.negotiation, Role.FACILITATOR))
    remark_on(contribution=kept, text="Kiitos, soitamme.", made_by=None)
    assert [(entry.deed, entry.note, "040" in entry.target) for entry in log_of(event)] == [
        ("Vastattu", "Kiitos, soitamme.", False),
        ("Näytetään taas", "tarkistettu, voidaan näyttää sellaisenaan", False),
    ]


def test_an_answer_is_shown_to_the_writer_and_the_latest_stands(event: Event):
    said = a_contribution(a_participant(event))
    remark_on(contribution=said, text="Ensin.", made_by=None)
    remark_on(contribution=said, text="  Sitten \n näin. ", made_by=None)
    assert own_sentences(said.participant)[0].remark == "Sitten näin."
    assert [one.remark for one in newest(event, said.pk + 1)[0]] == ["Sitten näin."]
    assert Remark.objects.count() == 2


@pytest.mark.parametrize(("text", "code"), [("  ", "remark_missing"), ("x" * 501, "remark_too_long")])
def test_an_answer_that_says_nothing_or_too_much_is_refused(event: Event, text: str, code: str):
    with pytest.raises(Refused) as refused:
        remark_on(contribution=a_contribution(a_participant(event)), text=text, made_by=None)
    assert (refused.value.code, Remark.objects.count()) == (code, 0)


def test_a_press_approves_and_another_finds_it_decided(facilitator: Client, event: Event):
    kept = held(event)
    address = f"/fi/e/{event.code}/contributions/{kept.pk}/approve/"
    answer = facilitator.post(address, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "moderated")
    again = facilitator.post(address, follow=True).content.decode()
    assert "joku on jo ratkaissut sen" in again
    assert Moderation.objects.count() == 2


def test_the_queue_comes_to_the_desk_with_the_next_poll(facilitator: Client, event: Event):
    html = facilitator.get(f"/fi/e/{event.code}/desk/").content.decode()
    mark = re.search(r'id="mark" name="mark" value="([\d-]+)"', html)
    assert mark
    held(event)
    news = facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark[1]}).content.decode()
    assert '<div id="queue" data-hx-swap-oob="innerHTML">' in news
    assert "1 lause odottaa sinua" in news


def test_a_role_stands_at_the_desk_only_where_five_share_it(event: Event):
    ours, theirs = (party.organisation for party in event.negotiation.parties.all()[1:3])
    for _ in range(5):
        a_contribution(a_participant(event, ours))
    a_contribution(a_participant(event, theirs))
    shown = newest(event, 10**9)[0]
    assert {(one.organisation, one.role) for one in shown} == {(theirs.name, ""), (ours.name, "luottamushenkilö")}


def test_a_phone_may_say_twenty_sentences_in_ten_minutes_and_go_on_after(event: Event):
    me = a_participant(event)
    acts = [sentence(f"Ajatus {number}.") for number in range(21)]
    answer = store_batch(participant=me, acts=acts, now=NOW)
    assert [one.reason for one in answer.refused] == [Unfit.TOO_FAST]
    assert (len(answer.stored), Contribution.objects.count()) == (20, 20)
    soon = store_batch(participant=me, acts=[sentence("Vielä.")], now=NOW + dt.timedelta(minutes=9))
    later = store_batch(participant=me, acts=[sentence("Vielä.")], now=NOW + dt.timedelta(minutes=11))
    assert ([one.reason for one in soon.refused], later.refused) == ([Unfit.TOO_FAST], [])


def test_another_phone_of_the_same_hall_is_not_held_back(event: Event):
    store_batch(participant=a_participant(event), acts=[sentence(str(number)) for number in range(21)], now=NOW)
    assert store_batch(participant=a_participant(event), acts=[sentence()], now=NOW).refused == []


def test_answers_have_a_limit_of_their_own():
    hall, target = Hall(True, {1: True}, frozenset({"measure"})), Target(1, is_own=False)
    react = React(uuid.uuid4(), uuid.uuid4(), 1, is_important=False, at=NOW)
    full = Standing(True, {1}, set(), reactions_lately=rules.MOST_REACTIONS_LATELY)
    almost = Standing(True, {1}, set(), reactions_lately=rules.MOST_REACTIONS_LATELY - 1)
    assert (unfit(react, hall, full, target), unfit(react, hall, almost, target)) == (Unfit.TOO_FAST, None)


def test_a_scribe_writes_for_eight(event: Event):
    hall = Hall(True, {1: True}, frozenset({"measure"}))
    said = Contribute(uuid.uuid4(), 1, "measure", "x", "fi", NOW, "table")
    most = rules.MOST_SENTENCES_LATELY * rules.VOICES_OF_A_TABLE
    assert unfit(said, hall, Standing(True, set(), set(), is_scribe=True, sentences_lately=most - 1)) is None
    full = Standing(True, set(), set(), is_scribe=True, sentences_lately=most)
    assert unfit(said, hall, full) == Unfit.TOO_FAST


def test_a_discussion_may_open_for_one_question_and_the_phone_asks_only_that(event: Event):
    first = event.discussions.get(number=1)
    first.opened_at = None
    first.save()
    open_discussion(discussion=first, now=timezone.now(), only="need")
    me = a_participant(event)
    answer = store_batch(participant=me, acts=[sentence(), sentence(prompt="need")], now=timezone.now())
    assert ([one.reason for one in answer.refused], len(answer.stored)) == ([Unfit.OTHER_PROMPT_NOW], 1)
    assert [entry.note for entry in log_of(event)] == ["vain kehittämistarve"]


def test_late_input_takes_in_all_discussions_until_its_hour():
    event = a_forum(late_until=NOW + dt.timedelta(hours=20))
    event.opened_at, event.closed_at = NOW, NOW + dt.timedelta(hours=3)
    event.save()
    event.discussions.update(closed_at=NOW + dt.timedelta(hours=2))
    me = a_participant(event)
    in_time = store_batch(participant=me, acts=[sentence()], now=NOW + dt.timedelta(hours=19))
    too_late = store_batch(participant=me, acts=[sentence()], now=NOW + dt.timedelta(hours=20))
    assert (in_time.refused, [one.reason for one in too_late.refused]) == ([], [Unfit.EVENT_CLOSED])


@pytest.mark.parametrize(
    ("opened", "closed", "late", "takes"),
    [(None, None, None, False), (0, None, None, True), (0, 1, None, False), (0, 1, 3, True), (0, 1, 2, False)],
)
def test_when_an_event_takes_in(opened: int | None, closed: int | None, late: int | None, takes: bool):
    at = [None if hours is None else NOW + dt.timedelta(hours=hours) for hours in (opened, closed, late)]
    assert rules.takes_in(*at, NOW + dt.timedelta(hours=2)) is takes


def test_many_organisations_and_events_do_not_meet_in_the_queue():
    ours, theirs = a_forum(a_negotiation()), a_forum(a_negotiation())
    held(theirs)
    assert (queue_of(ours), len(queue_of(theirs))) == ([], 1)
    assert an_organisation().name not in {one.arrival.organisation for one in queue_of(theirs)}


def test_an_event_opens_for_a_hall_whatever_its_moderation():
    event = a_forum(is_open=False, moderation=ModerationMode.BEFORE)
    open_event(event=event, now=NOW)
    assert event.is_open
