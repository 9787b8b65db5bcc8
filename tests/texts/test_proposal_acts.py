import uuid

import pytest

import agreements
from commented import (
    CLAUSES,
    NOW,
    ONCE,
    ONLINE,
    TEXT,
    a_new_clause,
    a_proposal,
    a_round,
    answered,
    draft_says,
    leaving_out,
    party,
    the_clause,
)
from refusals import refusal
from sopu.texts.actions.drafting import Overtaken
from sopu.texts.actions.proposals import propose_change, withdraw_proposal
from sopu.texts.actions.rounds import close_round
from sopu.texts.models import AnswerOutcome, ChangeProposal, Clause, ProposalAnswer, ProposalKind
from sopu.texts.queries.readiness import readiness_of

pytestmark = pytest.mark.django_db


def test_proposals_are_numbered_in_the_order_they_come_and_the_same_is_stored_once():
    opened, act = a_round(), uuid.uuid4()
    first, again, second = a_proposal(opened, act_id=act), a_proposal(opened, act_id=act), a_proposal(opened)
    assert (first, first.number, second.number) == (again, 1, 2)


def test_a_proposal_must_change_something_that_the_version_says():
    opened, elsewhere = a_round(), a_round()
    assert refusal(a_proposal, opened, TEXT + " \r\n") == "no_change"
    assert refusal(a_proposal, opened, " ", heading="") == "no_words"
    assert refusal(a_proposal, opened, heading="k" * 201) == "heading_too_long"
    assert refusal(a_proposal, opened, language="sv") == "no_such_language"
    assert refusal(a_proposal, opened, clause=the_clause(elsewhere)) == "another_text"
    assert refusal(a_new_clause, opened, after=the_clause(elsewhere)) == "another_text"
    assert refusal(leaving_out, opened, clause=the_clause(elsewhere)) == "another_text"
    assert ChangeProposal.objects.count() == 0


def test_a_party_proposes_only_in_a_round_of_the_version_and_the_preparers_without_one():
    opened, elsewhere = a_round(), a_round()
    assert refusal(a_proposal, opened, party=party(elsewhere)) == "not_a_party"
    assert refusal(a_proposal, opened, round=elsewhere) == "no_round"
    assert refusal(a_proposal, opened, round=None) == "no_round"
    assert a_proposal(opened, round=None, party=None).party is None


def test_what_is_accepted_stands_in_the_draft_in_exactly_the_proposed_words():
    opened = a_round()
    answer = answered(a_proposal(opened, ONCE, heading="Kokous"))
    assert answer.wording is not None
    assert (answer.wording.heading, answer.wording.text) == ("Kokous", ONCE)
    assert draft_says(the_clause(opened)) == ONCE


def test_in_part_the_draft_gets_the_given_words_and_a_decline_changes_nothing():
    opened = a_round()
    partly, declined = a_proposal(opened, ONCE), a_proposal(opened, ONLINE)
    answered(declined, "declined", "Kokoukset pidetään paikan päällä.")
    assert draft_says(the_clause(opened)) == TEXT
    answered(partly, "partly", "Kerran riittää.", heading="Kuntakokous", text="Kuntakokous pidetään.")
    assert draft_says(the_clause(opened)) == "Kuntakokous pidetään."


def test_an_answer_that_is_not_a_whole_yes_has_a_reason_and_words_of_its_own():
    opened = a_round()
    proposal, same = a_proposal(opened, ONCE), {"heading": "Kuntakokous", "text": ONCE}
    assert refusal(answered, proposal, "declined", " ") == "no_reason"
    assert refusal(answered, proposal, "partly", "Näin.") == "no_words"
    assert refusal(answered, proposal, "partly", "Näin.", **same) == "whole"
    assert refusal(answered, proposal, "accepted", "", heading="Kuntakokous", text="Muuta.") == "other_words"
    assert (ProposalAnswer.objects.count(), draft_says(the_clause(opened))) == (0, TEXT)


def test_proposals_that_change_other_words_are_both_accepted_and_both_stand():
    opened = a_round()
    once, online = a_proposal(opened, ONCE), a_proposal(opened, ONLINE)
    answered(once)
    answered(online, based_on=2)
    assert draft_says(the_clause(opened)) == "Kuntakokous pidetään kerran vuodessa verkossa."


def test_exactly_the_proposed_words_may_be_chosen_over_what_the_draft_says_by_now():
    opened = a_round()
    answered(a_proposal(opened, ONCE))
    answered(a_proposal(opened, ONLINE), based_on=2, heading="Kuntakokous", text=ONLINE)
    assert draft_says(the_clause(opened)) == ONLINE


def test_whoever_has_not_seen_what_the_draft_says_by_now_is_told_before_anything_is_applied():
    opened = a_round()
    proposal = a_proposal(opened, ONCE)
    agreements.reworded(the_clause(opened), "Kuntakokous pidetään usein.")
    for seen in (None, 1):
        with pytest.raises(Overtaken) as overtaken:
            answered(proposal, based_on=seen)
        assert overtaken.value.standing is not None
        assert overtaken.value.standing.text == "Kuntakokous pidetään usein."
    answered(proposal, based_on=2)
    assert draft_says(the_clause(opened)) == ONCE


def test_of_two_who_answer_the_second_is_told_of_the_first():
    proposal = a_proposal(a_round())
    first = answered(proposal, "declined", "Ei nyt.", seen=0)
    assert refusal(answered, proposal, seen=0) == "answered_meanwhile"
    assert answered(proposal, seen=first.pk).outcome == AnswerOutcome.ACCEPTED


def test_the_same_answer_is_stored_once():
    proposal, act = a_proposal(a_round()), uuid.uuid4()
    assert answered(proposal, act_id=act) == answered(proposal, act_id=act)


def test_an_acceptance_that_is_taken_back_is_undone_in_the_draft():
    opened = a_round()
    proposal = a_proposal(opened, ONCE)
    answered(proposal)
    answered(proposal, "partly", "Lyhyemmin.", based_on=2, text="Kerran.", heading="Kuntakokous")
    answered(proposal, "declined", "Osapuolet eivät kannattaneet.")
    assert draft_says(the_clause(opened)) == TEXT


def test_words_that_somebody_has_written_since_are_left_as_they_are():
    opened = a_round()
    proposal = a_proposal(opened, ONCE)
    answered(proposal)
    agreements.reworded(the_clause(opened), "Aivan muuta.")
    answered(proposal, "open", "Harkitaan uudelleen.")
    assert draft_says(the_clause(opened)) == "Aivan muuta."


def test_a_new_clause_stands_after_the_named_one_and_goes_when_its_acceptance_is_taken_back():
    opened = a_round()
    proposal = a_new_clause(opened, heading="Uusi")
    answered(proposal)
    added = Clause.objects.get(kind="duty")
    standing = list(opened.version.document.clauses.standing())
    assert standing.index(added) == standing.index(the_clause(opened)) + 1
    answered(proposal, "partly", "Täsmennetty.", based_on=1, heading="Uusi", text="Täsmennetty kohta.")
    assert (Clause.objects.count(), draft_says(added)) == (4, "Täsmennetty kohta.")
    answered(proposal, "declined", "Kuuluu muualle.")
    assert added not in opened.version.document.clauses.standing()
    answered(proposal, based_on=2)
    assert draft_says(added) == "Uusi kohta."
    assert added in opened.version.document.clauses.standing()


def test_a_new_clause_may_stand_first_and_a_new_chapter_stands_highest():
    opened = a_round()
    answered(a_new_clause(opened, after=None, clause_kind="chapter", heading="Johdanto"))
    first = opened.version.document.clauses.standing()[0]
    assert (draft_says(first), first.depth) == ("Uusi kohta.", 1)


def test_a_clause_is_left_out_and_stands_again_when_no_accepted_proposal_leaves_it_out():
    opened = a_round()
    one, other, clause = leaving_out(opened), leaving_out(opened), the_clause(opened)
    standing = opened.version.document.clauses.standing()
    answered(one)
    answered(other, based_on=1)
    assert clause not in standing.all()
    answered(one, "declined", "Tarpeellinen.")
    assert clause not in standing.all()
    answered(other, "partly", "Lyhennetään.", based_on=1, heading="Kuntakokous", text="Lyhyt.")
    assert (clause in standing.all(), draft_says(clause)) == (True, "Lyhyt.")


def test_a_decline_taken_back_leaves_the_draft_as_it_is():
    opened = a_round()
    proposal = leaving_out(opened)
    answered(proposal, "declined", "Tarpeellinen.")
    answered(proposal, "open", "Harkitaan uudelleen.")
    assert the_clause(opened) in opened.version.document.clauses.standing()
    one = leaving_out(opened)
    answered(one)
    answered(one, "open", "Harkitaan uudelleen.")
    assert the_clause(opened) in opened.version.document.clauses.standing()


def test_other_words_for_a_clause_that_was_left_out_wait_until_it_is_taken_back():
    opened = a_round()
    answered(leaving_out(opened))
    assert refusal(answered, a_proposal(opened), based_on=1) == "left_out"


def test_a_proposal_is_taken_back_until_it_is_answered_or_the_round_is_closed():
    opened = a_round()
    gone, told, kept = a_proposal(opened), a_proposal(opened), a_proposal(opened)
    assert withdraw_proposal(proposal=gone, now=NOW).withdrawn_at == NOW
    assert withdraw_proposal(proposal=gone, now=None).withdrawn_at == NOW
    assert refusal(answered, gone) == "withdrawn"
    answered(told, "declined", "Ei.")
    assert refusal(withdraw_proposal, proposal=told, now=NOW) == "answered"
    close_round(round=opened, summary="", by=None, now=NOW)
    assert refusal(withdraw_proposal, proposal=kept, now=NOW) == "round_closed"


def test_a_proposal_of_the_preparers_own_needs_no_round():
    version = agreements.a_version(agreements.an_agreement())
    usual = {"round": None, "version": version, "party": None, "language": "fi", "reason": "", "by": None, "now": NOW}
    made = propose_change(
        **usual,
        kind=ProposalKind.REMOVE,
        clause=version.clauses.all()[0].clause,
        heading="ei tallennu",
        text="ei tallennu",
        act_id=uuid.uuid4(),
    )
    assert (made.number, made.heading, made.text) == (1, "", "")


def test_words_accepted_in_a_translation_wait_until_the_original_is_found_to_say_the_same():
    document = agreements.an_agreement(clauses=CLAUSES)
    organisation = document.parties.with_organisations()[1].organisation
    organisation.language_status = 1
    organisation.save()
    for one in document.clauses.all():
        agreements.reworded(one, "Samma sak.", "sv", "Rubrik")
    opened = a_round(document)
    answered(a_proposal(opened, "Andra ord.", language="sv", heading="Rubrik"))
    assert [(one.clause, one.language) for one in readiness_of(document).blocking] == [(the_clause(opened).pk, "sv")]
    agreements.reworded(the_clause(opened), "Andra ord.", "sv")
    assert readiness_of(document).is_ready is True
