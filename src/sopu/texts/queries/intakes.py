"""Files that came in, as their pages show them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sopu.core.clauses import ClauseText
from sopu.core.redlines import ClauseChange, clause_change
from sopu.negotiations.models import Party
from sopu.texts.documents.stored import imported_from_json, placed_from_json
from sopu.texts.documents.values import (
    ChangeKind,
    Doubt,
    ImportedClause,
    PlacedComment,
    ProposedChange,
    Unplaced,
    Why,
)
from sopu.texts.models import CommentRound, Document, TextIntake, TextIntakeKind, Version
from sopu.texts.queries.wholes import whole_of

CONTEXT = 60
"""Characters shown at each side of what is doubtful."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal of a returned file with what it would change; `after` is what a new clause stands after."""

    place: int
    proposal: ProposedChange
    change: ClauseChange
    after: ClauseText | None


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment of a returned file, and the clause that it is on."""

    place: int
    comment: PlacedComment
    clause: ClauseText


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A clause that stands elsewhere in the file; `after` is None when it stands first."""

    place: int
    clause: ClauseText
    after: ClauseText | None


@dataclass(frozen=True, slots=True)
class LooseLine:
    """What could not be placed."""

    place: int
    loose: Unplaced
    clause: ClauseText | None

    @property
    def where(self) -> str:
        """Where in the file it stood."""
        return where_told(self.loose.why)


def where_told(why: Why) -> str:
    """Where in a file something stood that could not be placed."""
    return {
        Why.TITLE: _("The title in the file"),
        Why.COVER: _("On the cover of the file"),
        Why.BEFORE: _("Before the first clause"),
        Why.TABLE: _("In a table"),
        Why.NOTE: _("In a note"),
        Why.BOX: _("In a text box"),
        Why.EDGE: _("At the edge of the page"),
        Why.COMMENT: _("A comment on no clause"),
    }[why]


def problem_told(code: str) -> str:
    """What a person should know of the file itself."""
    return {
        "other_version": _(
            "The file was made of another version than the one it is laid beside. "
            "What has changed between them shows as proposals of this file."
        ),
        "partial": _(
            "More than half of the clauses are not in the file. It is taken for a part of the document: "
            "nothing is proposed to be left out."
        ),
        "pictures": _("The file has pictures or drawings. They can’t be worded, and don’t come along."),
        "embedded": _("Another file is embedded in the file. What it says is not read."),
    }[code]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a returned file."""

    intake: TextIntake
    proposals: tuple[ProposalLine, ...]
    comments: tuple[CommentLine, ...]
    moves: tuple[MoveLine, ...]
    loose: tuple[LooseLine, ...]
    problems: tuple[str, ...]
    """Sentences."""
    unchanged_count: int

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing that the version does not say."""
        return not (self.proposals or self.comments or self.moves or self.loose)


def preview_of(intake: TextIntake) -> Preview:
    """A returned file beside the version it is about; always in three questions."""
    assert intake.version is not None
    placed = placed_from_json(intake.reading)
    base = whole_of(intake.version, intake.language)
    known = {one.key: one for one in base.clauses}
    return Preview(
        intake,
        tuple(_proposals(placed.proposals, known)),
        tuple(CommentLine(place, one, known[one.key]) for place, one in enumerate(placed.comments)),
        tuple(MoveLine(place, known[one.key], known.get(one.after_key)) for place, one in enumerate(placed.moved)),
        tuple(LooseLine(place, one, known.get(one.key)) for place, one in enumerate(placed.unplaced)),
        tuple(map(problem_told, placed.problems)),
        len(placed.unchanged),
    )


def _proposals(proposals: Sequence[ProposedChange], known: Mapping[str, ClauseText]) -> Iterator[ProposalLine]:
    for place, one in enumerate(proposals):
        was = known.get(one.key)
        key, number, kind = (was.key, was.number, was.kind) if was else (f"new-{place}", "", "")
        new = ClauseText(key, number, one.depth, kind, one.heading, one.text)
        change = clause_change(was, None if one.kind is ChangeKind.REMOVE else new)
        yield ProposalLine(place, one, change, known.get(one.after_key))


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """Something doubtful: what stands before and after it, and the clause that it is in."""

    place: int
    doubt: Doubt
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """A clause of an agreement that came in, and what is doubtful in it."""

    place: int
    clause: ImportedClause
    doubts: tuple[DoubtLine, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """An agreement that came in, to be looked through; `kinds` tells how many suggestions each kind of doubt has."""

    intake: TextIntake
    title: str
    lines: tuple[ImportedLine, ...]
    title_doubts: tuple[DoubtLine, ...]
    left_out: tuple[str, ...]
    kinds: Mapping[str, int]

    @property
    def taken_count(self) -> int:
        """How many clauses go to the draft."""
        return sum(one.clause.is_taken for one in self.lines)

    @property
    def doubt_count(self) -> int:
        """How many doubts wait for a look."""
        return sum(len(one.doubts) for one in self.lines) + len(self.title_doubts)


def imported_of(intake: TextIntake) -> Imported:
    """An agreement that came in, from what is stored; it asks the database nothing."""
    found = imported_from_json(intake.reading)
    lines = [
        DoubtLine(place, one, *_around(_field(found.title, found.clauses, one), one))
        for place, one in enumerate(found.doubts)
    ]
    kinds: dict[str, int] = {}
    for one in found.doubts:
        if one.suggestion:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
    return Imported(
        intake,
        found.title,
        tuple(
            ImportedLine(place, one, tuple(line for line in lines if line.doubt.clause == place))
            for place, one in enumerate(found.clauses)
        ),
        tuple(line for line in lines if line.doubt.clause < 0),
        found.left_out,
        kinds,
    )


def doubts_of(intake: TextIntake) -> tuple[Doubt, ...]:
    """What is doubtful in an agreement that came in, by place; a returned Word file has no doubts."""
    is_agreement = intake.kind == TextIntakeKind.AGREEMENT
    return imported_from_json(intake.reading).doubts if is_agreement else ()


def _field(title: str, clauses: Sequence[ImportedClause], doubt: Doubt) -> str:
    if doubt.clause < 0:
        return title
    clause = clauses[doubt.clause]
    return clause.heading if doubt.field == "heading" else clause.text


def _around(text: str, doubt: Doubt) -> tuple[str, str]:
    start, end = max(0, doubt.start - CONTEXT), doubt.end + CONTEXT
    before = ("…" if start else "") + text[start : doubt.start]
    return before, text[doubt.end : end] + ("…" if end < len(text) else "")


def intake_by(pk: int) -> TextIntake | None:
    """The intake with its document, version and party."""
    rows = TextIntake.objects.select_related("document__negotiation__county", "version", "party__organisation")
    return rows.filter(pk=pk).first()


def intakes_of(document: Document, parties: Collection[Party], *, is_preparer: bool) -> tuple[TextIntake, ...]:
    """What the reader has brought in, the newest first: their parties' files, and the preparers' own."""
    own = Q(party__in=parties) | (Q(party__isnull=True) if is_preparer else Q(pk__in=[]))
    rows = document.intakes.filter(own).select_related("party__organisation", "version", "taken_by")
    return tuple(rows.order_by("-id"))


@dataclass(frozen=True, slots=True)
class WordPage:
    """What can be downloaded of a document and what can be brought in: `open_round` is where a party may answer."""

    versions: tuple[Version, ...]
    open_round: CommentRound | None
    languages: tuple[str, ...]

    @property
    def earlier(self) -> tuple[Version, ...]:
        """Those before the newest."""
        return self.versions[1:]

    @property
    def newest(self) -> Version | None:
        """The newest version that the reader sees."""
        return self.versions[0] if self.versions else None


def word_page(document: Document) -> WordPage:
    """The versions of a document, the newest first, and its open round; in three questions."""
    versions = tuple(Version.objects.of(document).prefetch_related("texts"))
    its_round = CommentRound.objects.of(document).under_way().select_related("version").first()
    languages = {text.language for version in versions for text in version.texts.all()} | {document.original}
    ordered = sorted(languages, key=lambda one: (one != document.original, one))
    return WordPage(versions, its_round, tuple(ordered))


def answered_version(document: Document, party: Party | None, fingerprint: str) -> Version | None:
    """The version that a returned file is about: for a party that of the open round, else the one it was made of."""
    if party is not None:
        its_round = CommentRound.objects.of(document).under_way().select_related("version__document").first()
        return its_round.version if its_round else None
    versions = Version.objects.of(document).at_hand()
    made_of = versions.filter(texts__sha256__startswith=fingerprint).first() if fingerprint else None
    return made_of or versions.first()
