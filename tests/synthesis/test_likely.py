"""The machine and participants propose pairs; people say; nothing is merged, and nobody's word is overwritten."""

import datetime as dt
import uuid

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django_tasks_db.models import DBTaskResult

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction, a_user
from sopu.core.refusals import Refused
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.models import Contribution, DuplicateMark, Stance
from sopu.negotiations.models import Role
from sopu.synthesis.actions.embedding import keep_vectors
from sopu.synthesis.actions.likely import find_likely_pairs, say_pair
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.models import LikelyPair, PairWord, Sorting
from sopu.synthesis.queries.likely import LONGEST_SEARCH, SEARCH, SearchState, queue_of, search_of
from sopu.synthesis.rules import linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(event):
    return a_mandate(event.negotiation, Role.PROCESS_OWNER)


def say(event, text="", meaning=0):
    """A sentence that has been read already; to the machine those of one meaning say the same."""
    sentence = a_contribution(a_participant(event), text)
    keep_vectors(texts={sentence.pk: sentence.text}, found=np.eye(1, 384, meaning, dtype=np.float32))
    return sentence


def a_pair(event, one=None, other=None, **fields):
    one, other = one or say(event), other or say(event)
    return LikelyPair.objects.create(earlier=one, later=other, **({"score": 0.8, "by_letters": 0.7} | fields))


def mark(one, other, participant=None):
    who = participant or a_participant(one.discussion.event)
    DuplicateMark.objects.create(contribution=other, earlier=one, participant=who, written_at=timezone.now())


def compare(pair, by, *, is_same=True, seen=0, act_id=None):
    return say_pair(pair=pair, is_same=is_same, seen=seen, made_by=by, act_id=act_id or uuid.uuid4())


def proposed(event):
    return {(pair.earlier.text, pair.later.text): pair for pair in LikelyPair.objects.of(event).waiting()}


# What is proposed


def test_alike_sentences_are_proposed_with_evidence_and_warnings(event):
    county, municipality, other = (
        say(event, text)
        for text in ("Hyvinvointialue vastaa kuljetuksista.", "Kunta vastaa kuljetuksista.", "Enemmän pyöräteitä.")
    )
    assert find_likely_pairs(event=event) == 1
    [pair] = LikelyPair.objects.of(event)
    assert (pair.earlier, pair.later, pair.warnings) == (county, municipality, ["actor"])
    assert pair.by_meaning == pytest.approx(1, abs=1e-6)
    assert 0.2 < pair.by_letters < 1
    assert pair.score == pytest.approx((pair.by_meaning + pair.by_letters) / 2)
    assert set(Contribution.objects.all()) == {county, municipality, other}


def test_a_hall_that_answered_two_alike_sentences_differently_is_a_warning(event):
    one, other = say(event, "Kylätalot pidetään auki"), say(event, "Kylätalot pidetään auki!")
    for _ in range(5):
        participant = a_participant(event)
        a_reaction(participant, one, Stance.DISAGREE)
        a_reaction(participant, one, Stance.AGREE)
        a_reaction(participant, other, Stance.DISAGREE)
    find_likely_pairs(event=event)
    assert LikelyPair.objects.get().warnings == ["reactions"]


def test_what_only_participants_marked_is_proposed_first_and_counted_once_a_person(event):
    say(event, "Kylätalo pidetään auki talvella")
    say(event, "Kylätalo pidetään auki talvella!")
    one, other = say(event, "Lisää busseja", 1), say(event, "Kolme uutta reittiä kylille", 2)
    twice = a_participant(event)
    for who in (twice, twice, a_participant(event)):
        mark(one, other, who)
    find_likely_pairs(event=event)
    marked, found = LikelyPair.objects.of(event).waiting()
    assert (marked.earlier, marked.later, marked.marks) == (one, other, 2)
    assert marked.score < 0.6 < found.score
    assert marked.warnings == ["number"]


def test_hidden_sentences_and_those_of_other_events_are_in_no_pair(event):
    hidden, same = say(event, "Sama lause"), say(event, "Sama lause")
    say(a_forum(), "Sama lause")
    hide_contribution(contribution=hidden, reason="Ei kuulu asiaan", made_by=a_user())
    mark(hidden, same)
    assert find_likely_pairs(event=event) == 0
    assert not LikelyPair.objects.exists()


def test_a_new_search_renews_evidence_drops_what_is_not_alike_and_keeps_what_people_said(event, owner):
    alike = a_pair(event, say(event, "Kylätalot auki"), say(event, "Kylätalot auki!"), score=0.1)
    unlike = a_pair(event, say(event, "Lisää busseja iltaan"), say(event, "Kouluruoka kuntoon"))
    decided = a_pair(event, say(event, "Uimahalli säilyy"), say(event, "Terveysasema Viitasaarelle"))
    compare(decided, owner, is_same=False)
    find_likely_pairs(event=event)
    assert set(LikelyPair.objects.all()) >= {alike, decided}
    assert not LikelyPair.objects.filter(pk=unlike.pk).exists()
    alike.refresh_from_db()
    assert alike.score == pytest.approx(1, abs=1e-3)
    assert PairWord.objects.get().pair == decided


# What people say


def test_a_person_says_and_both_sentences_stay(event, owner):
    pair = a_pair(event)
    sorting = compare(pair, owner)
    assert (sorting.kind, sorting.made_by, sorting.event) == ("compared", owner, event)
    assert [(word.pair, word.is_same) for word in PairWord.objects.standing()] == [(pair, True)]
    assert not LikelyPair.objects.of(event).waiting().exists()
    assert Contribution.objects.of(event).visible().count() == 2


def test_an_answer_that_is_sent_twice_is_stored_once(event, owner):
    pair, act = a_pair(event), uuid.uuid4()
    assert compare(pair, owner, act_id=act) == compare(pair, owner, act_id=act)
    assert (Sorting.objects.count(), PairWord.objects.count()) == (1, 1)


def test_what_a_colleague_said_meanwhile_is_not_overwritten(event, owner):
    pair, colleague = a_pair(event), a_mandate(event.negotiation, Role.FACILITATOR)
    compare(pair, colleague, is_same=False)
    with pytest.raises(Refused) as refused:
        compare(pair, owner)
    assert refused.value.code == "said_meanwhile"
    assert colleague.name in str(refused.value)
    assert [word.is_same for word in PairWord.objects.standing()] == [False]


def test_one_who_saw_the_word_may_say_otherwise_and_undo_brings_it_back(event, owner):
    pair, colleague = a_pair(event), a_mandate(event.negotiation, Role.FACILITATOR)
    compare(pair, colleague, is_same=False)
    seen = PairWord.objects.get().pk
    assert compare(pair, owner, is_same=False, seen=seen) is None
    sorting = compare(pair, owner, seen=seen)
    assert [word.is_same for word in PairWord.objects.standing()] == [True]
    undo_sorting(sorting=sorting, undone_by=owner)
    assert [word.pk for word in PairWord.objects.standing()] == [seen]
    with pytest.raises(Refused) as refused:
        compare(pair, owner, seen=sorting.pair_words.get().pk)
    assert refused.value.code == "said_meanwhile"


def test_an_answer_to_what_was_undone_meanwhile_is_refused(event, owner):
    pair = a_pair(event)
    undo_sorting(sorting=compare(pair, owner), undone_by=owner)
    with pytest.raises(Refused) as refused:
        compare(pair, owner, seen=PairWord.objects.get().pk)
    assert refused.value.code == "undone_meanwhile"


def test_a_pair_with_a_hidden_sentence_takes_no_answer(event, owner):
    pair = a_pair(event)
    hide_contribution(contribution=pair.later, reason="Ei kuulu asiaan", made_by=a_user())
    with pytest.raises(Refused) as refused:
        compare(pair, owner)
    assert refused.value.code == "not_shown"
    assert queue_of(event, owner).waiting_count == 0


# The page


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], []),
        ([(3, 4), (1, 2)], [(1, 2), (3, 4)]),
        ([(1, 2), (3, 4), (2, 3)], [(1, 2, 3, 4)]),
        ([(1, 2), (2, 3), (1, 3)], [(1, 2, 3)]),
    ],
)
def test_pairs_that_are_chained_make_one_group(pairs, groups):
    assert linked(pairs) == groups


def test_a_group_shows_the_most_supported_first_and_that_somebody_disagrees(event, owner):
    one, other, third = (say(event) for _ in range(3))
    for _ in range(2):
        a_reaction(a_participant(event), other)
    for pair, is_same in ((a_pair(event, one, other), True), (a_pair(event, other, third), True)):
        compare(pair, owner, is_same=is_same)
    [group] = queue_of(event, owner).same
    assert [side.key for side in group.sentences] == [other.pk, one.pk, third.pk]
    assert not group.is_disputed
    compare(a_pair(event, one, third), owner, is_same=False)
    queue = queue_of(event, owner)
    assert queue.same[0].is_disputed
    assert [(pair.earlier.key, pair.later.key) for pair in queue.apart] == [(one.pk, third.pk)]


def test_answers_of_fewer_than_five_are_not_told_apart(event, owner):
    pair = a_pair(event)
    for _ in range(5):
        a_reaction(a_participant(event), pair.earlier)
    for _ in range(4):
        a_reaction(a_participant(event), pair.later)
    told = queue_of(event, owner).pair
    assert (told.earlier.answers.agree, told.earlier.answers.may_be_told) == (5, True)
    assert (told.later.answers.count, told.later.answers.may_be_told) == (4, False)


def test_warnings_are_said_in_words_with_what_differs(event, owner):
    texts = "Kunta vastaa 2 bussista.", "Hyvinvointialue vastaa 3 bussista."
    a_pair(event, *(say(event, text) for text in texts), warnings=["actor", "number", "reactions"])
    cautions = queue_of(event, owner).pair.cautions
    assert [(one.name, one.here, one.there) for one in cautions] == [
        ("Eri toimija", "kunta", "hyvinvointialue"),
        ("Eri luku", "2", "3"),
        ("Sali vastasi näihin eri tavoin", "", ""),
    ]


def test_only_those_who_sort_see_whose_a_sentence_is_unless_it_is_a_commitment(event, owner):
    own, commitment = (a_contribution(a_participant(event), kind=kind) for kind in ("need", "commitment"))
    name = own.participant.organisation.name
    a_pair(event, own, commitment)
    told = queue_of(event, owner).pair
    assert (told.earlier.by, told.later.by) == ("Kehittämistarve", f"Mihin voimme sitoutua · {name}")
    assert queue_of(event, owner, shows_whose=True).pair.earlier.by == f"Kehittämistarve · {name}"


def test_the_pair_that_is_asked_for_stands_in_front(event, owner):
    first, second, third = (a_pair(event, score=score) for score in (0.9, 0.8, 0.7))
    assert queue_of(event, owner).pair.key == first.pk
    queue = queue_of(event, owner, third.pk)
    assert (queue.pair.key, [pair.key for pair in queue.waiting]) == (third.pk, [first.pk, second.pk])
    assert (queue.waiting_count, queue.more_count) == (3, 0)
    assert queue_of(event, owner, a_pair(a_forum()).pk).pair.key == first.pk


def test_ones_own_latest_answer_can_be_undone(event, owner):
    pairs = [a_pair(event) for _ in range(2)]
    for pair in pairs:
        last = compare(pair, owner)
    compare(a_pair(event), a_mandate(event.negotiation, Role.FACILITATOR))
    assert queue_of(event, owner).own_latest.sorting == last.pk
    undo_sorting(sorting=last, undone_by=owner)
    assert queue_of(event, owner).own_latest.sorting != last.pk


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_much_of_one_pair_as_of_three(event, owner, count, django_assert_num_queries):
    for _ in range(count):
        a_pair(event)
        compare(a_pair(event), owner)
        compare(a_pair(event), owner, is_same=False)
    with django_assert_num_queries(5):
        queue_of(event, owner)


def test_a_search_is_told_of_as_long_as_it_is_under_way(event):
    say(event)
    a_contribution(a_participant(event))
    told = {"task_path": SEARCH, "args_kwargs": {"args": [event.pk], "kwargs": {}}, "run_after": timezone.now()}
    assert search_of(event).state == SearchState.NEVER
    task = DBTaskResult.objects.create(**told, status="RUNNING", backend_name="default")
    found = search_of(event)
    assert (found.is_under_way, found.done_count, found.total_count) == (True, 1, 2)
    assert search_of(a_forum()).state == SearchState.NEVER
    for status, state in (("SUCCESSFUL", SearchState.DONE), ("FAILED", SearchState.FAILED)):
        DBTaskResult.objects.update(status=status)
        assert search_of(event).state == state
    DBTaskResult.objects.update(status="RUNNING", enqueued_at=task.enqueued_at - LONGEST_SEARCH - dt.timedelta(1))
    assert search_of(event).state == SearchState.FAILED


# The doors


def page(client, event, user, **asked):
    client.force_login(user)
    return client.get(reverse("likely", args=[event.code]), asked)


def test_a_reader_sees_the_evidence_and_may_not_answer(client, event):
    pair, reader = a_pair(event), a_mandate(event.negotiation, Role.READER)
    shown = page(client, event, reader)
    main = shown.content.decode().split("<main")[1].split("</main>")[0]
    assert pair.earlier.text in strip_tags(main)
    assert "<button" not in main
    said = client.post(reverse("compare", args=[event.code, pair.pk]), {"says": "same", "seen": 0, "act": uuid.uuid4()})
    assert said.status_code == 403
    assert client.post(reverse("find_likely", args=[event.code])).status_code == 403
    assert not PairWord.objects.exists()


@pytest.mark.parametrize("name", ["likely", "likely_search"])
def test_a_stranger_is_refused_and_a_visitor_is_taken_to_sign_in(client, event, name):
    address = reverse(name, args=[event.code])
    assert client.get(address).status_code == 302
    client.force_login(a_mandate(a_forum().negotiation, Role.PROCESS_OWNER))
    assert client.get(address).status_code == 403


def test_an_answer_leads_to_the_next_pair_and_undo_back_to_it(client, event, owner):
    first, second = a_pair(event, score=0.9), a_pair(event, score=0.8)
    assert page(client, event, owner).context["queue"].pair.key == first.pk
    told = {"says": "same", "seen": 0, "act": uuid.uuid4()}
    answer = client.post(reverse("compare", args=[event.code, first.pk]), told)
    assert answer.url == reverse("likely", args=[event.code]) + "#pair-title"
    queue = page(client, event, owner).context["queue"]
    assert (queue.pair.key, queue.own_latest.is_same) == (second.pk, True)
    undone = client.post(reverse("undo_comparison", args=[event.code, queue.own_latest.sorting]))
    assert undone.url == reverse("likely", args=[event.code]) + f"?pair={first.pk}#pair-title"
    assert page(client, event, owner).context["queue"].waiting_count == 2


def test_an_answer_that_is_refused_says_why_and_shows_the_pair(client, event, owner):
    pair, colleague = a_pair(event), a_mandate(event.negotiation, Role.FACILITATOR)
    compare(pair, colleague)
    client.force_login(owner)
    told = {"says": "apart", "seen": 0, "act": uuid.uuid4()}
    answer = client.post(reverse("compare", args=[event.code, pair.pk]), told, follow=True)
    assert f"{colleague.name} vastasi sillä välin" in answer.content.decode()
    assert answer.context["queue"].pair.key == pair.pk


@pytest.mark.parametrize("told", [{}, {"says": "merge", "seen": 0, "act": str(uuid.uuid4())}])
def test_what_is_no_answer_records_nothing(client, event, owner, told):
    client.force_login(owner)
    answer = client.post(reverse("compare", args=[event.code, a_pair(event).pk]), told, follow=True)
    assert "Mitään ei kirjattu" in answer.content.decode()
    assert not PairWord.objects.exists()


def test_a_comparison_of_another_event_is_not_undone_here(client, event, owner):
    elsewhere = a_forum()
    sorting = compare(a_pair(elsewhere), a_mandate(elsewhere.negotiation, Role.PROCESS_OWNER))
    client.force_login(owner)
    assert client.post(reverse("undo_comparison", args=[event.code, sorting.pk])).status_code == 404


def test_a_press_finds_pairs(client, event, owner):
    say(event, "Kylätalot auki")
    say(event, "Kylätalot auki!")
    client.force_login(owner)
    client.post(reverse("find_likely", args=[event.code]))
    assert list(proposed(event)) == [("Kylätalot auki", "Kylätalot auki!")]
