"""What the wall shows to everybody in the hall, and the list of forums."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.actions.opening import close_discussion, close_event, open_discussion, open_event
from sopu.forum.models import Contribution, Event, PromptKind, Stance
from sopu.forum.queries.agreement import Support, agreement_now
from sopu.forum.queries.wall import EventLine, Said, events_of, wall_now
from sopu.negotiations.models import Role
from sopu.web.qr import qr_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_shared_between_tests():
    cache.clear()


@pytest.fixture
def event() -> Event:
    return a_forum()


def page(client: Client, event: Event) -> str:
    return client.get(f"/fi/e/{event.code}/wall/").content.decode()


def answered(sentence: Contribution, agree: int, passed: int = 0, disagree: int = 0) -> None:
    for stance, count in ((Stance.AGREE, agree), (Stance.PASS, passed), (Stance.DISAGREE, disagree)):
        for _ in range(count):
            a_reaction(a_participant(sentence.discussion.event), sentence, stance)


def supported(event: Event) -> list[Support]:
    return agreement_now(event).supported


def test_the_wall_says_how_to_join_and_how_many_have(client: Client):
    event = a_forum(code="KS7M2A")
    a_contribution(a_participant(event))
    a_participant(event, event.negotiation.county)
    html = page(client, event)
    assert "KS7 M2A" in html
    assert '<svg class="qr"' in html
    assert "<dt>ääntä</dt><dd>2</dd>" in html
    assert "<dt>organisaatiota</dt><dd>2</dd>" in html
    assert "<dt>lause</dt><dd>1</dd>" in html


def test_a_code_is_found_however_it_is_typed(client: Client):
    a_forum(code="KS7M2A")
    assert client.get("/fi/e/ks7m2a/wall/").status_code == 200


def test_only_a_commitment_carries_its_organisation(event: Event):
    speaker = a_participant(event)
    a_contribution(speaker, "Näin pitäisi tehdä.", PromptKind.MEASURE)
    a_contribution(speaker, "Me teemme tämän.", PromptKind.COMMITMENT)
    newest = wall_now(event, timezone.now()).newest
    assert [(said.text, said.organisation) for said in newest] == [
        ("Me teemme tämän.", speaker.organisation.name),
        ("Näin pitäisi tehdä.", ""),
    ]


def test_a_hidden_sentence_vanishes_from_the_wall(client: Client, event: Event):
    hidden, kept = (a_contribution(a_participant(event), text) for text in ("Poistuva lause.", "Jäävä lause."))
    answered(hidden, agree=5)
    hide_contribution(contribution=hidden, reason="Loukkaa jotakuta", made_by=None)
    now = wall_now(event, timezone.now())
    assert [said.pk for said in now.newest] == [kept.pk]
    assert (now.sentences, now.agreement.supported, sum(topic.count for topic in now.topics)) == (1, [], 1)
    assert "Poistuva lause." not in page(client, event)


def test_the_wall_is_about_the_discussions_that_are_open(event: Event):
    for number in (1, 2, 3):
        close_discussion(discussion=event.discussions.get(number=number), now=timezone.now())
    speaker = a_participant(event)
    a_contribution(speaker, "Toisesta aiheesta.", area=1)
    a_contribution(speaker, "Tästä aiheesta.", PromptKind.NEED, area=4)
    now = wall_now(event, timezone.now())
    assert [door.number for door in now.open_doors] == [4]
    assert [said.text for said in now.newest] == ["Tästä aiheesta."]
    assert [(topic.count, topic.percent) for topic in now.topics] == [(0, 0), (1, 100), (0, 0), (0, 0)]
    assert now.sentences == 2


def test_between_discussions_the_wall_is_about_everything(event: Event):
    a_contribution(a_participant(event), "Aiemmin sanottu.")
    for discussion in event.discussions.all():
        close_discussion(discussion=discussion, now=timezone.now())
    now = wall_now(event, timezone.now())
    assert (now.open_doors, [said.text for said in now.newest]) == ([], ["Aiemmin sanottu."])


def test_answers_of_fewer_than_five_people_are_not_shown(event: Event):
    four, five = (a_contribution(a_participant(event)) for _ in range(2))
    answered(four, agree=4)
    answered(five, agree=3, passed=1, disagree=1)
    found = supported(event)
    assert [(one.pk, one.agree, one.passed, one.disagree) for one in found] == [(five.pk, 3, 1, 1)]
    assert (found[0].answered, found[0].percent) == (5, 60)


def test_the_most_supported_are_in_order_and_many_answers_weigh_more_than_few(event: Event):
    few, many, weak, against = (a_contribution(a_participant(event)) for _ in range(4))
    answered(few, agree=5)
    answered(many, agree=19, disagree=1)
    answered(weak, agree=3, disagree=3)
    answered(against, agree=0, disagree=6)
    assert [one.pk for one in supported(event)] == [many.pk, few.pk, weak.pk]


def test_a_changed_mind_is_counted_once(event: Event):
    sentence = a_contribution(a_participant(event))
    answered(sentence, agree=4)
    fickle = a_participant(event)
    for stance in (Stance.AGREE, Stance.DISAGREE):
        a_reaction(fickle, sentence, stance)
    assert [(one.agree, one.disagree) for one in supported(event)] == [(4, 1)]


def test_the_wall_asks_as_many_questions_of_three_sentences_as_of_one(event: Event, django_assert_num_queries):
    answered(a_contribution(a_participant(event)), agree=5)
    with django_assert_num_queries(13):
        wall_now(event, timezone.now())
    for _ in range(2):
        answered(a_contribution(a_participant(event), kind=PromptKind.COMMITMENT, area=2), agree=5)
    with django_assert_num_queries(11):
        wall_now(event, timezone.now())
    with django_assert_num_queries(9):
        wall_now(event, timezone.now())


def test_a_poll_answers_nothing_when_the_wall_shows_it_already(client: Client, event: Event):
    address = f"/fi/e/{event.code}/wall/now/"
    first = client.get(address).content.decode()
    mark = first.rsplit('value="', 1)[1].split('"')[0]
    assert client.get(address, {"mark": mark}).status_code == 204
    a_contribution(a_participant(event), "Juuri saapunut.")
    cache.clear()
    answer = client.get(address, {"mark": mark})
    assert (answer.status_code, "Juuri saapunut." in answer.content.decode()) == (200, True)


def test_the_walls_of_an_event_share_one_answer_for_a_while(client: Client, event: Event, django_assert_num_queries):
    client.get(f"/fi/e/{event.code}/wall/now/")
    with django_assert_num_queries(0):
        answers = {client.get(f"/fi/e/{event.code}/wall/now/").content for _ in range(3)}
    assert len(answers) == 1


def test_two_events_and_two_languages_do_not_share_an_answer(client: Client, event: Event):
    other = a_forum()
    addresses = [f"/fi/e/{event.code}/wall/now/", f"/sv/e/{event.code}/wall/now/", f"/fi/e/{other.code}/wall/now/"]
    assert len({client.get(address).content for address in addresses}) == 3


def test_before_the_event_the_wall_says_when_it_begins(client: Client):
    event = a_forum(is_open=False)
    html = page(client, event)
    assert "Foorumi alkaa" in html
    assert '<svg class="qr"' in html


def test_after_the_event_the_wall_thanks_and_nobody_is_asked_to_join(client: Client, event: Event):
    a_contribution(a_participant(event))
    close_event(event=event, now=timezone.now())
    html = page(client, event)
    assert "Kiitos" in html
    assert "<dt>lause</dt><dd>1</dd>" in html
    assert '<svg class="qr"' not in html


def test_the_wall_says_how_many_minutes_are_left(client: Client):
    event = a_forum(is_open=False)
    open_event(event=event, now=timezone.now())
    discussion = event.discussions.get(number=2)
    open_discussion(discussion=discussion, now=timezone.now(), minutes=12)
    assert "auki vielä <b>12</b> min" in page(client, event)
    discussion.closes_at = timezone.now() - dt.timedelta(minutes=1)
    discussion.save()
    assert "aika on täynnä" in page(client, event)


def test_a_sentence_on_the_wall_is_escaped(client: Client, event: Event):
    a_contribution(a_participant(event), "<img src=x onerror=alert(1)>")
    assert "<img" not in page(client, event)


def test_the_list_has_the_open_forum_first_and_counts_what_is_not_hidden():
    negotiation = a_negotiation()
    open_one, coming = a_forum(negotiation), a_forum(negotiation, is_open=False)
    speaker = a_participant(open_one)
    a_contribution(speaker)
    hide_contribution(contribution=a_contribution(speaker), reason="syy", made_by=None)
    assert events_of(negotiation) == [EventLine(open_one, "open", 1, 1), EventLine(coming, "ahead", 0, 0)]
    close_event(event=open_one, now=timezone.now())
    assert {line.state for line in events_of(negotiation)} == {"closed", "ahead"}


def test_the_list_asks_as_many_questions_of_three_forums_as_of_one(django_assert_num_queries):
    negotiation = a_negotiation()
    for count in (1, 2):
        for _ in range(count):
            a_contribution(a_participant(a_forum(negotiation)))
        with django_assert_num_queries(3):
            events_of(negotiation)


def test_a_visitor_is_not_shown_the_door_to_the_desk(client: Client, event: Event):
    address = f"/fi/n/{event.negotiation.slug}/forum/"
    assert "/desk/" not in client.get(address).content.decode()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    assert f"/fi/e/{event.code}/desk/" in client.get(address).content.decode()


def test_nobody_is_asked_to_join_a_forum_that_is_over(client: Client, event: Event):
    address = f"/fi/n/{event.negotiation.slug}/forum/"
    assert f'href="/fi/e/{event.code}/"' in client.get(address).content.decode()
    close_event(event=event, now=timezone.now())
    assert f'href="/fi/e/{event.code}/"' not in client.get(address).content.decode()


def test_a_negotiation_without_forums_says_what_will_stand_there(client: Client):
    negotiation = a_negotiation()
    assert "Foorumeita ei vielä ole" in client.get(f"/fi/n/{negotiation.slug}/forum/").content.decode()


def test_a_qr_picture_is_a_square_of_dark_runs_inside_its_quiet_zone():
    picture = qr_picture("https://sopu.example/j/KS7M2A")
    assert picture.size == 29 + 8
    assert picture.path.startswith("M4 4h7v1h-7z")


def test_a_said_sentence_is_a_frozen_value():
    with pytest.raises(AttributeError):
        Said(1, "Lause.", "fi", "").text = "Toinen."  # type: ignore[misc]
