"""What a party commits itself to: who says what, what stands, and what is refused."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from agreements import a_version, an_agreement
from builders import a_user
from planned import a_commitment, a_goal, a_measure, a_plan
from refusals import refusal
from sopu.plans.actions.commitments import (
    Answered,
    accept_proposals,
    answer_commitment,
    ask_to_lead,
    propose_commitment,
    withdraw_commitment_proposal,
)
from sopu.plans.actions.measures import add_measure
from sopu.plans.actions.opting_out import opt_out, take_back_opt_out
from sopu.plans.models import Commitment, OptOut
from sopu.plans.rules import Level, Stage

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def plan():
    return a_plan(document=an_agreement())


@pytest.fixture
def measure(plan):
    return a_measure(a_goal(plan))


@pytest.fixture
def party(plan):
    """One that is not responsible."""
    return plan.document.parties.all()[1]


def proposing(measure, party, level=Level.DOES, **told):
    return propose_commitment(measure=measure, party=party, level=level, by=None, now=NOW, **told)


def answering(measure, party, stage=Stage.ACCEPTED, based_on=1, **told):
    return answer_commitment(
        measure=measure, party=party, stage=stage, by=told.pop("by", None), now=NOW, based_on=based_on, **told
    )


def stands(measure, party):
    """The stage and level of what stands, and of what waits beside it."""
    one = Commitment.objects.filter(measure=measure, party=party)
    standing, waiting = one.standing().first(), one.waiting().first()
    return standing and (standing.stage, standing.level), waiting and waiting.level


def changed(measure):
    measure.revision += 1
    measure.save()


def test_a_party_accepts_what_was_proposed_and_the_candidate_of_the_hall_stays_linked(measure, party):
    coordinator = a_user()
    proposing(measure, party, texts={"fi": "Avaa kylätalon.", "sv": "Öppnar byahuset."})
    said = answering(measure, party, by=coordinator, strategy="Kuntastrategia 3.2")
    assert stands(measure, party) == ((Stage.ACCEPTED, Level.DOES), None)
    assert (said.number, said.text_sv, said.strategy, said.said_by) == (
        2,
        "Öppnar byahuset.",
        "Kuntastrategia 3.2",
        coordinator,
    )
    assert said.since is None


def test_a_party_accepts_otherwise_or_declines_with_a_reason(measure, party):
    proposing(measure, party)
    assert refusal(answering, measure, party, level=Level.SUPPORTS) == "not_as_proposed"
    assert refusal(answering, measure, party, Stage.DECLINED) == "no_reason"
    answering(measure, party, Stage.AMENDED, level=Level.SUPPORTS)
    assert stands(measure, party) == ((Stage.AMENDED, Level.SUPPORTS), None)
    assert refusal(answering, measure, party, Stage.DECLINED, 2, reason="Ei rahaa.") == "nothing_waits"
    assert refusal(answering, measure, party, Stage.PROPOSED, 2) == "no_answer"
    assert refusal(answering, measure, party, Stage.AMENDED, 2, level=Level.OPTS_OUT) == "no_reason"


def test_a_party_commits_itself_unasked(measure, party):
    assert refusal(answering, measure, party, based_on=0) == "no_level"
    answering(measure, party, based_on=0, level=Level.FOLLOWS)
    assert stands(measure, party) == ((Stage.ACCEPTED, Level.FOLLOWS), None)


def test_only_the_responsible_party_leads_and_it_does_nothing_less(measure, party):
    assert refusal(proposing, measure, party, Level.LEADS) == "another_leads"
    assert refusal(proposing, measure, measure.responsible, Level.DOES) == "must_lead"
    assert refusal(answering, measure, party, based_on=0, level=Level.LEADS) == "another_leads"
    proposing(measure, measure.responsible, Level.LEADS)
    assert refusal(answering, measure, measure.responsible, Stage.AMENDED, level=Level.SUPPORTS) == "must_lead"
    answering(measure, measure.responsible, Stage.DECLINED, reason="Ei ole meidän tehtävämme.")
    assert stands(measure, measure.responsible) == ((Stage.DECLINED, Level.LEADS), None)


def test_a_proposal_never_takes_the_place_of_what_the_party_said(measure, party):
    proposing(measure, party)
    proposing(measure, party, Level.SUPPORTS)
    assert stands(measure, party) == ((Stage.PROPOSED, Level.SUPPORTS), Level.SUPPORTS)
    answering(measure, party, based_on=2)
    assert refusal(proposing, measure, party) == "answered"
    changed(measure)
    proposing(measure, party)
    assert stands(measure, party) == ((Stage.ACCEPTED, Level.SUPPORTS), Level.DOES)
    answering(measure, party, based_on=4)
    assert stands(measure, party) == ((Stage.ACCEPTED, Level.DOES), None)


def test_who_declined_is_asked_again_only_for_something_else(measure, party):
    proposing(measure, party)
    answering(measure, party, Stage.DECLINED, reason="Liikaa.")
    assert refusal(proposing, measure, party) == "answered"
    proposing(measure, party, Level.SUPPORTS)
    assert stands(measure, party) == ((Stage.DECLINED, Level.DOES), Level.SUPPORTS)


def test_a_proposal_is_taken_back_until_it_is_answered(measure, party):
    proposing(measure, party)
    withdraw_commitment_proposal(measure=measure, party=party, by=None, now=NOW)
    assert stands(measure, party) == (None, None)
    assert refusal(withdraw_commitment_proposal, measure=measure, party=party, by=None, now=NOW) == "nothing_waits"
    answering(measure, party, based_on=0, level=Level.FOLLOWS)
    assert stands(measure, party) == ((Stage.ACCEPTED, Level.FOLLOWS), None)


def test_of_two_who_answer_at_once_the_second_is_told_and_the_same_act_counts_once(measure, party):
    act = uuid.uuid4()
    proposing(measure, party)
    first = answering(measure, party, act_id=act)
    assert answering(measure, party, act_id=act) == first
    with pytest.raises(Answered) as told:
        answering(measure, party, Stage.DECLINED, reason="Ei.")
    assert told.value.standing == first
    assert answering(measure, party, based_on=2) == first
    assert Commitment.objects.count() == 2


def test_who_goes_back_to_a_form_and_writes_other_words_in_it_loses_none(plan, measure, party):
    act = uuid.uuid4()
    proposing(measure, party, act_id=act)
    assert proposing(measure, party, Level.SUPPORTS, act_id=act).level == Level.SUPPORTS
    answering(measure, party, based_on=2, act_id=(answer := uuid.uuid4()))
    with pytest.raises(Answered):
        answering(measure, party, Stage.DECLINED, based_on=2, reason="Ei sittenkään.", act_id=answer)
    area = plan.negotiation.goal_areas.all()[1]
    told = {"plan": plan, "party": party, "goal_area": area, "by": None, "now": NOW, "act_id": uuid.uuid4()}
    opt_out(reason="Ei omaa toimintaa.", **told)
    assert opt_out(reason="Ei vielä.", **told).reason == "Ei vielä."
    new = {"goal": measure.goal, "responsible": party, "by": None, "now": NOW, "act_id": uuid.uuid4()}
    first = add_measure(name_fi="Yksi", text_fi="Rivi\r\ntoinen", **new)
    assert add_measure(name_fi="Yksi", text_fi="Rivi\r\ntoinen", **new) == first
    assert add_measure(name_fi="Kaksi", **new).name_fi == "Kaksi"


def test_once_the_plan_is_submitted_a_change_holds_from_a_day(plan, measure, party):
    answering(measure, party, based_on=0, level=Level.DOES)
    a_version(plan.document)
    later = answering(measure, party, based_on=1, level=Level.SUPPORTS)
    assert later.since == timezone.localdate(NOW)
    day = plan.ends_on + dt.timedelta(days=1)
    assert refusal(answering, measure, party, based_on=2, level=Level.FOLLOWS, since=day) == "after_plan"


def test_nobody_commits_to_what_is_left_out_nor_for_another_plan(plan, measure, party):
    stranger = a_plan().document.parties.first()
    assert refusal(proposing, measure, stranger) == "no_party"
    measure.left_out_at = NOW
    measure.save()
    assert refusal(proposing, measure, party) == "left_out"


def test_several_proposals_are_accepted_in_one_press_or_none(plan, measure, party):
    other = a_measure(measure.goal)
    proposing(measure, party)
    proposing(other, party, Level.SUPPORTS)
    with pytest.raises(Answered):
        accept_proposals(measures=[(measure, 1), (other, 2)], party=party, by=None, now=NOW)
    assert not Commitment.objects.answers().exists()
    accept_proposals(measures=[(measure, 1), (other, 1)], party=party, by=None, now=NOW)
    assert Commitment.objects.of(plan).standing().binding().count() == 2


def test_a_new_responsible_party_is_asked_to_lead_and_the_former_to_do_its_part(measure, party):
    former = measure.responsible
    ask_to_lead(measure=measure, by=None, now=NOW)
    answering(measure, former)
    measure.responsible = party
    changed(measure)
    ask_to_lead(measure=measure, by=None, now=NOW)
    assert stands(measure, party) == ((Stage.PROPOSED, Level.LEADS), Level.LEADS)
    assert stands(measure, former) == ((Stage.ACCEPTED, Level.LEADS), Level.DOES)


def test_a_proposal_to_lead_that_was_taken_back_asks_its_party_for_nothing_more(measure, party):
    former = measure.responsible
    ask_to_lead(measure=measure, by=None, now=NOW)
    withdraw_commitment_proposal(measure=measure, party=former, by=None, now=NOW)
    measure.responsible = party
    changed(measure)
    ask_to_lead(measure=measure, by=None, now=NOW)
    assert (stands(measure, former), stands(measure, party)[1]) == ((None, None), Level.LEADS)


def test_a_party_opts_out_of_a_goal_area_with_a_reason_and_takes_it_back(plan, measure, party):
    area = measure.goal.goal_area
    told = {"plan": plan, "party": party, "goal_area": area, "by": None, "now": NOW}
    assert refusal(opt_out, reason=" ", **told) == "no_reason"
    opt_out(reason="Ei kuulu tehtäviimme.", **told)
    opt_out(reason="Ei kuulu tehtäviimme.", **told)
    assert OptOut.objects.standing().count() == OptOut.objects.count() == 1
    assert refusal(answering, measure, party, based_on=0, level=Level.DOES) == "opted_out"
    take_back_opt_out(**told)
    assert not OptOut.objects.standing().exists()
    a_commitment(measure, party)
    assert refusal(opt_out, reason="Ei sittenkään.", **told) == "committed"


def test_who_is_no_party_of_the_plan_opts_out_of_nothing(plan, measure):
    stranger = a_plan().document.parties.first()
    told = {"plan": plan, "goal_area": measure.goal.goal_area, "reason": "Ei.", "by": None, "now": NOW}
    assert refusal(opt_out, party=stranger, **told) == "no_party"
