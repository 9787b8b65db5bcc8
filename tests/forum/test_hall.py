"""The participant's pages without a script: write, answer, and see what one said."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant, a_reaction, a_user
from sopu.forum.actions.joining import join_event
from sopu.forum.models import Abstention, Contribution, Moderation, ParticipantRole, PromptKind, Reaction, Stance
from sopu.forum.queries import hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return a_forum()


@pytest.fixture
def me(client, event):
    """A participant, whose phone the client is."""
    organisation = event.negotiation.parties.all()[1].organisation
    participant, token = join_event(
        event=event, organisation=organisation, role=ParticipantRole.ELECTED, now=timezone.now()
    )
    client.cookies[hall.participant_cookie(event)] = token
    return participant


def to(name, event):
    return reverse(name, args=[event.code])


def a_sentence(text="Yhteinen perhekeskus.", **changed):
    return {"id": uuid.uuid4(), "discussion": 1, "prompt": "measure", "text": text} | changed


def an_answer(contribution, stance="agree", **changed):
    return {"id": uuid.uuid4(), "contribution": contribution.act_id, "stance": stance} | changed


def seen(client, address):
    return client.get(address).content.decode()


def close(event, number=1):
    event.discussions.filter(number=number).update(closed_at=timezone.now())


def hide(contribution, reason="Henkilötieto"):
    return Moderation.objects.create(contribution=contribution, is_hiding=True, reason=reason, made_by=a_user())


def test_a_sentence_is_stored_and_its_writer_gets_the_receipt(client, event, me):
    response = client.post(to("write", event), a_sentence(), follow=True)
    said = me.contributions.get()
    assert (said.text, said.prompt.kind, said.discussion.number, said.language) == (
        "Yhteinen perhekeskus.",
        "measure",
        1,
        "fi",
    )
    assert f"Seurantatunnuksella {said.receipt} näet" in response.content.decode()


def test_the_same_form_sent_twice_is_one_sentence(client, event, me):
    form = a_sentence()
    client.post(to("write", event), form)
    client.post(to("write", event), form)
    assert me.contributions.count() == 1


def test_a_form_gone_back_to_and_written_anew_is_another_sentence(client, event, me):
    form = a_sentence("Ensimmäinen.")
    client.post(to("write", event), form)
    client.post(to("write", event), form | {"text": "Toinen."})
    assert [one.text for one in me.contributions.order_by("id")] == ["Ensimmäinen.", "Toinen."]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "  "}, "Lause on tyhjä"),
        ({"text": "ö" * 501}, "pidempi kuin 500"),
        ({"prompt": "other"}, "vaihtoehtojen joukossa"),
        ({"discussion": "99"}, "ei ole tällaista keskustelua"),
    ],
)
def test_a_sentence_that_is_not_taken_says_why_and_stays_in_the_field(client, event, me, changed, sentence):
    form = a_sentence("Säilyy kentässä.") | changed
    page = client.post(to("write", event), form).content.decode()
    assert sentence in page
    assert form["text"].strip() in page
    assert me.contributions.count() == 0


def test_five_hundred_characters_fit_with_their_line_breaks(client, event, me):
    client.post(to("write", event), a_sentence("a" * 249 + "\r\n" + "b" * 250))
    assert me.contributions.get().text == "a" * 249 + "\n" + "b" * 250


def test_a_closed_discussion_takes_nothing_and_keeps_the_text(client, event, me):
    close(event)
    page = client.post(to("write", event), a_sentence("Myöhässä.")).content.decode()
    assert "Myöhässä." in page
    assert "Tämä keskustelu on nyt suljettu." in page
    assert Contribution.objects.count() == 0


def test_a_commitment_needs_an_organisation(client, event, me):
    me.organisation = None
    me.save()
    page = client.post(to("write", event), a_sentence(prompt="commitment")).content.decode()
    assert "Sitoumusehdotus tarvitsee organisaation." in page
    assert Contribution.objects.count() == 0


def test_the_page_says_what_a_commitment_carries(client, event, me):
    page = seen(client, to("write", event))
    assert f"Näkyy nimellä {me.organisation.name}, ehdotuksena. Se ei sido ketään" in page


def test_the_open_discussion_is_shown_first_and_until_when(client, event, me):
    close(event)
    until = timezone.now().replace(hour=11, minute=30) + dt.timedelta(days=1)
    event.discussions.filter(number=2).update(closes_at=until)
    page = seen(client, to("write", event))
    local = timezone.localtime(until)
    assert f"Auki klo {local.hour}.{local.minute:02d} asti" in page
    assert '<input type="hidden" name="discussion" value="2">' in page


def test_one_who_has_said_nothing_does_not_see_others_sentences(client, event, me):
    said = a_contribution(a_participant(event))
    page = seen(client, to("answer", event))
    assert said.text not in page
    assert "Ensin oma ajatus" in page
    client.post(to("answer", event), an_answer(said))
    assert Reaction.objects.count() == 0


def test_others_sentences_open_after_ones_own(client, event, me):
    said = a_contribution(a_participant(event))
    client.post(to("write", event), a_sentence())
    assert said.text in seen(client, to("answer", event))


def test_having_nothing_to_say_opens_others_sentences_of_that_discussion_only(client, event, me):
    here, there = a_contribution(a_participant(event)), a_contribution(a_participant(event), area=2)
    client.post(to("answer", event), {"id": uuid.uuid4(), "discussion": 1})
    assert Abstention.objects.get().discussion.number == 1
    assert here.text in seen(client, to("answer", event))
    assert there.text not in seen(client, to("answer", event) + "?d=2")


def test_a_sentence_that_few_have_answered_is_asked_before_one_that_many_have(event, me):
    people = [a_participant(event) for _ in range(12)]
    often, seldom = a_contribution(people[0]), a_contribution(people[1])
    for person in people[2:]:
        a_reaction(person, often)
    a_contribution(me)
    now = timezone.now()
    assert hall.next_sentence(me, 1, now).id == seldom.act_id
    a_reaction(me, seldom)
    assert hall.next_sentence(me, 1, now).id == often.act_id
    a_reaction(me, often)
    assert hall.next_sentence(me, 1, now) is None


def test_a_person_meets_the_same_sentence_again_until_they_have_answered(event, me):
    a_contribution(me)
    for _ in range(20):
        a_contribution(a_participant(event))
    now = timezone.now()
    assert len({hall.next_sentence(me, 1, now).id for _ in range(5)}) == 1
    others = [a_participant(event) for _ in range(10)]
    for person in others:
        a_contribution(person)
    assert len({hall.next_sentence(person, 1, now).id for person in others}) > 3


def test_hidden_and_own_sentences_are_not_asked(event, me):
    hide(a_contribution(a_participant(event)))
    a_contribution(me)
    assert hall.next_sentence(me, 1, timezone.now()) is None
    assert hall.progress_in(me, 1) == hall.AnswerProgress(0, 0)


def test_an_answer_is_stored_and_a_later_one_stands_in_its_place(client, event, me):
    said = a_contribution(a_participant(event))
    a_contribution(me)
    client.post(to("answer", event), an_answer(said, "agree", important="on"))
    client.post(to("answer", event), an_answer(said, "disagree"))
    final = Reaction.objects.final().get()
    assert (final.stance, final.is_important, Reaction.objects.count()) == (Stance.DISAGREE, False, 2)


def test_a_sixth_important_sentence_is_refused_with_a_sentence_that_says_so(client, event, me):
    a_contribution(me)
    sentences = [a_contribution(a_participant(event)) for _ in range(6)]
    for said in sentences[:5]:
        client.post(to("answer", event), an_answer(said, important="on"))
    response = client.post(to("answer", event), an_answer(sentences[5], important="on"), follow=True)
    page = response.content.decode()
    assert "viisi lausetta" in page
    assert sentences[5].text in page
    assert Reaction.objects.count() == 5


def test_how_the_hall_answered_is_told_only_after_ones_own_answer_and_from_five_on(client, event, me):
    a_contribution(me)
    said = a_contribution(a_participant(event))
    readers = [a_participant(event) for _ in range(4)]
    for reader in readers[:3]:
        a_reaction(reader, said)
    assert "split" not in seen(client, to("answer", event))
    page = client.post(to("answer", event), an_answer(said, "disagree"), follow=True).content.decode()
    assert "split" not in page
    a_reaction(readers[3], said)
    page = seen(client, to("mine", event))
    assert "samaa mieltä 80\u00a0%" in page
    assert "eri mieltä 20\u00a0%" in page


def test_the_shares_of_a_hall_make_a_hundred():
    answer = hall.HallAnswer(agree_count=1, pass_count=1, disagree_count=1)
    assert (answer.agree_percent, answer.pass_percent, answer.disagree_percent) == (33, 34, 33)
    assert answer.disagree_from == 67


def test_a_commitment_is_shown_with_its_organisation_and_nothing_else_is(client, event, me):
    other = a_participant(event)
    other.organisation.name_fi = "Omaperäinen kunta"
    other.organisation.save()
    a_contribution(me)
    ordinary = a_contribution(other, "Tavallinen lause.")
    assert "Omaperäinen kunta" not in seen(client, to("answer", event)).split("<section", 1)[1]
    a_reaction(me, ordinary)
    a_contribution(other, "Annamme tiloja.", kind=PromptKind.COMMITMENT)
    assert "Omaperäinen kunta" in seen(client, to("answer", event)).split("<section", 1)[1]


def test_an_answered_part_is_told_to_its_answerer_and_to_nobody_else(client, event, me):
    a_contribution(me)
    said = a_contribution(a_participant(event))
    address = reverse("answered", args=[event.code, said.act_id])
    assert client.get(address).status_code == 204
    a_reaction(me, said)
    assert said.text in seen(client, address)
    client.cookies.clear()
    assert client.get(address).status_code == 302


def test_my_page_lists_what_i_said_with_receipts_and_what_was_hidden_with_the_reason(client, event, me):
    shown, hidden = a_contribution(me), a_contribution(me)
    hide(hidden, "Nimi mainittu")
    page = seen(client, to("mine", event))
    assert reverse("receipt", args=[shown.receipt]) in page
    assert hidden.text in page
    assert page.count("Nimi mainittu") == 1
    assert "?again=1" not in page


def test_my_page_does_not_tell_of_anybody_else(client, event, me):
    other = a_contribution(a_participant(event))
    assert other.text not in seen(client, to("mine", event))


def test_an_event_that_was_closed_says_so_and_keeps_my_page(client, event, me):
    a_contribution(me, "Ehdin sanoa.")
    event.closed_at = timezone.now()
    event.save()
    for name in ("write", "answer", "mine"):
        assert "Tilaisuus on päättynyt" in seen(client, to(name, event))
    assert "Ehdin sanoa." in seen(client, to("mine", event))
    assert client.get(to("join", event)).headers["Location"] == to("mine", event)


def test_unreadable_answers_are_refused_in_words(client, event, me):
    response = client.post(to("answer", event), {"id": "x", "contribution": "y", "stance": "z"}, follow=True)
    assert "Vastaustasi ei voitu lukea" in response.content.decode()


@pytest.mark.parametrize("asked", ["?d=99", "?d=x", "?s=x", f"?s={uuid.UUID(int=7)}", "?after=x", "?k=none"])
def test_an_address_that_asks_for_what_is_not_there_still_opens(client, event, me, asked):
    for name in ("write", "answer"):
        assert client.get(to(name, event) + asked).status_code == 200


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_opens_in_every_language(client, event, me, language):
    client.post(to("write", event), a_sentence())
    a_reaction(me, a_contribution(a_participant(event)))
    a_contribution(a_participant(event))
    for name in ("write", "answer", "mine"):
        page = seen(client, to(name, event).replace("/fi/", f"/{language}/", 1))
        assert f'<html lang="{language}">' in page


@pytest.mark.parametrize(("name", "queries"), [("write", 11), ("answer", 16), ("mine", 13)])
def test_a_page_asks_the_database_as_often_for_many_sentences_as_for_one(
    client, event, me, name, queries, django_assert_num_queries
):
    for _ in range(2):
        a_contribution(me)
        a_reaction(me, a_contribution(a_participant(event)))
        a_contribution(a_participant(event))
        with django_assert_num_queries(queries):
            client.get(to(name, event))
