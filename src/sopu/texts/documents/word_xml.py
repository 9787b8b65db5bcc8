"""Paragraphs of a Word file as values, and the file that they make.

What has become of a paragraph or a stretch of text between two versions is its fate; Word shows all but the first as
tracked changes (ECMA-376 part 1, 17.13.5).
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from sopu.core.cells import printable
from sopu.core.markdown import Span
from sopu.web import word_styles

NUMBER_STYLE = "ClauseNumber"
"""The style of a clause's number before its heading or text."""

OUR_INITIALS = "Sopu"
"""By these initials a comment is known as the file's own when it comes back."""

FIRST_LIST, DEEPEST = 900, 8


class Fate(StrEnum):
    """What has become of it: there in both, taken out, put in, moved away from here, moved here."""

    KEPT = ""
    GONE = "del"
    ADDED = "ins"
    LEFT = "moveFrom"
    CAME = "moveTo"


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text with one look and one fate; `was` is how it looked before, where only that has changed."""

    span: Span
    fate: Fate = Fate.KEPT
    style: str = ""
    was: Span | None = None


@dataclass(frozen=True, slots=True)
class InList:
    """Where an item stands: the list (any value of one's own; empty for bullets), how deep, and its first number."""

    name: str = ""
    depth: int = 0
    start: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: `opens` and `closes` are bookmarks, `move` names the move whose end or beginning it is."""

    style: str
    bits: tuple[Bit, ...]
    fate: Fate = Fate.KEPT
    item: InList | None = None
    was: str = ""
    """The style that it had before, where that has changed."""
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    move_begins: str = ""
    move_ends: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who changed it, as Word shows, and when."""

    author: str
    at: dt.datetime

    @property
    def attributes(self) -> str:
        """As attributes of a tracked change."""
        moment = self.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"w:author={quoteattr(printable(self.author))} w:date={quoteattr(moment)}"


def plain(style: str, text: str, *opens: str) -> Para:
    """A paragraph of plain text, with bookmarks around it."""
    return Para(style, (Bit(Span(text)),), opens=opens, closes=opens)


@dataclass(slots=True)
class Writing:
    """What grows while a file is written: numbers of changes and bookmarks, lists, links and comments."""

    document: WordDocument
    by: By
    changes: Iterator[int] = field(default_factory=lambda: count(1))
    bookmarks: dict[str, int] = field(default_factory=dict)
    moves: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[int, InList]] = field(default_factory=dict)

    def change(self) -> str:
        """The attributes of one more tracked change."""
        return f'w:id="{next(self.changes)}" {self.by.attributes}'

    def link(self, href: str) -> str:
        """The relationship of an address."""
        if href not in self.links:
            self.links[href] = self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.links[href]

    def list_id(self, item: InList) -> int:
        """The list in Word's numbering: all bullets are one, each run of numbers is one of its own."""
        if not item.name:
            return FIRST_LIST
        known = self.lists.setdefault(f"{item.name}/{item.depth}", (FIRST_LIST + 1 + len(self.lists), item))
        return known[0]


def write(document: WordDocument, paras: Sequence[Para], by: By) -> None:
    """The paragraphs at the end of the document's body."""
    writing = Writing(document, by)
    body = "".join(_para(writing, para) for para in paras)
    end = document.element.body.sectPr
    for element in list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{body}</w:body>")):
        end.addprevious(element)
    _number(document, writing)


def _para(writing: Writing, para: Para) -> str:
    inside = "".join(_bookmark(writing, name) for name in para.opens)
    inside += _range(writing, "RangeStart", para) if para.move_begins else ""
    runs = "".join(_bit(writing, bit) for bit in para.bits)
    inside += _commented(writing, runs, para.comment) if para.comment else runs
    inside += _range(writing, "RangeEnd", para) if para.move_ends else ""
    inside += "".join(f'<w:bookmarkEnd w:id="{writing.bookmarks[name]}"/>' for name in para.closes)
    return f"<w:p>{_properties(writing, para)}{inside}</w:p>"


def _properties(writing: Writing, para: Para) -> str:
    told = f'<w:pStyle w:val="{para.style}"/>'
    if para.item:
        place = f'<w:ilvl w:val="{min(para.item.depth, DEEPEST)}"/><w:numId w:val="{writing.list_id(para.item)}"/>'
        told += f"<w:numPr>{place}</w:numPr>"
    if para.fate:
        told += f"<w:rPr><w:{para.fate} {writing.change()}/></w:rPr>"
    if para.was:
        before = f'<w:pPr><w:pStyle w:val="{para.was}"/></w:pPr>'
        told += f"<w:pPrChange {writing.change()}>{before}</w:pPrChange>"
    return f"<w:pPr>{told}</w:pPr>"


def _bookmark(writing: Writing, name: str) -> str:
    number = writing.bookmarks.setdefault(name, len(writing.bookmarks) + 1)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def _range(writing: Writing, edge: str, para: Para) -> str:
    """The beginning or end of what has moved: one name for both places, an id for each."""
    name = para.move_begins or para.move_ends
    number = writing.moves.setdefault(f"{para.fate}{name}", 50_000 + len(writing.moves))
    if edge == "RangeEnd":
        return f'<w:{para.fate}RangeEnd w:id="{number}"/>'
    return f'<w:{para.fate}RangeStart w:id="{number}" w:name="{name}" {writing.by.attributes}/>'


def _bit(writing: Writing, bit: Bit) -> str:
    look = _look(writing, bit)
    run = f"<w:r>{look}{_letters(printable(bit.span.text), 'delText' if bit.fate is Fate.GONE else 't')}</w:r>"
    if bit.fate:
        run = f"<w:{bit.fate} {writing.change()}>{run}</w:{bit.fate}>"
    return f'<w:hyperlink r:id="{writing.link(bit.span.href)}">{run}</w:hyperlink>' if bit.span.href else run


def _letters(text: str, word: str) -> str:
    """The text with its tabs and line breaks as Word has them."""
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    pieces = re.split("([\t\n])", text)
    return "".join(
        signs.get(piece) or f'<w:{word} xml:space="preserve">{escape(piece)}</w:{word}>' for piece in pieces if piece
    )


def _look(writing: Writing, bit: Bit) -> str:
    told = _marks(bit.span, bit.style)
    if bit.was is not None:
        before = _marks(bit.was, bit.style)
        told += f"<w:rPrChange {writing.change()}><w:rPr>{before}</w:rPr></w:rPrChange>"
    return f"<w:rPr>{told}</w:rPr>" if told else ""


def _marks(span: Span, style: str) -> str:
    told = f'<w:rStyle w:val="{style}"/>' if style else ""
    told += "<w:b/>" if span.is_strong else ""
    told += "<w:i/>" if span.is_emphasis else ""
    return told + (f'<w:color w:val="{word_styles.WATER}"/><w:u w:val="single"/>' if span.href else "")


def _commented(writing: Writing, runs: str, text: str) -> str:
    comment = writing.document.comments.add_comment(printable(text), writing.by.author, OUR_INITIALS)
    comment._comment_elm.set(qn("w:date"), writing.by.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    place = f'w:id="{comment.comment_id}"'
    sign = f"<w:r><w:commentReference {place}/></w:r>"
    return f"<w:commentRangeStart {place}/>{runs}<w:commentRangeEnd {place}/>{sign}"


def _number(document: WordDocument, writing: Writing) -> None:
    """The lists that were used: each has a form of its own, since LibreOffice lets numbers of one form go on."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    bullets = (FIRST_LIST, InList(depth=DEEPEST))
    for number, item in (bullets, *writing.lists.values()):
        first.addprevious(parse_xml(_abstract(number, item)))
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


def _abstract(number: int, item: InList) -> str:
    """A list as deep as is needed; numbers of the depth that it is for begin where they should."""
    form = "decimal" if item.name else "bullet"
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{item.start if depth == item.depth else 1}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{f"%{depth + 1}." if item.name else "•–"[depth % 2]}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{425 * (depth + 1)}" w:hanging="425"/></w:pPr></w:lvl>'
        for depth in range(min(item.depth, DEEPEST) + 1)
    )
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def saved(document: WordDocument) -> bytes:
    """The document as a file, as python-docx writes it."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
