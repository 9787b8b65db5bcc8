"""An agreement that comes from elsewhere, in clauses: from a Word file, or from text recognised from a scan.

Nothing is corrected: damaged letters, citations that can't be right and words whose hyphen is in doubt are told with
their places, for a person to look at.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sopu.core import citations, damage
from sopu.core.markdown import BULLETS, NUMBERS, PARAGRAPH, Span
from sopu.core.office import Package
from sopu.texts.documents import marks
from sopu.texts.documents.headings import Beginning, beginning, is_heading_like, is_marked, likely_kind
from sopu.texts.documents.lines import Line, markdown, tidy, without_beginning
from sopu.texts.documents.scans import Piece, read_scan
from sopu.texts.documents.values import Doubt, ImportedClause, ImportedText
from sopu.texts.documents.word_in import Opened, around, line_of
from sopu.texts.documents.word_paragraphs import Paragraph, Place

MOST_TEXT = 2_000_000
"""Characters: a thousand pages."""
LONGEST_BARE = 60
"""Characters: a longer line without a number or a mark is no heading."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph from either source: what it begins (None: nothing), or its line; a title stands before all."""

    begins: Beginning | None = None
    line: Line | None = None
    is_title: bool = False
    is_styled: bool = False
    doubt: str = ""


def read_agreement(content: bytes | str, *, year: int, language: str = "fi", file: str = "") -> ImportedText:
    """The clauses of an agreement; `year` is the present one, for citations of statutes to come.

    Letters are doubted in Finnish only. Bytes are a Word file, or text in UTF-8, UTF-16 or Windows-1252. Raises
    `Unreadable` with the codes of `core.office.Package` for what is neither.
    """
    if isinstance(content, bytes) and not _is_text(content):
        found = _from_word(content, file)
    else:
        found = _from_scan(_decoded(content) if isinstance(content, bytes) else content)
    doubts = [*found.doubts, *_doubts(found, year), *(_damages(found) if language == "fi" else ())]
    return replace(found, doubts=tuple(sorted(doubts, key=_order)))


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    is_other = content.startswith((b"PK", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0"))
    return bool(content) and not is_other and b"\0" not in content[:4_096]


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _from_word(content: bytes, file: str) -> ImportedText:
    opened = Opened(Package(file, content))
    left_out: list[str] = []
    units = list(_word_units(opened.reading(accepts=True).paragraphs, left_out))
    left_out += [one.text for one in around(opened)]
    return _imported(_shifted(units), left_out, [])


def _word_units(paragraphs: Iterable[Paragraph], left_out: list[str]) -> Iterator[_Unit]:
    """Each paragraph as what it begins or says; a table of contents is left out, and our own lines on a cover."""
    has_styles = False
    for one in paragraphs:
        text = " ".join(one.text.split())
        if not text:
            continue
        own = [mark for name in one.opens if (mark := marks.read(name)) and mark.role == "line"]
        if own or one.style.name.lower().startswith(("toc ", "sisluet", "innehåll")):
            left_out.append(text)
            continue
        unit = _word_unit(one, text, has_styles)
        has_styles = has_styles or unit.is_styled
        yield unit


def _word_unit(one: Paragraph, text: str, has_styles: bool) -> _Unit:
    if one.style.is_title:
        return _Unit(line=Line(PARAGRAPH, (Span(text),)), is_title=True)
    if one.level and one.place is Place.BODY:
        return _Unit(_styled(one, text), is_styled=True)
    line = line_of(one, [run.span for run in one.runs]) or Line(PARAGRAPH, (Span(text),))
    if one.place is not Place.BODY:
        return _Unit(line=line, doubt="table")
    if one.label is None and (found := beginning(text)):
        return _Unit(found, _rest(line, found))
    if one.label is None and not has_styles and _is_bold(one) and is_heading_like(text):
        return _Unit(Beginning("", 0, text))
    return _Unit(line=line)


def _styled(one: Paragraph, text: str) -> Beginning:
    """A heading by its style: its number is typed, or counted by Word."""
    counted = one.label.text.rstrip(".") if one.label and not one.label.is_bullet else ""
    found = beginning(text) if not counted else None
    level = min(one.level, 3)
    return Beginning(found.number, level, found.heading or found.text) if found else Beginning(counted, level, text)


def _rest(line: Line, found: Beginning) -> Line | None:
    """The words of a numbered paragraph that is no heading, with their looks."""
    if not found.text:
        return None
    return replace(line, spans=tidy(without_beginning(line.spans, len(line.text) - len(found.text))))


def _is_bold(one: Paragraph) -> bool:
    return all(run.span.is_strong for run in one.runs if run.span.text.strip())


def _shifted(units: Sequence[_Unit]) -> list[_Unit]:
    """When the one heading of the first level is the title, the next levels are the chapters."""
    styled = [one for one in units if one.is_styled and one.begins]
    tops = [one for one in styled if one.begins and one.begins.depth == 1]
    has_title = any(one.is_title for one in units)
    if has_title or len(tops) != 1 or len(styled) < 3 or units[0] is not tops[0]:
        return list(units)
    assert tops[0].begins is not None
    title = _Unit(line=Line(PARAGRAPH, (Span(tops[0].begins.heading),)), is_title=True)
    rest = [
        replace(one, begins=replace(one.begins, depth=max(1, one.begins.depth - 1)))
        if one.is_styled and one.begins
        else one
        for one in units[1:]
    ]
    return [title, *rest]


def _from_scan(text: str) -> ImportedText:
    scan = read_scan(text[:MOST_TEXT])
    units = [_scan_unit(piece) for piece in scan.pieces]
    if units and scan.pieces[0].number < 0 and not (units[0].begins and units[0].begins.number):
        first = scan.pieces[0].text
        if is_heading_like(first):
            units[0] = _Unit(line=Line(PARAGRAPH, (Span(first),)), is_title=True)
    left_out = [*scan.left_out, text[MOST_TEXT:]] if len(text) > MOST_TEXT else scan.left_out
    return _imported(_shifted(_with_bare_headings(units)), left_out, scan.hyphens)


def _with_bare_headings(units: Sequence[_Unit]) -> list[_Unit]:
    """Where nothing else begins a clause, a short line of its own does, when a paragraph follows it."""
    if not units or any(one.begins for one in units):
        return list(units)
    return [
        _Unit(Beginning("", 0, one.line.text)) if one.line and _is_bare_heading(one, after) else one
        for one, after in zip(units, [*units[1:], _Unit()], strict=True)
    ]


def _is_bare_heading(one: _Unit, after: _Unit) -> bool:
    """Whether a line is like a heading, and what comes after it is like no heading."""
    if one.is_title or not one.line or not after.line:
        return False
    is_plain = one.line.kind is PARAGRAPH and len(one.line.text) <= LONGEST_BARE
    follows = after.line.kind is PARAGRAPH and not is_heading_like(after.line.text)
    return is_plain and follows and is_heading_like(one.line.text)


def _scan_unit(piece: Piece) -> _Unit:
    spans = (Span(piece.text),)
    if piece.number == 0:
        return _Unit(line=Line(BULLETS, spans))
    if piece.number > 0:
        return _Unit(line=Line(NUMBERS, spans, number=piece.number))
    if found := beginning(piece.text):
        line = Line(PARAGRAPH, (Span(found.text),)) if found.text else None
        return _Unit(found, line, is_styled=is_marked(piece.text))
    if piece.is_capitals:
        return _Unit(Beginning("", 0, piece.text))
    return _Unit(line=Line(PARAGRAPH, spans))


@dataclass(slots=True)
class _Growing:
    number: str = ""
    depth: int = 1
    heading: str = ""
    lines: list[Line] = field(default_factory=list)

    def clause(self, chapter: str) -> ImportedClause:
        """As it is in the end; `chapter` is what its chapter is for."""
        usual = "chapter" if self.depth == 1 and self.heading and not self.lines else chapter
        kind = usual if usual == "chapter" else likely_kind(self.heading, chapter)
        return ImportedClause(self.number, self.depth, self.heading, markdown(self.lines), kind)


def _finished(growing: Sequence[_Growing]) -> Iterator[ImportedClause]:
    chapter = "background"
    for one in growing:
        if one.depth == 1:
            chapter = likely_kind(one.heading, "principle" if one.heading else "background")
        yield one.clause(chapter)


def _imported(units: Sequence[_Unit], left_out: Sequence[str], hyphens: Sequence[str]) -> ImportedText:
    title = ""
    growing: list[_Growing] = []
    tables: list[tuple[int, str]] = []
    has_chapters = any(one.begins and one.begins.depth == 1 for one in units)
    for unit in units:
        if unit.is_title and unit.line and not title and not any(one.heading or one.number for one in growing):
            title = unit.line.text
            continue
        if growing and (heading := _heading_of(unit, growing[-1])):
            growing[-1].heading = heading
            continue
        if unit.begins:
            growing.append(_begun(unit.begins, growing, has_chapters=has_chapters))
        elif not growing:
            growing.append(_Growing())
        if unit.line:
            growing[-1].lines.append(unit.line)
        if unit.doubt and unit.line:
            tables.append((len(growing) - 1, unit.line.text))
    clauses = tuple(_finished(growing))
    doubts = (*_hyphens(title, clauses, hyphens), *_places(clauses, tables))
    return ImportedText(title, clauses, doubts, tuple(left_out))


def _heading_of(unit: _Unit, last: _Growing) -> str:
    """The heading of a section whose number stood alone before it."""
    if not last.number.endswith("§") or last.heading or last.lines or (unit.begins and unit.begins.number):
        return ""
    if unit.begins:
        return unit.begins.heading
    text = unit.line.text if unit.line and unit.line.kind is PARAGRAPH else ""
    return text if is_heading_like(text) else ""


def _begun(begins: Beginning, growing: Sequence[_Growing], *, has_chapters: bool) -> _Growing:
    """A section is a chapter where there are no chapters; a heading without a number stands under the last chapter."""
    depth = begins.depth
    if begins.number.endswith("§") and not has_chapters:
        depth = 1
    if depth == 0:
        depth = 2 if has_chapters and any(one.number for one in growing) else 1
    return _Growing(begins.number, depth, begins.heading)


def _order(doubt: Doubt) -> tuple[int, bool, int]:
    return doubt.clause, doubt.field == "text", doubt.start


def _fields(title: str, clauses: Sequence[ImportedClause]) -> Iterator[tuple[int, str, str]]:
    yield -1, "title", title
    for place, one in enumerate(clauses):
        yield place, "heading", one.heading
        yield place, "text", one.text


def _doubts(found: ImportedText, year: int) -> Iterator[Doubt]:
    for place, name, text in _fields(found.title, found.clauses):
        yield from _citations(place, name, text, year)


def _citations(clause: int, field: str, text: str, year: int) -> Iterator[Doubt]:
    for cited in citations.doubts(text, year):
        yield Doubt("citation", clause, field, cited.start, cited.end, cited.text, cited.suggestion)


def _hyphens(title: str, clauses: Sequence[ImportedClause], words: Sequence[str]) -> Iterator[Doubt]:
    for place, name, text in _fields(title, clauses):
        for word in dict.fromkeys(words):
            for match in re.finditer(rf"\b{re.escape(word)}\b", text):
                yield Doubt("hyphen", place, name, *match.span(), word, word.replace("-", ""))


def _damages(found: ImportedText) -> Iterator[Doubt]:
    """Damaged letters; the whole is read at once, since how much is lost is told by all of it."""
    fields = list(_fields(found.title, found.clauses))
    starts, whole = [], ""
    for _, _, text in fields:
        starts.append(len(whole))
        whole += f"{text}\n\n"
    for one in damage.damages(whole):
        at = bisect_right(starts, one.start) - 1
        place, name, text = fields[at]
        start, end = one.start - starts[at], one.end - starts[at]
        if end <= len(text):
            yield Doubt("letters", place, name, start, end, one.text, one.suggestion)


def doubts_in(clause: int, field: str, text: str, *, year: int, language: str) -> tuple[Doubt, ...]:
    """What is doubtful in one heading or text, when a person has written it anew."""
    damages = damage.damages(text) if language == "fi" else ()
    letters = [Doubt("letters", clause, field, one.start, one.end, one.text, one.suggestion) for one in damages]
    found = [*_citations(clause, field, text, year), *letters]
    return tuple(sorted(found, key=_order))


def _places(clauses: Sequence[ImportedClause], tables: Sequence[tuple[int, str]]) -> Iterator[Doubt]:
    """Cells of tables, which became paragraphs: whether they still say what they said is for a person."""
    for place, told in tables:
        start = clauses[place].text.find(told)
        if start >= 0:
            yield Doubt("table", place, "text", start, start + len(told), told, "")
