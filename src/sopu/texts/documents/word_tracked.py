"""Two wordings as one Word file with real tracked changes: accepting all gives the new, rejecting all the old.

A clause that has only moved is a move. One that has moved and changed is taken out and put in, with a comment that says
so, since Word does not tell a change inside a move in a way that can be rejected whole.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import fingerprint
from sopu.core.likeness import likeness, threes
from sopu.core.markdown import PARAGRAPH, Span
from sopu.core.redlines import ClauseChange, Kind, redline
from sopu.core.wording import Change, Piece, diff_words
from sopu.texts.documents import marks
from sopu.texts.documents.lines import Line, lines_of
from sopu.texts.documents.values import WordMeta
from sopu.texts.documents.word_out import (
    bookmarked,
    clause_paras,
    closing,
    cover,
    finished,
    heading_style,
    number_bits,
    places,
    style_of,
)
from sopu.texts.documents.word_xml import Bit, By, Fate, InList, Para

LEAST_ALIKE = 0.35
"""Paragraphs less alike than this are one taken out and another put in: word by word they could not be read."""

_FATES = {Change.KEPT: Fate.KEPT, Change.GONE: Fate.GONE, Change.ADDED: Fate.ADDED}


def tracked_file(
    old: WholeText, new: WholeText, *, author: str, at: dt.datetime, meta: WordMeta | None = None
) -> bytes:
    """The new wording with its changes from the old one tracked, as `author`'s at that moment."""
    told = meta or WordMeta(author, fingerprint(new), at)
    with override(new.language):
        line = redline(old, new)
        title = Para("Title", _pieces(line.title))
        paras = [*cover(told, title), *_clauses(old, line.changes), closing(told)]
        return finished(new, paras, told, By(author, at), is_tracking=True)


def _pieces(pieces: Sequence[Piece]) -> tuple[Bit, ...]:
    return tuple(Bit(Span(piece.text), _FATES[piece.change]) for piece in pieces)


def _clauses(old: WholeText, changes: Sequence[ClauseChange]) -> Iterator[Para]:
    """Clauses in the order of the new wording; what went stands behind what it stood behind in the old."""
    behind = _left_behind(old, changes)
    yield from (para for clause in behind.get(None, []) for para in _left(clause, changes))
    for change in changes:
        if change.new is None:
            continue
        yield from _came(change)
        if change.old is not None and not change.is_moved:
            yield from (para for clause in behind.get(change.old, []) for para in _left(clause, changes))


def _left_behind(old: WholeText, changes: Sequence[ClauseChange]) -> dict[ClauseText | None, list[ClauseText]]:
    """Old clauses that stand no more where they stood, by the last one before them that still does."""
    still = {change.old for change in changes if change.old and change.new and not change.is_moved}
    found: dict[ClauseText | None, list[ClauseText]] = {}
    last: ClauseText | None = None
    for clause in old.clauses:
        if clause in still:
            last = clause
        else:
            found.setdefault(last, []).append(clause)
    return found


def _came(change: ClauseChange) -> list[Para]:
    """A clause where it stands now."""
    assert change.new is not None
    if change.old is None:
        return _fated(change.new, Fate.ADDED)
    if not change.is_moved:
        return bookmarked(list(_changed(change.old, change.new)), change.new.key)
    if _is_whole_move(change):
        return _moving(_fated(change.new, Fate.CAME), change.new)
    paras = _fated(change.new, Fate.ADDED)
    if paras:
        said = _("The clause was moved and changed. It was %(number)s “%(heading)s”.")
        told = said % {"number": change.old.number, "heading": change.old.heading or change.old.text[:60]}
        paras[0] = replace(paras[0], comment=" ".join(told.split()))
    return paras


def _left(clause: ClauseText, changes: Sequence[ClauseChange]) -> list[Para]:
    """A clause where it stood and stands no more."""
    change = next(one for one in changes if one.old is clause)
    if change.new is None:
        return _fated(clause, Fate.GONE)
    fate = Fate.LEFT if _is_whole_move(change) else Fate.GONE
    paras = _fated(clause, fate)
    former = (marks.of_former_place(clause.key),)  # the clause's own bookmark is where it went
    paras = [replace(para, opens=former if para.opens else (), closes=former if para.closes else ()) for para in paras]
    return _moving(paras, change.new) if fate is Fate.LEFT else paras


def _is_whole_move(change: ClauseChange) -> bool:
    """Whether it stands elsewhere word by word as it was; its own number does not matter."""
    return change.kind is Kind.SAME


def _fated(clause: ClauseText, fate: Fate) -> list[Para]:
    return [
        replace(para, fate=fate, bits=_all(para.bits, fate), item=_named(para.item, f"{fate}"))
        for para in clause_paras(clause)
    ]


def _all(bits: Sequence[Bit], fate: Fate) -> tuple[Bit, ...]:
    return tuple(replace(bit, fate=fate) for bit in bits)


def _named(item: InList | None, more: str) -> InList | None:
    """The same place in a numbered list of another name: what went and what came are not numbered together."""
    return replace(item, name=f"{item.name}/{more}") if item and item.name else item


def _moving(paras: list[Para], clause: ClauseText) -> list[Para]:
    """The same as a move, named by the clause."""
    if paras:
        paras[0] = replace(paras[0], move_begins=f"move_{clause.key}")
        paras[-1] = replace(paras[-1], move_ends=f"move_{clause.key}")
    return paras


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A paragraph of a clause as it is, or was, before it is compared."""

    style: str
    item: InList | None
    bits: tuple[Bit, ...]
    is_heading: bool = False

    @property
    def text(self) -> str:
        return "".join(bit.span.text for bit in self.bits)


def _changed(old: ClauseText, new: ClauseText) -> Iterator[Para]:
    """A clause that stands where it stood: paragraph by paragraph, and within one word by word."""
    pairs = _aligned(_drawn(old, "was"), _drawn(new, "is"))
    lists = {one.item.name: other.item.name for one, other in pairs if one and other and one.item and other.item}
    for one, other in pairs:
        if one and other:
            was = one.style if one.style != other.style else ""
            yield Para(other.style, tuple(_compared(one.bits, other.bits)), item=other.item, was=was)
        elif one:
            item = replace(one.item, name=lists.get(one.item.name, one.item.name)) if one.item else None
            yield Para(one.style, _all(one.bits, Fate.GONE), Fate.GONE, item)
        elif other:
            yield Para(other.style, _all(other.bits, Fate.ADDED), Fate.ADDED, other.item)


def _drawn(clause: ClauseText, side: str) -> list[_Drawn]:
    lines = lines_of(clause.text)
    number = number_bits(clause)
    found = [_line(line, item) for line, item in zip(lines, places(lines, f"{clause.key}-{side}"), strict=True)]
    if clause.heading:
        bits = (*number, Bit(Span(clause.heading)))
        found.insert(0, _Drawn(heading_style(clause.depth), None, bits, is_heading=True))
    elif found and lines[0].kind is PARAGRAPH:
        found[0] = replace(found[0], bits=(*number, *found[0].bits))
    elif number:
        found.insert(0, _Drawn("Normal", None, number))
    return found


def _line(line: Line, item: InList | None) -> _Drawn:
    return _Drawn(style_of(line), item, tuple(Bit(span) for span in line.spans))


Pair = tuple[_Drawn | None, _Drawn | None]


def _aligned(old: Sequence[_Drawn], new: Sequence[_Drawn]) -> list[Pair]:
    """Each paragraph beside the one that it was: the pairs in order that are most alike together."""
    alike = [[_alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _alike(one: _Drawn, other: _Drawn) -> float:
    """From 0 to 1; a heading is only ever a heading, and an item one of a list of the same kind, depth and start."""
    if one.is_heading or other.is_heading:
        return 1.0 if one.is_heading and other.is_heading else 0.0
    places = {(drawn.item.depth, drawn.item.start) if drawn.item else None for drawn in (one, other)}
    if one.style != other.style or len(places) > 1:
        return 0.0
    how = 1.0 if one.text == other.text else likeness(threes(one.text), threes(other.text))
    return how if how >= LEAST_ALIKE else 0.0


Looked = list[tuple[Span, str]]
"""For each character its look (a span without text) and its style."""


def _compared(old: Sequence[Bit], new: Sequence[Bit]) -> Iterator[Bit]:
    """Words that went, came and stayed; where only the look of a word has changed, that is what is told."""
    before, after = _looks(old), _looks(new)
    i = j = 0
    for piece in diff_words("".join(bit.span.text for bit in old), "".join(bit.span.text for bit in new)):
        size = len(piece.text)
        if piece.change is Change.GONE:
            yield from _stretches(piece.text, before[i : i + size], before[i : i + size], Fate.GONE)
        elif piece.change is Change.ADDED:
            yield from _stretches(piece.text, after[j : j + size], after[j : j + size], Fate.ADDED)
        else:
            yield from _stretches(piece.text, before[i : i + size], after[j : j + size], Fate.KEPT)
        i += size * (piece.change is not Change.ADDED)
        j += size * (piece.change is not Change.GONE)


def _looks(bits: Sequence[Bit]) -> Looked:
    return [(replace(bit.span, text=""), bit.style) for bit in bits for _ in bit.span.text]


def _stretches(text: str, before: Looked, after: Looked, fate: Fate) -> Iterator[Bit]:
    """The text in bits of one look before and one after."""
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (before[end], after[end]) == (before[start], after[start]):
            continue
        yield from _looked(text[start:end], before[start], after[start], fate)
        start = end


def _looked(text: str, before: tuple[Span, str], after: tuple[Span, str], fate: Fate) -> Iterator[Bit]:
    (was, was_style), (look, style) = before, after
    if fate is Fate.KEPT and (was.href != look.href or was_style != style):
        yield Bit(replace(was, text=text), Fate.GONE, was_style)
        yield Bit(replace(look, text=text), Fate.ADDED, style)
    else:
        yield Bit(replace(look, text=text), fate, style, None if was == look else was)
