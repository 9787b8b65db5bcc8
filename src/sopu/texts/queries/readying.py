"""Before a draft is submitted: what blocks it, what is only worth a thought, and what it would be recognised by."""

from dataclasses import dataclass

from sopu.core.fingerprints import fingerprint
from sopu.texts.models import ChangeProposal, ClauseKind, Document, Version
from sopu.texts.queries.drafts import Draft, Line, draft_page
from sopu.texts.queries.readiness import Readiness, readiness_of
from sopu.texts.queries.wholes import draft_of, languages_needed


@dataclass(frozen=True, slots=True)
class Readying:
    """What a drafter should know before submitting; `seen` tells the draft from any other."""

    draft: Draft
    readiness: Readiness
    number: int
    seen: str
    open_count: int

    @property
    def bare(self) -> tuple[Line, ...]:
        """Clauses that stand on no finding."""
        return tuple(line for line in self.draft.lines if line.is_bare)

    @property
    def empty(self) -> tuple[Line, ...]:
        """Clauses that have nothing but a heading, though they are no chapter's."""
        return tuple(line for line in self.draft.lines if not line.text and line.clause.kind != ClauseKind.CHAPTER)

    @property
    def doubt_count(self) -> int:
        """How many things are worth a thought."""
        return len(self.bare) + len(self.empty) + len(self.draft.promised) + self.open_count


def readying_of(document: Document) -> Readying:
    """What stands in the way of submitting the draft, and what is worth a thought; a fixed number of questions."""
    newest = Version.objects.of(document).first()
    return Readying(
        draft_page(document),
        readiness_of(document),
        newest.number + 1 if newest else 1,
        seen_of(document),
        ChangeProposal.objects.of(document).unanswered().count(),
    )


def seen_of(document: Document) -> str:
    """The fingerprints that the draft would have now, in all languages that it needs: what a submitter has read."""
    return ".".join(fingerprint(draft_of(document, language)) for language in languages_needed(document))
