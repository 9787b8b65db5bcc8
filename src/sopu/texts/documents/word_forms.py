"""What the styles and numbering of a Word file of unknown hands mean: what is a heading, an item, a title."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An element of lxml, which has no types."""

_HEADING = re.compile(r"(?:heading|otsikko|rubrik|överskrift) ?([1-9])", re.IGNORECASE)
_CONTINUED = re.compile(r"(?:list continue|jatkettu luettelo|listfortsättning) ?([2-5]?)", re.IGNORECASE)
_FALSE = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs or letters, with what it takes from those that it is based on."""

    name: str = ""
    level: int = 0
    """Of a heading, 1–9; 0 for what is none."""
    list_id: str = ""
    list_depth: int = 0
    is_strong: bool = False
    is_emphasis: bool = False
    continued: int = 0
    """How deep in lists a paragraph of it goes on from an item."""

    @property
    def is_title(self) -> bool:
        """Whether it is that of a document's title, in any of our languages."""
        return self.name.lower() in {"title", "otsikko", "rubrik"}


@dataclass(frozen=True, slots=True)
class Label:
    """What numbering puts before a paragraph: bullets have no number, an item has its own, a heading all of them."""

    is_bullet: bool
    depth: int
    number: int
    text: str
    list_id: str


def is_on(mark: Element | None) -> bool:
    """Whether a mark such as bold is there and is not switched off."""
    return mark is not None and mark.get(qn("w:val"), "1").lower() not in _FALSE


def value(parent: Element | None, path: str) -> str:
    """The value of an element under another, such as a paragraph's style; empty where there is none."""
    found = parent.find(path) if parent is not None else None
    return "" if found is None else str(found.get(qn("w:val"), ""))


def styles_of(root: Element | None) -> Mapping[str, Style]:
    """The styles of a file by their ids."""
    styles = root.iter(qn("w:style")) if root is not None else ()
    told = {str(one.get(qn("w:styleId"))): one for one in styles}
    found: dict[str, Style] = {}
    for id_ in told:
        _style(id_, told, found, 0)
    return found


def _style(id_: str, told: Mapping[str, Element], found: dict[str, Style], steps: int) -> Style:
    if id_ in found or id_ not in told or steps > 20:
        return found.get(id_, Style())
    element = told[id_]
    under = _style(value(element, qn("w:basedOn")), told, found, steps + 1)
    form, look = element.find(qn("w:pPr")), element.find(qn("w:rPr"))
    name = value(element, qn("w:name"))
    numbering = form.find(qn("w:numPr")) if form is not None else None
    continued = _CONTINUED.fullmatch(name)
    found[id_] = Style(
        name=name,
        level=_level(name, form, under),
        list_id=value(numbering, qn("w:numId")) or under.list_id,
        list_depth=_int(value(numbering, qn("w:ilvl")), under.list_depth),
        is_strong=_mark(look, "w:b", under.is_strong),
        is_emphasis=_mark(look, "w:i", under.is_emphasis),
        continued=int(continued[1] or 1) if continued else 0,
    )
    return found[id_]


def _level(name: str, form: Element | None, under: Style) -> int:
    if match := _HEADING.fullmatch(name):
        return int(match[1])
    told = value(form, qn("w:outlineLvl"))
    return outline_level(told) if told else under.level


def outline_level(told: str) -> int:
    """The level of a heading from an outline level, which begins at nought and of which the tenth is body text."""
    level = _int(told, 9)
    return level + 1 if 0 <= level < 9 else 0


def _mark(look: Element | None, name: str, under: bool) -> bool:
    mark = look.find(qn(name)) if look is not None else None
    return under if mark is None else is_on(mark)


def _int(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else otherwise


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    abstracts: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> Label | None:
        """The next label of a list at a depth; None for what is no list."""
        abstract = self.abstracts.get(list_id)
        if abstract is None:
            return None
        level = self.levels.get((abstract, depth), _Level())
        if level.form in {"bullet", "none"}:
            return Label(level.form == "bullet", depth, 0, "", list_id) if level.form == "bullet" else None
        counts = self.counts[abstract]
        start = self.starts.get((list_id, depth))
        if start is not None and (list_id, depth) not in self.begun:
            counts[depth] = start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else start or level.start
        self.begun.add((list_id, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return Label(False, depth, counts[depth], self._text(abstract, depth, level), list_id)

    def _text(self, abstract: str, depth: int, level: _Level) -> str:
        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            start = self.levels.get((abstract, place), _Level()).start
            return _formed(self.counts[abstract].get(place, start), self.levels.get((abstract, place), level).form)

        return re.sub(r"%([1-9])", number, level.text or f"%{depth + 1}.")


def _formed(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + number - 1)
    if form in {"lowerRoman", "upperRoman"} and 1 <= number < 40:
        told = "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
        return told if form == "lowerRoman" else told.upper()
    return str(number)


def numbering_of(root: Element | None) -> Numbering:
    """The lists of a file, not counted yet."""
    found = Numbering()
    if root is None:
        return found
    for abstract in root.iter(qn("w:abstractNum")):
        for level in abstract.iter(qn("w:lvl")):
            place = (str(abstract.get(qn("w:abstractNumId"))), _int(str(level.get(qn("w:ilvl"))), 0))
            form, text = value(level, qn("w:numFmt")) or "decimal", value(level, qn("w:lvlText"))
            found.levels[place] = _Level(form, text, _int(value(level, qn("w:start")), 1))
    for num in root.iter(qn("w:num")):
        id_ = str(num.get(qn("w:numId")))
        found.abstracts[id_] = value(num, qn("w:abstractNumId"))
        for override in num.iter(qn("w:lvlOverride")):
            if start := value(override, qn("w:startOverride")):
                found.starts[id_, _int(str(override.get(qn("w:ilvl"))), 0)] = _int(start, 1)
    return found
