"""A wording as a Word file: real headings, lists and looks, and unseen marks by which each clause is known again."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor

from sopu.core.cells import printable
from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import short
from sopu.core.markdown import BULLETS, NUMBERS, PARAGRAPH, Span
from sopu.texts.documents import marks
from sopu.texts.documents.lines import Line, lines_of
from sopu.texts.documents.values import WordMeta
from sopu.texts.documents.word_xml import NUMBER_STYLE, Bit, By, Fate, InList, Para, plain, saved, write
from sopu.web import word_styles
from sopu.web.office_files import plain_utc, settled

_AFTER_TRACKING = (
    "w:doNotTrackMoves",
    "w:doNotTrackFormatting",
    "w:documentProtection",
    "w:defaultTabStop",
    "w:autoHyphenation",
    "w:characterSpacingControl",
    "w:compat",
    "w:rsids",
)
_STYLES = {BULLETS: "ListBullet", NUMBERS: "ListNumber", PARAGRAPH: "Normal"}


def word_file(whole: WholeText, *, meta: WordMeta) -> bytes:
    """The wording as a Word file in which changes are tracked from the first key; the same gives the same bytes."""
    with override(whole.language):
        paras = [
            *cover(meta, plain("Title", whole.title)),
            *(para for clause in whole.clauses for para in clause_paras(clause)),
            closing(meta),
        ]
        return finished(whole, paras, meta, By(meta.author, meta.at), is_tracking=True)


def finished(whole: WholeText, paras: Sequence[Para], meta: WordMeta, by: By, *, is_tracking: bool) -> bytes:
    """A file of these paragraphs, with the title, the language, the foot and the page numbers."""
    document = word_styles.empty(whole.language, printable(whole.title), printable(meta.author), plain_utc(meta.at))
    number = document.styles.add_style("Clause Number", WD_STYLE_TYPE.CHARACTER)
    number.element.set(qn("w:styleId"), NUMBER_STYLE)
    number.font.color.rgb = RGBColor.from_string(word_styles.WATER)
    write(document, paras, by)
    _foot(document, whole, meta)
    if is_tracking:
        document.settings.element.insert_element_before(OxmlElement("w:trackRevisions"), *_AFTER_TRACKING)
    return settled(saved(document))


def cover(meta: WordMeta, title: Para) -> Iterator[Para]:
    """What stands before the first clause; the title is marked by what it says and by the version."""
    if meta.kicker:
        yield own("Kicker", meta.kicker)
    told = "".join(bit.span.text for bit in title.bits if bit.fate is not Fate.GONE)
    names = (marks.of_line("title", told), marks.of_version(meta.fingerprint))
    yield replace(title, opens=names, closes=names)
    if meta.lead:
        yield own("Subtitle", meta.lead)
    for label, value in meta.facts:
        yield own("Fact", f"{label}\t{value}")


def closing(meta: WordMeta) -> Para:
    """The last line: the whole fingerprint, so that anyone can compare it."""
    return own("Note", fingerprint_line(meta.fingerprint))


def fingerprint_line(fingerprint: str) -> str:
    """How the fingerprint is told in full."""
    return _("Fingerprint") + f" (SHA-256): {fingerprint}"


def own(style: str, text: str) -> Para:
    """A line of the file's own, which nobody is asked to edit."""
    return plain(style, text, marks.of_line("line", text))


def clause_paras(clause: ClauseText) -> list[Para]:
    """A clause: its heading, its paragraphs and lists, and the bookmark around all of it."""
    lines = lines_of(clause.text)
    paras = [_drawn(line, item) for line, item in zip(lines, places(lines, clause.key), strict=True)]
    number = number_bits(clause)
    if clause.heading:
        paras.insert(0, Para(heading_style(clause.depth), (*number, Bit(Span(clause.heading)))))
    elif paras and paras[0].style == "Normal":
        paras[0] = Para("Normal", (*number, *paras[0].bits))
    elif number:
        paras.insert(0, Para("Normal", number))
    return bookmarked(paras, clause.key)


def number_bits(clause: ClauseText) -> tuple[Bit, ...]:
    """The clause's number and the space behind it, in a style of its own."""
    return (Bit(Span(f"{clause.number} "), style=NUMBER_STYLE),) if clause.number else ()


def heading_style(depth: int) -> str:
    """The style of a heading at a depth."""
    return f"Heading{min(max(depth, 1), 3)}"


def _drawn(line: Line, item: InList | None) -> Para:
    return Para(style_of(line), tuple(Bit(span) for span in line.spans), item=item)


def style_of(line: Line) -> str:
    """The style of a paragraph or an item."""
    if line.kind is PARAGRAPH and line.depth:
        return "ListContinue" if line.depth == 1 else f"ListContinue{min(line.depth, 3)}"
    return _STYLES[line.kind]


def places(lines: Sequence[Line], name: str) -> list[InList | None]:
    """Where each line stands in the clause's lists; numbers that go on are one list."""
    open_lists: dict[int, tuple[str, int, int]] = {}
    found: list[InList | None] = []
    for place, line in enumerate(lines):
        open_lists = {d: one for d, one in open_lists.items() if d < line.depth + (line.kind is NUMBERS)}
        if line.kind is NUMBERS:
            told, start, last = open_lists.get(line.depth, (f"{name}.{place}", line.number, line.number - 1))
            if line.number != last + 1:
                told, start = f"{name}.{place}", line.number
            open_lists[line.depth] = (told, start, line.number)
            found.append(InList(told, line.depth, start))
        else:
            found.append(InList("", line.depth) if line.kind is BULLETS else None)
    return found


def bookmarked(paras: Sequence[Para], key: str) -> list[Para]:
    """The same with the clause's bookmark from the first to the last of them."""
    found = list(paras)
    if found and key:
        first, name = found[0], marks.of_clause(key)
        found[0] = replace(first, opens=(*first.opens, name))
        found[-1] = replace(found[-1], closes=(*found[-1].closes, name))
    return found


def _foot(document: WordDocument, whole: WholeText, meta: WordMeta) -> None:
    """What every page says at its foot: the title, the fingerprint, and which page of how many."""
    text = f"{whole.title} · " + _("fingerprint") + f" {short(meta.fingerprint)}"
    width = Cm(word_styles.TEXT_WIDTH).twips
    field = '<w:fldSimple w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    said = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    paragraph = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="clear" w:pos="4320"/>'
        f'<w:tab w:val="clear" w:pos="8640"/><w:tab w:val="right" w:pos="{width}"/></w:tabs></w:pPr>'
        f'<w:bookmarkStart w:id="9001" w:name="{marks.of_line("foot", text)}"/><w:r><w:t/></w:r>'
        f'<w:bookmarkEnd w:id="9001"/><w:r><w:tab/></w:r>'
        f"{field.format('PAGE')}{said.format(' / ')}{field.format('NUMPAGES')}</w:p>"
    )
    paragraph.find(f".//{qn('w:t')}").text = printable(text)
    footer = document.sections[0].footer
    old = footer.paragraphs[0]._p
    old.addprevious(paragraph)
    old.getparent().remove(old)
