"""The pages of who agrees with whom and of the theme map: what they say, what they keep back, and who sees them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from builders import (
    a_contribution,
    a_forum,
    a_mandate,
    a_participant,
    a_user,
    an_organisation,
)
from sopu.forum.models import Moderation, Participant, ParticipantRole, Reaction, Stance
from sopu.negotiations.models import Role
from sopu.organisations.models import Kind
from sopu.synthesis.actions.snapshots import take_opinion_snapshot
from sopu.synthesis.models import GroupName, Snapshot
from sopu.synthesis.queries import snapshots
from sopu.synthesis.queries.agreement import Order, agreement_by
from sopu.synthesis.queries.snapshots import opinion_page, snapshots_of
from sopu.synthesis.queries.theme_map import theme_map_of
from synthesised import a_theme

pytestmark = pytest.mark.django_db
AGREE, DISAGREE = Stance.AGREE, Stance.DISAGREE


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def people_of(event, role: ParticipantRole, count: int):
    town = event.negotiation.parties.all()[1].organisation
    return Participant.objects.bulk_create(Participant(event=event, organisation=town, role=role) for _ in range(count))


def answer(people, sentence, agreeing: int):
    give((person, sentence, AGREE if number < agreeing else DISAGREE) for number, person in enumerate(people))


def give(answers):
    now = timezone.now()
    Reaction.objects.bulk_create(
        Reaction(participant=person, contribution=sentence, stance=stance, written_at=now)
        for person, sentence, stance in answers
    )


def take(event) -> Snapshot:
    return take_opinion_snapshot(event=event, made_by=None, now=timezone.now())


@pytest.fixture
def hall(event):
    """Twelve elected and ten office-holders: agreed on, dividing, and one that few answered."""
    writer = a_participant(event)
    said = [a_contribution(writer, text) for text in ("Yhdessä.", "Erikseen.", "Harva vastasi.")]
    elected = people_of(event, ParticipantRole.ELECTED, 12)
    officers = people_of(event, ParticipantRole.OFFICE_HOLDER, 10)
    answer(elected, said[0], 12)
    answer(officers, said[0], 9)
    answer(elected, said[1], 11)
    answer(officers, said[1], 2)
    answer(elected, said[2], 6)
    answer(officers[:3], said[2], 3)
    return said


def get(client, event, user, name="opinion", **asked):
    client.force_login(user)
    return client.get(reverse(name, args=[event.code]), asked)


def test_a_sentence_is_agreed_on_when_most_of_each_group_surely_agree(event, hall):
    told = agreement_by(take(event), "role")
    assert [group.people for group in told.groups] == [12, 10]
    assert [row.text for row in told.agreed] == ["Yhdessä."]
    assert [row.percents for row in told.in_order(Order.AGREED)] == [(100, 90), (92, 20)]


def test_the_most_dividing_sentence_comes_first_when_asked(event, hall):
    told = agreement_by(take(event), "role").in_order(Order.DIVIDING)
    assert [(row.text, row.spread) for row in told] == [("Erikseen.", 72), ("Yhdessä.", 10)]


def test_a_sentence_that_a_group_answered_less_than_five_times_is_not_broken_down(event, hall):
    rows = {row.text: row for row in agreement_by(take(event), "role").in_order(Order.SAID)}
    assert rows["Harva vastasi."].shares == ()
    assert rows["Harva vastasi."].shown_answers == 15


def test_five_answers_that_all_agree_are_more_sure_than_four_of_six(event):
    writer = a_participant(event)
    sentence = a_contribution(writer)
    answer(people_of(event, ParticipantRole.ELECTED, 6), sentence, 6)
    answer(people_of(event, ParticipantRole.OFFICE_HOLDER, 7), sentence, 5)
    (row,) = agreement_by(take(event), "role").rows
    assert row.percents == (100, 71)
    assert not row.is_agreed


def test_a_group_of_fewer_than_five_is_told_with_another(event, hall):
    partners = people_of(event, ParticipantRole.PARTNER, 4)
    answer(partners, hall[0], 4)
    told = agreement_by(take(event), "role")
    assert [(group.name, group.people) for group in told.groups] == [
        ("elected official", 12),
        ("office-holder or employee and partner", 14),
    ]


def test_people_in_no_group_are_not_given_away_by_what_is_left_over(event, hall):
    answer(people_of(event, ParticipantRole.UNKNOWN, 2), hall[0], 2)
    rows = {row.text: row for row in agreement_by(take(event), "role").rows}
    assert rows["Yhdessä."].shares == ()
    assert rows["Erikseen."].percents == (92, 20)


def test_groups_of_one_kind_are_not_compared(event, hall):
    assert not agreement_by(take(event), "kind").is_told


def test_kinds_of_organisations_are_compared_when_there_are_enough_of_each(event, hall):
    county = [a_participant(event, event.negotiation.county, ParticipantRole.UNKNOWN) for _ in range(5)]
    answer(county, hall[0], 4)
    told = agreement_by(take(event), "kind")
    assert [(group.name, group.people) for group in told.groups] == [
        ("wellbeing services county", 5),
        ("municipality", 22),
    ]


def test_a_sentence_hidden_after_the_snapshot_is_counted_and_not_shown(event, hall):
    snapshot = take(event)
    Moderation.objects.create(contribution=hall[0], is_hiding=True, reason="Asiaton.")
    told = agreement_by(snapshot, "role")
    assert "Yhdessä." not in {row.text for row in told.rows}
    assert told.gone == 1


def test_the_page_says_first_on_how_much_the_hall_agrees(client, event, hall):
    take(event)
    answer_ = get(client, event, a_mandate(event.negotiation, Role.READER))
    page = answer_.content.decode()
    assert "The hall agrees across groups on 1 sentence</h1>" in page
    assert "Yhdessä." in page
    assert page.index("Yhdessä.") < page.index("Erikseen.")


def test_nobody_is_on_the_map_when_fewer_than_five_answered(event):
    sentence = a_contribution(a_participant(event))
    answer(people_of(event, ParticipantRole.ELECTED, 4), sentence, 2)
    page = opinion_page(event, take(event).pk)
    assert (page.map.people, page.map.hidden, page.map.loose) == (0, 4, None)


def test_without_groups_everybody_is_drawn_alike_and_the_page_says_why(client, event, hall):
    page = opinion_page(event, take(event).pk)
    assert page.map.clouds == ()
    assert (page.map.people, page.off_map) == (15, 7)
    content = get(client, event, a_mandate(event.negotiation, Role.READER)).content.decode()
    assert "No groups are shown" in content


@pytest.fixture
def split(event):
    """Two halves that answer ten sentences in opposite ways."""
    writer = a_participant(event)
    said = [a_contribution(writer, f"Lause {number}.") for number in range(10)]
    people = enumerate(people_of(event, ParticipantRole.ELECTED, 24))
    give(
        (person, sentence, (1 if number < 12 else -1) * (-1 if (number + place) % 7 == 0 else 1) * (-1) ** place)
        for number, person in people
        for place, sentence in enumerate(said)
    )
    return said


def test_found_groups_are_drawn_with_an_outline_and_named_by_people(event, split):
    snapshot = take(event)
    GroupName.objects.create(snapshot=snapshot, group=1, name_fi="Lähellä", name_en="Nearby", made_by=a_user())
    page = opinion_page(event, snapshot.pk)
    assert [cloud.name for cloud in page.map.clouds] == ["Group A", "Nearby"]
    assert [cloud.people for cloud in page.map.clouds] == snapshot.result["sizes"]
    assert all(re.fullmatch(r"M[-\d. ]+(L[-\d. ]+)+Z", cloud.outline) for cloud in page.map.clouds)
    assert [cloud.marks.count("M") for cloud in page.map.clouds] == snapshot.result["sizes"]
    assert page.agreement.by == "found"


def test_what_tells_a_group_apart_is_told_with_the_share_of_others(event, split):
    groups = opinion_page(event, take(event).pk).groups
    assert all(group.tellings for group in groups)
    assert all(one.percent > one.others for group in groups for one in group.tellings)


def fill(event, count):
    """As many snapshots, each with a sentence more."""
    for _ in range(count):
        sentence = a_contribution(a_participant(event))
        answer(people_of(event, ParticipantRole.ELECTED, 5), sentence, 4)
        answer(people_of(event, ParticipantRole.OFFICE_HOLDER, 5), sentence, 3)
        take(event)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_snapshot_as_for_three(event, count, django_assert_num_queries):
    fill(event, count)
    with django_assert_num_queries(6):
        opinion_page(event, snapshots_of(event)[0].pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_theme_map_asks_the_database_as_often_for_one_theme_as_for_three(event, count, django_assert_num_queries):
    for number in range(count):
        a_theme(event, f"Teema {number}", [a_contribution(a_participant(event)) for _ in range(2)])
    with django_assert_num_queries(10):
        theme_map_of(event)


def test_the_theme_map_shows_who_has_not_spoken_of_what(event):
    county, town = event.negotiation.county, an_organisation(Kind.MUNICIPALITY)
    speakers = [a_participant(event, town) for _ in range(5)]
    for _ in range(5):
        a_participant(event, county)
    a_theme(event, "Lähipalvelut", [a_contribution(one) for one in speakers], made_by=a_user())
    a_theme(event, "Kyydit", [a_contribution(speakers[0], area=2)])
    a_contribution(speakers[1])
    told = theme_map_of(event)
    assert [(one.name, one.sentences, one.organisations, one.is_human) for one in told.circles] == [
        ("Lähipalvelut", 5, 1, True),
        ("Kyydit", 1, 1, False),
    ]
    assert [[cell.count for cell in line.cells] for line in told.by_kind.lines] == [[0, 5], [0, 1], [0, 1]]
    assert (told.by_kind.empty_count, told.by_kind.cell_count) == (2, 4)
    assert [[cell.count for cell in line.cells] for line in told.by_discussion.lines] == [
        [5, 0, 0, 0],
        [0, 1, 0, 0],
        [1, 0, 0, 0],
    ]
    assert told.unplaced == 1


def test_kinds_of_fewer_than_five_people_stand_in_one_column(event):
    for kind, count in ((Kind.PARTNER, 3), (Kind.REGIONAL_COUNCIL, 2), (Kind.MUNICIPALITY, 9)):
        organisation = an_organisation(kind)
        for _ in range(count):
            a_participant(event, organisation)
    a_theme(event, "Teema", [a_contribution(event.participants.first())])
    assert [short for short, _long in theme_map_of(event).by_kind.columns] == [
        "municipality",
        "regional council, partner",
    ]


DOORS = ("opinion", "opinion_state", "theme_map")


def test_whoever_has_a_role_sees(client, event, hall):
    take(event)
    people = [a_mandate(event.negotiation, role) for role in Role]
    assert {get(client, event, one, name).status_code for one in people for name in DOORS} == {200, 204}


@pytest.mark.parametrize("name", DOORS)
def test_strangers_are_refused_and_visitors_sign_in(client, event, name):
    address = reverse(name, args=[event.code])
    assert "/account/login/" in client.get(address).headers["Location"]
    assert get(client, event, a_user(), name).status_code == 403
    assert get(client, event, a_mandate(a_forum().negotiation, Role.PROCESS_OWNER), name).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROCESS_OWNER, 302),
        (Role.PREPARER, 302),
        (Role.FACILITATOR, 302),
        (Role.COORDINATOR, 403),
        (Role.READER, 403),
    ],
)
def test_those_who_sort_take_snapshots_and_name_groups(client, event, split, role, status):
    client.force_login(a_mandate(event.negotiation, role))
    assert client.post(reverse("take_snapshot", args=[event.code])).status_code == status
    assert Snapshot.objects.count() == (1 if status == 302 else 0)
    snapshot = take(event)
    address = reverse("name_found_group", args=[event.code, snapshot.pk, 0])
    assert client.post(address, {"name_fi": "Lähellä"}).status_code == status
    assert GroupName.objects.count() == (1 if status == 302 else 0)


def test_a_snapshot_of_another_event_is_not_found_here(client, event, hall):
    snapshot, other = take(event), a_forum(event.negotiation)
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    assert get(client, other, owner, snapshot=snapshot.pk).status_code == 404
    address = reverse("name_found_group", args=[other.code, snapshot.pk, 0])
    assert client.post(address, {"name_fi": "X"}).status_code == 404


def test_an_older_snapshot_is_opened_and_says_that_it_is_old(client, event, hall):
    first = take(event)
    answer(people_of(event, ParticipantRole.ELECTED, 5), hall[1], 5)
    take(event)
    reader = a_mandate(event.negotiation, Role.READER)
    assert [line.pk for line in snapshots_of(event)] == [first.pk + 1, first.pk]
    assert "This is an older snapshot." in get(client, event, reader, snapshot=first.pk).content.decode()


def test_answers_that_came_after_are_counted(client, event, hall):
    take(event)
    answer(people_of(event, ParticipantRole.ELECTED, 3), hall[1], 3)
    content = get(client, event, a_mandate(event.negotiation, Role.READER)).content.decode()
    assert "After this snapshot 3 answers have come." in content


def test_a_page_without_a_snapshot_says_what_one_would_tell(client, event):
    content = get(client, event, a_mandate(event.negotiation, Role.READER)).content.decode()
    assert "Who agrees with whom is not reckoned yet" in content
    assert "Take a new snapshot" not in content


def test_nonsense_in_the_address_is_as_if_it_were_not_asked(client, event, hall):
    take(event)
    reader = a_mandate(event.negotiation, Role.READER)
    assert get(client, event, reader, by="x", order="y", page="-1", snapshot="z").status_code == 200
    assert get(client, event, reader, snapshot=9**9).status_code == 404


def test_a_large_hall_is_reckoned_in_the_background(client, event, hall, monkeypatch):
    monkeypatch.setattr(snapshots, "LARGE", Reaction.objects.count() - 1)
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    assert client.post(reverse("take_snapshot", args=[event.code])).headers["Location"].endswith("/opinion/")
    assert Snapshot.objects.count() == 1
