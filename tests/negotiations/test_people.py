"""The page of people: who sees whom, who gives and ends what, and who does not."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from builders import a_mandate, a_negotiation, a_user
from sopu.negotiations import rules
from sopu.negotiations.models import Invitation, Mandate, Role
from sopu.negotiations.permissions import may_end, may_give, may_manage_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiation():
    return a_negotiation(slug="alue")


def organisation(negotiation, place: int = 1):
    return negotiation.parties.all()[place].organisation


def mandate_of(user) -> Mandate:
    return Mandate.objects.get(user=user)


def invite(client, role: Role, party: int = 2, **more):
    facts = {"name": "Uusi Ihminen", "email": "uusi@kunta.example", "organisation": party, "role": role}
    return client.post("/fi/n/alue/people/invite/", facts | more)


def test_an_owner_sees_everybody_and_which_party_has_no_coordinator(client, negotiation):
    a_mandate(negotiation, Role.COORDINATOR, organisation(negotiation))
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    page = client.get("/fi/n/alue/people/").content.decode()
    assert [user.email in page for user in (mandate.user for mandate in Mandate.objects.all())] == [True, True]
    assert page.count("ei koordinaattoria") == 2


def test_a_coordinator_sees_their_own_organisations_people_only(client, negotiation):
    own = a_mandate(negotiation, Role.READER, organisation(negotiation, 1))
    other = a_mandate(negotiation, Role.READER, organisation(negotiation, 2))
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, organisation(negotiation, 1)))
    page = client.get("/fi/n/alue/people/").content.decode()
    assert (own.email in page, other.email in page) == (True, False)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.PROCESS_OWNER, Role.COORDINATOR}])
def test_other_roles_do_not_look_after_people(client, negotiation, role):
    user = a_mandate(negotiation, role)
    client.force_login(user)
    mandate = mandate_of(user).pk
    doors = ["people/", "people/invite/", f"people/{mandate}/end/", f"people/{mandate}/deputy/"]
    assert [client.get(f"/fi/n/alue/{door}").status_code for door in doors] == [403] * 4
    assert not may_manage_people(user, negotiation)


def test_visitors_sign_in_first(client, negotiation):
    answer = client.get("/fi/n/alue/people/")
    assert (answer.status_code, answer.url) == (302, "/fi/account/login/?next=/fi/n/alue/people/")


def test_a_coordinator_of_another_negotiation_is_refused(client, negotiation):
    client.force_login(a_mandate(a_negotiation(), Role.COORDINATOR))
    assert client.get("/fi/n/alue/people/").status_code == 403


def test_a_coordinator_gives_four_roles_in_their_own_organisation_and_none_elsewhere(negotiation):
    own, other = organisation(negotiation, 1), organisation(negotiation, 2)
    coordinator = a_mandate(negotiation, Role.COORDINATOR, own)
    given = {str(role) for role in Role if may_give(coordinator, negotiation, own, role)}
    assert given == rules.ROLES_FROM_A_COORDINATOR == {"coordinator", "registrar", "reader", "scribe"}
    assert not any(may_give(coordinator, negotiation, other, role) for role in Role)


def test_an_owner_gives_and_ends_every_role_everywhere(negotiation):
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    assert all(may_give(owner, negotiation, organisation(negotiation, n), role) for n in range(3) for role in Role)
    assert all(may_end(owner, mandate_of(a_mandate(negotiation, role))) for role in Role)


def test_a_coordinator_can_not_end_a_role_that_they_could_not_give(client, negotiation):
    own = organisation(negotiation, 1)
    coordinator = a_mandate(negotiation, Role.COORDINATOR, own)
    client.force_login(coordinator)
    answers = {}
    for name, (role, place) in {
        "reader": (Role.READER, 1),
        "facilitator": (Role.FACILITATOR, 1),
        "elsewhere": (Role.READER, 2),
    }.items():
        mandate = mandate_of(a_mandate(negotiation, role, organisation(negotiation, place)))
        answer = client.post(f"/fi/n/alue/people/{mandate.pk}/end/")
        mandate.refresh_from_db()
        answers[name] = (answer.status_code, mandate.ended_at is not None)
    assert answers == {"reader": (302, True), "facilitator": (403, False), "elsewhere": (403, False)}


@pytest.mark.parametrize(("role", "party"), [(Role.PROCESS_OWNER, 2), (Role.FACILITATOR, 2), (Role.READER, 3)])
def test_a_coordinators_form_takes_no_other_role_and_no_other_organisation(client, negotiation, role, party):
    client.force_login(a_mandate(negotiation, Role.COORDINATOR, organisation(negotiation, 1)))
    assert invite(client, role, party).status_code == 200
    assert (Invitation.objects.count(), Mandate.objects.count()) == (0, 1)


def test_the_page_says_why_the_last_owner_stays(client, negotiation):
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    client.force_login(owner)
    answer = client.post(f"/fi/n/alue/people/{mandate_of(owner).pk}/end/", follow=True)
    assert "ainoa prosessin omistaja" in answer.content.decode()
    assert mandate_of(owner).ended_at is None


def test_one_who_ends_their_own_last_role_comes_to_their_tasks(client, negotiation):
    coordinator = a_mandate(negotiation, Role.COORDINATOR, organisation(negotiation))
    client.force_login(coordinator)
    answer = client.post(f"/fi/n/alue/people/{mandate_of(coordinator).pk}/end/")
    assert (answer.status_code, answer.url) == (302, "/fi/next/")


def test_a_deputy_is_named_among_colleagues(client, negotiation):
    own = organisation(negotiation)
    coordinator, colleague = (a_mandate(negotiation, role, own) for role in (Role.COORDINATOR, Role.READER))
    stranger = a_mandate(negotiation, Role.READER, organisation(negotiation, 2))
    client.force_login(coordinator)
    address = f"/fi/n/alue/people/{mandate_of(coordinator).pk}/deputy/"
    day = timezone.localdate()
    days = {"starts_on": day.isoformat(), "ends_on": (day + dt.timedelta(days=7)).isoformat()}
    assert client.post(address, days | {"deputy": stranger.pk}).status_code == 200
    assert client.post(address, days | {"deputy": colleague.pk}).status_code == 302
    deputy = Mandate.objects.get(deputy_of__isnull=False)
    assert (deputy.user, deputy.role, deputy.given_by) == (colleague, Role.COORDINATOR, coordinator)


def test_what_has_ended_stays_on_the_page_with_who_ended_it(client, negotiation):
    owner = a_mandate(negotiation, Role.PROCESS_OWNER)
    reader = a_mandate(negotiation, Role.READER)
    client.force_login(owner)
    client.post(f"/fi/n/alue/people/{mandate_of(reader).pk}/end/")
    page = client.get("/fi/n/alue/people/").content.decode()
    assert "1 päättynyt rooli" in page
    assert f"päättyi {timezone.localtime(mandate_of(reader).ended_at):%-d.%-m.%Y}" in page
    assert owner.name in page.split("<details", 1)[1]


def test_the_page_asks_the_database_as_often_for_three_people_as_for_one(client, negotiation):
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get("/fi/n/alue/people/")
        counts.append(len(seen))
        for _ in range(2):
            a_mandate(negotiation, Role.READER)
            invite(client, Role.READER, email=a_user().email + ".example")
    assert counts[0] == counts[1]
