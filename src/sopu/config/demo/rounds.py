"""The demonstration's comment round: what parties say and propose, what each is answered, and what it comes to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sopu.config.demo.content import moment, written
from sopu.config.demo.room import Room, act_id, replaced, spread
from sopu.config.demo.wording import ORIGINAL, TRANSLATION, state_bases, translate
from sopu.core.clauses import WholeText
from sopu.texts.actions.documents import set_terms
from sopu.texts.actions.drafting import describe_clause, write_clause
from sopu.texts.actions.intakes import Taken, confirm_intake, take_in_word
from sopu.texts.actions.proposals import answer_proposal, propose_change
from sopu.texts.actions.rounds import close_round, comment, open_round
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.documents.stored import placed_from_json
from sopu.texts.documents.values import WordMeta
from sopu.texts.documents.word_tracked import tracked_file
from sopu.texts.models import ChangeProposal, Clause, CommentRound, Document, ProposalAnswer, ProposalKind, Version
from sopu.texts.queries.merging import meeting_of
from sopu.texts.queries.readying import seen_of
from sopu.texts.queries.wholes import whole_of

Told = Mapping[str, Any]


def hold_round(room: Room, document: Document) -> Version:
    """A version for comments, what was said of it, and the version that was submitted after it."""
    told = written("round.json")
    due_on = dt.date.fromisoformat(told["due_on"])
    opened_at, closed_at = moment(told["opened_at"]), moment(told["closed_at"])
    opened = open_round(document=document, due_on=due_on, words=told["words"], by=room.owner, now=opened_at)
    _put_proposals(room, opened, told["proposals"])
    _put_comments(room, opened, told["comments"])
    _answer_all(room, opened, told)
    close_round(round=opened, summary=told["summary"], by=room.owner, now=closed_at)
    set_terms(document=document, parties=list(document.parties.all()), **told["terms"])
    seen, now = seen_of(document), moment(told["submitted_at"])
    return submit_draft(document=document, seen=seen, note=told["note"], by=room.owner, now=now)


def _put_proposals(room: Room, opened: CommentRound, rows: Sequence[Told]) -> None:
    """One after another; those that came in one Word file come together."""
    whole = whole_of(opened.version, ORIGINAL)
    clauses = {one.key: one for one in Clause.objects.of(opened.version.document)}
    in_files: defaultdict[str, list[Told]] = defaultdict(list)
    for row in rows:
        if row.get("in_file"):
            in_files[row["party"]].append(row)
    for number, row in enumerate(rows, 1):
        if row.get("in_file"):
            if row is in_files[row["party"]][-1]:
                _take_in_file(room, opened, whole, in_files[row["party"]])
        else:
            _propose(room, opened, whole, clauses, number, row)


def _propose(
    room: Room, opened: CommentRound, whole: WholeText, clauses: Mapping[str, Clause], number: int, row: Told
) -> None:
    kind = row.get("kind", ProposalKind.REWORD)
    standing = next((one for one in whole.clauses if one.key == row.get("clause")), None)
    heading, text = row.get("heading", ""), row.get("text", "")
    if kind == ProposalKind.REWORD and standing:
        heading, text = standing.heading, replaced(standing.text, row["words"])
    propose_change(
        round=opened,
        version=opened.version,
        party=room.parties[row["party"]],
        kind=kind,
        language=ORIGINAL,
        reason=row["reason"],
        by=room.coordinators[row["party"]],
        now=moment(row["at"]),
        act_id=act_id("proposal", number),
        clause=clauses.get(row.get("clause", "")),
        after=clauses.get(row.get("after", "")),
        clause_kind=row.get("clause_kind", ""),
        heading=heading,
        text=text,
    )


def _take_in_file(room: Room, opened: CommentRound, whole: WholeText, rows: Sequence[Told]) -> None:
    """A party writes its changes into the Word file with changes tracked, and brings the file back."""
    party, now = rows[0]["party"], moment(rows[-1]["at"])
    words = {row["clause"]: row["words"] for row in rows}
    changed = tuple(replace(one, text=replaced(one.text, words.get(one.key, ()))) for one in whole.clauses)
    author = room.parties[party].organisation.name_in(ORIGINAL)
    meta = WordMeta(author, opened.version.texts.get(language=ORIGINAL).sha256, now)
    intake = take_in_word(
        document=opened.version.document,
        party=room.parties[party],
        content=tracked_file(whole, replace(whole, clauses=changed), author=author, at=now, meta=meta),
        by=room.coordinators[party],
        now=now,
        act_id=act_id("file", party),
    )
    reasons = {row["clause"]: row["reason"] for row in rows}
    found = placed_from_json(intake.reading).proposals
    taken = Taken({place: reasons[one.key] for place, one in enumerate(found)})
    confirm_intake(intake=intake, taken=taken, by=room.coordinators[party], now=now)


def _put_comments(room: Room, opened: CommentRound, rows: Sequence[Told]) -> None:
    clauses = {one.key: one for one in Clause.objects.of(opened.version.document)}
    for number, row in enumerate(rows, 1):
        comment(
            round=opened,
            party=room.parties[row["party"]],
            clause=clauses.get(row["clause"]),
            text=row["text"],
            by=room.coordinators[row["party"]],
            now=moment(row["at"]),
            act_id=act_id("comment", number),
        )


def _answer_all(room: Room, opened: CommentRound, told: Told) -> None:
    """Each by the row that it came from, in the order in which they came."""
    proposals = ChangeProposal.objects.of(opened.version.document).select_related("version__document")
    by_reason = {(one.party_id, one.reason): one for one in proposals}
    for number, row in enumerate(told["proposals"]):
        now = spread(moment(told["answered_from"]), number)
        proposal = by_reason[room.parties[row["party"]].pk, row["reason"]]
        answer = _answer(room, proposal, row["answer"], now)
        if answer.wording:
            _follow(room, answer.wording.clause, row["answer"], now)


def _answer(room: Room, proposal: ChangeProposal, row: Told, now: dt.datetime) -> ProposalAnswer:
    """Accepted as it is, in part with the words of the row, or declined."""
    meeting = meeting_of(proposal)
    heading, text = row.get("heading", ""), row.get("text", "")
    if "words" in row:
        heading, text = meeting.now.heading, replaced(meeting.now.text, row["words"])
    return answer_proposal(
        proposal=proposal,
        outcome=row["outcome"],
        reason=row["reason"],
        by=room.owner,
        now=now,
        act_id=act_id("answer", proposal.number),
        heading=heading,
        text=text,
        based_on=meeting.number,
    )


def _follow(room: Room, clause: Clause, row: Told, now: dt.datetime) -> None:
    """The translation follows what was accepted; a new clause gets its goal area and what it stands on."""
    if "sv" in row:
        translate(room, clause, row["sv"], now)
        return
    told = row["translation"]
    write_clause(clause=clause, language=TRANSLATION, based_on=0, by=room.owner, now=now, **told)
    area = room.areas[row["goal_area"]]
    describe_clause(clause=clause, kind=clause.kind, depth=clause.depth, is_numbered=True, goal_area=area)
    state_bases(room, clause, row["basis"], now)
