"""The paragraphs of a Word file of unknown hands, as they are once its tracked changes are accepted, or rejected.

One walk through the file gives one reading. Names of who wrote and changed are never read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from docx.oxml.ns import qn

from sopu.core.markdown import Span, is_safe
from sopu.core.office import Relation
from sopu.texts.documents.word_forms import Element, Label, Numbering, Style, is_on, outline_level, value

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_WRAPPERS = {"smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo", "hyperlink", "ruby", "rubyBase", "rt"}
_NUMBER_STYLE = "clause number"


class Place(StrEnum):
    """Where in a file a paragraph stands."""

    BODY = "body"
    TABLE = "table"
    BOX = "box"


@dataclass(slots=True)
class Run:
    """A stretch of one look; whether it is in the style of a clause's number."""

    span: Span
    is_number: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph as a reader sees it: what its style makes it, its runs, the bookmarks that begin before its text."""

    style: Style
    level: int
    label: Label | None
    place: Place = Place.BODY
    runs: list[Run] = field(default_factory=list)
    opens: list[str] = field(default_factory=list)
    list_place: tuple[str, int] | None = None

    @property
    def text(self) -> str:
        """The words alone, as they stand."""
        return "".join(run.span.text for run in self.runs)


@dataclass(slots=True)
class Anchor:
    """Where a comment stands: the place of its paragraph, and the words that it is about."""

    paragraph: int
    about: str = ""


@dataclass(slots=True)
class _Open:
    name: str
    paragraph: Paragraph
    at: int


@dataclass(slots=True)
class Reading:
    """What one walk through a file finds; `accepts` says which way tracked changes are read."""

    accepts: bool
    styles: dict[str, Style]
    numbering: Numbering
    relations: dict[str, Relation]
    paragraphs: list[Paragraph] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    problems: set[str] = field(default_factory=set)
    bookmarks: dict[str, _Open] = field(default_factory=dict)
    open_comments: set[str] = field(default_factory=set)
    now: Paragraph | None = None
    """The paragraph that is read, or what is left of one whose end is gone."""
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """Bookmarks that began between paragraphs."""
    size: int = 0
    """Characters so far: a bookmark that ends where it began has lost its text."""
    fields: list[str] = field(default_factory=list)
    """What each open field says of itself, the innermost last."""

    GONE: ClassVar[dict[bool, set[str]]] = {True: {"del", "moveFrom"}, False: {"ins", "moveTo"}}
    THERE: ClassVar[dict[bool, set[str]]] = {True: {"ins", "moveTo"}, False: {"del", "moveFrom"}}

    def read(self, body: Element, place: Place = Place.BODY) -> "Reading":
        """All that stands in a body, a cell, a note or a box."""
        for child in body:
            self._block(child, place)
        self._end(place)
        return self

    def _block(self, element: Element, place: Place) -> None:
        name = _name(element)
        if name == "p":
            self._paragraph(element, place)
        elif name == "tbl":
            self._end(place)
            self._table(element)
        elif name in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent"}:
            for child in element:
                self._block(child, place)
        elif name == "AlternateContent":
            for child in _chosen(element):
                self._block(child, place)
        elif name == "altChunk":
            self.problems.add("embedded")
        else:
            self._mark(element)

    def _table(self, table: Element) -> None:
        for row in table.iter(f"{_W}tr"):
            form = row.find(f"{_W}trPr")
            if form is not None and any(_name(one) in self.GONE[self.accepts] for one in form):
                continue
            for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
                for child in cell:
                    if _name(child) != "tbl":  # its rows come by themselves
                        self._block(child, Place.TABLE)
                self._end(Place.TABLE)

    def _paragraph(self, element: Element, place: Place) -> None:
        form = self._form(element.find(f"{_W}pPr"))
        style = self.styles.get(value(form, f"{_W}pStyle"), self.styles.get("", Style()))
        outline = value(form, f"{_W}outlineLvl")
        level = outline_level(outline) if outline else style.level
        carried = self.now
        self.now = Paragraph(style, level, None, place, list_place=_list_place(form, style))
        if carried is not None:
            self.now.runs, self.now.opens = carried.runs, carried.opens
            self._reseat(carried, self.now)
        for name, id_ in self.waiting:
            self._begin(name, id_)
        self.waiting = []
        for child in element:
            self._inline(child, "")
        if not self._is_gone(element):
            self._end(place)

    def _form(self, form: Element | None) -> Element | None:
        """The properties of a paragraph or a run: before a tracked change of them, when changes are rejected."""
        if form is None or self.accepts:
            return form
        name = _name(form)
        change = form.find(f"{_W}{name}Change")
        return form if change is None else change.find(f"{_W}{name}")

    def _is_gone(self, element: Element) -> bool:
        """Whether the end of the paragraph is gone, so that the next one goes on in it."""
        mark = element.find(f"{_W}pPr/{_W}rPr")
        return mark is not None and any(_name(one) in self.GONE[self.accepts] for one in mark)

    def _end(self, place: Place) -> None:
        if self.now is None:
            return
        one, self.now = self.now, None
        if one.list_place:
            one.label = self.numbering.label(*one.list_place)
        if one.text.strip() or one.opens or place is Place.BODY:
            self.paragraphs.append(one)

    def _reseat(self, old: Paragraph, new: Paragraph) -> None:
        for one in self.bookmarks.values():
            if one.paragraph is old:
                one.paragraph = new

    def _inline(self, element: Element, href: str) -> None:
        name = _name(element)
        if name == "r":
            self._run(element, href)
        elif name in self.GONE[self.accepts]:
            for child in element.iter():
                self._mark(child)
        elif name == "hyperlink":
            told = self.relations.get(str(element.get(qn("r:id"))))
            address = told.target if told and told.is_external and is_safe(told.target) else ""
            for child in element:
                self._inline(child, address)
        elif name in _WRAPPERS or name in self.THERE[self.accepts] or name == "sdt":
            for child in element:
                self._inline(child, href)
        elif element.tag == f"{_MATH}oMath" or element.tag == f"{_MATH}oMathPara":
            self._say("".join(one.text or "" for one in element.iter(f"{_MATH}t")), Span("", href=href), False)
        else:
            self._mark(element)

    def _mark(self, element: Element) -> None:
        """Bookmarks and the edges of comments, which may stand anywhere."""
        name, id_ = _name(element), ""
        if name.startswith(("bookmark", "commentR")):
            id_ = str(element.get(f"{_W}id"))
        if name == "bookmarkStart":
            told = str(element.get(f"{_W}name"))
            if self.now is None:
                self.waiting.append((told, id_))
            else:
                self._begin(told, id_)
        elif name == "bookmarkEnd" and id_ in self.bookmarks:
            one = self.bookmarks.pop(id_)
            if one.at == self.size and one.name in one.paragraph.opens:
                one.paragraph.opens.remove(one.name)
        elif name == "commentRangeStart":
            self.open_comments.add(id_)
            self.anchors[id_] = Anchor(len(self.paragraphs))
        elif name == "commentRangeEnd":
            self.open_comments.discard(id_)
        elif name == "commentReference":
            self.anchors.setdefault(id_, Anchor(len(self.paragraphs)))

    def _begin(self, name: str, id_: str) -> None:
        assert self.now is not None
        if not self.now.text.strip():
            self.now.opens.append(name)
            self.bookmarks[id_] = _Open(name, self.now, self.size)

    def _run(self, run: Element, href: str) -> None:
        look = self._form(run.find(f"{_W}rPr"))
        style = self.styles.get(value(look, f"{_W}rStyle"), Style())
        strong = look.find(f"{_W}b") if look is not None else None
        emphasis = look.find(f"{_W}i") if look is not None else None
        span = Span(
            "",
            style.is_strong if strong is None else is_on(strong),
            style.is_emphasis if emphasis is None else is_on(emphasis),
            href or self._field_address(),
        )
        for child in run:
            self._letter(child, span, style.name.lower() == _NUMBER_STYLE)

    def _letter(self, element: Element, span: Span, is_number: bool) -> None:
        name = _name(element)
        if name == "t" or (name == "delText" and not self.accepts):
            self._say(element.text or "", span, is_number)
        elif name in _LETTERS:
            self._say(_LETTERS[name], span, is_number)
        elif name == "sym":
            code = str(element.get(f"{_W}char", ""))
            self._say(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else "•", span, is_number)
        elif name == "fldChar":
            self._field(str(element.get(f"{_W}fldCharType")))
        elif name == "instrText" and self.fields:
            self.fields[-1] += element.text or ""
        elif name in {"drawing", "pict", "object"} or element.tag == f"{_MC}AlternateContent":
            self._picture(element)
        else:
            self._mark(element)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _field_address(self) -> str:
        for told in reversed(self.fields):
            found = _ADDRESS.match(told)
            if found and is_safe(found[1]):
                return found[1]
        return ""

    def _picture(self, element: Element) -> None:
        """A picture can't be worded; a box of text is read by itself."""
        inner = list(_boxes(element))
        if not inner:
            self.problems.add("pictures")
        for box in inner:
            inside = replace(self, paragraphs=[], now=None, waiting=[], open_comments=set())
            inside.read(box, Place.BOX)
            self.paragraphs += [replace(one, place=Place.BOX) for one in inside.paragraphs if one.text.strip()]

    def _say(self, text: str, span: Span, is_number: bool) -> None:
        assert self.now is not None
        self.size += len(text.strip())
        self.now.runs.append(Run(replace(span, text=text), is_number))
        for id_ in self.open_comments:
            self.anchors[id_].about += text


def _name(element: Element) -> str:
    """The name without its namespace; comments and instructions of XML have none."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _chosen(element: Element) -> Iterable[Element]:
    """Of two forms of the same thing, the one for newer programs; both would say it twice."""
    choice = element.find(f"{_MC}Choice")
    return choice if choice is not None else (element.find(f"{_MC}Fallback") or ())


def _boxes(element: Element) -> Iterator[Element]:
    for box in element.iter(f"{_W}txbxContent"):
        if not any(_name(above) == "Fallback" for above in box.iterancestors()):
            yield box


def _list_place(form: Element | None, style: Style) -> tuple[str, int] | None:
    """The list that a paragraph is an item of, and how deep; a list of number 0 is none."""
    numbering = form.find(f"{_W}numPr") if form is not None else None
    id_ = value(numbering, f"{_W}numId") or style.list_id
    depth = value(numbering, f"{_W}ilvl")
    if not id_ or id_ == "0":
        return None
    return id_, min(int(depth), 8) if depth.isdecimal() else style.list_depth
