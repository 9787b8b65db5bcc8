"""Who opens which door of the forum: everybody is tried at every door."""

import pytest
from django.test import Client

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant
from sopu.accounts.models import User
from sopu.forum.models import Event, Moderation, Opening
from sopu.forum.permissions import may_run
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db

READ = ["/fi/e/{code}/desk/", "/fi/e/{code}/desk/live/", "/fi/e/{code}/contributions/{sentence}/hide/"]
READ += ["/fi/e/{code}/contributions/{sentence}/restore/", "/fi/e/{code}/contributions/{sentence}/remark/"]
CHANGE = ["/fi/e/{code}/open/", "/fi/e/{code}/close/"]
CHANGE += [f"/fi/e/{{code}}/discussions/1/{deed}/" for deed in ("open", "close", "extend")]
CHANGE += [f"/fi/e/{{code}}/contributions/{{sentence}}/{deed}/" for deed in ("hide", "restore", "approve", "remark")]
PUBLIC = ["/fi/n/{slug}/forum/", "/fi/e/{code}/wall/", "/fi/e/{code}/wall/now/"]


@pytest.fixture
def event() -> Event:
    event = a_forum()
    a_contribution(a_participant(event))
    return event


def filled(address: str, event: Event) -> str:
    sentence = event.discussions.get(number=1).contributions.get().pk
    return address.format(code=event.code, slug=event.negotiation.slug, sentence=sentence)


def outsiders(event: Event) -> list[User]:
    ours, theirs = event.negotiation, a_negotiation()
    municipality = ours.parties.all()[1].organisation
    return [
        a_mandate(ours, Role.READER),
        a_mandate(ours, Role.COORDINATOR, municipality),
        a_mandate(theirs, Role.FACILITATOR),
        a_mandate(theirs, Role.PROCESS_OWNER),
    ]


@pytest.mark.parametrize("address", READ)
def test_outsiders_are_refused_the_desk(client: Client, event: Event, address: str):
    for person in outsiders(event):
        client.force_login(person)
        assert client.get(filled(address, event)).status_code == 403


@pytest.mark.parametrize("address", CHANGE)
def test_outsiders_change_nothing(client: Client, event: Event, address: str):
    for person in outsiders(event):
        client.force_login(person)
        answer = client.post(filled(address, event), {"why": "insult", "words": "syy"})
        assert answer.status_code == 403
    assert (Opening.objects.count(), Moderation.objects.count()) == (0, 0)


@pytest.mark.parametrize("address", READ)
def test_visitors_are_taken_to_sign_in_and_back_to_the_desk(client: Client, event: Event, address: str):
    answer = client.get(filled(address, event))
    assert (answer.status_code, answer.url) == (302, f"/fi/account/login/?next=/fi/e/{event.code}/desk/")


@pytest.mark.parametrize("address", CHANGE)
def test_visitors_change_nothing(client: Client, event: Event, address: str):
    answer = client.post(filled(address, event), {"why": "insult", "words": "syy"})
    assert (answer.status_code, answer.url) == (302, f"/fi/account/login/?next=/fi/e/{event.code}/desk/")
    assert (Opening.objects.count(), Moderation.objects.count()) == (0, 0)


def test_a_desk_left_open_after_signing_out_reloads_itself(client: Client, event: Event):
    answer = client.get(f"/fi/e/{event.code}/desk/live/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (200, "true", b"")


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PROCESS_OWNER])
@pytest.mark.parametrize("address", READ)
def test_those_who_run_the_event_read_the_desk(client: Client, event: Event, address: str, role: Role):
    client.force_login(a_mandate(event.negotiation, role))
    assert client.get(filled(address, event)).status_code == 200


@pytest.mark.parametrize("address", PUBLIC)
def test_everybody_sees_the_wall_and_the_list_of_forums(client: Client, event: Event, address: str):
    assert client.get(filled(address, event)).status_code == 200


@pytest.mark.parametrize("address", CHANGE[:5])
def test_a_link_alone_changes_nothing(client: Client, event: Event, address: str):
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    assert client.get(filled(address, event)).status_code == 405
    assert Opening.objects.count() == 0


def test_a_sentence_of_another_event_is_not_this_desks_to_hide(client: Client, event: Event):
    theirs = a_contribution(a_participant(a_forum()))
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    answer = client.post(f"/fi/e/{event.code}/contributions/{theirs.pk}/hide/", {"why": "insult"})
    assert (answer.status_code, Moderation.objects.count()) == (404, 0)


def test_an_event_or_a_discussion_that_does_not_exist_is_not_found(client: Client, event: Event):
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    for address in ("/fi/e/NOSUCH/desk/", "/fi/e/NOSUCH/wall/", "/fi/e/NOSUCH/wall/now/", "/fi/n/nosuch/forum/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/fi/e/{event.code}/discussions/9/open/").status_code == 404


def test_only_those_who_hold_a_mandate_in_the_negotiation_may_run_its_events(event: Event):
    assert may_run(a_mandate(event.negotiation, Role.FACILITATOR), event)
    assert may_run(a_mandate(event.negotiation, Role.PROCESS_OWNER), event)
    assert [may_run(person, event) for person in outsiders(event)] == [False] * 4
