import datetime as dt
import uuid

import pytest

import agreements
import builders
from commented import CLAUSES, DUE, NOW, a_comment, a_proposal, a_round, party, the_clause
from refusals import refusal
from sopu.negotiations.models import Letter, Role
from sopu.texts.actions.rounds import close_round, withdraw_comment
from sopu.texts.models import Comment, Purpose, Version

pytestmark = pytest.mark.django_db


def test_a_round_freezes_the_draft_for_comments_and_writes_to_the_parties_coordinators():
    document = agreements.an_agreement(clauses=CLAUSES)
    organisation = document.parties.all()[1].organisation
    coordinator = builders.a_mandate(document.negotiation, Role.COORDINATOR, organisation)
    builders.a_mandate(document.negotiation, Role.READER, organisation)
    opened = a_round(document, words="Lausukaa erityisesti rakenteista.")
    letter = Letter.objects.get()
    assert (opened.version.purpose, opened.version.is_public) == (Purpose.COMMENT, False)
    assert (letter.to, letter.subject) == (coordinator, "Lausunnolle: Strateginen yhteistyösopimus")
    assert f"/rounds/{opened.pk}/" in letter.body
    assert "Lausukaa erityisesti rakenteista." in letter.body
    assert "20.11.2026" in letter.body


def test_a_document_has_one_round_at_a_time_and_its_last_day_is_to_come():
    opened = a_round()
    document = opened.version.document
    assert refusal(a_round, document) == "round_under_way"
    close_round(round=opened, summary="", by=None, now=NOW)
    assert refusal(a_round, document, due_on=dt.date(2026, 11, 1)) == "due_before_today"
    assert Version.objects.count() == 1
    assert a_round(document).version.number == 2


def test_a_round_is_closed_once_with_what_came_of_it():
    opened = a_round()
    closed = close_round(round=opened, summary=" Kaikki lausuivat. ", by=None, now=NOW)
    assert (closed.summary, closed.closed_at) == ("Kaikki lausuivat.", NOW)
    assert refusal(close_round, round=opened, summary="", by=None, now=NOW) == "closed_already"


def test_those_that_took_part_hear_what_became_of_it_when_the_round_is_closed():
    opened = a_round()
    heard, _silent = (
        builders.a_mandate(opened.version.document.negotiation, Role.COORDINATOR, party(opened, number).organisation)
        for number in (1, 2)
    )
    a_proposal(opened)
    close_round(round=opened, summary="Kiitos lausunnoista.", by=None, now=NOW)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (heard, "Mitä kommenteistanne tuli: Strateginen yhteistyösopimus")
    assert f"/rounds/{opened.pk}/parties/{party(opened).number}/" in letter.body
    assert "Kiitos lausunnoista." in letter.body


def test_the_same_comment_is_stored_once():
    opened, act = a_round(), uuid.uuid4()
    assert a_comment(opened, act_id=act) == a_comment(opened, act_id=act)
    assert Comment.objects.count() == 1


def test_other_words_from_a_form_that_somebody_went_back_to_are_stored_too():
    opened, act = a_round(), uuid.uuid4()
    assert a_comment(opened, "Ensin.", act_id=act) != a_comment(opened, "Sitten.", act_id=act)
    assert a_proposal(opened, "Ensin.", act_id=act).number == 1
    assert a_proposal(opened, "Sitten.", act_id=act).number == 2


def test_a_comment_needs_words_a_party_of_the_document_and_a_clause_of_the_version():
    opened, elsewhere = a_round(), a_round()
    assert refusal(a_comment, opened, " ") == "no_words"
    assert refusal(a_comment, opened, party=party(elsewhere)) == "not_a_party"
    assert refusal(a_comment, opened, clause=the_clause(elsewhere)) == "another_text"
    assert a_comment(opened, clause=None).clause is None


def test_what_comes_after_the_last_day_is_taken_in_until_the_round_is_closed():
    opened, after = a_round(), NOW + dt.timedelta(days=30)
    assert a_comment(opened, now=after).written_at.date() > DUE
    assert a_proposal(opened, now=after).proposed_at.date() > DUE
    close_round(round=opened, summary="", by=None, now=after)
    assert refusal(a_comment, opened) == "round_closed"
    assert refusal(a_proposal, opened) == "round_closed"


def test_a_comment_is_taken_back_while_the_round_is_open_and_stays():
    opened = a_round()
    first, second = a_comment(opened), a_comment(opened)
    assert withdraw_comment(comment=first, now=NOW).withdrawn_at == NOW
    close_round(round=opened, summary="", by=None, now=NOW)
    assert refusal(withdraw_comment, comment=second, now=NOW) == "round_closed"
    assert Comment.objects.count() == 2
