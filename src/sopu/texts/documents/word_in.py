"""A Word file that comes back, read clause by clause: with tracked changes or without, by whoever wrote in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sopu.core.markdown import BULLETS, NUMBERS, PARAGRAPH, Span
from sopu.core.office import Package, Relation
from sopu.core.tables import Unreadable
from sopu.texts.documents import marks
from sopu.texts.documents.lines import Line, markdown, tidy, without_beginning
from sopu.texts.documents.values import ReturnedClause, ReturnedComment, ReturnedText, Unplaced, Why
from sopu.texts.documents.word_forms import Element, numbering_of, styles_of
from sopu.texts.documents.word_paragraphs import Paragraph, Place, Reading
from sopu.texts.documents.word_xml import OUR_INITIALS

MOST_PARAGRAPHS = 20_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FINGERPRINT = re.compile(r"(?:Tiiviste|Kontrollsumma|Fingerprint) \(SHA-256\): ([0-9a-f]{64})")
"""The last line as it goes out, in any language, for files whose bookmarks are gone."""
_PAGE_NUMBER = re.compile(r"(?:\D{0,12}\s)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|\()\s*\d{1,4}\)?)?")
_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.|\d{1,3}\s?§)\s+(?=\S)")
"""A bare number may be the beginning of what is said (“24 kuntaa”); one with a point or a § is a clause's."""
_STYLED_NUMBER = re.compile(r"\s*(\S+(?:\s§)?)(?=\s|$)\s*")


def read_word(content: bytes, *, file: str = "") -> ReturnedText:
    """All that a Word file says. `file` is only named in errors.

    Raises `Unreadable` with the codes of `core.office.Package`, and "is_not_word" and "too_long".
    """
    package = Package(file, content)
    opened = Opened(package)
    proposed, seen = opened.reading(accepts=True), opened.reading(accepts=False)
    text = divided(proposed.paragraphs)
    before = divided(seen.paragraphs)
    clauses = tuple(_clauses(text, before))
    places = _places(clauses, (text, proposed), (before, seen))
    return ReturnedText(
        title=text.title,
        fingerprint=text.fingerprint or before.fingerprint,
        clauses=clauses,
        comments=tuple(_comments(opened, places)),
        unplaced=(*text.unplaced, *around(opened)),
        problems=tuple(sorted(proposed.problems)),
    )


class Opened:
    """A Word file with its styles; each reading counts its lists anew."""

    def __init__(self, package: Package) -> None:
        """Finds the document in the package. Raises `Unreadable`: "is_not_word", "damaged"."""
        self.package = package
        found = next((one for one in package.relations("").values() if one.kind == "officeDocument"), None)
        root = package.part(found.target) if found else None
        self.body = root.find(f"{_W}body") if root is not None else None
        if found is None or self.body is None:
            raise Unreadable("is_not_word", package.file)
        self.relations = dict(package.relations(found.target))
        self.styles = dict(styles_of(self.part("styles")))
        self.numbering = self.part("numbering")

    def part(self, kind: str) -> Element | None:
        """The part that the document has of that kind; None where it has none."""
        return next((self.package.part(one.target) for one in self.related(kind)), None)

    def related(self, kind: str) -> Iterator[Relation]:
        """The parts of that kind."""
        return (one for one in self.relations.values() if one.kind == kind and not one.is_external)

    def reading(self, *, accepts: bool, root: Element | None = None) -> Reading:
        """The file once its tracked changes are accepted, or rejected."""
        body = self.body if root is None else root
        found = Reading(accepts, self.styles, numbering_of(self.numbering), self.relations).read(body)
        if len(found.paragraphs) > MOST_PARAGRAPHS:
            raise Unreadable("too_long", self.package.file, limit=MOST_PARAGRAPHS)
        return found


@dataclass(slots=True)
class Part:
    """A clause as it is found: its key, its number, its depth, its heading and its lines."""

    key: str
    number: str = ""
    depth: int = 0
    heading: str = ""
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Divided:
    """Paragraphs divided into clauses; `clause_at` is the place of the clause of each paragraph, -1 for none."""

    title: str = ""
    fingerprint: str = ""
    clauses: list[Part] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    clause_at: list[int] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Bookmarks of empty paragraphs, which are of the next one with text."""

    def take(self, paragraph: Paragraph) -> None:
        """One more paragraph."""
        if not paragraph.text.strip():
            self.waiting += paragraph.opens
        elif paragraph.place is not Place.BODY:
            why = Why.TABLE if paragraph.place is Place.TABLE else Why.BOX
            self._unplace(paragraph, why)
        else:
            told = [mark for name in (*self.waiting, *paragraph.opens) if (mark := marks.read(name))]
            self.waiting = []
            if not self._is_own(paragraph, told):
                self._clause(paragraph, [mark.key for mark in told if mark.key])
        self.clause_at.append(len(self.clauses) - 1)

    def _is_own(self, paragraph: Paragraph, told: Sequence[marks.Mark]) -> bool:
        """Whether it is a line of the file's own; one that somebody edited is told, and not lost."""
        text = " ".join(paragraph.text.split())
        if full := _FINGERPRINT.fullmatch(text):
            self.fingerprint = full[1]
            return True
        self.fingerprint = next((one.digest for one in told if one.role == "version"), self.fingerprint)
        own = next((one for one in told if one.role in {"title", "line"}), None)
        is_title = own.role == "title" if own else paragraph.style.is_title
        if is_title and not self.title and not self.clauses:
            self.title = text
        elif own is None:
            return False
        if own and own.digest != marks.digest(text):
            self._unplace(paragraph, Why.TITLE if is_title else Why.COVER)
        return True

    def _clause(self, paragraph: Paragraph, keys: Sequence[str]) -> None:
        # LibreOffice may begin a bookmark a second time in the last paragraph of its text.
        is_again = bool(keys and self.clauses and keys[-1] == self.clauses[-1].key)
        if paragraph.level or (keys and not is_again):
            part = Part(keys[-1] if keys else "", depth=min(paragraph.level, 3))
            part.number, spans = _numbered(paragraph)
            if paragraph.level:
                part.heading = " ".join("".join(span.text for span in spans).split())
            elif line := line_of(paragraph, spans):
                part.lines.append(line)
            self.clauses.append(part)
        elif not self.clauses:
            self._unplace(paragraph, Why.BEFORE)
        elif line := line_of(paragraph, [run.span for run in paragraph.runs]):
            self.clauses[-1].lines.append(line)

    def _unplace(self, paragraph: Paragraph, why: Why) -> None:
        key = self.clauses[-1].key if self.clauses else ""
        self.unplaced.append(Unplaced(" ".join(paragraph.text.split()), why, key))


def divided(paragraphs: Iterable[Paragraph]) -> Divided:
    """The paragraphs by clause: one begins where its bookmark does, or with a heading."""
    found = Divided()
    for paragraph in paragraphs:
        found.take(paragraph)
    return found


def _numbered(paragraph: Paragraph) -> tuple[str, list[Span]]:
    """The number that a clause begins with, and the rest; what was typed right behind a number is not of it."""
    styled = "".join(run.span.text for run in takewhile(lambda run: run.is_number, paragraph.runs))
    if match := _STYLED_NUMBER.match(styled):
        return match[1], without_beginning((run.span for run in paragraph.runs), match.end())
    if match := _NUMBER.match(paragraph.text):
        return match[1], without_beginning((run.span for run in paragraph.runs), match.end())
    is_counted = paragraph.level > 0 and paragraph.label is not None and not paragraph.label.is_bullet
    return paragraph.label.text if is_counted and paragraph.label else "", [run.span for run in paragraph.runs]


def line_of(paragraph: Paragraph, spans: Iterable[Span]) -> Line | None:
    """The paragraph or item as a line, with these spans of it; None when they say nothing."""
    told = tidy(spans)
    if not told:
        return None
    if paragraph.label is None or paragraph.level:
        return Line(PARAGRAPH, told, paragraph.style.continued)
    kind = BULLETS if paragraph.label.is_bullet else NUMBERS
    return Line(kind, told, paragraph.label.depth, paragraph.label.number if kind is NUMBERS else 0)


def _clauses(text: Divided, before: Divided) -> Iterator[ReturnedClause]:
    """What is proposed; a clause that is all deleted stands where it stood."""
    gone = _gone(before, {part.key for part in text.clauses if part.key})
    yield from map(_deleted, gone.get("", []))
    for part in text.clauses:
        yield ReturnedClause(part.key, part.number, part.depth, part.heading, markdown(part.lines))
        yield from map(_deleted, gone.get(part.key, []) if part.key else [])


def _gone(before: Divided, there: set[str]) -> dict[str, list[Part]]:
    """Clauses with a key that are no more, by the last one before them that still is."""
    found: dict[str, list[Part]] = {}
    last = ""
    for part in before.clauses:
        if part.key in there:
            last = part.key
        elif part.key:
            found.setdefault(last, []).append(part)
    return found


def _deleted(part: Part) -> ReturnedClause:
    return ReturnedClause(part.key, part.number, part.depth, "", "", deleted=True)


Places = dict[str, tuple[int, str]]
"""Of each comment the place of its clause, -1 for none, and the words that it is about."""


def _places(clauses: Sequence[ReturnedClause], now: tuple[Divided, Reading], then: tuple[Divided, Reading]) -> Places:
    """Where comments stand in the text as it is proposed; one on words that are gone, where those were."""
    by_key = {clause.key: place for place, clause in enumerate(clauses) if clause.key}
    in_order = [place for place, clause in enumerate(clauses) if not clause.deleted]
    found: Places = {}
    for (divided, reading), is_now in ((then, False), (now, True)):
        for id_, anchor in reading.anchors.items():
            at = divided.clause_at[anchor.paragraph] if anchor.paragraph < len(divided.clause_at) else -1
            if id_ not in found or anchor.about:
                place = -1 if at < 0 else in_order[at] if is_now else by_key.get(divided.clauses[at].key, -1)
                found[id_] = (place, " ".join(anchor.about.split()))
    return found


def _comments(opened: Opened, places: Places) -> Iterator[ReturnedComment]:
    """Comments by the clause that they stand in, without our own and without who wrote them."""
    root = opened.part("comments")
    for comment in root.iter(f"{_W}comment") if root is not None else ():
        said = "\n".join(line for one in comment.iter(f"{_W}p") if (line := _plain(one)))
        if said and comment.get(f"{_W}initials") != OUR_INITIALS:
            place, about = places.get(str(comment.get(f"{_W}id")), (-1, ""))
            yield ReturnedComment(place, said, about)


def _plain(element: Element) -> str:
    """The words of a paragraph of a comment, a note or a margin, as they will be."""
    gone = {f"{_W}del", f"{_W}moveFrom"}
    told = ""
    for one in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if not any(above.tag in gone for above in one.iterancestors()):
            told += one.text or "" if one.tag == f"{_W}t" else "\t"
    return told.strip()


def around(opened: Opened) -> Iterator[Unplaced]:
    """What stands in notes and margins: it is of no clause, and is told."""
    for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for relation in opened.related(kind):
            root = opened.package.part(relation.target)
            for note in root.iter(f"{_W}{name}") if root is not None else ():
                if note.get(f"{_W}type") in {None, "normal"} and (said := _plain(note)):
                    yield Unplaced(" ".join(said.split()), Why.NOTE)
    told: set[str] = set()
    for kind in ("header", "footer"):
        for relation in opened.related(kind):
            root = opened.package.part(relation.target)
            for paragraph in root.iter(f"{_W}p") if root is not None else ():
                said = _plain(paragraph)
                if said and said not in told and not _is_foot(paragraph, said):
                    told.add(said)
                    yield Unplaced(" ".join(said.split()), Why.EDGE)


def _is_foot(paragraph: Element, said: str) -> bool:
    """Whether it is our foot as it went out, or only the number of the page."""
    names = [str(one.get(f"{_W}name")) for one in paragraph.iter(f"{_W}bookmarkStart")]
    digests = {mark.digest for name in names if (mark := marks.read(name)) and mark.role == "foot"}
    return marks.digest(said.split("\t")[0]) in digests or _PAGE_NUMBER.fullmatch(said) is not None
