"""What must I do next, and by when: each role has its own tasks, and nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

import builders
from builders import a_contact_point, a_forum, a_mandate, a_user
from sopu.negotiations.actions.duties import note_negotiated
from sopu.negotiations.models import Letter, Mandate, Role
from sopu.publishing.models import Compilation, Delivery, Fetch, Package
from sopu.publishing.queries.agenda import agenda_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 10, 2)


def a_negotiation(municipality_count=2):
    """One whose municipalities have negotiated this year, so that no duty is due soon."""
    negotiation = builders.a_negotiation(municipality_count)
    covered = {"wellbeing": ["goals", "measures", "cooperation", "monitoring"]}
    parties = negotiation.parties.with_organisations()
    note_negotiated(parties=parties, covered=covered, held_on=TODAY, event_code="HYTE25")
    return negotiation


def a_negotiation_without_milestones():
    negotiation = a_negotiation()
    negotiation.milestones.all().delete()
    return negotiation


def a_closed_forum(negotiation=None):
    return a_forum(negotiation or a_negotiation_without_milestones(), closed_at=timezone.now())


def a_compilation(event, **fields) -> Compilation:
    return Compilation.objects.create(event=event, **fields)


def a_delivery_to(coordinator, event) -> Delivery:
    mandate = Mandate.objects.get(user=coordinator)
    now = timezone.now()
    compilation, _is_new = Compilation.objects.get_or_create(
        event=event, defaults={"finished_at": now, "delivered_at": now}
    )
    package = Package.objects.create(
        compilation=compilation,
        party=event.negotiation.parties.get(organisation=mandate.organisation),
        file=f"{coordinator.pk}.zip",
        sha256="0" * 64,
        size=1,
        contribution_count=2,
    )
    letter = Letter.objects.create(negotiation=event.negotiation, to=coordinator, subject="Aineisto", body="…")
    return Delivery.objects.create(package=package, letter=letter, token_digest=str(letter.pk), expires_at=now)


def titles(user) -> list[str]:
    agenda = agenda_of(user, TODAY)
    return [task.title for task in ([agenda.first] if agenda.first else []) + agenda.rest]


def a_coordinator(negotiation, place=1):
    """Of a party that has somebody to turn to."""
    party = negotiation.parties.all()[place]
    a_contact_point(party)
    return a_mandate(negotiation, Role.COORDINATOR, party.organisation)


def test_who_runs_the_hall_opens_it_and_then_follows_it():
    event = a_forum(a_negotiation_without_milestones(), is_open=False)
    people = [a_mandate(event.negotiation, role) for role in (Role.PROCESS_OWNER, Role.FACILITATOR)]
    before = [titles(person) for person in people]
    event.opened_at = timezone.now()
    event.save()
    assert (before, [titles(person) for person in people]) == (
        [["Avaa Foorumi"]] * 2,
        [["Foorumi on avoinna: seuraa, mitä tulee"]] * 2,
    )


def test_the_process_owner_is_led_from_the_closing_to_the_delivery():
    event = a_closed_forum()
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    told = [titles(owner)]
    compilation = a_compilation(event, started_at=timezone.now(), total_count=25, done_count=4)
    told.append([task.title + ", " + task.note for task in agenda_of(owner, TODAY).waiting])
    compilation.failure = "Levy on täynnä."
    compilation.save()
    told.append(titles(owner))
    compilation.failure, compilation.finished_at = "", timezone.now()
    compilation.save()
    told.append(titles(owner))
    compilation.delivered_at = timezone.now()
    compilation.save()
    told.append(titles(owner))
    assert told == [
        ["Kokoa aineisto: Foorumi"],
        ["Aineistoa kootaan: Foorumi, 4/25 valmiina"],
        ["Kokoa aineisto uudelleen: Foorumi"],
        ["Toimita aineisto osapuolille: Foorumi"],
        [],
    ]


def test_the_process_owner_sees_how_many_have_fetched():
    event = a_closed_forum()
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    first, second = (a_delivery_to(a_coordinator(event.negotiation, place), event) for place in (1, 2))
    Fetch.objects.create(delivery=first)
    Fetch.objects.create(delivery=first)
    day = timezone.localdate()
    assert agenda_of(owner, TODAY).done == [
        f"Foorumi: aineisto toimitettu {day.day}.{day.month}.{day.year}, osapuolista hakenut 1/2"
    ]
    assert second.fetches.count() == 0


def test_a_facilitator_neither_compiles_nor_minds_the_milestones():
    event = a_forum(a_negotiation(), closed_at=timezone.now())
    assert titles(a_mandate(event.negotiation, Role.FACILITATOR)) == []


def test_a_coordinator_waits_then_fetches_and_then_has_fetched():
    event = a_closed_forum()
    coordinator = a_coordinator(event.negotiation)
    waiting = [task.title for task in agenda_of(coordinator, TODAY).waiting]
    delivery = a_delivery_to(coordinator, event)
    fetching = agenda_of(coordinator, TODAY)
    Fetch.objects.create(delivery=delivery)
    fetched = agenda_of(coordinator, TODAY)
    organisation = delivery.package.party.organisation.name_fi
    assert waiting == ["Aineisto tulee myöhemmin: Foorumi"]
    assert (fetching.first.title, fetching.first.url, fetching.waiting) == (
        "Hae aineistonne: Foorumi",
        reverse("download", args=[delivery.package.pk]),
        [],
    )
    assert (fetched.first, [deed.split(" haki")[0] for deed in fetched.done]) == (None, [organisation])


def test_a_coordinator_is_not_told_of_another_partys_package():
    event = a_closed_forum()
    a_delivery_to(a_coordinator(event.negotiation, 1), event)
    other = agenda_of(a_coordinator(event.negotiation, 2), TODAY)
    assert (other.first, other.done) == (None, [])


def test_the_owner_of_another_negotiation_is_not_told_of_this_one():
    a_closed_forum()
    assert titles(a_mandate(a_negotiation_without_milestones(), Role.PROCESS_OWNER)) == []


def test_milestones_whose_time_has_come_and_the_next_one_are_told_with_how_near_they_are():
    negotiation = a_negotiation()
    agenda = agenda_of(a_mandate(negotiation, Role.PROCESS_OWNER), TODAY)
    tasks = [agenda.first, *agenda.rest]
    assert [(task.title, task.due_on, task.tone, task.word) for task in tasks] == [
        ("Etappi 1", dt.date(2025, 10, 1), "bad", "1 päivän myöhässä"),
        ("Etappi 2", dt.date(2025, 10, 2), "now", "Tänään"),
        ("Etappi 3", dt.date(2025, 10, 3), "now", "1 päivän päästä"),
    ]


@pytest.mark.parametrize(
    ("days", "tone", "word"),
    [(7, "now", "7 päivän päästä"), (8, "wait", "8 päivän päästä"), (61, "wait", ""), (-31, "bad", "Myöhässä")],
)
def test_how_near_is_told_only_when_it_says_more_than_the_date(days, tone, word):
    negotiation = a_negotiation_without_milestones()
    due = TODAY + dt.timedelta(days)
    negotiation.milestones.create(number=1, station="duty", starts_on=due, due_on=due, name_fi="Etappi")
    task = agenda_of(a_mandate(negotiation, Role.PROCESS_OWNER), TODAY).first
    assert (task.tone, task.word) == (tone, word)


def test_what_is_for_now_comes_before_what_has_a_day():
    negotiation = a_negotiation()
    a_closed_forum(negotiation)
    assert titles(a_mandate(negotiation, Role.PROCESS_OWNER))[0] == "Kokoa aineisto: Foorumi"


def test_one_who_holds_two_roles_is_told_of_a_thing_once():
    event = a_forum(a_negotiation_without_milestones())
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    Mandate.objects.create(
        user=owner, negotiation=event.negotiation, organisation=event.negotiation.county, role=Role.FACILITATOR
    )
    assert titles(owner) == ["Foorumi on avoinna: seuraa, mitä tulee"]


def test_a_reader_has_nothing_to_do_and_one_without_a_role_is_told_whom_to_ask(client):
    negotiation = a_negotiation()
    a_forum(negotiation)
    pages = []
    for person in (a_mandate(negotiation, Role.READER), a_user()):
        client.force_login(person)
        pages.append(client.get(reverse("next")).content.decode())
    assert ["Sinulla ei ole nyt mitään tehtävää." in page for page in pages] == [True, False]
    assert ["Sinulla ei ole vielä tehtävää missään neuvottelussa." in page for page in pages] == [False, True]


def test_the_page_shows_the_first_task_large_and_the_rest_in_order(client):
    negotiation = a_negotiation()
    a_closed_forum(negotiation)
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    page = client.get(reverse("next")).content.decode()
    assert '<h2 id="first">Kokoa aineisto: Foorumi</h2>' in page
    assert [page.index(f"Etappi {number}") for number in (1, 2, 3)] == sorted(
        page.index(f"Etappi {number}") for number in (1, 2, 3)
    )


def test_a_coordinator_names_a_contact_point_while_one_is_missing():
    negotiation = a_negotiation_without_milestones()
    party = negotiation.parties.all()[1]
    coordinator = a_mandate(negotiation, Role.COORDINATOR, party.organisation)
    told = [agenda_of(coordinator, TODAY).first]
    a_contact_point(negotiation.parties.all()[2])  # of another party
    a_contact_point(party, area=2)
    a_contact_point(party, area=3, ends_on=TODAY - dt.timedelta(1))
    told.append(agenda_of(coordinator, TODAY).first)
    a_contact_point(party)
    notes = [" ".join(task.note.split()[:3]) for task in told]
    assert notes == ["4 tavoitekokonaisuudessa 4:stä", "3 tavoitekokonaisuudessa 4:stä"]
    assert told[0].url == reverse("party_contacts", args=[negotiation.slug, party.number])
    assert agenda_of(coordinator, TODAY).first is None


@pytest.mark.parametrize("count", [1, 3])
def test_an_agenda_costs_the_same_however_many_mandates(django_assert_num_queries, count):
    user = a_user()
    for _number in range(count):
        event = a_closed_forum()
        a_delivery_to(a_coordinator(event.negotiation), event)
        for role in (Role.PROCESS_OWNER, Role.COORDINATOR):
            party = event.negotiation.parties.all()[1]
            Mandate.objects.create(user=user, negotiation=event.negotiation, organisation=party.organisation, role=role)
    with django_assert_num_queries(18):
        agenda_of(user, TODAY)


def test_the_process_owner_is_told_in_time_of_a_duty_that_is_still_to_be_met():
    negotiation = builders.a_negotiation(3)
    negotiation.milestones.all().delete()
    owner, facilitator = (a_mandate(negotiation, role) for role in (Role.PROCESS_OWNER, Role.FACILITATOR))
    assert titles(facilitator) == []
    task = agenda_of(owner, TODAY).first
    assert (task.title, task.note, task.due_on, task.url) == (
        "Hyvinvoinnin ja terveyden edistämisen neuvottelu",
        "3 kunnan kanssa on vielä neuvoteltava.",
        dt.date(2025, 12, 31),
        reverse("duties", args=[negotiation.slug]),
    )
    assert agenda_of(owner, dt.date(2025, 9, 30)).first is None
    assert [one.due_on for one in _tasks(agenda_of(owner, dt.date(2028, 10, 1)))] == [
        dt.date(2028, 12, 31),
        dt.date(2029, 5, 31),
    ]
    assert agenda_of(owner, dt.date(2029, 10, 1)).first is None  # the next term's negotiation answers for it


def _tasks(agenda):
    return [agenda.first, *agenda.rest]
