"""Where a hall agrees across groups, kept as the hall answers, and told of nobody in a small group."""

import threading
from collections import Counter

import numpy as np
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from builders import a_contribution, a_forum, a_participant, a_reaction, an_organisation
from sopu.forum.actions.erasing import erase_contribution
from sopu.forum.actions.events import end_rehearsal
from sopu.forum.actions.moderating import hide_contribution, restore_contribution
from sopu.forum.models import Cause, Contribution, Event, Moderation, Participant, ParticipantRole, Reaction, Stance
from sopu.forum.queries import agreement
from sopu.forum.queries.agreement import KINDS, ROLES, Kept, agreement_in, agreement_now, kept_of
from sopu.organisations.models import Kind

pytestmark = pytest.mark.django_db
A_MINUTE = 60.0
ELECTED, OFFICE_HOLDER = ParticipantRole.ELECTED, ParticipantRole.OFFICE_HOLDER
ROWS = ("participant__organisation__kind", "participant__role", "contribution", "stance")


@pytest.fixture(autouse=True)
def _nothing_is_kept_between_tests(monkeypatch):
    monkeypatch.setattr(agreement, "_kept", type(agreement._kept)())


@pytest.fixture
def event() -> Event:
    return a_forum()


def told(kept: Kept) -> Counter[tuple[str, str, int, int]]:
    """The counts by kind, role, sentence and stance, as the matrix has them."""
    sentences, counts = kept.tallies()
    stances = (Stance.AGREE, Stance.DISAGREE, Stance.PASS)
    return Counter(
        {
            (KINDS[kind][0], ROLES[role][0], sentences[place], stances[column]): int(counts[kind, role, place, column])
            for kind, role, place, column in np.argwhere(counts)
        }
    )


def stored(event: Event) -> Counter[tuple[str, str, int, int]]:
    """The same, as the database has them."""
    answers = Reaction.objects.of(event).final().filter(contribution__in=Contribution.objects.visible())
    return Counter((kind or "", role, one, stance) for kind, role, one, stance in answers.values_list(*ROWS))


def people(event: Event, kind: Kind, count: int, role: ParticipantRole = ELECTED) -> list[Participant]:
    organisation = an_organisation(kind)
    return [a_participant(event, organisation, role) for _ in range(count)]


def answer(those: list[Participant], sentence: Contribution, agree: int) -> None:
    """The first `agree` of them agree, and the others do not."""
    for place, person in enumerate(those):
        a_reaction(person, sentence, Stance.AGREE if place < agree else Stance.DISAGREE)


def shown(event: Event) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    """What is shown in Finnish: each sentence with its groups, marks, shares and sizes."""
    with translation.override("fi"):
        return [
            (one.text, [(part.group.name, part.group.mark, part.percent, part.answered) for part in one.parts])
            for one in agreement_now(event).shared
        ]


def test_a_sentence_is_shared_when_most_of_each_group_agree(event: Event):
    locals_, county = people(event, Kind.MUNICIPALITY, 8), people(event, Kind.COUNTY, 5)
    shared, split = (a_contribution(a_participant(event), text) for text in ("Yhteinen.", "Jakava."))
    for those, agreeing in ((locals_, 6), (county, 5)):
        answer(those, shared, agreeing)
    answer(locals_, split, 8)
    answer(county, split, 2)
    assert shown(event) == [("Yhteinen.", [("kunnat", "dot", 75, 8), ("hyvinvointialue", "sq", 100, 5)])]
    found = agreement_now(event).shared[0]
    assert (found.answered, found.lanes) == (13, 3)


def test_the_surest_stands_first_and_one_large_group_does_not_decide(event: Event):
    many, few = people(event, Kind.MUNICIPALITY, 20), people(event, Kind.COUNTY, 10)
    lopsided, even = (a_contribution(a_participant(event), text) for text in ("Kuntien.", "Kaikkien."))
    answer(many, lopsided, 20)
    answer(few, lopsided, 6)
    answer(many, even, 17)
    answer(few, even, 9)
    assert [text for text, _parts in shown(event)] == ["Kaikkien.", "Kuntien."]


@pytest.mark.parametrize("few", [2, 4])
def test_a_group_under_five_is_never_shown_apart_and_cannot_be_told_from_the_whole(event: Event, few: int):
    groups = [people(event, Kind.MUNICIPALITY, 9), people(event, Kind.COUNTY, 7), people(event, Kind.PARTNER, few)]
    groups.append([Participant.objects.create(event=event) for _ in range(3)])
    for _ in range(3):
        sentence = a_contribution(a_participant(event))
        for those in groups:
            answer(those, sentence, len(those))
    found = shown(event)
    assert len(found) == 3
    for _text, parts in found:
        assert [(name, count) for name, _mark, _percent, count in parts] == [
            ("kunnat", 9),
            ("hyvinvointialue", 7),
            ("kumppanit ja muut", few + 3),
        ]
        assert sum(count for *_part, count in parts) == 19 + few


def test_others_who_are_too_few_take_the_smallest_group_with_them(event: Event):
    groups = [people(event, Kind.MUNICIPALITY, 9), people(event, Kind.COUNTY, 7), people(event, Kind.PARTNER, 2)]
    sentence = a_contribution(a_participant(event))
    for those in groups:
        answer(those, sentence, len(those))
    names = [[(name, count) for name, _mark, _percent, count in parts] for _text, parts in shown(event)]
    assert names == [[("kunnat", 9), ("hyvinvointialue ja kumppanit", 9)]]


def test_a_sentence_that_a_group_has_hardly_answered_is_left_out(event: Event):
    locals_, county = people(event, Kind.MUNICIPALITY, 9), people(event, Kind.COUNTY, 9)
    full, thin = (a_contribution(a_participant(event), text) for text in ("Riittää.", "Ei riitä."))
    answer(locals_, full, 9)
    answer(county, full, 9)
    answer(locals_, thin, 9)
    answer(county[:4], thin, 4)
    assert [text for text, _parts in shown(event)] == ["Riittää."]


def test_roles_divide_a_hall_of_one_kind(event: Event):
    elected, others = (people(event, Kind.MUNICIPALITY, 6, role) for role in (ELECTED, OFFICE_HOLDER))
    sentence = a_contribution(a_participant(event), "Yhteinen.")
    answer(elected, sentence, 6)
    answer(others, sentence, 3)
    answer(others[3:], sentence, 3)
    expected = [("luottamushenkilöt", "dot", 100, 6), ("viranhaltijat", "sq", 100, 6)]
    assert shown(event) == [("Yhteinen.", expected)]


def test_the_wall_says_when_there_is_too_little_to_compare(client: Client, event: Event):
    locals_, county = people(event, Kind.MUNICIPALITY, 8), people(event, Kind.COUNTY, 4)
    sentence = a_contribution(a_participant(event))
    address = f"/fi/e/{event.code}/wall/"
    assert "vähintään viisi" in client.get(address).content.decode()
    answer(locals_, sentence, 8)
    answer(county, sentence, 4)
    page = client.get(address).content.decode()
    assert "Vielä liian vähän vastauksia ryhmien vertaamiseen." in page
    assert "hyvinvointialue" not in page.partition('class="wall__agree"')[2]


def test_the_wall_says_when_groups_share_nothing_and_shows_what_they_share(client: Client, event: Event):
    locals_, county = people(event, Kind.MUNICIPALITY, 8), people(event, Kind.COUNTY, 6)
    sentence = a_contribution(a_participant(event), "Yhteinen lause.")
    address = f"/fi/e/{event.code}/wall/"
    answer(locals_, sentence, 8)
    answer(county, sentence, 1)
    assert "enemmistö jokaisessa ryhmässä" in client.get(address).content.decode()
    answer(county, sentence, 6)
    page = client.get(address).content.decode().partition('class="wall__agree"')[2]
    assert "Missä sali on samaa mieltä yli ryhmien" in page
    assert ("Yhteinen lause." in page, 'data-word="vastausta">14' in page) == (True, True)


def test_answers_of_another_event_are_not_mixed_in(event: Event):
    elsewhere = a_forum()
    sentence, other = a_contribution(a_participant(event)), a_contribution(a_participant(elsewhere))
    kept = Kept(event.pk)
    kept.refresh(0.0)
    a_reaction(a_participant(event), sentence)
    a_reaction(a_participant(elsewhere), other)
    kept.refresh(0.0)
    assert told(kept) == stored(event)
    assert kept.sentences == {sentence.pk}


def test_after_a_rehearsal_nothing_of_it_is_remembered():
    event = a_forum(is_rehearsal=True)
    sentence = a_contribution(a_participant(event))
    answer(people(event, Kind.MUNICIPALITY, 6), sentence, 6)
    assert len(agreement_now(event).supported) == 1
    end_rehearsal(event=event)
    event.refresh_from_db()
    assert agreement_now(event).supported == []


def test_a_few_events_are_kept_and_the_one_looked_at_longest_ago_is_let_go(monkeypatch):
    monkeypatch.setattr(agreement, "MOST_EVENTS", 2)
    first, second, third = (a_forum() for _ in range(3))
    kept = kept_of(first)
    kept_of(second)
    assert kept_of(first) is kept
    kept_of(third)
    assert list(agreement._kept) == [first.pk, third.pk]


def test_a_look_costs_the_same_of_one_answer_and_of_three(event: Event, django_assert_num_queries):
    sentence = a_contribution(a_participant(event))
    those = people(event, Kind.MUNICIPALITY, 9)
    answer(those[:5], sentence, 5)
    agreement_now(event)
    with django_assert_num_queries(3):
        agreement_now(event)
    for count in (1, 3):
        for _ in range(count):
            a_reaction(those[0], sentence)
        with django_assert_num_queries(3):
            agreement_now(event)
    for newcomers in (those[5:6], those[6:]):
        answer(newcomers, sentence, 1)
        with django_assert_num_queries(4):
            agreement_now(event)


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_read_each_answer_once(event: Event, monkeypatch):
    sentence = a_contribution(a_participant(event))
    answer(people(event, Kind.MUNICIPALITY, 6), sentence, 6)
    taken: list[int] = []
    monkeypatch.setattr(Kept, "_take", lambda kept, person, sentence, stance: taken.append(sentence))
    kept = Kept(event.pk)
    looks = [threading.Thread(target=_look, args=(kept,)) for _ in range(4)]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert len(taken) == 6


def _look(kept: Kept) -> None:
    from django.db import connection

    kept.refresh(0.0)
    connection.close()


PLACE = some.integers(0, 2)
ACTS = some.one_of(
    some.tuples(some.just("answer"), some.integers(0, 4), PLACE, some.sampled_from(list(Stance))),
    some.tuples(some.sampled_from(["hide", "show", "undo", "erase"]), PLACE),
    some.tuples(some.sampled_from(["erase person", "new role", "other kind", "no organisation"]), some.integers(0, 4)),
    some.just(("look",)),
)


class World:
    """A hall of five people and three sentences, to whom anything may happen."""

    def __init__(self) -> None:
        self.event = a_forum()
        self.people = [a_participant(self.event) for _ in range(5)]
        self.sentences = [a_contribution(a_participant(self.event)) for _ in range(3)]
        self.kept, self.second = Kept(self.event.pk), 0.0

    def look(self) -> None:
        self.second += A_MINUTE
        self.kept.refresh(self.second)

    def act(self, kind: str, *which: int) -> None:
        match kind:
            case "look":
                self.look()
            case "answer":
                if Participant.objects.filter(pk=self.people[which[0]].pk).exists():
                    a_reaction(self.people[which[0]], self.sentences[which[1]], Stance(which[2]))
            case "hide" | "show" | "undo" | "erase":
                self._moderate(kind, self.sentences[which[0]])
            case _:
                self._change(kind, Participant.objects.filter(pk=self.people[which[0]].pk))

    def _moderate(self, kind: str, sentence: Contribution) -> None:
        sentence.refresh_from_db()
        word = Moderation.objects.standing().filter(contribution=sentence).first()
        if kind == "show":
            if word and word.is_hiding and word.cause != Cause.WITHDRAWN:
                restore_contribution(contribution=sentence, reason="syy", made_by=None)
        elif kind == "erase" and sentence.erased_at is None:
            erase_contribution(contribution=sentence, now=timezone.now())
        elif kind == "hide" and not (word and word.is_hiding):
            hide_contribution(contribution=sentence, reason="syy", made_by=None)
        elif kind == "undo":
            Moderation.objects.create(contribution=sentence, is_hiding=True, cause=Cause.UNDONE, reason="syy")

    def _change(self, kind: str, person) -> None:
        match kind:
            case "erase person":
                person.delete()
            case "new role":
                person.update(role=OFFICE_HOLDER)
            case "other kind":
                person.update(organisation=an_organisation(Kind.PARTNER))
            case "no organisation":
                person.update(organisation=None)


@settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(some.lists(ACTS, max_size=25))
def test_what_is_kept_is_what_is_stored_whatever_happens(acts):
    with transaction.atomic():
        world = World()
        for act in acts:
            world.act(*act)
        world.look()
        assert told(world.kept) == stored(world.event)
        anew = Kept(world.event.pk)
        anew.refresh(0.0)
        assert agreement_in(*world.kept.tallies()) == agreement_in(*anew.tallies())
        transaction.set_rollback(True)
