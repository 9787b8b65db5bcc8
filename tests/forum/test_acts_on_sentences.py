"""A person takes back their own sentence, and says which sentences say the same."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_participant
from sopu.core.refusals import Refused
from sopu.forum.actions.exchange import store_batch
from sopu.forum.actions.moderating import restore_contribution
from sopu.forum.models import Cause, Contribution, DuplicateMark, Moderation
from sopu.forum.rules import Unfit
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db


def withdraw(contribution, **fields):
    return {"id": str(uuid.uuid4()), "do": "withdraw", "contribution": str(contribution.act_id)} | fields


def repeats(contribution, of, **fields):
    told = {"contribution": str(contribution.act_id), "of": str(of.act_id)}
    return {"id": str(uuid.uuid4()), "do": "mark_duplicate"} | told | fields


def send(participant, *acts):
    return store_batch(participant=participant, acts=acts, now=timezone.now())


def reasons(answer):
    return [act.reason for act in answer.refused]


@pytest.fixture
def me():
    return a_participant(a_forum())


def test_a_sentence_taken_back_leaves_the_hall_and_stays_in_the_record(me):
    said = a_contribution(me)
    answer = send(me, withdraw(said))
    assert (len(answer.stored), reasons(answer)) == (1, [])
    word = Moderation.objects.get()
    assert (word.contribution, word.is_hiding, word.cause, word.made_by) == (said, True, Cause.WITHDRAWN, None)
    assert list(Contribution.objects.visible()) == []
    assert Contribution.objects.get().text == said.text


def test_taking_back_twice_writes_one_word(me):
    said = a_contribution(me)
    act = withdraw(said)
    assert [len(send(me, *acts).stored) for acts in ([act, act], [act], [withdraw(said)])] == [2, 1, 1]
    assert Moderation.objects.count() == 1


def test_nobody_takes_back_anothers_sentence(me):
    theirs, elsewhere = a_contribution(a_participant(me.event)), a_contribution(a_participant(a_forum()))
    unknown = withdraw(theirs) | {"contribution": str(uuid.uuid4())}
    answer = send(me, withdraw(theirs), withdraw(elsewhere), unknown)
    assert reasons(answer) == [Unfit.NOT_OWN_SENTENCE, Unfit.NO_SUCH_SENTENCE, Unfit.NO_SUCH_SENTENCE]
    assert Moderation.objects.count() == 0


def test_a_sentence_is_taken_back_while_the_event_takes_in_though_its_discussion_is_closed(me):
    said, late = a_contribution(me), a_contribution(me)
    now = timezone.now()
    me.event.discussions.update(closed_at=now)
    assert reasons(send(me, withdraw(said))) == []
    me.event.closed_at = now
    me.event.save()
    assert reasons(send(me, withdraw(late), withdraw(said))) == [Unfit.EVENT_CLOSED]
    me.event.late_until = now + dt.timedelta(hours=1)
    me.event.save()
    assert reasons(send(me, withdraw(late))) == []


def test_a_facilitator_does_not_bring_back_what_its_writer_took_back(me):
    said = a_contribution(me)
    facilitator = a_mandate(me.event.negotiation, Role.FACILITATOR)
    send(me, withdraw(said))
    with pytest.raises(Refused) as refused:
        restore_contribution(contribution=said, reason="Tarvitaan", made_by=facilitator)
    assert refused.value.code == "taken_back"
    assert list(Contribution.objects.visible()) == []


def test_two_sentences_that_say_the_same_are_marked_and_stay_apart(me):
    a_contribution(me)
    first, second = (a_contribution(a_participant(me.event)) for _ in range(2))
    act = repeats(second, first)
    assert [len(send(me, act).stored) for _ in range(2)] == [1, 1]
    mark = DuplicateMark.objects.get()
    assert (mark.contribution, mark.earlier, mark.participant) == (second, first, me)
    assert Contribution.objects.visible().count() == 3


def test_whichever_way_it_is_told_the_first_one_is_the_earlier(me):
    mine, second = a_contribution(me), a_contribution(a_participant(me.event))
    send(me, repeats(mine, second))
    assert (DuplicateMark.objects.get().contribution, DuplicateMark.objects.get().earlier) == (second, mine)


def test_a_mark_needs_two_sentences_that_its_maker_may_see(me):
    theirs = a_contribution(a_participant(me.event))
    unseen = repeats(theirs, a_contribution(a_participant(me.event)))
    assert reasons(send(me, unseen)) == [Unfit.OWN_IDEA_FIRST]
    mine = a_contribution(me)
    other_area, elsewhere = a_contribution(a_participant(me.event), area=2), a_contribution(a_participant(a_forum()))
    acts = [repeats(theirs, other_area), repeats(theirs, elsewhere), repeats(theirs, theirs), repeats(elsewhere, mine)]
    expected = [Unfit.OWN_IDEA_FIRST, Unfit.NO_SUCH_SENTENCE, Unfit.SAME_SENTENCE, Unfit.NO_SUCH_SENTENCE]
    assert reasons(send(me, *acts)) == expected
    me.event.discussions.update(closed_at=timezone.now())
    assert reasons(send(me, repeats(theirs, mine))) == [Unfit.DISCUSSION_CLOSED]
    assert DuplicateMark.objects.count() == 0


def test_another_persons_id_for_a_mark_is_not_taken(me):
    other = a_participant(me.event)
    mine, theirs = a_contribution(me), a_contribution(other)
    act = repeats(theirs, mine)
    send(me, act)
    assert reasons(send(other, act)) == [Unfit.ID_IN_USE]


@pytest.mark.parametrize("act", [{"do": "withdraw"}, {"do": "mark_duplicate", "contribution": str(uuid.uuid4())}])
def test_an_act_without_its_sentence_is_unreadable(me, act):
    assert reasons(send(me, {"id": str(uuid.uuid4())} | act)) == [Unfit.UNREADABLE_ACT]
