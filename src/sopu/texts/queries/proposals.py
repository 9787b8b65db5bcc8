"""Change proposals as pages show them: what each would change, what it was answered, and which ones collide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone

from sopu.core.excerpts import excerpt
from sopu.core.redlines import ClauseChange
from sopu.core.wording import Piece
from sopu.texts.models import (
    AnswerOutcome,
    ChangeProposal,
    CommentRound,
    Language,
    ProposalAnswer,
    ProposalKind,
    Version,
    VersionClause,
    VersionWording,
)
from sopu.texts.queries.merging import NO_WORDS, Words, change_between
from sopu.texts.rules import Rewording, collide, is_late

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a proposal belongs in the version: the clause, or the one that a new clause would stand after.

    `heading` is in the proposal's language; `position` 0 is before the first clause.
    """

    position: int = 0
    key: str = ""
    number: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal: its place, what it would change, the answer that stands, and the numbers of those on the same words.

    `beside` are the other proposals on the same clause that may still stand; `against` those of them that collide with
    this one.
    """

    proposal: ChangeProposal
    place: Place
    was: Words
    change: ClauseChange
    answer: ProposalAnswer | None
    is_late: bool
    beside: tuple[int, ...] = ()
    against: tuple[int, ...] = ()

    @property
    def state(self) -> str:
        """An `AnswerOutcome`, or that it was taken back."""
        if self.proposal.withdrawn_at is not None:
            return WITHDRAWN
        return self.answer.outcome if self.answer else AnswerOutcome.OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == AnswerOutcome.OPEN

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == WITHDRAWN

    @property
    def is_rewording(self) -> bool:
        """Whether it proposes other words."""
        return self.proposal.kind == ProposalKind.REWORD

    @property
    def words(self) -> Words:
        """What it proposes; none where it leaves the clause out."""
        return Words(self.proposal.heading, self.proposal.text)

    @property
    def excerpt(self) -> tuple[Piece, ...]:
        """The changed places of the text alone, for where the text stands beside it."""
        return excerpt(self.change.text)

    @property
    def rewording(self) -> Rewording:
        """The same, as the rule of collisions asks."""
        return Rewording(self.proposal.language, self.proposal.heading, self.proposal.text)


def proposal_by(pk: int) -> ChangeProposal | None:
    """The proposal with its party, clause, and the document that it is of."""
    return _at_hand().select_related("version__document__negotiation__county").filter(pk=pk).first()


def round_of(version: Version) -> CommentRound | None:
    """The comment round of the version, if it has one."""
    return CommentRound.objects.filter(version=version).first()


def lines_of(version: Version, its_round: CommentRound | None) -> tuple[Line, ...]:
    """The version's proposals in the order of the text, also those that were taken back; always in four questions."""
    proposals = list(_at_hand().filter(version=version))
    answers = ProposalAnswer.objects.standing().filter(proposal__version=version).select_related("answered_by")
    told = _Told(_places(version), {one.proposal_id: one for one in answers}, its_round)
    lines = sorted(map(told.line, proposals), key=lambda line: (line.place.position, line.proposal.number))
    return _with_collisions(lines)


def _at_hand() -> QuerySet[ChangeProposal]:
    return ChangeProposal.objects.select_related("party__organisation", "clause", "after", "proposed_by", "intake")


Places = Mapping[tuple[int, str], tuple[VersionClause, Words]]


def _places(version: Version) -> Places:
    """Each clause of the version and its words, by the clause and the language; one question."""
    wordings = VersionWording.objects.filter(clause__version=version).select_related("clause__clause")
    return {(one.clause.clause_id, one.language): (one.clause, Words(one.heading, one.text)) for one in wordings}


@dataclass(frozen=True, slots=True)
class _Told:
    places: Places
    answers: Mapping[int, ProposalAnswer]
    round: CommentRound | None

    def line(self, proposal: ChangeProposal) -> Line:
        is_new = proposal.kind == ProposalKind.ADD
        place, words = self._place(proposal.after_id if is_new else proposal.clause_id, proposal.language)
        was = NO_WORDS if is_new else words
        said_on = timezone.localdate(proposal.proposed_at)
        return Line(
            proposal,
            place,
            was,
            change_between(was, Words(proposal.heading, proposal.text)),
            self.answers.get(proposal.pk),
            self.round is not None and is_late(said_on, self.round.due_on),
        )

    def _place(self, clause: int | None, language: str) -> tuple[Place, Words]:
        if clause is None:
            return Place(), NO_WORDS
        found = [self.places.get((clause, one)) for one in (language, *Language.values)]
        standing, words = next(one for one in found if one)
        return Place(standing.position, standing.clause.key, standing.number, words.heading), words


def may_stand(line: Line) -> bool:
    """Whether a proposal on a clause may still go into the draft, or has gone."""
    return line.proposal.clause_id is not None and line.state not in (WITHDRAWN, AnswerOutcome.DECLINED)


def _with_collisions(lines: Iterable[Line]) -> tuple[Line, ...]:
    every = list(lines)
    clauses: dict[int | None, list[Line]] = defaultdict(list)
    for line in every:
        if may_stand(line):
            clauses[line.proposal.clause_id].append(line)
    return tuple(_beside(line, clauses[line.proposal.clause_id]) if may_stand(line) else line for line in every)


def _beside(line: Line, group: Sequence[Line]) -> Line:
    others = [one for one in group if one is not line]
    return replace(
        line,
        beside=tuple(one.proposal.number for one in others),
        against=tuple(one.proposal.number for one in others if _collide(line, one)),
    )


def _collide(one: Line, other: Line) -> bool:
    # Of two, the one that has words says what the clause was in its language.
    said = one if one.is_rewording else other
    return collide(said.was.heading, said.was.text, one.rewording, other.rewording)


def place_in(version: Version, key: str) -> VersionClause | None:
    """The clause with this key as it stands in the version, if it does."""
    return version.clauses.filter(clause__key=key).select_related("clause__document").first()
