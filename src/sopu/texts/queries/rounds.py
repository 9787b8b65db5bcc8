"""Comment rounds as pages show them: who has answered, what is late, and what is said of each clause."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Mandate, Party, Role
from sopu.synthesis.models import FindingVersion
from sopu.texts.models import (
    AnswerOutcome,
    ChangeProposal,
    Comment,
    CommentRound,
    Document,
    ProposalKind,
    VersionClause,
)
from sopu.texts.queries.grounds import is_bare
from sopu.texts.queries.merging import NO_WORDS, Words
from sopu.texts.queries.proposals import WITHDRAWN, Line, lines_of
from sopu.texts.rules import is_late


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list; the counts leave out what was taken back."""

    round: CommentRound
    party_count: int
    heard_count: int
    comment_count: int
    proposal_count: int
    waiting_count: int

    @property
    def answered_count(self) -> int:
        """How many of its proposals have an answer."""
        return self.proposal_count - self.waiting_count


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and whether it came after the round's last day."""

    comment: Comment
    number: str
    is_late: bool

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.comment.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a party has answered in a round: what it has said, and its first word's day."""

    party: Party
    comments: tuple[Said, ...]
    lines: tuple[Line, ...]
    first_at: dt.datetime | None
    is_late: bool

    @property
    def has_answered(self) -> bool:
        """Whether it has said anything that it has not taken back."""
        return self.first_at is not None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of its proposals are in each state."""
        return counted(self.lines)

    @property
    def comment_count(self) -> int:
        """How many comments it has that stand."""
        return sum(not one.is_withdrawn for one in self.comments)

    @property
    def count(self) -> int:
        """How many proposals it has that stand."""
        return sum(not line.is_withdrawn for line in self.lines)


@dataclass(frozen=True, slots=True)
class ClauseTalk:
    """A clause of the version with what it stands on and what is said of it; `additions` would stand after it."""

    clause: VersionClause
    heading: str
    text: str
    basis: tuple[FindingVersion, ...]
    is_bare: bool
    comments: tuple[Said, ...]
    lines: tuple[Line, ...]
    additions: tuple[Line, ...]

    @property
    def waiting_count(self) -> int:
        """How many proposals on it wait for an answer."""
        return sum(line.is_waiting for line in (*self.lines, *self.additions))

    @property
    def is_spoken_of(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.comments or self.lines or self.additions)

    @property
    def beside_count(self) -> int:
        """How many proposals on it stand together."""
        return max((len(line.beside) + 1 for line in self.lines if line.beside), default=0)

    @property
    def is_disputed(self) -> bool:
        """Whether some of them collide."""
        return any(line.against for line in self.lines)


@dataclass(frozen=True, slots=True)
class Talks:
    """A round whole: its version in one language, and all that is said."""

    round: CommentRound
    language: str
    languages: tuple[str, ...]
    clauses: tuple[ClauseTalk, ...]
    first_additions: tuple[Line, ...]
    comments: tuple[Said, ...]
    lines: tuple[Line, ...]
    standings: tuple[Standing, ...]

    @property
    def general(self) -> tuple[Said, ...]:
        """What is said of the whole."""
        return tuple(one for one in self.comments if one.comment.clause_id is None)

    @property
    def comment_count(self) -> int:
        """Comments that stand."""
        return sum(not one.is_withdrawn for one in self.comments)

    @property
    def proposal_count(self) -> int:
        """Proposals that stand."""
        return sum(not one.is_withdrawn for one in self.lines)

    @property
    def waiting_count(self) -> int:
        """Proposals that wait for an answer."""
        return sum(one.is_waiting for one in self.lines)

    @property
    def answered_count(self) -> int:
        """Proposals that have an answer."""
        return self.proposal_count - self.waiting_count

    @property
    def counts(self) -> Mapping[str, int]:
        """How many proposals are in each state."""
        return counted(self.lines)

    @property
    def heard(self) -> tuple[Standing, ...]:
        """The parties that have answered."""
        return tuple(one for one in self.standings if one.has_answered)

    @property
    def silent(self) -> tuple[Standing, ...]:
        """The parties that have not."""
        return tuple(one for one in self.standings if not one.has_answered)


def round_by(pk: int) -> CommentRound | None:
    """The round with its version, document and negotiation."""
    at_hand = CommentRound.objects.select_related("version__document__negotiation__county", "opened_by", "closed_by")
    return at_hand.filter(pk=pk).first()


def comment_by(pk: int) -> Comment | None:
    """The comment with its party and round."""
    at_hand = Comment.objects.select_related("party__organisation", "round__version__document__negotiation")
    return at_hand.filter(pk=pk).first()


def own_parties(user: User | AnonymousUser, document: Document, today: dt.date) -> tuple[Party, ...]:
    """The document's parties that the person coordinates."""
    mandates = Mandate.objects.held_by(user, today).filter(negotiation=document.negotiation_id, role=Role.COORDINATOR)
    organisations = mandates.values("organisation")
    return tuple(document.parties.with_organisations().filter(organisation__in=organisations))


def heard_in(rounds: Iterable[CommentRound]) -> set[tuple[int, int]]:
    """Which organisations have answered in which of the rounds: pairs of keys; two questions."""
    versions = {one.version_id: one.pk for one in rounds}
    comments = Comment.objects.filter(round__in=versions.values(), withdrawn_at__isnull=True)
    proposals = ChangeProposal.objects.standing().filter(version__in=versions, party__isnull=False)
    said = set(comments.values_list("round", "party__organisation"))
    offered = {(versions[version], key) for version, key in proposals.values_list("version", "party__organisation")}
    return said | offered


def rounds_of(document: Document) -> tuple[RoundLine, ...]:
    """The document's rounds, the newest first; always in five questions."""
    rounds = list(CommentRound.objects.of(document).select_related("version"))
    party_count = document.parties.count()
    comments = Comment.objects.filter(round__in=rounds, withdrawn_at__isnull=True)
    proposals = ChangeProposal.objects.of(document).standing()
    said = list(comments.order_by().values_list("round__version", "party").annotate(Count("id")))
    offered = list(proposals.order_by().values_list("version", "party").annotate(Count("id")))
    waiting = proposals.unanswered().order_by().values_list("version").annotate(Count("id"))
    counts = dict(waiting)
    return tuple(
        RoundLine(
            one,
            party_count,
            len({party for version, party, _count in (*said, *offered) if party and version == one.version_id}),
            sum(count for version, _party, count in said if version == one.version_id),
            sum(count for version, _party, count in offered if version == one.version_id),
            counts.get(one.version_id, 0),
        )
        for one in rounds
    )


def talks_of(its_round: CommentRound, language: str = "") -> Talks:
    """A round with all that is said in it, in a language of its version; always in the same number of questions."""
    version = its_round.version
    languages = tuple(version.texts.order_by("language").values_list("language", flat=True))
    original = version.document.original
    shown = language if language in languages else original if original in languages else languages[0]
    places = list(
        version.clauses.select_related("clause", "goal_area").prefetch_related("wordings", "basis__finding__event")
    )
    numbers = {one.clause_id: one.number for one in places}
    comments = [_said(one, numbers, its_round) for one in _comments(its_round)]
    lines = lines_of(version, its_round)
    return Talks(
        its_round,
        shown,
        languages,
        tuple(_clause(one, shown, comments, lines) for one in places),
        tuple(line for line in lines if line.place.position == 0),
        tuple(comments),
        lines,
        _standings(version.document, comments, lines),
    )


def _comments(its_round: CommentRound) -> Iterable[Comment]:
    return its_round.comments.select_related("party__organisation", "written_by", "clause")


def _said(comment: Comment, numbers: Mapping[int, str], its_round: CommentRound) -> Said:
    number = numbers.get(comment.clause_id, "") if comment.clause_id else ""
    return Said(comment, number, is_late(timezone.localdate(comment.written_at), its_round.due_on))


def _clause(place: VersionClause, language: str, comments: Sequence[Said], lines: Sequence[Line]) -> ClauseTalk:
    wordings = {one.language: Words(one.heading, one.text) for one in place.wordings.all()}
    words = wordings.get(language, NO_WORDS)
    here = [line for line in lines if line.place.key == place.clause.key]
    return ClauseTalk(
        place,
        words.heading,
        words.text,
        tuple(place.basis.all()),
        is_bare(place),
        tuple(one for one in comments if one.comment.clause_id == place.clause_id),
        tuple(line for line in here if line.proposal.kind != ProposalKind.ADD),
        tuple(line for line in here if line.proposal.kind == ProposalKind.ADD),
    )


def _standings(document: Document, comments: Sequence[Said], lines: Sequence[Line]) -> tuple[Standing, ...]:
    said: dict[int, list[Said]] = defaultdict(list)
    offered: dict[int, list[Line]] = defaultdict(list)
    for one in comments:
        said[one.comment.party_id].append(one)
    for line in lines:
        if line.proposal.party_id:
            offered[line.proposal.party_id].append(line)
    return tuple(_standing(party, said[party.pk], offered[party.pk]) for party in document.parties.with_organisations())


def _standing(party: Party, comments: Sequence[Said], lines: Sequence[Line]) -> Standing:
    words = [(one.comment.written_at, one.is_late) for one in comments if not one.is_withdrawn]
    words += [(line.proposal.proposed_at, line.is_late) for line in lines if not line.is_withdrawn]
    first_at, came_late = min(words, default=(None, False))
    return Standing(party, tuple(comments), tuple(lines), first_at, came_late)


def counted(lines: Iterable[Line]) -> Mapping[str, int]:
    """How many of the proposals are in each state."""
    counts = dict.fromkeys((*AnswerOutcome.values, WITHDRAWN), 0)
    for line in lines:
        counts[line.state] += 1
    return counts
