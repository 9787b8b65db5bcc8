"""Process owners plan meetings and write minutes; all who have a role read them; nobody else does."""

import datetime as dt

import pytest
from django.urls import reverse

from builders import a_mandate, a_meeting, a_negotiation, a_user, an_account
from sopu.negotiations.actions.minutes import record_minutes
from sopu.negotiations.models import Meeting, MeetingKind, Minutes, Role, Round

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
OTHERS = [role for role in Role if role != Role.PROCESS_OWNER]


@pytest.fixture
def negotiation():
    return a_negotiation(2)


def told(negotiation, meeting, **fields):
    parties = list(negotiation.parties.with_organisations())[:2]
    return record_minutes(meeting=meeting, account=an_account(parties, **fields), today=TODAY)


def written(negotiation, **changes) -> dict[str, object]:
    county, first = negotiation.parties.all()[:2]
    return {
        "held_on": "5.6.2026",
        "place": "Kunnantalo",
        "parties": [county.pk, first.pk],
        "topics": "Yhdyspinnat",
        "agreed": "Yhteyshenkilöt nimetään",
        "left_open": "Rytmi",
        "covered_negotiation": ["cooperation", "goals"],
        **changes,
    }


def pages(negotiation, meeting) -> dict[str, str]:
    slug = negotiation.slug
    return {
        "meetings": reverse("meetings", args=[slug]),
        "meeting": reverse("meeting", args=[slug, meeting.pk]),
        "minutes": reverse("minutes", args=[slug, meeting.pk]),
        "plan_meeting": reverse("plan_meeting", args=[slug]),
        "plan_round": reverse("plan_round", args=[slug]),
    }


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_read_and_do_not_write(client, negotiation, role):
    meeting = a_meeting(negotiation)
    client.force_login(a_mandate(negotiation, role))
    statuses = {name: client.get(url).status_code for name, url in pages(negotiation, meeting).items()}
    assert statuses == {"meetings": 200, "meeting": 200, "minutes": 403, "plan_meeting": 403, "plan_round": 403}
    client.post(pages(negotiation, meeting)["minutes"], written(negotiation))
    assert Minutes.objects.count() == 0


def test_people_without_a_role_and_owners_of_other_negotiations_see_nothing(client, negotiation):
    meeting = a_meeting(negotiation)
    for user in (a_user(), a_mandate(a_negotiation(), Role.PROCESS_OWNER)):
        client.force_login(user)
        assert {client.get(url).status_code for url in pages(negotiation, meeting).values()} == {403}


def test_a_visitor_is_asked_to_sign_in(client, negotiation):
    for url in pages(negotiation, a_meeting(negotiation)).values():
        answer = client.get(url)
        assert (answer.status_code, answer.headers["Location"].startswith(reverse("account_login"))) == (302, True)


def test_a_meeting_is_found_under_its_own_negotiation_only(client, negotiation):
    other = a_negotiation()
    client.force_login(a_mandate(other, Role.PROCESS_OWNER))
    for name in ("meeting", "minutes"):
        assert client.get(reverse(name, args=[other.slug, a_meeting(negotiation).pk])).status_code == 404


@pytest.fixture
def owner(client, negotiation):
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    return client


def test_an_owner_plans_a_round_and_sees_what_is_still_to_be_held(owner, negotiation):
    form = {"name": "Syksyn kierros", "kind": "municipality", "starts_on": "1.9.2026", "ends_on": "30.11.2026"}
    answer = owner.post(reverse("plan_round", args=[negotiation.slug]), form, follow=True)
    page = answer.content.decode()
    assert ("Syksyn kierros" in page, "pidetty 0/2" in page, page.count("pitämättä")) == (True, True, 2)
    told(negotiation, Round.objects.get().meetings.first())
    page = owner.get(reverse("meetings", args=[negotiation.slug])).content.decode()
    assert ("pidetty 1/2" in page, "pidetty 5.11.2026" in page) == (True, True)


def test_a_round_that_leaves_municipalities_out_says_which(owner, negotiation):
    first, second = [party.organisation for party in negotiation.parties.all()[1:]]
    form = {"name": "K", "kind": "group", "groups": first.code, "starts_on": "1.9.2026", "ends_on": "30.11.2026"}
    page = owner.post(reverse("plan_round", args=[negotiation.slug]), form, follow=True).content.decode()
    assert f"Ei missään kierroksen kokouksessa:</b> {second.name_fi}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"groups": "Atlantis"}, "”Atlantis” ei ole tämän neuvottelun kunta."),
        ({"ends_on": "1.8.2026"}, "Viimeinen päivä on ennen ensimmäistä."),
        ({"name": ""}, "field--bad"),
    ],
)
def test_a_round_that_is_refused_keeps_what_was_written(owner, negotiation, changes, sentence):
    form = {"name": "Kierros", "kind": "group", "starts_on": "1.9.2026", "ends_on": "30.11.2026", **changes}
    answer = owner.post(reverse("plan_round", args=[negotiation.slug]), form)
    assert (answer.status_code, Round.objects.count()) == (200, 0)
    assert sentence in answer.content.decode()


def test_an_owner_plans_one_meeting_and_gets_to_its_page(owner, negotiation):
    parties = [party.pk for party in negotiation.parties.all()]
    form = {"kind": "other", "planned_on": "1.12.2026", "parties": parties, "name": "Johtajat"}
    answer = owner.post(reverse("plan_meeting", args=[negotiation.slug]), form)
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == reverse("meeting", args=[negotiation.slug, meeting.pk])
    assert (meeting.kind, meeting.planned_on, meeting.invited.count()) == (MeetingKind.OTHER, dt.date(2026, 12, 1), 3)
    assert "1.12.2026" in owner.get(answer.headers["Location"]).content.decode()


def test_a_meeting_without_parties_is_not_planned(owner, negotiation):
    owner.post(reverse("plan_meeting", args=[negotiation.slug]), {"kind": "other"})
    assert Meeting.objects.count() == 0


def test_minutes_begin_with_those_who_were_invited(owner, negotiation):
    page = owner.get(pages(negotiation, a_meeting(negotiation))["minutes"]).content.decode()
    assert page.count("checked") == 2
    assert "Mitä oikaistaan" not in page


def test_an_owner_writes_minutes_and_the_parties_read_them(owner, client, negotiation):
    meeting = a_meeting(negotiation)
    url = pages(negotiation, meeting)["minutes"]
    assert owner.post(url, written(negotiation)).headers["Location"] == pages(negotiation, meeting)["meeting"]
    client.force_login(a_mandate(negotiation, Role.COORDINATOR))
    page = client.get(pages(negotiation, meeting)["meeting"]).content.decode()
    for words in ("5.6.2026", "Kunnantalo", "Yhdyspinnat", "Yhteyshenkilöt nimetään", "Rytmi", "yhteistyö, tavoitteet"):
        assert words in page
    assert url not in page


def test_a_correction_says_why_and_the_earlier_minutes_stay_to_be_read(owner, negotiation):
    meeting = a_meeting(negotiation)
    told(negotiation, meeting, topics="Ensin näin")
    url = pages(negotiation, meeting)["minutes"]
    start = owner.get(url).content.decode()
    assert ("Ensin näin" in start, "Mitä oikaistaan" in start) == (True, True)
    assert owner.post(url, written(negotiation)).status_code == 200
    assert Minutes.objects.count() == 1
    page = owner.post(url, written(negotiation, correction="Päivä oli väärä"), follow=True).content.decode()
    standing, earlier = page.split("<details")
    assert ("Päivä oli väärä" in standing, "Ensin näin" in standing, "Ensin näin" in earlier) == (True, False, True)


def test_minutes_that_are_refused_keep_what_was_written(owner, negotiation):
    county = negotiation.parties.all()[0]
    url = pages(negotiation, a_meeting(negotiation))["minutes"]
    answer = owner.post(url, written(negotiation, parties=[county.pk]))
    page = answer.content.decode()
    assert ("Neuvotteluun osallistuu vähintään kaksi osapuolta." in page, "Kunnantalo" in page) == (True, True)
    assert Minutes.objects.count() == 0


def test_without_meetings_the_page_says_what_to_do(owner, negotiation):
    page = owner.get(reverse("meetings", args=[negotiation.slug])).content.decode()
    assert "Yhtään kokousta ei ole vielä suunniteltu" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_meetings(owner, negotiation, django_assert_num_queries, count):
    for _ in range(count):
        told(negotiation, a_meeting(negotiation))
    with django_assert_num_queries(14):
        owner.get(reverse("meetings", args=[negotiation.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_a_meeting_costs_the_same_however_often_it_was_corrected(owner, negotiation, django_assert_num_queries, count):
    meeting = a_meeting(negotiation)
    parties = list(negotiation.parties.with_organisations())
    for number in range(count):
        record_minutes(meeting=meeting, account=an_account(parties), today=TODAY, correction="Uusi" if number else "")
    with django_assert_num_queries(11):
        owner.get(reverse("meeting", args=[negotiation.slug, meeting.pk]))
