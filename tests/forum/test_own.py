"""A participant's own pages: take a sentence back, say that two say the same, leave; and what a receipt lets one do."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_participant, a_reaction
from sopu.core.refusals import Refused
from sopu.forum.actions.erasing import erase_contribution
from sopu.forum.actions.joining import join_event
from sopu.forum.models import Cause, Contribution, DuplicateMark, Moderation, ParticipantRole
from sopu.forum.queries.hall import participant_cookie
from sopu.forum.queries.receipts import kept_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return a_forum()


@pytest.fixture
def me(client, event):
    organisation = event.negotiation.parties.all()[1].organisation
    person, token = join_event(event=event, organisation=organisation, role=ParticipantRole.ELECTED, now=timezone.now())
    client.cookies[participant_cookie(event)] = token
    return person


def close(event, *, late=dt.timedelta(0)):
    event.closed_at = timezone.now()
    event.late_until = event.closed_at + late if late else None
    event.save()


def to(name, event, *args):
    return reverse(name, args=[event.code, *args])


def test_ones_own_sentence_is_taken_back_after_a_question(client, event, me):
    said = a_contribution(me)
    address = to("take_back", event, said.act_id)
    assert said.text in client.get(address).content.decode()
    assert Moderation.objects.count() == 0
    page = client.post(address, follow=True).content.decode()
    assert Moderation.objects.get().cause == Cause.WITHDRAWN
    assert "peruttu: sali ei näe sitä" in page
    assert address not in page


def test_anothers_sentence_has_no_page_where_it_could_be_taken_back(client, event, me):
    theirs = a_contribution(a_participant(event))
    for ask in (client.get, client.post):
        assert ask(to("take_back", event, theirs.act_id)).headers["Location"] == to("mine", event)
    assert Moderation.objects.count() == 0


def test_after_the_event_a_sentence_is_not_taken_back_and_the_page_says_why(client, event, me):
    said = a_contribution(me)
    close(event)
    assert to("take_back", event, said.act_id) not in client.get(to("mine", event)).content.decode()
    page = client.post(to("take_back", event, said.act_id), follow=True).content.decode()
    assert Moderation.objects.count() == 0
    assert "Tilaisuus on päättynyt" in page


def test_late_input_is_taken_until_the_organisers_hour_and_the_pages_say_until_when(client, event, me):
    close(event, late=dt.timedelta(hours=2))
    page = client.get(to("write", event)).content.decode()
    assert f"klo {timezone.localtime(event.late_until):%-H.%M} asti" in page
    act = {"id": uuid.uuid4(), "discussion": 2, "prompt": "measure", "text": "Myöhään, mutta ajoissa."}
    client.post(to("write", event), act)
    said = Contribution.objects.get()
    assert said.text == "Myöhään, mutta ajoissa."
    assert "klo" in client.get(reverse("receipt", args=[said.receipt])).content.decode()
    Contribution.objects.all().delete()
    event.late_until = timezone.now() - dt.timedelta(seconds=1)
    event.save()
    client.post(to("write", event), act | {"id": uuid.uuid4()})
    assert Contribution.objects.count() == 0


def test_the_likeliest_sentence_stands_first_and_one_is_chosen(client, event, me):
    a_contribution(me, "Omaa.")
    one = a_contribution(a_participant(event), "Kylätaloja on pidettävä auki.")
    other = a_contribution(a_participant(event), "Bussivuoroja lisätään viikonloppuihin.")
    asked = a_contribution(a_participant(event), "Kylätalot pidetään auki iltaisin.")
    address = to("same", event, asked.act_id)
    page = client.get(address).content.decode()
    assert page.index(one.text) < page.index(other.text)
    assert other.text not in client.get(address + "?q=kylätalo").content.decode()
    client.post(address, {"id": uuid.uuid4(), "of": one.act_id})
    mark = DuplicateMark.objects.get()
    assert (mark.contribution, mark.earlier, mark.participant) == (asked, one, me)


def test_a_sentence_that_one_may_not_see_has_no_such_page(client, event, me):
    theirs = a_contribution(a_participant(event))
    assert client.get(to("same", event, theirs.act_id)).headers["Location"] == to("answer", event)


def test_a_mark_that_names_nothing_is_refused_in_words(client, event, me):
    a_contribution(me)
    theirs = a_contribution(a_participant(event))
    page = client.post(to("same", event, theirs.act_id), {"id": "x", "of": "y"}, follow=True).content.decode()
    assert "ei voitu lukea" in page
    assert DuplicateMark.objects.count() == 0


def test_leaving_takes_the_token_away_and_keeps_what_was_sent(client, event, me):
    a_contribution(me)
    assert client.get(to("leave", event)).status_code == 200
    client.post(to("leave", event))
    assert client.get(to("mine", event)).headers["Location"] == to("join", event)
    assert Contribution.objects.count() == 1


def test_pages_name_their_participant_so_that_a_phone_keeps_only_its_own(client, event, me):
    for name in ("write", "answer", "mine", "where"):
        assert client.get(to(name, event)).headers["X-Participant"] == str(me.pk)
    client.cookies.clear()
    for name in ("write", "answer", "mine", "where"):
        assert "X-Participant" not in client.get(to(name, event)).headers


def test_where_ones_sentences_have_led_stands_in_one_list_and_tells_of_nobody_else(
    client, event, me, django_assert_num_queries
):
    mine, theirs = a_contribution(me), a_contribution(a_participant(event))
    with django_assert_num_queries(15):
        page = client.get(to("where", event)).content.decode()
    assert (mine.text in page, theirs.text in page) == (True, False)
    for _ in range(2):
        a_contribution(me)
    with django_assert_num_queries(15):
        client.get(to("where", event))


def test_the_holder_of_a_receipt_takes_out_what_is_kept_but_not_who_wrote_it(client, event, me):
    said = a_contribution(a_participant(event))
    told = client.get(reverse("receipt_data", args=[said.receipt]))
    assert told.headers["Content-Disposition"] == f'attachment; filename="sopu-{said.receipt}.json"'
    assert (told.json()["text"], told.json()["answers"]) == (said.text, None)
    assert isinstance(told.json()["writer"], str)
    own = client.get(reverse("receipt_data", args=[a_contribution(me).receipt])).json()
    assert own["writer"] == {"organisation": me.organisation.name, "role": "elected"}


def test_answers_are_taken_out_from_five_on(event):
    said = a_contribution(a_participant(event))
    for _ in range(5):
        a_reaction(a_participant(event), said)
    assert kept_of(said, for_writer=False)["answers"] == {"agree": 5, "pass": 0, "disagree": 0}


def test_the_text_is_erased_when_the_receipt_is_written_again_and_understood(client, event):
    said = a_contribution(a_participant(event), "Poista tämä.")
    a_reaction(a_participant(event), said)
    address = reverse("erase", args=[said.receipt])
    for wrong in ({}, {"receipt": said.receipt}, {"receipt": "ZZZZ2222", "is_sure": "on"}):
        assert client.post(address, wrong).status_code == 200
    assert Contribution.objects.get().text == "Poista tämä."
    client.post(address, {"receipt": said.receipt.lower(), "is_sure": "on"})
    kept = Contribution.objects.get()
    assert (kept.text, kept.erased_at is not None, kept.reactions.count()) == ("", True, 1)
    assert (Moderation.objects.get().cause, list(Contribution.objects.visible())) == (Cause.WITHDRAWN, [])
    page = client.get(reverse("receipt", args=[said.receipt])).content.decode()
    assert "Teksti on poistettu." in page
    assert address not in page


def test_a_text_is_erased_once_and_one_taken_back_gets_no_second_word(event, me):
    said = a_contribution(me)
    word = {"is_hiding": True, "cause": Cause.WITHDRAWN, "reason": "withdrawn"}
    Moderation.objects.create(contribution=said, **word)
    erase_contribution(contribution=said, now=timezone.now())
    with pytest.raises(Refused):
        erase_contribution(contribution=said, now=timezone.now())
    assert Moderation.objects.count() == 1


def test_a_receipt_of_nothing_leads_to_where_receipts_are_typed(client):
    for name in ("receipt_data", "erase"):
        assert client.get(reverse(name, args=["NONE2222"])).headers["Location"] == reverse("receipts")


def test_what_a_source_told_goes_with_the_text(event):
    told = {"inputs": {"row": {"text": "Poista tämä.", "place": 3}, "cells": ["Poista tämä.", "muu"]}}
    said = a_contribution(a_participant(event), "Poista tämä.", source=told)
    erase_contribution(contribution=said, now=timezone.now())
    assert Contribution.objects.get().source == {"inputs": {"row": {"place": 3}, "cells": ["muu"]}}
