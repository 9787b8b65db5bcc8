"""A version as its page shows it, two of them compared, and the one that a fingerprint belongs to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sopu.core.digests import sha256
from sopu.core.fingerprints import canonical, parse_canonical
from sopu.core.redlines import Redline, redline
from sopu.synthesis.models import FindingVersion
from sopu.texts.models import Document, Version, VersionClause, VersionText, VersionWording
from sopu.texts.queries.grounds import is_bare
from sopu.texts.queries.readiness import languages_by_document
from sopu.texts.queries.wholes import draft_of, older_of, ordered, whole_of


@dataclass(frozen=True, slots=True)
class Read:
    """A clause of a version in one language, and what it stood on when the version was made.

    `is_bare` when that was nothing, though it should have been something; a chapter's heading needs nothing.
    """

    clause: VersionClause
    key: str
    wording: VersionWording
    basis: tuple[FindingVersion, ...]
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A version in one of its languages, and its document's versions that the reader sees, the newest first."""

    version: Version
    text: VersionText
    texts: tuple[VersionText, ...]
    clauses: tuple[Read, ...]
    siblings: tuple[Version, ...]
    terms: tuple[tuple[str, str], ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is worded in."""
        return tuple(one.language for one in self.texts)

    @property
    def newer(self) -> Version | None:
        """The newest version, when this one isn't."""
        first = self.siblings[0] if self.siblings else None
        return first if first and first.number > self.version.number else None

    @property
    def before(self) -> Version | None:
        """The version right before this one."""
        return next((one for one in self.siblings if one.number < self.version.number), None)


def version_page(version: Version, language: str, *, sees_drafts: bool) -> Page:
    """A version in a language that it has, else in its original; ten questions however many clauses it has.

    Others than those who work in the negotiation see the signed findings of its basis, and public versions beside it.
    """
    texts = tuple(version.texts.all())
    text = _text_in(texts, language, version.document.original)
    clauses = version.clauses.select_related("clause", "goal_area").prefetch_related(
        "wordings", "basis__finding__event", "basis__sign_off"
    )
    siblings = Version.objects.of(version.document)
    return Page(
        version,
        text,
        texts,
        tuple(
            Read(one, one.clause.key, wording, _basis(one, is_open=sees_drafts), is_bare(one))
            for one in clauses
            for wording in one.wordings.all()
            if wording.language == text.language
        ),
        tuple(siblings if sees_drafts else siblings.public()),
        ordered(text.terms, version.document, text.language),
    )


def _text_in(texts: Iterable[VersionText], language: str, original: str) -> VersionText:
    by_language = {one.language: one for one in texts}
    return by_language.get(language) or by_language.get(original) or next(iter(by_language.values()))


def _basis(clause: VersionClause, *, is_open: bool) -> tuple[FindingVersion, ...]:
    return tuple(one for one in clause.basis.all() if is_open or hasattr(one, "sign_off"))


def wordings_of(clauses: Collection[int], language: str) -> dict[int, VersionWording]:
    """How clauses of versions read, by their keys: in the language, where the version is worded in it; one question."""
    found: dict[int, VersionWording] = {}
    for wording in VersionWording.objects.filter(clause__in=clauses).order_by("language"):
        if wording.clause_id not in found or wording.language == language:
            found[wording.clause_id] = wording
    return found


def canonical_text(version: Version, language: str) -> bytes | None:
    """The canonical form of a version in a language, whose SHA-256 is its fingerprint; None where it has none."""
    if not version.texts.filter(language=language).exists():
        return None
    return canonical(whole_of(version, language))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from a version to another, or to the draft as it is now (`new` is None), in one language.

    When that is nothing, `elsewhere` are the other languages in which something has.
    """

    old: Version
    new: Version | None
    document: Document
    language: str
    languages: tuple[str, ...]
    redline: Redline
    elsewhere: tuple[str, ...]
    choices: tuple[Version, ...]


def comparison_of(
    old: Version, new: Version | None, document: Document, language: str, *, sees_drafts: bool
) -> Comparison | None:
    """What changed from `old` to `new`, or to the draft of `document`, in one language; None when they share none."""
    languages = _in_both(old, new, document)
    if not languages:
        return None
    shown = language if language in languages else languages[0]
    line = _redline(old, new, document, shown)
    others = [one for one in languages if one != shown] if line.is_same else []
    return Comparison(
        old,
        new,
        document,
        shown,
        languages,
        line,
        tuple(one for one in others if not _redline(old, new, document, one).is_same),
        choices_for(document, sees_drafts=sees_drafts),
    )


def _redline(old: Version, new: Version | None, document: Document, language: str) -> Redline:
    now = whole_of(new, language) if new else draft_of(document, language)
    return redline(older_of(old, document, language), now)


def _in_both(old: Version, new: Version | None, document: Document) -> tuple[str, ...]:
    olds = {one.language for one in old.texts.all()}
    news = [one.language for one in new.texts.all()] if new else languages_by_document([document])[document.pk]
    found = [one for one in news if one in olds]
    return tuple(sorted(found, key=lambda one: one != document.original))


def choices_for(document: Document, *, sees_drafts: bool) -> tuple[Version, ...]:
    """What may be compared: the document's versions and its predecessor's, the newest first."""
    documents = [document.pk, *([document.predecessor_id] if document.predecessor_id else [])]
    rows = Version.objects.filter(document__in=documents).select_related("document")
    found = rows if sees_drafts else rows.public()
    return tuple(sorted(found, key=lambda one: (one.document_id != document.pk, -one.number)))


def recognised_by(fingerprint: str) -> tuple[VersionText, ...]:
    """The wordings whose fingerprint begins so, the newest version first."""
    rows = VersionText.objects.filter(sha256__startswith=fingerprint)
    return tuple(rows.select_related("version__document__negotiation__county").order_by("-version"))


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a text that somebody would have recognised: `line` is why it is not in the canonical form."""

    sha256: str
    title: str
    clause_count: int
    fault: str


def tried(content: bytes) -> Tried:
    """The fingerprint of a text in the canonical form; ends of lines may be those of any system.

    The text is read as it is: what a program has added before it (a mark of byte order) or left out behind it (the last
    line's end) makes no difference, anything else does.
    """
    text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
    try:
        whole = parse_canonical(text)
    except ValueError as fault:
        return Tried(sha256(text), "", 0, str(fault))
    return Tried(sha256(text), whole.title, len(whole.clauses), "")
