"""What the plan's data say otherwise than the version that was submitted last."""

from dataclasses import dataclass

from sopu.core.clauses import ClauseText
from sopu.core.fingerprints import clause_fingerprint
from sopu.plans.queries.plan_texts import PlanText
from sopu.plans.queries.rendered import Rendered, party_key
from sopu.texts.models import Version, VersionWording


@dataclass(frozen=True, slots=True)
class Changes:
    """Since a version: the measures that read otherwise, are new or are gone, and parties whose commitments changed."""

    version: Version
    changed: tuple[str, ...]
    added: tuple[str, ...]
    gone_count: int
    parties: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many measures are not as they were submitted."""
        return len(self.changed) + len(self.added) + self.gone_count

    @property
    def is_any(self) -> bool:
        """Whether anything has changed."""
        return self.count + len(self.parties) > 0


def changes_since(text: PlanText) -> Changes | None:
    """What has changed since the newest submitted version; none before the first. Two questions."""
    version = Version.objects.current().filter(document=text.document).first()
    if version is None:
        return None
    rows = VersionWording.objects.filter(clause__version=version).values_list(
        "clause__clause__key", "language", "sha256"
    )
    was = {(key, language): sha256 for key, language, sha256 in rows}
    languages = {language for _key, language in was}
    moved = {
        one.key
        for language, told in text.told.items()
        for one in told
        if language in languages and was.get((one.key, language)) != _fingerprint(one)
    }
    had = {key for key, _language in was}
    measures = {one.key: one.label for one in text.rows.measures}
    gone = [key for key in had & text.own - {*text.keys} if _is_measure(text, key)]
    return Changes(
        version,
        tuple(label for key, label in measures.items() if key in moved and key in had),
        tuple(label for key, label in measures.items() if key not in had),
        len(gone),
        tuple(one.organisation.name for one in text.rows.parties if party_key(one) in moved),
    )


def _fingerprint(one: Rendered) -> str:
    return clause_fingerprint(ClauseText(one.key, "", one.depth, one.kind, one.heading, one.text))


def _is_measure(text: PlanText, key: str) -> bool:
    """Measures stand deepest: whatever else the data make stands higher."""
    return key in text.clauses and text.clauses[key].depth == MEASURE_DEPTH


MEASURE_DEPTH = 3
