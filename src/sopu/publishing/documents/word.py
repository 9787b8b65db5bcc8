"""The Word file (DOCX): real styles, a title, a language, table heads that repeat; made of the PDF's blocks.

Paragraphs are written as elements of the file rather than through python-docx's paragraphs, which look their styles up
by name each time and take ten times as long.
"""

import io
from collections.abc import Iterator, Sequence

from django.utils.translation import override
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from sopu.core.cells import printable
from sopu.publishing.documents import extract as extract_document
from sopu.publishing.documents import handover as handover_document
from sopu.publishing.documents import whole as whole_document
from sopu.publishing.documents import word_pictures
from sopu.publishing.documents.blocks import (
    Block,
    Changed,
    Chart,
    Drawn,
    Heading,
    Item,
    Matrix,
    Outline,
    Paragraph,
    Points,
    Prose,
    Qr,
    Sentences,
    Table,
)
from sopu.publishing.documents.material import Extract, Material
from sopu.web import word_styles
from sopu.web.office_files import plain_utc, settled


def whole(material: Material) -> bytes:
    """The whole material as a Word file."""
    with override(material.language):
        return written(whole_document.outline(material), material.county)


def extract(extract: Extract) -> bytes:
    """A party's extract as a Word file."""
    with override(extract.material.language):
        return written(extract_document.outline(extract), extract.material.county)


def handover(part: Material, digest: str) -> bytes:
    """What is handed over, as a Word file."""
    with override(part.language):
        return written(handover_document.outline(part, digest), part.county)


def written(outline: Outline, author: str) -> bytes:
    """The outline as a Word file; the same outline gives the same bytes."""
    title = printable(f"{outline.title} – {outline.kicker}")
    document = word_styles.empty(outline.language, title, printable(author), plain_utc(outline.compiled_at))
    body = document.element.body
    end = body.sectPr
    for element in (*_cover(outline), *(one for block in outline.blocks for one in _block(document, block))):
        end.addprevious(element)
    _foot(document, outline)
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue())


def _cover(outline: Outline) -> Iterator[BaseOxmlElement]:
    yield _paragraph("Kicker", outline.kicker)
    yield _paragraph("Title", outline.title)
    yield _paragraph("Subtitle", outline.lead)
    for value, label in outline.figures:
        yield _paragraph("Figure", f"{value} {label}")
    yield _paragraph("Note")
    for label, value in outline.facts:
        yield _paragraph("Fact", f"{label}\t{value}")
    if outline.warning:
        yield _paragraph("Warning", outline.warning)


def _block(document: WordDocument, block: Block) -> Iterator[BaseOxmlElement]:
    match block:
        case Heading():
            yield _paragraph(f"Heading{block.level}", f"{block.number} {block.text}".strip())
        case Paragraph():
            yield _paragraph("Note" if block.is_note else "Normal", block.text)
        case Points():
            yield from (_point(document, point, block.url) for point in block.points)
        case Table():
            yield _paragraph("Caption", block.caption)
            yield _table(block)
            yield _paragraph("Note", "")
        case Drawn():
            yield _paragraph("Caption", block.caption)
            yield word_pictures.with_pictures(document, block, _table(word_pictures.as_table(block)))
            yield _paragraph("Note", "")
        case Chart() if word_pictures.can_draw(block):
            yield _paragraph("Caption", block.caption)
            yield word_pictures.placed(_paragraph("Normal"), word_pictures.chart(document, block))
        case Matrix():
            yield from _block(document, _by_level(block))
        case Sentences():
            for item in block.items:
                yield from _sentence(item)
        case Qr():
            yield _paragraph("Normal", block.caption)
            yield _point(document, block.url, block.url)
        case Chart() | Prose() | Changed():
            # Of a chart the table that follows says the same; a wording has a Word file of its own (`texts.documents`).
            return


def _by_level(block: Matrix) -> Table:
    """A matrix as a table that fits an upright page: who is on which level, in names."""
    names = [word for _mark, _letters, word in block.levels]
    rows = tuple((one.title, _levels(names, one.words)) for one in block.rows)
    return Table(block.caption, (block.first, block.second), rows, is_numeric=False, widths=(2, 5))


def _levels(names: Sequence[str], words: Sequence[str]) -> str:
    return "\n".join(f"{name}: {who}" for name, who in zip(names, words, strict=True) if who) or "–"


def _point(document: WordDocument, point: str, url: str) -> BaseOxmlElement:
    """A line of a list, in which the address is a link."""
    before, found, after = point.partition(url)
    paragraph = _paragraph("ListBullet", before)
    if found:
        target = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): target})
        for part, parent in ((url, link), (after, paragraph)):
            run = OxmlElement("w:r")
            if parent is link:
                marks = OxmlElement("w:rPr")
                marks.append(OxmlElement("w:color", {qn("w:val"): word_styles.WATER}))
                marks.append(OxmlElement("w:u", {qn("w:val"): "single"}))
                run.append(marks)
            _write(run, part)
            parent.append(run)
        paragraph.insert(len(paragraph) - 1, link)
    return paragraph


def _sentence(item: Item) -> Iterator[BaseOxmlElement]:
    yield _paragraph("Sentence", f"{item.number}\t", item.text, language=item.language)
    yield _paragraph("Answers", " · ".join(one for one in (item.by, item.place, item.answers) if one))


def _paragraph(style: str, *runs: str, language: str = "") -> BaseOxmlElement:
    """A paragraph of runs in a style; `language` is that of the last run, where it is known."""
    paragraph = OxmlElement("w:p")
    chosen = OxmlElement("w:pStyle", {qn("w:val"): style})
    properties = OxmlElement("w:pPr")
    properties.append(chosen)
    paragraph.append(properties)
    for number, text in enumerate(runs, 1):
        run = OxmlElement("w:r")
        if language and number == len(runs):
            marks = OxmlElement("w:rPr")
            marks.append(OxmlElement("w:lang", {qn("w:val"): word_styles.LANGUAGES.get(language, language)}))
            run.append(marks)
        _write(run, printable(text))
        paragraph.append(run)
    return paragraph


def _write(run: BaseOxmlElement, text: str) -> None:
    """The text into a run, with its tabs and line breaks as Word has them."""
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for position, piece in enumerate(line.split("\t")):
            if position:
                run.append(OxmlElement("w:tab"))
            if piece:
                element = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                element.text = piece
                run.append(element)


def _table(block: Table) -> BaseOxmlElement:
    table = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    properties.append(OxmlElement("w:tblStyle", {qn("w:val"): "SopuTable"}))
    properties.append(OxmlElement("w:tblW", {qn("w:w"): "5000", qn("w:type"): "pct"}))
    look = {"firstRow": "1", "lastRow": str(int(block.has_total)), "firstColumn": "0", "noHBand": "1", "noVBand": "1"}
    properties.append(OxmlElement("w:tblLook", {qn(f"w:{name}"): value for name, value in look.items()}))
    properties.append(OxmlElement("w:tblCaption", {qn("w:val"): printable(block.caption)}))
    properties.insert(2, OxmlElement("w:tblLayout", {qn("w:type"): "fixed"}))
    table.append(properties)
    widths = _widths(block)
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        grid.append(OxmlElement("w:gridCol", {qn("w:w"): str(width)}))
    table.append(grid)
    for number, row in enumerate((block.head, *block.rows)):
        is_total = block.has_total and number == len(block.rows)
        style = "CellHead" if number == 0 else "CellTotal" if is_total else "Cell"
        table.append(_row(row, widths, style, is_numeric=block.is_numeric))
    return table


def _widths(block: Table) -> tuple[int, ...]:
    """The widths of the columns in twentieths of a point: numbers narrow, names the rest."""
    whole, count = Cm(word_styles.TEXT_WIDTH).twips, len(block.head)
    if block.widths:
        return tuple(whole * one // sum(block.widths) for one in block.widths)
    if not block.is_numeric:
        return (whole // count,) * count
    number = Cm(2 if count > 3 else 2.8).twips
    return (whole - number * (count - 1), *(number,) * (count - 1))


def _row(cells: tuple[str, ...], widths: tuple[int, ...], style: str, *, is_numeric: bool) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if style == "CellHead":
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
        cell, form = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        form.append(OxmlElement("w:tcW", {qn("w:w"): str(width), qn("w:type"): "dxa"}))
        cell.append(form)
        paragraph = _paragraph(style, text)
        if is_numeric and number:
            paragraph[0].append(OxmlElement("w:jc", {qn("w:val"): "right"}))
        cell.append(paragraph)
        row.append(cell)
    return row


def _foot(document: WordDocument, outline: Outline) -> None:
    """What every page says at its foot: what this is, and which page of how many."""
    warning = f" · {outline.warning}" if outline.warning else ""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(printable(f"{outline.running}{warning} · {outline.page_of} "))
    for instruction, between in (("PAGE", " / "), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple", {qn("w:instr"): instruction})
        run = OxmlElement("w:r")
        _write(run, "1")
        field.append(run)
        paragraph._p.append(field)
        if between:
            paragraph.add_run(between)
