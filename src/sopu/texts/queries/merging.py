"""What a clause says in a version and in the draft, and what accepting a proposal would make it say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sopu.core.clauses import ClauseText
from sopu.core.merging import merged
from sopu.core.redlines import ClauseChange, clause_change
from sopu.texts.models import ChangeProposal, Clause, ProposalKind, Version, VersionWording, Wording


@dataclass(frozen=True, slots=True)
class Words:
    """A heading and a text; both empty where a clause has none in a language."""

    heading: str = ""
    text: str = ""


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A proposal meets the draft: the words of the version, of the draft now, and those proposed.

    `number` is that of the draft's wording, 0 for none: whoever answers says that they saw it. `merged` has what both
    the draft and the proposal change; None where they touch the same words otherwise.
    """

    clause: Clause | None
    was: Words
    now: Words
    proposed: Words
    number: int
    merged: Words | None
    is_left_out: bool

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than the version that was commented on."""
        return self.now != self.was or self.is_left_out

    @property
    def is_done(self) -> bool:
        """Whether the draft says what is proposed already."""
        return self.now == self.proposed and not self.is_left_out

    @property
    def accepted(self) -> Words:
        """What the draft says when the proposal is accepted and nothing else is chosen."""
        return self.proposed if self.merged is None else self.merged

    @property
    def change(self) -> ClauseChange:
        """From the draft now to what it says when the proposal is accepted."""
        return change_between(self.now, self.accepted)

    @property
    def exact_change(self) -> ClauseChange:
        """From the draft now to exactly what is proposed."""
        return change_between(self.now, self.proposed)


def words_in(version: Version, clause: Clause | None, language: str) -> Words | None:
    """What a version says in a clause; None where the clause, or the language, is not in it."""
    found = VersionWording.objects.filter(clause__version=version, clause__clause=clause, language=language).first()
    return words_of(found) if found else None


def meeting_of(proposal: ChangeProposal) -> Meeting:
    """How a proposal meets the draft as it is now; in at most four questions."""
    clause = added_by(proposal) if proposal.kind == ProposalKind.ADD else proposal.clause
    standing = clause.wording_in(proposal.language) if clause else None
    was = (words_in(proposal.version, proposal.clause, proposal.language) or NO_WORDS) if proposal.clause else NO_WORDS
    now = words_of(standing)
    proposed = Words(proposal.heading, proposal.text)
    return Meeting(
        clause=clause,
        was=was,
        now=now,
        proposed=proposed,
        number=standing.number if standing else 0,
        merged=merged_words(was, [now, proposed]) if proposal.kind == ProposalKind.REWORD else proposed,
        is_left_out=bool(clause and clause.left_out_at),
    )


def added_by(proposal: ChangeProposal) -> Clause | None:
    """The clause that accepting the proposal has added to the draft, if it has."""
    answers = proposal.answers.filter(wording__isnull=False).select_related("wording__clause").order_by("-id")
    found = answers.first()
    return found.wording.clause if found and found.wording else None


def merged_words(was: Words, others: Sequence[Words]) -> Words | None:
    """What all the others change, in one; None where two of them touch the same words otherwise."""
    heading = merged(was.heading, [one.heading for one in others])
    text = merged(was.text, [one.text for one in others])
    return None if heading is None or text is None else Words(heading, text)


def words_of(wording: Wording | VersionWording | None) -> Words:
    """What a wording says; no words where there is none."""
    return Words(wording.heading, wording.text) if wording else NO_WORDS


def change_between(old: Words | None, new: Words) -> ClauseChange:
    """From some words to others, to be shown; None where there was nothing before."""
    return clause_change(_clause(old) if old else None, _clause(new))


def _clause(words: Words) -> ClauseText:
    return ClauseText("", "", 2, "", words.heading, words.text)
