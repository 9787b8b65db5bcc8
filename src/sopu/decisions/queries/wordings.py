"""What a decision approved, word for word, beside what was submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from sopu.core.clauses import WholeText
from sopu.core.fingerprints import fingerprint, normalised
from sopu.core.redlines import Redline, redline
from sopu.decisions.models import Decision
from sopu.texts.models import Version
from sopu.texts.queries.wholes import whole_of


class Said(Protocol):
    """A clause's words."""

    @property
    def heading(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Divergence:
    """How what was approved differs: a redline, or nothing where the wording of the fingerprint is not known.

    It `is_worded` when the words were written into the record, so that they can be taken into the draft.
    """

    submitted: str
    approved: str
    line: Redline | None
    is_worded: bool


def amended(whole: WholeText, words: Mapping[str, Said]) -> WholeText:
    """The wording with other words in some clauses, as its canonical form has it."""
    return normalised(
        replace(
            whole,
            clauses=tuple(
                replace(one, heading=words[one.key].heading, text=words[one.key].text) if one.key in words else one
                for one in whole.clauses
            ),
        )
    )


def decided_text(decision: Decision, *, sees_drafts: bool) -> WholeText | None:
    """The wording that the decision approved; nothing when its fingerprint is of none that the reader may see.

    That is one of the document's versions, and only for who `sees_drafts` one that was never submitted.
    """
    submitted = whole_of(decision.item.version, decision.language)
    own = amended(submitted, {one.clause.key: one for one in decision.words.select_related("clause")})
    if fingerprint(own) == decision.fingerprint:
        return own
    versions = Version.objects.all() if sees_drafts else Version.objects.public()
    found = versions.of(decision.item.version.document).recognised_by(decision.fingerprint)
    known = found.filter(texts__language=decision.language).first()
    return whole_of(known, decision.language) if known else None


def divergence_of(decision: Decision, *, sees_drafts: bool) -> Divergence | None:
    """How an approval differs from what was submitted; nothing when it does not."""
    submitted = whole_of(decision.item.version, decision.language)
    first = fingerprint(submitted)
    if not decision.fingerprint or decision.fingerprint == first:
        return None
    text = decided_text(decision, sees_drafts=sees_drafts)
    line = redline(submitted, text) if text else None
    return Divergence(first, decision.fingerprint, line, decision.words.exists())
