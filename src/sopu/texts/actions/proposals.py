"""Other words are proposed for a clause, and each proposal is answered: what is accepted goes into the draft."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.fingerprints import normal_line, normal_text
from sopu.core.refusals import Refused
from sopu.negotiations.models import Party
from sopu.texts.actions.drafting import Overtaken, add_clause, leave_out, take_back, write_clause
from sopu.texts.actions.rounds import demand_open
from sopu.texts.models import (
    AnswerOutcome,
    ChangeProposal,
    Clause,
    ClauseKind,
    CommentRound,
    ProposalAnswer,
    ProposalKind,
    TextIntake,
    Version,
    Wording,
)
from sopu.texts.queries.merging import Meeting, Words, meeting_of, words_in
from sopu.texts.rules import LONGEST_HEADING

INTO_DRAFT = (AnswerOutcome.ACCEPTED, AnswerOutcome.PARTLY)


@transaction.atomic
def propose_change(
    *,
    round: CommentRound | None,
    version: Version,
    party: Party | None,
    kind: str,
    language: str,
    reason: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID,
    clause: Clause | None = None,
    after: Clause | None = None,
    clause_kind: str = "",
    heading: str = "",
    text: str = "",
    intake: TextIntake | None = None,
) -> ChangeProposal:
    """Other words, a new clause `after` another (or first), or to leave a clause out.

    A party proposes in a round that is open (what comes after its last day is late, not lost); the preparers' own, from
    a Word file, has neither. One that changes nothing is refused; the same act stores nothing twice.
    """
    Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    made = ChangeProposal(version=version, party=party, kind=kind, language=language, reason=reason.strip())
    made.intake, made.proposed_by, made.proposed_at = intake, by, now
    _word(made, clause, after, clause_kind, Words(normal_line(heading), normal_text(text)))
    if done := _done(made, act_id):
        return done
    _demand_round(round, version, party)
    _demand_change(made)
    made.act_id, made.number = _free(act_id, ChangeProposal), _next(version)
    made.save()
    return made


def _word(made: ChangeProposal, clause: Clause | None, after: Clause | None, clause_kind: str, words: Words) -> None:
    """What is of its kind: a new clause has a place, any other is of a clause, and one that leaves out has no words."""
    if made.kind == ProposalKind.ADD:
        made.after, made.clause_kind = after, clause_kind
    else:
        made.clause = clause
    if made.kind != ProposalKind.REMOVE:
        made.heading, made.text = words.heading, words.text


def _done(made: ChangeProposal, act_id: uuid.UUID) -> ChangeProposal | None:
    """The same, if the act has stored it already."""
    done = ChangeProposal.objects.filter(act_id=act_id).first()
    return done if done and _told(done) == _told(made) else None


def _told(one: ChangeProposal) -> tuple[object, ...]:
    places = (one.version_id, one.party_id, one.kind, one.clause_id, one.after_id, one.clause_kind)
    return (*places, one.language, one.heading, one.text, one.reason)


def _next(version: Version) -> int:
    return (version.proposals.aggregate(last=Max("number"))["last"] or 0) + 1


def _free(act_id: uuid.UUID, kind: type[ChangeProposal] | type[ProposalAnswer]) -> uuid.UUID:
    """The act's id; another where it is taken by other words, from a form that somebody went back to."""
    return uuid.uuid4() if kind._default_manager.filter(act_id=act_id).exists() else act_id


def _demand_round(round: CommentRound | None, version: Version, party: Party | None) -> None:
    if round is None and party is None:
        return
    if round is None or party is None or round.version_id != version.pk:
        raise Refused("no_round", _("A party proposes in a comment round of this version. Nothing was stored."))
    demand_open(round=round, party=party)


def _demand_change(made: ChangeProposal) -> None:
    """The proposal is of what the version has, and would change it."""
    words, place = Words(made.heading, made.text), made.after if made.kind == ProposalKind.ADD else made.clause
    if (made.kind != ProposalKind.ADD or place) and not made.version.clauses.filter(clause=place).exists():
        raise Refused("another_text", _("This clause is not in the version that is commented on. Nothing was stored."))
    if made.kind == ProposalKind.REMOVE:
        return
    if not made.version.texts.filter(language=made.language).exists():
        raise Refused("no_such_language", _("The version is not worded in this language. Nothing was stored."))
    if words == Words():
        raise Refused("no_words", _("Write the words that you propose. To leave the clause out, choose that."))
    if len(made.heading) > LONGEST_HEADING:
        raise Refused("heading_too_long", _("The heading is longer than 200 characters. Nothing was stored."))
    if made.kind == ProposalKind.REWORD and words == words_in(made.version, made.clause, made.language):
        raise Refused("no_change", _("The words are the same as in the version. Nothing was stored."))


@transaction.atomic
def withdraw_proposal(*, proposal: ChangeProposal, now: dt.datetime) -> ChangeProposal:
    """A proposal is taken back by whoever made it, until it is answered or its round is closed; it stays to be read."""
    current = ChangeProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if current.withdrawn_at is not None:
        return current
    if CommentRound.objects.filter(version=current.version_id, closed_at__isnull=False).exists():
        raise Refused("round_closed", _("The comment round has been closed. Nothing was stored."))
    if current.answers.standing().exclude(outcome=AnswerOutcome.OPEN).exists():
        raise Refused("answered", _("The proposal has been answered already, so it can no longer be taken back."))
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    return current


@transaction.atomic
def answer_proposal(
    *,
    proposal: ChangeProposal,
    outcome: str,
    reason: str,
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID,
    heading: str = "",
    text: str = "",
    based_on: int | None = None,
    seen: int | None = None,
) -> ProposalAnswer:
    """A proposal is answered, and the draft follows: what is accepted goes in exactly, in part with the given words.

    `based_on` is the number of the draft's wording that the answerer saw; without it they saw only the version, and are
    told by `Overtaken` when the draft says something else by now. Where the draft has changed other words than the
    proposal does, an accepted one keeps both changes; `heading` and `text` choose exactly what is proposed instead.
    `seen` is the latest answer that they saw, 0 for none. A later answer stands: when it takes an acceptance back, the
    draft says again what it said before, unless somebody has written the clause since. Words of another language than
    the original wait until somebody finds that the original says the same. The same act stores nothing twice.
    """
    current = ChangeProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    reason = reason.strip()
    if done := current.answers.filter(act_id=act_id, outcome=outcome, reason=reason).first():
        return done
    _demand_answer(current, outcome, reason, seen)
    answer = ProposalAnswer(proposal=current, outcome=outcome, reason=reason, answered_by=by, answered_at=now)
    answer.act_id = _free(act_id, ProposalAnswer)
    if outcome in INTO_DRAFT:
        answer.wording = _take_in(answer, Words(normal_line(heading), normal_text(text)), based_on)
    else:
        _take_out(answer)
    answer.save()
    return answer


def _demand_answer(proposal: ChangeProposal, outcome: str, reason: str, seen: int | None) -> None:
    if proposal.withdrawn_at is not None:
        raise Refused("withdrawn", _("The proposal has been taken back, so it needs no answer."))
    if outcome != AnswerOutcome.ACCEPTED and not reason:
        raise Refused("no_reason", _("Give a reason: the party reads it."))
    standing = proposal.answers.standing().first()
    if seen is not None and seen != (standing.pk if standing else 0):
        raise Refused("answered_meanwhile", _("Somebody else has answered this proposal meanwhile. Look at it first."))


def _take_in(answer: ProposalAnswer, words: Words, based_on: int | None) -> Wording | None:
    """The draft says what was accepted, and which wording does."""
    proposal = answer.proposal
    meeting = meeting_of(proposal)
    chosen = _chosen(proposal, meeting, answer.outcome, words)
    if (based_on is None and meeting.is_changed and meeting.clause) or based_on not in (None, meeting.number):
        raise Overtaken(meeting.clause.wording_in(proposal.language) if meeting.clause else None)
    if proposal.kind == ProposalKind.REMOVE and answer.outcome == AnswerOutcome.ACCEPTED:
        assert proposal.clause is not None  # the database keeps it
        leave_out(clause=proposal.clause, now=answer.answered_at)
        return None
    if meeting.clause is None:
        return _add(answer, chosen).wording_in(proposal.language)
    if meeting.is_left_out and proposal.kind == ProposalKind.REWORD:
        raise Refused("left_out", _("The clause has been left out of the draft. Take it back there first."))
    take_back(clause=meeting.clause)
    return write_clause(
        clause=meeting.clause,
        language=proposal.language,
        heading=chosen.heading,
        text=chosen.text,
        based_on=meeting.number,
        by=answer.answered_by,
        now=answer.answered_at,
        act_id=answer.act_id,
        is_ahead=proposal.language != meeting.clause.document.original,
    )


def _chosen(proposal: ChangeProposal, meeting: Meeting, outcome: str, words: Words) -> Words:
    """The words that go into the draft."""
    if outcome == AnswerOutcome.PARTLY:
        if words == Words():
            raise Refused("no_words", _("Write the words that the draft gets."))
        if words == meeting.proposed and proposal.kind != ProposalKind.REMOVE:
            raise Refused("whole", _("These are exactly the proposed words: choose “accepted”."))
        return words
    if words not in (Words(), meeting.proposed, meeting.accepted):
        raise Refused("other_words", _("These are not the proposed words: choose “accepted in part”, and say why."))
    return meeting.accepted if words == Words() else words


def _add(answer: ProposalAnswer, words: Words) -> Clause:
    """A new clause stands one step under a chapter, else as deep as the one before it."""
    proposal = answer.proposal
    kind = proposal.clause_kind or ClauseKind.BACKGROUND
    depth = 1 if kind == ClauseKind.CHAPTER else max(2, proposal.after.depth if proposal.after else 2)
    return add_clause(
        document=proposal.version.document,
        kind=kind,
        language=proposal.language,
        heading=words.heading,
        text=words.text,
        by=answer.answered_by,
        now=answer.answered_at,
        after=proposal.after,
        at_start=proposal.after is None,
        depth=depth,
        act_id=answer.act_id,
    )


def _take_out(answer: ProposalAnswer) -> None:
    """What an earlier answer put into the draft is undone, unless somebody has written the clause since."""
    proposal = answer.proposal
    answers = list(proposal.answers.select_related("wording__clause"))
    if not answers or answers[-1].outcome not in INTO_DRAFT:
        return
    wording = answers[-1].wording
    if wording is None:
        _put_back(proposal)
        return
    own = {one.act_id for one in answers}
    wordings = list(wording.clause.wordings.filter(language=proposal.language).order_by("-number"))
    if wordings[0].act_id not in own:
        return
    before = next((one for one in wordings if one.act_id not in own), None)
    if before is None:
        leave_out(clause=wording.clause, now=answer.answered_at)
        return
    write_clause(
        clause=wording.clause,
        language=proposal.language,
        heading=before.heading,
        text=before.text,
        based_on=wordings[0].number,
        by=answer.answered_by,
        now=answer.answered_at,
    )


def _put_back(proposal: ChangeProposal) -> None:
    """A clause that was left out stands again, unless another accepted proposal leaves it out too."""
    assert proposal.clause is not None  # the database keeps it
    others = ProposalAnswer.objects.standing().filter(
        outcome=AnswerOutcome.ACCEPTED, proposal__kind=ProposalKind.REMOVE
    )
    if not others.filter(proposal__clause=proposal.clause).exclude(proposal=proposal).exists():
        take_back(clause=proposal.clause)
