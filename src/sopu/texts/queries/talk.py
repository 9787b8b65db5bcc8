"""What is said of each clause of a draft while a round is under way or proposals wait: a number and the newest."""

import datetime as dt
from dataclasses import dataclass

from sopu.texts.models import ChangeProposal, Comment, Document


@dataclass(frozen=True, slots=True)
class Talk:
    """Of one clause: comments of the round under way, proposals that wait for an answer, and the newest of them.

    `key` is the clause's id; `round` is where they were said, None for the preparers' own proposals outside a round.
    """

    key: str
    round: int | None
    comment_count: int
    proposal_count: int
    newest: str
    newest_by: str
    newest_at: dt.datetime
    newest_proposal: int | None

    @property
    def count(self) -> int:
        """Both together."""
        return self.comment_count + self.proposal_count


def talk_of(document: Document) -> dict[int, Talk]:
    """What waits on each clause, by the clause's key in the database; always in two questions."""
    comments = Comment.objects.filter(
        round__version__document=document,
        round__closed_at__isnull=True,
        withdrawn_at__isnull=True,
        clause__isnull=False,
    ).select_related("party__organisation", "clause")
    waiting = ChangeProposal.objects.of(document).unanswered().filter(clause__isnull=False)
    proposals = waiting.select_related("party__organisation", "version__round", "clause")
    found: dict[int, list[Comment | ChangeProposal]] = {}
    for one in (*comments, *proposals):
        assert one.clause_id is not None  # asked for above
        found.setdefault(one.clause_id, []).append(one)
    return {clause: _talk(said) for clause, said in found.items()}


def _talk(said: list[Comment | ChangeProposal]) -> Talk:
    proposals = [one for one in said if isinstance(one, ChangeProposal)]
    newest = max(said, key=_when)
    assert newest.clause is not None  # asked for above
    return Talk(
        key=newest.clause.key,
        round=next((key for one in said if (key := _round(one)) is not None), None),
        comment_count=len(said) - len(proposals),
        proposal_count=len(proposals),
        newest=newest.text if isinstance(newest, Comment) else newest.reason,
        newest_by=newest.party.organisation.name if newest.party else "",
        newest_at=_when(newest),
        newest_proposal=newest.pk if isinstance(newest, ChangeProposal) else None,
    )


def _when(said: Comment | ChangeProposal) -> dt.datetime:
    return said.written_at if isinstance(said, Comment) else said.proposed_at


def _round(said: Comment | ChangeProposal) -> int | None:
    """The round that it was said in; the preparers' own proposals, from a Word file, may have none."""
    if isinstance(said, Comment):
        return said.round_id
    found = getattr(said.version, "round", None)
    return found.pk if found else None
