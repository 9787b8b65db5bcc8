"""Joining an event on a phone."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from builders import a_contribution, a_forum, a_negotiation, a_participant, an_organisation
from sopu.core.refusals import Refused
from sopu.forum.actions.joining import join_again, join_event
from sopu.forum.models import Participant, ParticipantRole
from sopu.forum.queries.hall import participant_cookie, participant_of
from sopu.organisations.models import Kind

pytestmark = pytest.mark.django_db


def a_party(event):
    return event.negotiation.parties.all()[1].organisation


def joining(event, **changed):
    what = {"organisation": a_party(event), "role": ParticipantRole.ELECTED, "now": timezone.now()} | changed
    return join_event(event=event, **what)


def filled(event, **changed):
    return {"organisation": a_party(event).pk, "role": "elected"} | changed


def join_address(event):
    return reverse("join", args=[event.code])


def test_only_the_digest_of_a_token_is_kept_and_the_token_finds_its_participant():
    event = a_forum()
    participant, token = joining(event)
    assert participant.token_digest == hashlib.sha256(token.encode()).hexdigest()
    assert participant_of(event, token) == participant
    assert participant_of(event, token + "x") is None


def test_a_token_of_another_event_is_nobodys():
    _, token = joining(a_forum())
    assert participant_of(a_forum(), token) is None


@pytest.mark.parametrize("state", ["not open", "closed"])
def test_nobody_joins_an_event_that_is_not_open(state):
    event = a_forum(is_open=state != "not open")
    if state == "closed":
        event.closed_at = timezone.now()
        event.save()
    with pytest.raises(Refused) as refused:
        joining(event)
    assert refused.value.code == ("event_closed" if state == "closed" else "event_not_open")
    assert Participant.objects.count() == 0


def test_only_parties_of_the_negotiation_are_joined_for_or_none():
    event = a_forum()
    with pytest.raises(Refused) as refused:
        joining(event, organisation=an_organisation(Kind.PARTNER))
    assert refused.value.code == "not_a_party"
    participant, _ = joining(event, organisation=None)
    assert participant.organisation is None


def test_a_wrong_organisation_is_corrected_as_long_as_nothing_is_said():
    event = a_forum()
    participant, token = joining(event)
    role, now = ParticipantRole.PARTNER, timezone.now()
    other, _ = join_again(participant=participant, organisation=None, role=role, now=now)
    assert list(event.participants.all()) == [other]
    assert participant_of(event, token) is None


def test_what_has_been_said_keeps_its_organisation():
    event = a_forum()
    participant, _ = joining(event)
    a_contribution(participant)
    with pytest.raises(Refused) as refused:
        join_again(participant=participant, organisation=None, role=ParticipantRole.PARTNER, now=timezone.now())
    assert refused.value.code == "already_spoken"
    assert event.participants.get().organisation == a_party(event)


@pytest.mark.parametrize("typed", ["ks7m2a", "KS7 M2A", " ks7-m2a "])
def test_a_code_is_found_however_it_is_typed(client, typed):
    event = a_forum(code="KS7M2A")
    response = client.get(reverse("enter"), {"code": typed})
    assert response.headers["Location"] == join_address(event)


def test_an_unknown_code_is_said_to_be_unknown_and_stays_in_the_field(client):
    response = client.get(reverse("enter"), {"code": "zz9 k"})
    page = response.content.decode()
    assert "Tällä koodilla ei ole tilaisuutta." in page
    assert 'value="zz9 k"' in page


@pytest.mark.parametrize("name", ["join", "write", "answer", "mine"])
def test_an_unknown_code_in_an_address_leads_to_where_codes_are_typed(client, name):
    response = client.get(reverse(name, args=["NONE22"]))
    assert response.headers["Location"] == reverse("enter") + "?code=NONE22"


def test_the_qr_codes_short_address_leads_to_joining(client):
    event = a_forum()
    response = client.get(reverse("short", args=[event.code]))
    assert response.headers["Location"] == join_address(event)


def test_joining_gives_the_phone_a_cookie_that_scripts_cannot_read(client):
    event = a_forum()
    response = client.post(join_address(event), filled(event))
    assert response.headers["Location"] == reverse("write", args=[event.code])
    cookie = response.cookies[participant_cookie(event)]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert participant_of(event, cookie.value) == event.participants.get()


def test_a_phone_that_has_joined_goes_straight_to_writing(client):
    event = a_forum()
    client.post(join_address(event), filled(event))
    assert client.get(join_address(event)).headers["Location"] == reverse("write", args=[event.code])
    client.post(join_address(event), filled(event))
    assert event.participants.count() == 1


def test_another_organisation_and_a_role_are_enough(client):
    event = a_forum()
    client.post(join_address(event), filled(event, organisation="other", role="partner"))
    participant = event.participants.get()
    assert (participant.organisation, participant.role) == (None, "partner")


@pytest.mark.parametrize(
    ("missing", "sentence"), [("organisation", "Valitse organisaatiosi."), ("role", "Valitse roolisi.")]
)
def test_what_is_missing_is_asked_for_and_nobody_has_joined(client, missing, sentence):
    event = a_forum()
    response = client.post(join_address(event), filled(event, **{missing: ""}))
    assert sentence in response.content.decode()
    assert event.participants.count() == 0


def test_an_organisation_of_another_negotiation_is_not_taken(client):
    event, other = a_forum(), a_negotiation()
    client.post(join_address(event), filled(event, organisation=other.county.pk))
    assert event.participants.count() == 0


def test_a_closed_event_and_one_that_has_not_begun_say_so_with_their_times(client):
    ahead = a_forum(is_open=False)
    starts = timezone.localtime(ahead.starts_at)
    told = client.get(join_address(ahead)).content.decode()
    assert f"Se alkaa {starts.day}.{starts.month}.{starts.year} klo {starts.hour}.{starts.minute:02d}" in told
    over = a_forum(closed_at=timezone.now())
    assert "Tilaisuus on päättynyt." in client.get(join_address(over)).content.decode()
    assert client.post(join_address(over), filled(over)).status_code == 200
    assert Participant.objects.count() == 0


def test_joining_again_after_speaking_is_refused_on_the_page(client):
    event = a_forum()
    client.post(join_address(event), filled(event))
    a_contribution(event.participants.get())
    response = client.post(join_address(event) + "?again=1", filled(event, organisation="other"))
    assert "sitä ei voi enää vaihtaa" in response.content.decode()
    assert event.participants.get().organisation == a_party(event)


def test_the_page_names_the_parties_in_alphabetical_order_with_aao_last(client):
    event = a_forum()
    parties = [party.organisation for party in event.negotiation.parties.all()]
    for organisation, name in zip(parties, ["Äänekoski", "Åminne", "Ypäjä"], strict=True):
        organisation.full_name_fi = name
        organisation.save()
    page = client.get(join_address(event)).content.decode()
    places = [page.index(f">{name}<") for name in ["Ypäjä", "Åminne", "Äänekoski", "Muu organisaatio"]]
    assert places == sorted(places)


def test_joining_asks_the_database_as_often_for_many_parties_as_for_few(client, django_assert_num_queries):
    for municipality_count in (1, 3):
        event = a_forum(a_negotiation(municipality_count))
        with django_assert_num_queries(2):
            client.get(join_address(event))


def test_a_participant_of_one_event_has_not_joined_another(client):
    event, other = a_forum(), a_forum()
    client.post(join_address(event), filled(event))
    token = client.cookies[participant_cookie(event)].value
    client.cookies[participant_cookie(other)] = token
    assert client.get(reverse("write", args=[other.code])).headers["Location"] == join_address(other)


def test_an_imported_participant_has_no_token_to_come_in_by(client):
    event = a_forum()
    a_participant(event)
    client.cookies[participant_cookie(event)] = ""
    assert client.get(reverse("write", args=[event.code])).headers["Location"] == join_address(event)
