"""The canonical form of a wording, and what it can be recognised by.

The form is lines of UTF-8 text, so that anybody with a text editor and `sha256sum` can make a fingerprint again;
`docs/canonical-form.md` tells it with an example. No two wordings that differ give the same lines: every line begins
with a word that only stands there or with “>”, and what people wrote stands after it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.digests import sha256

FORM = "sopu-wording/1"
"""The first line, which names the form; a form that is changed gets another number."""

SHOWN = 8
"""How many hexadecimal digits of a fingerprint people are shown."""

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK = " \t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Tab and every space of Unicode (category Zs)."""


def canonical(whole: WholeText) -> bytes:
    """The wording as bytes; the same for all wordings that are equal once `normalised`.

    Raises ValueError when two terms have one name, a clause's depth is under 1, or a text can't be UTF-8.
    """
    return "".join(f"{line}\n" for line in _lines(normalised(whole))).encode()


def fingerprint(whole: WholeText) -> str:
    """The SHA-256 of the canonical form: 64 lower-case hexadecimal digits."""
    return sha256(canonical(whole))


def clause_fingerprint(clause: ClauseText) -> str:
    """The SHA-256 of the clause's own lines, from “clause” on, as they stand in the canonical form of the whole."""
    return sha256("".join(f"{line}\n" for line in _clause_lines(_normalised(clause))).encode())


def short(fingerprint: str) -> str:
    """A fingerprint as people are shown it: its first eight digits in fours, “7f3a 09c1”."""
    return f"{fingerprint[: SHOWN // 2]} {fingerprint[SHOWN // 2 : SHOWN]}"


def normalised(whole: WholeText) -> WholeText:
    """The wording as the canonical form tells it: NFC, breaks as LF, no blanks at ends of lines, terms in order.

    Raises ValueError when two terms have one name then.
    """
    names = {name: normal_line(name) for name in whole.terms}
    if len(set(names.values())) < len(names):
        raise ValueError("Two terms have one name.")
    terms = {names[name]: normal_text(whole.terms[name]) for name in sorted(names, key=names.__getitem__)}
    clauses = tuple(map(_normalised, whole.clauses))
    return WholeText(normal_line(whole.language), normal_line(whole.title), clauses, terms)


def normal_line(text: str) -> str:
    """A text that has one line: breaks are spaces, and no blanks stand at its ends."""
    return _lf(text).replace("\n", " ").strip(_BLANK)


def normal_text(text: str) -> str:
    """A text of many lines: no blanks at ends of lines, no empty lines before or after."""
    return "\n".join(line.rstrip(_BLANK) for line in _lf(text).split("\n")).strip("\n")


def parse_canonical(content: bytes) -> WholeText:
    """The wording that these bytes are the canonical form of.

    Raises ValueError for bytes that `canonical` would not give, with the number of the line where reading ended.
    """
    lines = _Lines(content.decode().split("\n"))
    lines.exactly(FORM)
    language, title = lines.value("language"), lines.value("title")
    terms: dict[str, str] = {}
    while lines.begins("term"):
        name = lines.value("term")
        terms[name] = lines.text()
    clauses = []
    while lines.begins("clause"):
        clauses.append(_read_clause(lines))
    lines.exactly("")
    whole = WholeText(language, title, tuple(clauses), terms)
    if canonical(whole) != content:
        raise ValueError("The text can be read, but it is not in the canonical form.")
    return whole


def _lf(text: str) -> str:
    return _BREAKS.sub("\n", unicodedata.normalize("NFC", text))


def _normalised(clause: ClauseText) -> ClauseText:
    if clause.depth < 1:
        raise ValueError("A clause stands at depth 1 or deeper.")
    return replace(
        clause,
        key=normal_line(clause.key),
        number=normal_line(clause.number),
        kind=normal_line(clause.kind),
        heading=normal_line(clause.heading),
        text=normal_text(clause.text),
    )


def _lines(whole: WholeText) -> Iterator[str]:
    yield FORM
    yield _line("language", whole.language)
    yield _line("title", whole.title)
    yield from _term_lines(whole.terms)
    for clause in whole.clauses:
        yield from _clause_lines(clause)


def _term_lines(terms: Mapping[str, str]) -> Iterator[str]:
    for name, value in terms.items():
        yield _line("term", name)
        yield from _text_lines(value)


def _clause_lines(clause: ClauseText) -> Iterator[str]:
    yield _line("clause", clause.key)
    yield _line("number", clause.number)
    yield _line("depth", str(clause.depth))
    yield _line("kind", clause.kind)
    yield _line("heading", clause.heading)
    yield from _text_lines(clause.text)


def _text_lines(text: str) -> Iterator[str]:
    if text:
        yield from (_line(">", line) for line in text.split("\n"))


def _line(word: str, value: str) -> str:
    return f"{word} {value}" if value else word


def _read_clause(lines: "_Lines") -> ClauseText:
    key, number = lines.value("clause"), lines.value("number")
    depth, kind, heading = lines.value("depth"), lines.value("kind"), lines.value("heading")
    if not re.fullmatch("[1-9][0-9]*", depth):
        raise ValueError(f"A depth that is no number, before line {lines.at + 1}.")
    return ClauseText(key, number, int(depth), kind, heading, lines.text())


class _Lines:
    """Lines that are read one by one, each for what it must be."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def begins(self, word: str) -> bool:
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        return line == word or line.startswith(f"{word} ")

    def value(self, word: str) -> str:
        if not self.begins(word):
            raise ValueError(f"Line {self.at + 1} does not begin with “{word}”.")
        self.at += 1
        return self.lines[self.at - 1][len(word) + 1 :]

    def text(self) -> str:
        found = []
        while self.begins(">"):
            found.append(self.value(">"))
        return "\n".join(found)

    def exactly(self, line: str) -> None:
        if self.lines[self.at : self.at + 1] != [line]:
            raise ValueError(f"Line {self.at + 1} is not “{line}”.")
        self.at += 1
