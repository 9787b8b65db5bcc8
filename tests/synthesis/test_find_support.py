"""Who agrees with a finding's sources, so that nobody is found in a small group."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from builders import a_contribution, a_forum, a_negotiation, a_participant, a_reaction, a_user, an_organisation
from sopu.forum.models import Moderation, ParticipantRole, Stance
from sopu.synthesis.actions.snapshots import name_group, take_opinion_snapshot
from sopu.synthesis.queries.groups import FOUND
from sopu.synthesis.queries.support import Counted, Part, Support, kept_support, support_of, tables_of

pytestmark = pytest.mark.django_db

ELECTED, OFFICE, PARTNER = ParticipantRole.ELECTED, ParticipantRole.OFFICE_HOLDER, ParticipantRole.PARTNER


@pytest.fixture
def event():
    return a_forum(a_negotiation(2))


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause {number}.") for number in range(2)]


def answer(event, sentence, count: int, stance=Stance.AGREE, organisation=None, role=ELECTED) -> list:
    people = [a_participant(event, organisation, role) for _ in range(count)]
    for one in people:
        a_reaction(one, sentence, stance)
    return people


def test_nothing_is_told_of_fewer_than_five(event, said):
    assert support_of(event, [said[0].pk]) == Support(1, None, {})
    answer(event, said[0], 4)
    assert support_of(event, [said[0].pk]) == Support(1, None, {})
    answer(event, said[0], 1)
    assert support_of(event, [said[0].pk]).all == Counted(5, 5, 0, 0)


def test_people_are_counted_once_and_by_their_latest_word(event, said):
    people = answer(event, said[0], 6)
    for one in people[:3]:
        a_reaction(one, said[1], Stance.DISAGREE)
    a_reaction(people[0], said[0], Stance.PASS)
    assert support_of(event, [one.pk for one in said]).all == Counted(6, 5, 1, 3)


def test_what_is_hidden_or_of_another_event_does_not_count(event, said):
    answer(event, said[0], 5)
    answer(event, said[1], 5)
    Moderation.objects.create(contribution=said[1], is_hiding=True, reason="Nimi", made_by=a_user())
    elsewhere = a_contribution(a_participant(a_forum()))
    support = support_of(event, [said[0].pk, said[1].pk, elsewhere.pk])
    assert (support.sentences, support.all) == (1, Counted(5, 5, 0, 0))


def test_known_groups_stand_apart_when_each_has_five(event, said):
    county = event.negotiation.county
    large = an_organisation(name="Suurila", population=140_000)
    answer(event, said[0], 6, organisation=large)
    answer(event, said[0], 5, Stance.DISAGREE, county, OFFICE)
    support = support_of(event, [said[0].pk])
    of = Counted(6, 6, 0, 0), Counted(5, 0, 0, 5)
    assert support.parts == {
        "kind": (Part((0,), of[1]), Part((1,), of[0])),
        "size": (Part((3,), of[0]), Part((4,), of[1])),
        "role": (Part((0,), of[0]), Part((1,), of[1])),
    }


def test_small_groups_stand_with_others_and_those_whose_group_is_not_known_too(event, said):
    answer(event, said[0], 8, role=ELECTED)
    answer(event, said[0], 7, Stance.DISAGREE, role=OFFICE)
    answer(event, said[0], 2, role=PARTNER)
    answer(event, said[0], 2, role=ParticipantRole.UNKNOWN)
    support = support_of(event, [said[0].pk])
    assert support.parts["role"] == (Part((0,), Counted(8, 8, 0, 0)), Part((1, 2, 3), Counted(11, 4, 0, 7)))
    assert all(part.counted.people >= 5 for parts in support.parts.values() for part in parts)
    assert all(sum(part.counted.people for part in parts) == 19 for parts in support.parts.values())


def test_a_grouping_whose_groups_are_all_one_is_not_told(event, said):
    answer(event, said[0], 9)
    assert support_of(event, [said[0].pk]).parts == {}


def test_what_is_kept_is_read_as_it_was(event, said):
    answer(event, said[0], 6, role=ELECTED)
    answer(event, said[0], 6, Stance.PASS, role=OFFICE)
    support = support_of(event, [said[0].pk])
    assert kept_support(support.to_json()) == support
    assert kept_support({}) == Support(0, None, {})


def two_camps(event) -> list:
    """Twenty people who answer ten sentences in two ways."""
    writer = a_participant(event)
    sentences = [a_contribution(writer) for _ in range(10)]
    for number in range(20):
        person = a_participant(event)
        for place, sentence in enumerate(sentences):
            is_first = (number < 10) == (place < 5)
            a_reaction(person, sentence, Stance.AGREE if is_first else Stance.DISAGREE)
    return sentences


def test_found_groups_are_those_of_the_snapshot_and_have_the_names_that_people_gave(event):
    sentences = two_camps(event)
    snapshot = take_opinion_snapshot(event=event, made_by=None, now=timezone.now())
    assert snapshot.result["sizes"] == [10, 10]
    support = support_of(event, [sentences[0].pk], snapshot=snapshot)
    assert sorted(part.counted.agree for part in support.parts[FOUND]) == [0, 10]
    assert (support.snapshot, kept_support(support.to_json())) == (snapshot.pk, support)
    name_group(snapshot=snapshot, group=0, names={"fi": "Keskittäjät"}, made_by=a_user())
    with override("en"):
        (table,) = tables_of(support)
    assert (table.name, table.spread) == ("Groups that answered alike", 100)
    assert sorted(row.name for row in table.rows) == ["Group B", "Keskittäjät"]


def test_without_a_snapshot_there_are_no_found_groups(event):
    sentences = two_camps(event)
    support = support_of(event, [sentences[0].pk])
    assert (FOUND in support.parts, support.snapshot) == (False, None)


def test_tables_name_joined_groups_together_and_place_marks_on_the_line(event, said):
    answer(event, said[0], 5, role=ELECTED, organisation=event.negotiation.county)
    answer(event, said[0], 5, Stance.DISAGREE, role=OFFICE)
    answer(event, said[0], 2, role=PARTNER)
    with override("en"):
        tables = tables_of(support_of(event, [said[0].pk]))
    assert [(table.name, [(row.name, row.x, row.place) for row in table.rows]) for table in tables] == [
        ("Kind of organisation", [("wellbeing services county", 290, 0), ("municipality", 91, 1)]),
        ("Role", [("elected official and partner", 290, 0), ("office-holder or employee", 10, 1)]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_however_many_sentences(event, count, django_assert_num_queries):
    writer = a_participant(event)
    sentences = [a_contribution(writer) for _ in range(count)]
    for sentence in sentences:
        answer(event, sentence, 5)
    with django_assert_num_queries(2):
        support_of(event, [one.pk for one in sentences])
