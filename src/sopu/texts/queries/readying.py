"""Before a draft is submitted: what blocks it, what is only worth a thought, and what it would be recognised by."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sopu.core.citations import doubts
from sopu.core.clauses import ClauseText, WholeText
from sopu.core.damage import damages
from sopu.core.fingerprints import fingerprint
from sopu.texts.models import ChangeProposal, Document, Language
from sopu.texts.queries.drafts import Draft, Line, draft_page
from sopu.texts.queries.readiness import Readiness, languages_worded, readiness_of
from sopu.texts.queries.wholes import draft_of

BETWEEN = "\n\n"
"""What stands between clauses when their texts are read as one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a clause that may be wrong, and what might stand there instead, where that can be told."""

    clause: int
    number: str
    heading: str
    words: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Readying:
    """What a drafter should know before submitting; `seen` tells the draft from any other.

    `cited` are citations of statutes that don't exist or aren't known, `damaged` words that have lost letters.
    """

    draft: Draft
    readiness: Readiness
    number: int
    seen: str
    open_count: int
    languages: tuple[str, ...]
    cited: tuple[Spot, ...]
    damaged: tuple[Spot, ...]

    @property
    def bare(self) -> tuple[Line, ...]:
        """Clauses that stand on no finding."""
        return tuple(line for line in self.draft.lines if line.is_bare)

    @property
    def empty(self) -> tuple[Line, ...]:
        """Clauses that have nothing but a heading, though they are no chapter's."""
        return tuple(line for line in self.draft.lines if line.is_empty)

    @property
    def empty_told(self) -> str:
        """The numbers of those, or the headings of such as bear none."""
        return ", ".join(line.number or line.heading for line in self.empty)

    @property
    def doubt_count(self) -> int:
        """How many things are worth a thought."""
        spots = len(self.cited) + len(self.damaged)
        return len(self.bare) + len(self.empty) + len(self.draft.promised) + self.open_count + spots


def readying_of(document: Document, year: int) -> Readying:
    """What stands in the way of submitting the draft, and what is worth a thought; a fixed number of questions.

    `year` is the present one: no statute is of a later.
    """
    draft = draft_page(document)
    wholes = _wholes(document)
    clauses = {line.clause.key: line.clause.pk for line in draft.lines}
    return Readying(
        draft,
        readiness_of(document),
        draft.newest.number + 1 if draft.newest else 1,
        _seen(wholes),
        ChangeProposal.objects.of(document).unanswered().count(),
        tuple(whole.language for whole in wholes),
        tuple(_cited(wholes, clauses, year)),
        tuple(spot for whole in wholes if whole.language == Language.FINNISH for spot in _damaged(whole, clauses)),
    )


def seen_of(document: Document) -> str:
    """The fingerprints that the draft would have now, in all languages of a version: what a submitter has read."""
    return _seen(_wholes(document))


def _wholes(document: Document) -> list[WholeText]:
    return [draft_of(document, language) for language in languages_worded(document)]


def _seen(wholes: Iterable[WholeText]) -> str:
    return ".".join(map(fingerprint, wholes))


def _cited(wholes: Iterable[WholeText], clauses: Mapping[str, int], year: int) -> Iterator[Spot]:
    for whole in wholes:
        for clause in whole.clauses:
            for doubt in doubts(_words(clause), year):
                yield Spot(clauses[clause.key], clause.number, clause.heading, doubt.text, doubt.suggestion)


def _damaged(whole: WholeText, clauses: Mapping[str, int]) -> Iterator[Spot]:
    """Damage is judged over the whole text: how much of it has lost its letters is told by all of it."""
    starts, at = [], 0
    for clause in whole.clauses:
        starts.append(at)
        at += len(_words(clause)) + len(BETWEEN)
    for one in damages(BETWEEN.join(map(_words, whole.clauses))):
        clause = whole.clauses[bisect_right(starts, one.start) - 1]
        yield Spot(clauses[clause.key], clause.number, clause.heading, one.text, one.suggestion)


def _words(clause: ClauseText) -> str:
    return f"{clause.heading}\n\n{clause.text}"
