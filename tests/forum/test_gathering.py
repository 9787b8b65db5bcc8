"""Who is coming and where they sit: names stay with their own, and go after the event."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, client_of
from sopu.core.refusals import Refused
from sopu.forum.actions import registering, seating
from sopu.forum.models import Participant, ParticipantRole, Registration, Table
from sopu.forum.queries.registrations import parties_of, registered_of
from sopu.forum.queries.tables import plan_of, tables_of
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db
NAME = "Aino Ainutkertainen"


@pytest.fixture
def event():
    return a_forum(a_negotiation(municipality_count=3))


@pytest.fixture
def party(event):
    return event.negotiation.parties.all()[1]


@pytest.fixture
def coordinator(event, party) -> Client:
    return client_of(a_mandate(event.negotiation, Role.COORDINATOR, party.organisation))


@pytest.fixture
def facilitator(event) -> Client:
    return client_of(a_mandate(event.negotiation, Role.FACILITATOR))


def register(event, party, *names: str, role=ParticipantRole.ELECTED) -> int:
    return registering.register_people(
        event=event, party=party, names=names or [NAME], role=role, registered_by=None, now=timezone.now()
    )


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_a_coordinator_registers_the_own_people_by_pasting_a_list(event, party, coordinator):
    path = f"/fi/e/{event.code}/registrations/{party.pk}/"
    coordinator.post(path, {"names": f"{NAME}\r\n\r\n  Bo   Berg \r\n{NAME}", "role": "elected"})
    coordinator.post(path, {"names": "Bo Berg\nCia Cederberg", "role": "office_holder"})
    assert [(one.name, one.role) for one in Registration.objects.all()] == [
        (NAME, "elected"),
        ("Bo Berg", "elected"),
        ("Cia Cederberg", "office_holder"),
    ]
    assert "3 tulee" in page(coordinator, path)


def test_a_coordinator_takes_a_person_off_the_list(event, party, coordinator):
    register(event, party)
    one = Registration.objects.get()
    coordinator.post(f"/fi/e/{event.code}/registrations/{party.pk}/{one.pk}/remove/")
    assert Registration.objects.count() == 0


def test_nobody_takes_away_another_partys_people(event, party, coordinator):
    other = event.negotiation.parties.all()[2]
    register(event, other)
    one = Registration.objects.get()
    own = coordinator.post(f"/fi/e/{event.code}/registrations/{party.pk}/{one.pk}/remove/")
    theirs = coordinator.post(f"/fi/e/{event.code}/registrations/{other.pk}/{one.pk}/remove/")
    assert (own.status_code, theirs.status_code, Registration.objects.count()) == (404, 403, 1)


def test_names_are_seen_by_the_own_coordinator_and_those_who_run_the_event_and_nobody_else(event, party):
    register(event, party)
    path = f"/fi/e/{event.code}/registrations/{party.pk}/"
    other = event.negotiation.parties.all()[2].organisation
    may = [
        a_mandate(event.negotiation, Role.COORDINATOR, party.organisation),
        a_mandate(event.negotiation, Role.FACILITATOR),
        a_mandate(event.negotiation, Role.PROCESS_OWNER),
    ]
    may_not = [
        a_mandate(event.negotiation, Role.COORDINATOR, other),
        a_mandate(event.negotiation, Role.READER, party.organisation),
        a_mandate(a_negotiation(), Role.PROCESS_OWNER),
        a_mandate(a_negotiation(), Role.COORDINATOR, party.organisation),
    ]
    assert [NAME in page(client_of(user), path) for user in may] == [True] * 3
    assert [client_of(user).get(path).status_code for user in may_not] == [403] * 4
    assert Client().get(path).status_code == 302


def test_a_party_of_another_negotiation_has_no_page_in_this_event(event, facilitator):
    stranger = a_negotiation().parties.all()[1]
    assert facilitator.get(f"/fi/e/{event.code}/registrations/{stranger.pk}/").status_code == 404


@pytest.mark.parametrize("door", ["registrations/", "registrations/discard/", "tables/", "tables/0/scribe/", "seats/"])
def test_the_desks_pages_are_closed_to_coordinators_and_visitors(event, party, coordinator, door):
    path = f"/fi/e/{event.code}/{door}"
    assert {coordinator.get(path).status_code, coordinator.post(path).status_code} <= {403, 405}
    assert {Client().get(path).status_code, Client().post(path).status_code} <= {302, 405}


def test_the_desk_counts_by_party_without_names(event, party, facilitator):
    register(event, party, NAME, "Bo Berg")
    text = page(facilitator, f"/fi/e/{event.code}/registrations/")
    assert "2 tulossa" in text
    assert NAME not in text
    assert [(one.name, one.registered) for one in parties_of(event) if one.registered] == [(party.organisation.name, 2)]


def test_counting_asks_as_much_of_three_parties_as_of_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum(a_negotiation(count))
        for party in event.negotiation.parties.all():
            register(event, party)
        event.refresh_from_db()
        with django_assert_num_queries(4):
            parties_of(event)


def test_a_coordinator_finds_the_door_on_the_page_of_forums(event, party, coordinator):
    door = f"/fi/e/{event.code}/registrations/{party.pk}/"
    path = f"/fi/n/{event.negotiation.slug}/forum/"
    assert door in page(coordinator, path)
    assert "/registrations/" not in page(Client(), path)


@pytest.mark.parametrize(
    ("names", "code"),
    [(["", "  "], "no_names"), (["N" * 121], "name_too_long"), ([f"N{n}" for n in range(301)], "too_many_names")],
)
def test_a_list_that_is_none_is_refused_whole(event, party, names, code):
    with pytest.raises(Refused) as refused:
        registering.register_people(
            event=event, party=party, names=names, role=ParticipantRole.ELECTED, registered_by=None, now=timezone.now()
        )
    assert (refused.value.code, Registration.objects.count()) == (code, 0)


def test_nobody_is_registered_for_an_event_that_is_over(event, party):
    event.closed_at = timezone.now()
    with pytest.raises(Refused) as refused:
        register(event, party)
    assert refused.value.code == "registration_over"


def test_a_registration_has_no_way_to_participants_or_what_they_say():
    related = {field.related_model for field in Registration._meta.get_fields() if field.is_relation}
    assert Participant not in related
    assert {model.__name__ for model in related} == {"Event", "Organisation", "Table", "User"}


def test_no_name_is_on_any_page_of_others_or_in_what_is_exported(event, party, facilitator, tmp_path):
    register(event, party)
    seating.set_tables(event=event, count=2)
    seating.seat_people(event=event, seed="a")
    person = a_participant(event)
    a_contribution(person)
    paths = ["desk/", "wall/", "badges/", "tables/", "registrations/"]
    assert [NAME in page(facilitator, f"/fi/e/{event.code}/{path}") for path in paths] == [False] * 5
    call_command("export", "polis", event.code, str(tmp_path), stdout=StringIO())
    assert not [file for file in tmp_path.iterdir() if NAME in file.read_text()]


def test_names_are_discarded_a_month_after_the_event_and_shown_to_nobody_after_that(event, party):
    register(event, party)
    later = event.ends_at + dt.timedelta(days=30)
    assert len(registered_of(event, party, later - dt.timedelta(seconds=1))) == 1
    assert registered_of(event, party, later) == []
    assert [one.people for one in plan_of(event, later)] == []
    assert registering.discard_due(now=later - dt.timedelta(seconds=1)) == {}
    assert registering.discard_due(now=later) == {event.code: 1}
    assert Registration.objects.count() == 0


def test_old_names_go_when_new_ones_come(event, party):
    old = a_forum()
    register(old, old.negotiation.parties.all()[0], "Vanha Nimi")
    old.starts_at, old.ends_at = (timezone.now() - dt.timedelta(days=days) for days in (31, 30))
    old.save()
    register(event, party)
    assert [one.name for one in Registration.objects.all()] == [NAME]


def test_the_console_forgets_names_of_one_event_or_of_those_whose_time_is_over(event, party):
    register(event, party)
    old = a_forum()
    register(old, old.negotiation.parties.all()[0], "Vanha Nimi")
    old.starts_at, old.ends_at = (timezone.now() - dt.timedelta(days=days) for days in (41, 40))
    old.save()
    out = StringIO()
    call_command("forget", "registrations", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"discarded": {old.code: 1}}
    call_command("forget", "registrations", "--event", event.code.lower(), stdout=StringIO())
    assert Registration.objects.count() == 0
    with pytest.raises(Refused):
        call_command("forget", "registrations", "--event", "NONE22", stdout=StringIO())


def test_only_the_process_owner_discards_names_before_their_day(event, party, facilitator):
    register(event, party)
    path = f"/fi/e/{event.code}/registrations/discard/"
    assert (facilitator.post(path).status_code, Registration.objects.count()) == (403, 1)
    client_of(a_mandate(event.negotiation, Role.PROCESS_OWNER)).post(path)
    assert Registration.objects.count() == 0


# Tables and seats


def test_tables_are_set_out_and_taken_away_unless_they_have_spoken(event):
    seating.set_tables(event=event, count=3)
    spoken = Table.objects.get(number=3)
    a_contribution(Participant.objects.create(event=event, table=spoken), voice="table")
    with pytest.raises(Refused) as refused:
        seating.set_tables(event=event, count=2)
    assert (refused.value.code, Table.objects.count()) == ("table_has_spoken", 3)
    seating.set_tables(event=event, count=5)
    seating.set_tables(event=event, count=4)
    assert [one.number for one in Table.objects.filter(event=event)] == [1, 2, 3, 4]


def test_everybody_is_seated_and_one_is_moved_by_hand(event, facilitator):
    for party in event.negotiation.parties.all():
        register(event, party, *(f"{party.pk} {n}" for n in range(3)))
    facilitator.post(f"/fi/e/{event.code}/tables/", {"count": 3})
    facilitator.post(f"/fi/e/{event.code}/seats/draw/", {"seed": "1"})
    plan = plan_of(event, timezone.now())
    assert [len(table.people) for table in plan] == [4, 4, 4]
    assert [len({one.organisation for one in table.people}) for table in plan] == [4, 4, 4]
    one = plan[0].people[0]
    facilitator.post(f"/fi/e/{event.code}/seats/{one.pk}/move/", {"table": Table.objects.get(number=2).pk})
    assert [len(table.people) for table in plan_of(event, timezone.now())] == [3, 5, 4]
    assert one.name in page(facilitator, f"/fi/e/{event.code}/seats/")


def test_nobody_is_seated_without_tables_or_at_a_table_of_another_event(event, party):
    register(event, party)
    with pytest.raises(Refused) as refused:
        seating.seat_people(event=event, seed="a")
    elsewhere = seating.set_tables(event=a_forum(), count=1)[0]
    with pytest.raises(Refused) as other:
        seating.move_person(registration=Registration.objects.get(), table=elsewhere)
    assert (refused.value.code, other.value.code) == ("no_tables", "no_such_table")


def test_the_plan_asks_as_much_of_three_tables_as_of_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum()
        for party in event.negotiation.parties.all():
            register(event, party)
        seating.set_tables(event=event, count=count)
        seating.seat_people(event=event, seed="a")
        with django_assert_num_queries(2):
            plan_of(event, timezone.now())
        with django_assert_num_queries(5):
            tables_of(event)


def test_pages_without_anything_say_what_to_do(event, facilitator):
    texts = [page(facilitator, f"/fi/e/{event.code}/{path}/") for path in ("tables", "seats", "badges")]
    assert "Pöytiä ei vielä ole" in texts[0]
    assert "Kerro ensin pöytien määrä" in texts[1]
    assert "Yhtään tunnuskorttia ei ole vielä tehty" in texts[2]
