"""The styles of Word files, and the empty document that every file starts from."""

import datetime as dt
import io
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

VOICE, SYSTEM = "Cambria", "Calibri"
"""Letters that Word has; LibreOffice has their equals. What people said is in the first."""

INK, QUIET, WATER, WARM = "10211F", "435553", "0A4D57", "7F4300"
PAGE_WIDTH, TEXT_WIDTH = 21.0, 15.8
"""Centimetres, of A4."""

LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}

_AFTER_HYPHENATION = (
    "w:consecutiveHyphenLimit",
    "w:hyphenationZone",
    "w:doNotHyphenateCaps",
    "w:showEnvelope",
    "w:defaultTableStyle",
    "w:evenAndOddHeaders",
    "w:drawingGridHorizontalSpacing",
    "w:drawingGridVerticalSpacing",
    "w:displayHorizontalDrawingGridEvery",
    "w:displayVerticalDrawingGridEvery",
    "w:characterSpacingControl",
    "w:savePreviewPicture",
    "w:compat",
    "w:rsids",
)

_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="SopuTable">
  <w:name w:val="Sopu Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:bottom w:val="single" w:sz="4" w:color="C6D2D2"/><w:insideH w:val="single" w:sz="4" w:color="C6D2D2"/>
  </w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/>
  </w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:tcPr>
    <w:tcBorders><w:top w:val="single" w:sz="8" w:color="{INK}"/></w:tcBorders>
  </w:tcPr></w:tblStylePr>
</w:style>"""


def _letters(style: Any, family: str, size: float, colour: str, *, bold: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = family, Pt(size), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), family)


def _space(style: Any, before: float, after: float, *, with_next: bool = False, lines: float = 1.15) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), lines
    form.keep_with_next = with_next


def _border(style: Any, side: str, size: int, colour: str, space: int) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if side:
        xml = f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
        properties.insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{xml}</w:pBdr>"),
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        )


def _named(document: WordDocument) -> None:
    """The styles that Word knows by name, in our look."""
    styles = document.styles
    _letters(styles["Normal"], SYSTEM, 10.5, INK)
    _space(styles["Normal"], 0, 6)
    _letters(styles["Title"], VOICE, 28, INK)
    _space(styles["Title"], 0, 6, with_next=True, lines=1.05)
    _border(styles["Title"], "", 0, "", 0)
    _letters(styles["Subtitle"], SYSTEM, 12.5, QUIET)
    _space(styles["Subtitle"], 0, 18)
    for tracking in styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        styles["Subtitle"].element.rPr.remove(tracking)
    _letters(styles["Heading 1"], SYSTEM, 15, INK, bold=True)
    _space(styles["Heading 1"], 30, 10, with_next=True)
    _border(styles["Heading 1"], "top", 12, INK, 8)
    _letters(styles["Heading 2"], VOICE, 14, INK)
    _space(styles["Heading 2"], 18, 8, with_next=True)
    _letters(styles["Heading 3"], SYSTEM, 11, WATER, bold=True)
    _space(styles["Heading 3"], 14, 6, with_next=True)
    _letters(styles["Caption"], SYSTEM, 9.5, QUIET, bold=True)
    _space(styles["Caption"], 10, 4, with_next=True)
    _letters(styles["Footer"], SYSTEM, 8.5, QUIET)


def _own(document: WordDocument) -> None:
    """Styles of our own: a sentence, how it was answered, notes, and the lines of the cover."""
    add = document.styles.add_style
    said = add("Sentence", WD_STYLE_TYPE.PARAGRAPH)
    _letters(said, VOICE, 11.5, INK)
    _space(said, 0, 2, with_next=True)
    said.paragraph_format.left_indent, said.paragraph_format.first_line_indent = Cm(1.2), Cm(-1.2)
    said.paragraph_format.tab_stops.add_tab_stop(Cm(1.2))
    answered = add("Answers", WD_STYLE_TYPE.PARAGRAPH)
    _letters(answered, SYSTEM, 9, QUIET)
    _space(answered, 0, 10)
    answered.paragraph_format.left_indent = Cm(1.2)
    note = add("Note", WD_STYLE_TYPE.PARAGRAPH)
    _letters(note, SYSTEM, 9.5, QUIET)
    _space(note, 0, 8, with_next=True)
    kicker = add("Kicker", WD_STYLE_TYPE.PARAGRAPH)
    _letters(kicker, SYSTEM, 11, WATER, bold=True)
    _space(kicker, 0, 4, with_next=True)
    figure = add("Figure", WD_STYLE_TYPE.PARAGRAPH)
    _letters(figure, VOICE, 14, INK)
    _space(figure, 0, 2)
    for name, colour, bold in (("Cell", INK, False), ("Cell Head", QUIET, True), ("Cell Total", INK, True)):
        cell = add(name, WD_STYLE_TYPE.PARAGRAPH)
        _letters(cell, SYSTEM, 9.5, colour, bold=bold)
        _space(cell, 2, 2, lines=1.05)
    fact = add("Fact", WD_STYLE_TYPE.PARAGRAPH)
    _letters(fact, SYSTEM, 10.5, INK)
    _space(fact, 0, 2)
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Cm(5.5), Cm(-5.5)
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(5.5), WD_TAB_ALIGNMENT.LEFT)
    warning = add("Warning", WD_STYLE_TYPE.PARAGRAPH)
    _letters(warning, SYSTEM, 10.5, WARM, bold=True)
    _space(warning, 12, 12)
    _border(warning, "left", 24, "CF7900", 8)
    document.styles.element.append(parse_xml(_TABLE))


def _without_what_we_never_use(document: WordDocument) -> None:
    """The template's hundred table styles and its picture of an empty page would be most of a short file."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.style_id not in {"TableNormal", "SopuTable"}:
            document.styles.element.remove(style.element)
    pictures = [key for key, one in document.part.package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in pictures:
        del document.part.package.rels[key]


@cache
def _empty(language: str) -> bytes:
    document = Document()
    _named(document)
    _own(document)
    _without_what_we_never_use(document)
    code = LANGUAGES[language]
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), code)
    document.settings.element.insert_element_before(OxmlElement("w:autoHyphenation"), *_AFTER_HYPHENATION)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(PAGE_WIDTH - 2.8 - TEXT_WIDTH)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.4)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def empty(language: str, title: str, author: str, at: dt.datetime) -> WordDocument:
    """An empty document with the styles, a language, a title, an author and a moment."""
    document = Document(io.BytesIO(_empty(language)))
    properties = document.core_properties
    properties.title, properties.author, properties.language = title[:255], author[:255], LANGUAGES[language]
    properties.created = properties.modified = at
    properties.last_modified_by, properties.comments, properties.revision = "Sopu", "", 1
    return document
