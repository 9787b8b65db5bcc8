import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import agreements
import builders
from commented import (
    DUE,
    NOW,
    ONCE,
    ONLINE,
    TEXT,
    a_comment,
    a_new_clause,
    a_proposal,
    a_round,
    answered,
    leaving_out,
    party,
    the_clause,
)
from sopu.negotiations.models import Role
from sopu.texts.actions.rounds import close_round, withdraw_comment
from sopu.texts.models import ChangeProposal, Comment, CommentRound
from sopu.texts.queries.rounds import rounds_of, talks_of
from sopu.texts.queries.talk import talk_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """A round that is under way."""
    return a_round()


@pytest.fixture
def as_(client, opened):
    """Signs in somebody of the role, on behalf of the first municipality unless told otherwise."""

    def sign_in(role, number=1):
        organisation = party(opened, number).organisation
        client.force_login(builders.a_mandate(opened.version.document.negotiation, role, organisation))
        return client

    return sign_in


def page(client, name, *arguments, **asked) -> str:
    """The text of a page."""
    answer = client.get(reverse(name, args=arguments), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_coordinator_comments_beside_the_clause_and_everybody_with_a_role_reads_it(opened, as_):
    sent = {"party": party(opened).pk, "clause": the_clause(opened).key, "text": "Selkeä.", "act": uuid.uuid4()}
    answer = as_(Role.COORDINATOR).post(reverse("comment", args=[opened.pk]), sent)
    assert answer.url.endswith(f"/rounds/{opened.pk}/#c-{the_clause(opened).key}")
    assert "Selkeä." in page(as_(Role.READER), "round", opened.pk)


def test_a_coordinator_speaks_for_no_other_party(opened, as_):
    coordinator, other = as_(Role.COORDINATOR), party(opened, 2).pk
    usual = {"party": other, "act": uuid.uuid4(), "clause": the_clause(opened).key}
    comment = coordinator.post(reverse("comment", args=[opened.pk]), {**usual, "text": "Väärin."})
    proposal = coordinator.post(
        reverse("propose_change", args=[opened.pk]),
        {**usual, "kind": "reword", "heading": "", "text": "Väärin.", "reason": "Väärin.", "send": ""},
    )
    assert (comment.status_code, proposal.status_code) == (200, 200)
    assert (Comment.objects.count(), ChangeProposal.objects.count()) == (0, 0)


def test_nothing_to_remark_is_an_answer_too(opened, as_):
    as_(Role.COORDINATOR)
    sent = {"party": party(opened).pk, "text": "Ei huomautettavaa.", "act": uuid.uuid4()}
    assert "Ei huomautettavaa" in page(as_(Role.COORDINATOR), "round", opened.pk)
    as_(Role.COORDINATOR).post(reverse("comment", args=[opened.pk]), sent)
    assert [one.party for one in talks_of(opened).heard] == [party(opened)]


def test_a_proposal_is_looked_at_before_it_is_sent_and_sent_once(opened, as_):
    coordinator, address = as_(Role.COORDINATOR), reverse("propose_change", args=[opened.pk])
    sent = {"kind": "reword", "clause": the_clause(opened).key, "language": "fi"}
    form = coordinator.get(address, sent).context["form"]
    sent |= {name: form[name].value() for name in ("act", "party", "heading")}
    sent |= {"text": ONCE + "\r\n", "reason": "Kerran riittää."}
    looked = coordinator.post(address, {**sent, "look": ""}).content.decode()
    assert (">kahdesti<" in looked, ">kerran<" in looked, ChangeProposal.objects.count()) == (True, True, 0)
    for _ in range(2):
        assert coordinator.post(address, {**sent, "send": ""}).status_code == 302
    made = ChangeProposal.objects.get()
    assert (made.party, made.text, made.reason) == (party(opened), ONCE, "Kerran riittää.")


def test_what_is_refused_keeps_what_was_written(opened, as_):
    sent = {"party": party(opened).pk, "act": uuid.uuid4(), "kind": "reword", "clause": the_clause(opened).key}
    sent |= {"heading": "Kuntakokous", "text": TEXT, "reason": "Muuten vain.", "send": ""}
    answer = as_(Role.COORDINATOR).post(reverse("propose_change", args=[opened.pk]), sent).content.decode()
    assert "Sanat ovat samat kuin versiossa. Mitään ei tallennettu." in answer
    assert "Muuten vain." in answer


@pytest.mark.parametrize("asked", [{"kind": "x"}, {"kind": "reword"}, {"kind": "add", "clause": "puuttuu"}])
def test_a_proposal_of_nothing_is_not_found(opened, as_, asked):
    assert as_(Role.COORDINATOR).get(reverse("propose_change", args=[opened.pk]), asked).status_code == 404


def an_answer(proposal, client, outcome="accepted", **fields):
    """What the form on the page of the proposal sends, filled in so."""
    form = client.get(reverse("proposal", args=[proposal.pk])).context["form"]
    given = {name: form.initial[name] for name in ("act", "based_on", "seen", "heading", "text")}
    return given | {"outcome": outcome, "reason": ""} | fields


def give(client, proposal, answer):
    """Sends the form."""
    return client.post(reverse("answer_proposal", args=[proposal.pk]), answer)


def test_an_answer_goes_on_to_the_next_that_waits(opened, as_):
    preparer, first, second = as_(Role.PREPARER), a_proposal(opened, ONCE), a_proposal(opened, ONLINE)
    answer = give(preparer, first, an_answer(first, preparer))
    assert answer.url.endswith(reverse("proposal", args=[second.pk]) + "#proposed")
    last = give(preparer, second, an_answer(second, preparer, "declined", reason="Paikan päällä."))
    assert last.url.endswith(reverse("proposals", args=[opened.pk]))
    lines = {line.proposal.number: line.state for line in talks_of(opened).lines}
    assert lines == {1: "accepted", 2: "declined"}


def test_of_two_preparers_the_second_sees_the_first_answer_and_keeps_what_they_wrote(opened, as_):
    preparer, proposal = as_(Role.PREPARER), a_proposal(opened)
    late = an_answer(proposal, preparer, "declined", reason="Minun perusteluni.")
    answered(proposal, "declined", "Toisen perustelu.")
    again = give(preparer, proposal, late)
    assert "Joku muu on sillä välin vastannut" in again.content.decode()
    assert "Minun perusteluni." in again.content.decode()
    assert "Toisen perustelu." in again.content.decode()
    seen = {name: again.context["form"][name].value() for name in ("based_on", "seen")}
    assert give(preparer, proposal, late | seen).status_code == 302
    assert proposal.answers.count() == 2


def test_a_draft_that_changed_meanwhile_is_shown_before_anything_is_applied(opened, as_):
    preparer, once, online = as_(Role.PREPARER), a_proposal(opened, ONCE), a_proposal(opened, ONLINE)
    late = an_answer(online, preparer)
    answered(once)
    shown = give(preparer, online, late)
    assert "Joku muu on muuttanut tätä kohtaa sillä välin" in shown.content.decode()
    assert online.answers.count() == 0
    seen = {name: shown.context["form"][name].value() for name in ("based_on", "seen")}
    give(preparer, online, late | seen | {"outcome": "exactly"})
    assert online.answers.get().wording.text == ONLINE
    give(preparer, online, an_answer(online, preparer, "partly", reason="Näin.", text="Verkossa."))
    assert online.answers.last().wording.text == "Verkossa."


def test_the_desk_counts_what_is_answered_and_shows_what_is_asked_for(opened, as_):
    one, other = a_proposal(opened, ONCE), a_proposal(opened, ONCE.replace("kerran", "joskus"))
    a_new_clause(opened, party=party(opened, 2), heading="Aivan uusi")
    answered(one, "declined", "Ei.")
    preparer = as_(Role.PREPARER)
    assert "1/3 muutosehdotukseen on vastattu" in page(preparer, "proposals", opened.pk)

    def numbers(**asked):
        found = preparer.get(reverse("proposals", args=[opened.pk]), asked).context["lines"]
        return [line.proposal.number for line in found]

    assert numbers(state="open") == [2, 3]
    assert numbers(party=party(opened, 2).pk) == [3]
    assert numbers(clause=the_clause(opened).key, state="declined") == [1]
    assert numbers(together="on") == []
    answered(one, "open", "Harkitaan.")
    assert numbers(together="on") == [1, 2]
    assert numbers(state="nonsense") == [1, 2, 3]
    assert other.number == 2


def test_proposals_on_one_clause_stand_together_with_the_disputed_words_marked(opened, as_):
    for text in (ONCE, TEXT.replace("kahdesti", "kolmesti"), ONLINE):
        a_proposal(opened, text)
    shown = page(as_(Role.READER), "clause_proposals", opened.pk, the_clause(opened).key)
    assert "Ehdotukset törmäävät" in shown
    assert 'data-is="disputed">kahdesti<' in shown
    against = {line.proposal.number: line.against for line in talks_of(opened).lines}
    assert against == {1: (2,), 2: (1,), 3: ()}


def test_proposals_that_fit_are_offered_as_one_text(opened, as_):
    a_proposal(opened, ONCE)
    a_proposal(opened, ONLINE)
    answer = as_(Role.READER).get(reverse("clause_proposals", args=[opened.pk, the_clause(opened).key]))
    (gathering,) = answer.context["gatherings"]
    assert gathering.merged.text == "Kuntakokous pidetään kerran vuodessa verkossa."


def test_to_leave_a_clause_out_collides_with_other_words_for_it(opened, as_):
    a_proposal(opened)
    leaving_out(opened)
    (gathering,) = (
        as_(Role.READER)
        .get(reverse("clause_proposals", args=[opened.pk, the_clause(opened).key]))
        .context["gatherings"]
    )
    assert (gathering.is_disputed, gathering.merged) == (True, None)


def test_a_clause_without_proposals_has_no_page_of_them(opened, as_):
    address = reverse("clause_proposals", args=[opened.pk, the_clause(opened).key])
    assert as_(Role.READER).get(address).status_code == 404


def test_what_comes_late_is_marked_and_what_is_taken_back_is_not_counted(opened):
    a_comment(opened, party=party(opened, 0), now=NOW + dt.timedelta(days=30))
    withdraw_comment(comment=a_comment(opened), now=NOW)
    talks = talks_of(opened)
    assert (talks.comment_count, sum(one.comment_count for one in talks.standings)) == (1, 1)
    assert [(one.party.number, one.is_late) for one in talks.heard] == [(1, True)]
    assert opened.due_on == DUE


def test_one_is_counted_as_one(opened, as_):
    a_comment(opened)
    with override("en"):
        shown = page(as_(Role.READER), "round", opened.pk)
    assert "1 party of 3 has answered. 1 comment and 0 change proposals, of which 0 are answered." in shown


def test_a_party_sees_what_became_of_its_own_and_takes_back_what_waits(opened, as_):
    answered(a_proposal(opened, ONCE), "declined", "Ei tällä kertaa.")
    waiting, said = a_proposal(opened, ONLINE), a_comment(opened, "Ohimennen sanottu.")
    coordinator = as_(Role.COORDINATOR)
    shown = page(coordinator, "round_party", opened.pk, party(opened).number)
    assert "Ei tällä kertaa." in shown
    assert "Ohimennen sanottu." in shown
    coordinator.post(reverse("withdraw_proposal", args=[waiting.pk]))
    coordinator.post(reverse("withdraw_comment", args=[said.pk]))
    waiting.refresh_from_db(), said.refresh_from_db()
    assert (waiting.withdrawn_at is not None, said.withdrawn_at is not None) == (True, True)
    assert "Ohimennen sanottu." not in page(coordinator, "round_party", opened.pk, party(opened).number)


def test_the_preparers_take_back_their_own_and_nobody_elses(opened, as_):
    own, partys = a_proposal(opened, round=None, party=None), a_proposal(opened)
    preparer = as_(Role.PREPARER)
    assert preparer.post(reverse("withdraw_proposal", args=[partys.pk])).status_code == 403
    assert preparer.post(reverse("withdraw_proposal", args=[own.pk])).status_code == 302
    assert as_(Role.READER).post(reverse("withdraw_proposal", args=[own.pk])).status_code == 403


def test_a_round_is_opened_and_closed_by_the_preparers(opened, as_):
    preparer, document = as_(Role.PREPARER), opened.version.document
    refused = preparer.post(reverse("open_round", args=[document.pk]), {"due_on": "2099-01-31", "words": ""})
    assert "Lausuntokierros on jo käynnissä" in refused.content.decode()
    preparer.post(reverse("close_round", args=[opened.pk]), {"summary": "Rakenteista oltiin yhtä mieltä."})
    assert "Rakenteista oltiin yhtä mieltä." in page(preparer, "round_summary", opened.pk)
    preparer.post(reverse("open_round", args=[document.pk]), {"due_on": "2099-01-31", "words": ""})
    assert [line.round.due_on.year for line in rounds_of(document)] == [2099, 2026]


def test_what_is_refused_is_told_and_nothing_is_stored(opened, as_):
    coordinator, key = as_(Role.COORDINATOR), the_clause(opened).key
    said, usual = a_comment(opened), {"party": party(opened).pk, "act": uuid.uuid4(), "clause": key}
    waiting = a_proposal(opened)
    assert "Kirjoita ensin kommentti." in coordinator.post(
        reverse("comment", args=[opened.pk]), usual | {"text": " "}
    ).content.decode("utf-8")
    close_round(round=opened, summary="", by=None, now=NOW)
    told = coordinator.post(reverse("comment", args=[opened.pk]), usual | {"text": "Myöhään."}).content.decode()
    assert "Lausuntokierros on päätetty. Mitään ei tallennettu." in told
    for name, thing in (("withdraw_comment", said), ("withdraw_proposal", waiting)):
        assert "Lausuntokierros on päätetty" in coordinator.post(
            reverse(name, args=[thing.pk]), follow=True
        ).content.decode("utf-8")
    again = as_(Role.PREPARER).post(reverse("close_round", args=[opened.pk]), {"summary": ""})
    assert "Lausuntokierros on jo päätetty." in again.content.decode()
    assert (Comment.objects.count(), CommentRound.objects.get().summary) == (1, "")


def test_what_is_not_there_is_not_found(opened, as_):
    reader = as_(Role.READER)
    for name, arguments in (("round", [0]), ("proposal", [0]), ("round_party", [opened.pk, 99])):
        assert reader.get(reverse(name, args=arguments)).status_code == 404


def test_the_file_has_every_comment_and_proposal_with_its_answer_and_no_formula(opened, as_):
    a_comment(opened, "=HYPERLINK(1)")
    answered(a_proposal(opened), "declined", "Ei nyt.")
    lines = as_(Role.READER).get(reverse("round_file", args=[opened.pk])).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "'=HYPERLINK(1)" in lines[1]
    assert lines[2].split(";")[11:13] == ["ei hyväksytty", "Ei nyt."]


def fill(opened: CommentRound, count: int) -> None:
    """So many comments, proposals and answers, each of other parties."""
    for number in range(count):
        a_comment(opened, party=party(opened, number % 3))
        answered(a_proposal(opened, f"{TEXT} {number}", party=party(opened, number % 3)), "declined", "Ei.")
        a_new_clause(opened, f"Uusi {number}.")


@pytest.mark.parametrize("name", ["round", "proposals", "round_summary", "round_file"])
def test_a_page_of_a_round_asks_as_often_however_much_is_said(opened, as_, name):
    reader, counts = as_(Role.READER), []
    for count in (1, 2):
        fill(opened, count)
        with CaptureQueriesContext(connection) as asked:
            reader.get(reverse(name, args=[opened.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_rounds_are_listed_in_as_many_questions_however_many_there_are(opened, django_assert_num_queries):
    fill(opened, 2)
    with django_assert_num_queries(5):
        (line,) = rounds_of(opened.version.document)
    assert (line.heard_count, line.comment_count, line.proposal_count, line.answered_count) == (2, 2, 4, 2)


def test_talk_of_a_draft_tells_what_waits_on_each_clause(opened, django_assert_num_queries):
    a_comment(opened, "Vanhempi.")
    waiting = a_proposal(opened, now=NOW + dt.timedelta(hours=1))
    answered(a_proposal(opened), "declined", "Ei.")
    with django_assert_num_queries(2):
        talk = talk_of(opened.version.document)
    assert list(talk) == [the_clause(opened).pk]
    found = talk[the_clause(opened).pk]
    assert (found.comment_count, found.proposal_count, found.count, found.round) == (1, 1, 2, opened.pk)
    assert (found.newest, found.newest_proposal) == ("Resurssit eivät riitä.", waiting.pk)


def test_talk_tells_of_the_preparers_own_proposals_too(opened):
    version = agreements.a_version(opened.version.document)
    own = a_proposal(opened, ONLINE, round=None, party=None, version=version)
    found = talk_of(opened.version.document)[the_clause(opened).pk]
    assert (found.round, found.newest_by, found.newest_proposal) == (None, "", own.pk)
