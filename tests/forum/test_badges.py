"""A badge lets in one phone, once: forged, used, cancelled and yesterday's badges are told in words."""

import datetime as dt
import io

import pikepdf
import pymupdf
import pytest
from django.test import Client
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, an_organisation
from sopu.core import codes
from sopu.core.refusals import Refused
from sopu.forum.actions import badges as making
from sopu.forum.actions.exchange import Person
from sopu.forum.exchange.door import writer
from sopu.forum.models import Badge, Participant, ParticipantRole, Release
from sopu.forum.queries.badges import badge_by, digest_of, stocks_of
from sopu.forum.queries.hall import participant_cookie, participant_of
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db
ELECTED = ParticipantRole.ELECTED


def some_badges(event, count: int = 1, organisation=None) -> list[making.Printed]:
    organisation = organisation or event.negotiation.parties.all()[1].organisation
    return making.make_badges(event=event, organisation=organisation, role=ELECTED, count=count, now=timezone.now())


def a_badge(event) -> str:
    return some_badges(event)[0].code


def used(phone: Client, code: str):
    return phone.post(f"/fi/b/{code}/")


def said(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_badge_lets_a_phone_in_with_its_organisation_and_role_and_without_a_name():
    event, phone = a_forum(), Client()
    code = a_badge(event)
    page = said(phone.get(f"/fi/b/{code}/"))
    response = used(phone, code)
    person = Participant.objects.get()
    assert "Luottamushenkilö" in page
    assert "Kuka näkee mitä" in page
    assert (person.organisation, person.role) == (event.negotiation.parties.all()[1].organisation, "elected")
    assert response.headers["Location"] == f"/fi/e/{event.code}/write/"


def test_opening_a_badge_uses_nothing_up():
    event = a_forum()
    code = a_badge(event)
    for _ in range(2):
        Client().get(f"/fi/b/{code}/")
    assert (Participant.objects.count(), Badge.objects.unused().count()) == (0, 1)


def test_the_short_address_of_a_badge_leads_to_its_page():
    response = Client().get("/b/ABCDEFGHJK", headers={"accept-language": "sv"})
    assert response.headers["Location"] == "/sv/b/ABCDEFGHJK/"


def test_a_badges_code_may_be_typed_where_an_events_code_is():
    code = a_badge(a_forum())
    response = Client().get("/fi/e/", {"code": f"{code[:5]} {code[5:].lower()}"})
    assert response.headers["Location"] == f"/fi/b/{code}/"


def test_the_same_phone_goes_on_with_its_badge():
    event, phone = a_forum(), Client()
    code = a_badge(event)
    used(phone, code)
    assert phone.get(f"/fi/b/{code}/").headers["Location"] == f"/fi/e/{event.code}/write/"
    assert Participant.objects.count() == 1


def test_a_used_badge_lets_in_no_other_phone_and_says_what_to_do():
    event = a_forum()
    code = a_badge(event)
    used(Client(), code)
    other = Client()
    for response in (other.get(f"/fi/b/{code}/"), used(other, code)):
        assert response.status_code == 409
        assert "käytössä toisella puhelimella" in said(response)
        assert "pyydä järjestäjää vapauttamaan kortti" in said(response)
    assert Participant.objects.count() == 1


def test_a_mistyped_code_is_told_apart_without_asking_the_database(django_assert_num_queries):
    code = a_badge(a_forum())
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    with django_assert_num_queries(0):
        response = Client().get(f"/fi/b/{wrong}/")
    assert response.status_code == 404
    assert "Koodissa on virhe" in said(response)


def test_a_forged_code_is_nobodys_badge():
    forged = codes.checked_code(codes.BADGE_LENGTH, lambda alphabet: alphabet[7])
    response = used(Client(), forged)
    assert (response.status_code, Participant.objects.count()) == (404, 0)
    assert "Millään tunnuskortilla ei ole tätä koodia" in said(response)


def test_a_cancelled_badge_lets_nobody_in():
    event = a_forum()
    clerk = a_mandate(event.negotiation, Role.FACILITATOR)
    made = some_badges(event)[0]
    making.cancel_badge(badge=made.badge, made_by=clerk, now=timezone.now())
    response = used(Client(), made.code)
    assert (response.status_code, Participant.objects.count()) == (409, 0)
    assert "mitätöity" in said(response)


def test_a_badge_of_an_event_that_is_over_or_to_come_says_so():
    over, ahead = a_forum(), a_forum(is_open=False)
    codes_of = [a_badge(over), a_badge(ahead)]
    over.closed_at = timezone.now()
    over.save()
    told = [said(used(Client(), code)) for code in codes_of]
    assert "Tilaisuus on päättynyt" in told[0] or "suljettu" in told[0]
    assert "ei ole vielä auki" in told[1]
    assert Participant.objects.count() == 0


def test_a_badge_of_another_event_gives_a_place_there_and_leaves_the_first_alone():
    first, second, phone = a_forum(), a_forum(), Client()
    used(phone, a_badge(first))
    used(phone, a_badge(second))
    assert [one.event for one in Participant.objects.order_by("joined_at")] == [first, second]
    assert {participant_cookie(first), participant_cookie(second)} <= phone.cookies.keys()


def test_a_phone_that_joined_by_itself_and_said_nothing_becomes_the_badges():
    event, phone = a_forum(), Client()
    phone.post(f"/fi/e/{event.code}/", {"organisation": "other", "role": "partner"})
    used(phone, a_badge(event))
    assert [one.role for one in Participant.objects.all()] == ["elected"]


def test_a_phone_that_has_spoken_does_not_become_anothers():
    event, phone = a_forum(), Client()
    one, other = some_badges(event, 2)
    used(phone, one.code)
    a_contribution(Participant.objects.get())
    response = used(phone, other.code)
    assert (response.status_code, Participant.objects.count()) == (409, 1)
    assert "on jo sanottu jotakin" in said(response)


def test_a_freed_badge_carries_its_person_to_another_phone_and_shuts_the_former_out(django_capture_on_commit_callbacks):
    event = a_forum()
    clerk = a_mandate(event.negotiation, Role.FACILITATOR)
    made, first, second = some_badges(event)[0], Client(), Client()
    used(first, made.code)
    person = Participant.objects.get()
    a_contribution(person, "Minun ajatukseni.")
    key = (event.code, person.token_digest)
    writer._people[key] = Person.of(person)
    with django_capture_on_commit_callbacks(execute=True):
        making.free_badge(badge=made.badge, made_by=clerk, now=timezone.now())
    assert key not in writer._people
    used(second, made.code)
    assert Participant.objects.get() == person
    assert "Minun ajatukseni." in said(second.get(f"/fi/e/{event.code}/mine/"))
    assert first.get(f"/fi/e/{event.code}/mine/").status_code == 302
    assert used(first, made.code).status_code == 409
    assert [(one.badge.number, one.is_cancelling, one.made_by) for one in Release.objects.all()] == [(1, False, clerk)]


def test_cancelling_a_used_badge_shuts_its_phone_out_and_keeps_what_it_said():
    event = a_forum()
    made, phone = some_badges(event)[0], Client()
    used(phone, made.code)
    a_contribution(Participant.objects.get(), "Jää talteen.")
    making.cancel_badge(badge=made.badge, made_by=a_mandate(event.negotiation, Role.FACILITATOR), now=timezone.now())
    token = phone.cookies[participant_cookie(event)].value
    assert participant_of(event, token) is None
    assert Participant.objects.get().contributions.get().text == "Jää talteen."


@pytest.mark.parametrize(
    ("deed", "code"), [(making.free_badge, "badge_unused"), (making.cancel_badge, "badge_cancelled")]
)
def test_a_badge_is_freed_only_when_used_and_cancelled_only_once(deed, code):
    event = a_forum()
    clerk = a_mandate(event.negotiation, Role.FACILITATOR)
    badge = some_badges(event)[0].badge
    if code == "badge_cancelled":
        making.cancel_badge(badge=badge, made_by=clerk, now=timezone.now())
    with pytest.raises(Refused) as refused:
        deed(badge=badge, made_by=clerk, now=timezone.now())
    assert refused.value.code == code


def test_a_cancelled_badge_is_not_freed():
    event = a_forum()
    clerk, badge = a_mandate(event.negotiation, Role.FACILITATOR), some_badges(event)[0].badge
    making.cancel_badge(badge=badge, made_by=clerk, now=timezone.now())
    with pytest.raises(Refused):
        making.free_badge(badge=badge, made_by=clerk, now=timezone.now())


def test_a_lost_sheet_is_cancelled_but_for_those_in_use():
    event = a_forum()
    party, other = (one.organisation for one in event.negotiation.parties.all()[1:3])
    sheet = some_badges(event, 3, party)
    some_badges(event, 2, other)
    used(Client(), sheet[0].code)
    clerk = a_mandate(event.negotiation, Role.FACILITATOR)
    assert making.cancel_unused(event=event, organisation=party, made_by=clerk, now=timezone.now()) == 2
    assert [(one.name, one.made, one.used, one.unused, one.cancelled) for one in stocks_of(event)] == [
        (party.name, 3, 1, 0, 2),
        (other.name, 2, 0, 2, 0),
    ]


@pytest.mark.parametrize("count", [0, making.MOST_BADGES + 1])
def test_badges_are_made_a_reasonable_number_at_a_time(count):
    with pytest.raises(Refused) as refused:
        some_badges(a_forum(), count)
    assert (refused.value.code, Badge.objects.count()) == ("too_many_badges", 0)


def test_badges_are_made_for_parties_only():
    with pytest.raises(Refused):
        some_badges(a_forum(), 1, an_organisation())


def test_numbers_go_on_and_no_code_is_kept():
    event = a_forum()
    made = [*some_badges(event, 2), *some_badges(event, 1)]
    assert [one.badge.number for one in made] == [1, 2, 3]
    assert len({one.code for one in made}) == 3
    kept = [value for row in Badge.objects.values_list() for value in row]
    assert not {one.code for one in made} & {str(value) for value in kept}
    assert badge_by(made[0].code) == made[0].badge
    assert digest_of(made[0].code) == made[0].badge.code_digest


# The page of those who run the event


@pytest.fixture
def event():
    return a_forum(a_negotiation())


@pytest.fixture
def facilitator(event) -> Client:
    client = Client()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    return client


DOORS = ("badges/", "badges/free/", "badges/cancel/", "badges/cancel/0/")


@pytest.mark.parametrize("door", DOORS)
def test_badges_are_for_those_who_run_the_event(event, door):
    organisation = event.negotiation.parties.all()[1].organisation
    outsiders = [
        a_mandate(event.negotiation, Role.COORDINATOR, organisation),
        a_mandate(event.negotiation, Role.READER),
        a_mandate(a_negotiation(), Role.PROCESS_OWNER),
    ]
    for user in outsiders:
        client = Client()
        client.force_login(user)
        assert client.post(f"/fi/e/{event.code}/{door}").status_code == 403
    visitor = Client().post(f"/fi/e/{event.code}/{door}")
    assert (visitor.status_code, "/account/" in visitor.headers["Location"]) == (302, True)
    for role in (Role.FACILITATOR, Role.PROCESS_OWNER):
        client = Client()
        client.force_login(a_mandate(event.negotiation, role))
        assert client.post(f"/fi/e/{event.code}/{door}").status_code in {200, 302}


def test_the_sheet_comes_as_a_file_when_it_is_made_and_the_codes_never_again(event, facilitator):
    party = event.negotiation.parties.all()[1].organisation
    response = facilitator.post(
        f"/fi/e/{event.code}/badges/", {"organisation": party.pk, "role": "office_holder", "count": 3}
    )
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    printed = codes_on(response.content)
    assert [badge_by(code).number for code in printed] == [1, 2, 3]
    page = said(facilitator.get(f"/fi/e/{event.code}/badges/")).replace(" ", "")
    assert [code for code in printed if code in page] == []


def codes_on(content: bytes) -> list[str]:
    """The codes that eyes find on the sheet."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        lines = [line.replace(" ", "") for page in document for line in page.get_text().split("\n")]
    return [line for line in lines if len(line) == codes.BADGE_LENGTH and codes.is_well_formed(line)]


def test_what_is_printed_opens(event, facilitator):
    response = facilitator.post(f"/fi/e/{event.code}/badges/", {"organisation": "other", "role": "partner", "count": 1})
    (code,) = codes_on(response.content)
    assert used(Client(), code).status_code == 302
    assert [(one.organisation, one.role) for one in Participant.objects.all()] == [(None, "partner")]


def test_the_desk_frees_and_cancels_by_the_number_on_the_badge(event, facilitator):
    made = some_badges(event, 2)
    used(Client(), made[0].code)
    facilitator.post(f"/fi/e/{event.code}/badges/free/", {"number": 1})
    facilitator.post(f"/fi/e/{event.code}/badges/cancel/", {"number": 2})
    page = said(facilitator.get(f"/fi/e/{event.code}/badges/"))
    assert "Tunnuskortti 1 vapautettiin toiselle puhelimelle" in page
    assert "Tunnuskortti 2 mitätöitiin" in page


@pytest.mark.parametrize("number", ["", "7", "x"])
def test_a_number_that_is_no_badges_is_told(event, facilitator, number):
    response = facilitator.post(f"/fi/e/{event.code}/badges/free/", {"number": number}, follow=True)
    assert "numero" in said(response)
    assert Release.objects.count() == 0


def test_the_page_asks_as_much_of_three_parties_as_of_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum(a_negotiation(count))
        for party in event.negotiation.parties.all():
            some_badges(event, 2, party.organisation)
        event.refresh_from_db()
        with django_assert_num_queries(3):
            stocks_of(event)


def test_the_page_knows_the_badges_and_not_the_people(event, facilitator):
    code = a_badge(event)
    used(Client(), code)
    page = facilitator.get(f"/fi/e/{event.code}/badges/").content.decode()
    assert str(Participant.objects.get().pk) not in page


def test_a_sheet_is_accessible_and_archivable(event, facilitator):
    response = facilitator.post(f"/fi/e/{event.code}/badges/", {"organisation": "other", "role": "partner", "count": 9})
    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert len(document.pages) == 2
        assert str(document.Root.Lang) == "fi-FI"
        assert bool(document.Root.MarkInfo.Marked)
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")
        pictures = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert len(pictures) == 9
        assert all(str(one.Alt).startswith("QR-koodi osoitteeseen http") for one in pictures)


def test_badges_survive_their_participants_going(event):
    made = some_badges(event)[0]
    used(Client(), made.code)
    Participant.objects.all().delete()
    assert used(Client(), made.code).status_code == 302
    assert Badge.objects.get().used_at >= timezone.now() - dt.timedelta(minutes=1)
    assert a_participant(event)
