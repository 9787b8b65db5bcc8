"""Whom to turn to: who is named, who is missing, who may see and change it; and the structures of cooperation."""

import csv
import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from builders import a_contact_point, a_mandate, a_negotiation, a_user
from sopu.core.refusals import Refused
from sopu.negotiations.actions.contacts import end_contact, name_contact
from sopu.negotiations.models import ContactPoint, Purpose, Role
from sopu.negotiations.permissions import may_name_contacts
from sopu.negotiations.queries.contacts import matrix

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def negotiation():
    return a_negotiation(slug="alue")


@pytest.fixture
def party(negotiation):
    return negotiation.parties.all()[1]


def today() -> dt.date:
    return timezone.localdate()


def name(party, area=None, **changed) -> ContactPoint:
    facts = {"title": "hyvinvointijohtaja", "name": "Aino Aalto", "email": "aino@kunta.example"}
    return name_contact(party=party, goal_area=area, by=a_user(), now=timezone.now(), **(facts | changed))


def states(negotiation, party) -> list[str]:
    row = matrix(negotiation, today(), with_names=False)[party.number - 1]
    return [cell.state for cell in row.cells]


def test_one_for_all_goal_areas_covers_them_and_without_anybody_they_are_missing(negotiation, party):
    before = states(negotiation, party)
    name(party)
    assert (before, states(negotiation, party)) == (["none"] + ["missing"] * 4, ["named"] + ["covered"] * 4)


def test_what_has_ended_and_what_begins_later_are_told_apart_from_what_was_never_named(negotiation, party):
    a_contact_point(party, area=1)
    a_contact_point(party, area=2, ends_on=today() - DAY)
    a_contact_point(party, area=3, starts_on=today() + DAY)
    assert states(negotiation, party) == ["none", "named", "ended", "later", "missing"]
    row = matrix(negotiation, today(), with_names=False)[party.number - 1]
    assert row.missing_count == 3


def test_a_contact_point_serves_on_its_first_and_last_day(negotiation, party):
    a_contact_point(party, area=1, starts_on=today(), ends_on=today())
    assert states(negotiation, party)[1] == "named"


def test_a_new_one_takes_the_place_of_the_one_before_and_the_one_before_can_be_read(party):
    old = name(party)
    new = name(party, name="Eino Elo")
    other = name(party, purpose=Purpose.MONITORING)
    assert set(ContactPoint.objects.in_force(today())) == {new, other}
    old.refresh_from_db()
    assert (old.name, old.ended_at is not None) == ("Aino Aalto", True)


def test_one_who_begins_later_leaves_the_other_in_place_until_the_day_before(party):
    old = name(party)
    begins = today() + 10 * DAY
    new = name(party, name="Eino Elo", starts_on=begins)
    found = [set(ContactPoint.objects.in_force(day)) for day in (today(), begins - DAY, begins)]
    assert found == [{old}, {old}, {new}]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "ei osoite"}, "not_an_address"),
        ({"substitute_name": "Eino Elo"}, "half_a_substitute"),
        ({"substitute_name": "Eino Elo", "substitute_email": "ei osoite"}, "not_an_address"),
        ({"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)}, "ends_before_it_starts"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_changes(party, changed, code):
    old = name(party)
    with pytest.raises(Refused) as refusal:
        name(party, **changed)
    assert (refusal.value.code, list(ContactPoint.objects.in_force(today()))) == (code, [old])


def test_a_goal_area_of_another_negotiation_is_refused(party):
    with pytest.raises(Refused) as refusal:
        name(party, a_negotiation().goal_areas.get(number=1))
    assert refusal.value.code == "another_negotiation"


def test_a_contact_point_is_ended_once(party):
    contact = name(party)
    end_contact(contact=contact, now=timezone.now())
    with pytest.raises(Refused) as refusal:
        end_contact(contact=contact, now=timezone.now())
    assert (refusal.value.code, ContactPoint.objects.in_force(today()).exists()) == ("ended_already", False)


def test_a_coordinator_names_their_own_partys_and_an_owner_anybodys(negotiation, party):
    other = negotiation.parties.all()[2]
    people = {str(role): a_mandate(negotiation, role, party.organisation) for role in Role}
    people |= {"elsewhere": a_mandate(a_negotiation(), Role.PROCESS_OWNER), "visitor": AnonymousUser()}
    allowed = [{who for who, user in people.items() if may_name_contacts(user, one)} for one in (party, other)]
    assert allowed == [{"coordinator", "process_owner"}, {"process_owner"}]


def test_visitors_and_strangers_see_posts_and_those_with_a_role_see_names(client, negotiation, party):
    a_contact_point(party, substitute_name="Sijainen Salo", substitute_email="salo@kunta.example")
    seen = {}
    for who, user in {
        "visitor": None,
        "stranger": a_mandate(a_negotiation(), Role.PROCESS_OWNER),
        "reader": a_mandate(negotiation, Role.READER),
    }.items():
        client.logout()
        if user:
            client.force_login(user)
        page = client.get("/fi/n/alue/contacts/").content.decode()
        point = ContactPoint.objects.get()
        words = ("Hyvinvointijohtaja", point.name, point.email, "Sijainen Salo", "salo@kunta.example")
        seen[who] = [word in page for word in words]
    assert seen == {
        "visitor": [True, False, False, False, False],
        "stranger": [True, False, False, False, False],
        "reader": [True] * 5,
    }


def test_the_file_is_for_those_with_a_role_and_its_cells_are_safe(client, negotiation, party):
    a_contact_point(party, title="=1+1")
    answers = [client.get("/fi/n/alue/contacts.csv").status_code]
    client.force_login(a_mandate(a_negotiation(), Role.READER))
    answers.append(client.get("/fi/n/alue/contacts.csv").status_code)
    client.force_login(a_mandate(negotiation, Role.READER))
    answer = client.get("/fi/n/alue/contacts.csv")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert (answers, len(rows), rows[1][0], rows[1][3]) == ([302, 403], 2, party.organisation.name_fi, "'=1+1")


def facts(**changed) -> dict[str, str]:
    usual = {"goal_area": "1", "purpose": "any", "title": "sihteeri", "name": "Aino", "email": "aino@kunta.example"}
    return usual | changed


def test_a_coordinator_names_and_ends_from_the_page(client, negotiation, party):
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, party.organisation))
    client.post(f"/fi/n/alue/contacts/{party.number}/name/", facts())
    contact = ContactPoint.objects.get()
    answer = client.post(f"/fi/n/alue/contacts/{party.number}/{contact.pk}/end/", follow=True)
    contact.refresh_from_db()
    assert (contact.goal_area.number, contact.ended_at is not None) == (1, True)
    assert "Aino ei ole enää yhteyshenkilö." in answer.content.decode()


def test_a_substitute_without_an_address_keeps_what_was_written(client, negotiation, party):
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, party.organisation))
    page = client.post(f"/fi/n/alue/contacts/{party.number}/name/", facts(substitute_name="Eino")).content.decode()
    assert ('value="Eino"' in page, 'class="errors"' in page, ContactPoint.objects.count()) == (True, True, 0)


def test_nobody_else_changes_a_partys_contact_points(client, negotiation, party):
    contact = a_contact_point(party)
    address = f"/fi/n/alue/contacts/{party.number}/"
    refused = {}
    for who, user in {
        "other": a_mandate(negotiation, Role.COORDINATOR, negotiation.parties.all()[2].organisation),
        "reader": a_mandate(negotiation, Role.READER, party.organisation),
        "elsewhere": a_mandate(a_negotiation(), Role.PROCESS_OWNER),
    }.items():
        client.force_login(user)
        answers = [client.get(address), client.post(f"{address}name/", facts())]
        answers.append(client.post(f"{address}{contact.pk}/end/"))
        refused[who] = [answer.status_code for answer in answers]
    client.logout()
    refused["visitor"] = [client.post(f"{address}name/", facts()).status_code]
    assert refused == {"other": [403] * 3, "reader": [403] * 3, "elsewhere": [403] * 3, "visitor": [302]}
    contact.refresh_from_db()
    assert (ContactPoint.objects.count(), contact.ended_at) == (1, None)


def test_a_contact_point_of_another_party_is_not_ended_through_ones_own(client, negotiation, party):
    contact = a_contact_point(negotiation.parties.all()[2])
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, party.organisation))
    assert client.post(f"/fi/n/alue/contacts/{party.number}/{contact.pk}/end/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_matrix_asks_the_database_as_often_however_many_there_are(django_assert_num_queries, count):
    negotiation = a_negotiation(count)
    for one in negotiation.parties.all():
        a_contact_point(one)
    with django_assert_num_queries(3):
        matrix(negotiation, today(), with_names=True)
