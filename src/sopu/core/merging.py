"""Several rewordings of one text: which words each of them touches, whether they are apart, and all of them in one.

A rewording is taken as the edits that `sopu.core.wording.diff_words` finds: stretches of the old text, each with what
stands in its place. Rewordings are apart when no two of their edits touch the same place, in the manner of three-way
merging (Khanna, Kunal and Pierce 2007); an edit that two of them make alike is one edit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from sopu.core.wording import Change, diff_words


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters of the old text from `start` up to `end` give way to `text`; without any, `text` is put in."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A stretch of the old text and the places, in the order given, of the rewordings that change it.

    Empty text is a place between two words where something is put in. It is disputed when two of all the rewordings are
    not apart there; two that change it alike agree.
    """

    text: str
    by: tuple[int, ...]
    is_disputed: bool = False


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """What is done to `old` to make it `new`, in order; no two touch each other."""
    return tuple(_edits(old, new))


def are_apart(old: str, news: Sequence[str]) -> bool:
    """Whether all the rewordings can stand together: no two of them change the same place otherwise."""
    every = [edits(old, new) for new in news]
    return not any(_clash(a, b) for one, other in combinations(every, 2) for a in one for b in other)


def merged(old: str, news: Sequence[str]) -> str | None:
    """The old text with what all the rewordings change, in whatever order they are given; None unless `are_apart`."""
    if not are_apart(old, news):
        return None
    made, at = "", 0
    for edit in sorted({edit for new in news for edit in edits(old, new)}):
        made += old[at : edit.start] + edit.text
        at = edit.end
    return made + old[at:]


def touched(old: str, news: Sequence[str]) -> tuple[Touched, ...]:
    """The old text in stretches, each with the rewordings that change it; the texts joined are exactly `old`."""
    every = [edits(old, new) for new in news]
    bounds = sorted({0, len(old), *(place for one in every for edit in one for place in (edit.start, edit.end))})
    found = [_touch(old, every, 0, 0)]
    for start, end in pairwise(bounds):
        found += [_touch(old, every, start, end), _touch(old, every, end, end)]
    return tuple(one for one in found if one.text or one.by)


def _edits(old: str, new: str) -> Iterator[Edit]:
    at, start, text = 0, -1, ""
    for piece in diff_words(old, new):
        if piece.change is Change.KEPT:
            if start >= 0:
                yield Edit(start, at, text)
            at, start, text = at + len(piece.text), -1, ""
            continue
        start = at if start < 0 else start
        if piece.change is Change.GONE:
            at += len(piece.text)
        else:
            text += piece.text
    if start >= 0:
        yield Edit(start, at, text)


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same place and are not the same; what is put in touches the words on both sides."""
    if one == other:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _touch(old: str, every: Sequence[Sequence[Edit]], start: int, end: int) -> Touched:
    """The stretch from `start` to `end`, or the place where they are one."""
    here = [(place, edit) for place, one in enumerate(every) for edit in one if _is_of(edit, start, end)]
    is_disputed = any(
        _clash(edit, other)
        for place, edit in here
        for rival, one in enumerate(every)
        if rival != place
        for other in one
        if other.start <= end and start <= other.end
    )
    return Touched(old[start:end], tuple(place for place, _edit in here), is_disputed)


def _is_of(edit: Edit, start: int, end: int) -> bool:
    """Whether an edit changes all of the stretch, or puts something in at the place."""
    return edit.start == edit.end == start if start == end else edit.start <= start and end <= edit.end
