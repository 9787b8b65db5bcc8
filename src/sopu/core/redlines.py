"""What changed between two wordings of a document, clause by clause and then word by word.

Clauses are matched by their keys, which survive edits and moves; the rest (of a successor document, or of a text that
was brought in again) by how alike their words are. A clause that only stands elsewhere is moved, not removed and added;
one that only has another number is the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import normal_line, normal_text
from sopu.core.likeness import likeness, threes
from sopu.core.rising import longest_rising
from sopu.core.wording import Change, Piece, diff_words

VERY_ALIKE = 0.7
"""Clauses without a common key are one clause changed when their runs of three letters are at least this alike,"""
ALIKE, LEAST_PAIRS = 0.45, 0.15
"""or this alike while their pairs of neighbouring words are at least that alike,"""
ALIKE_UNDER_ONE_HEADING = 0.25
"""or this alike under a heading that no other clause has. Clauses of one agreement that have nothing to do with each
other have at most 0.55 and 0.11 in common, and with every other word replaced mostly more than 0.6 and 0.2."""
NEAREST = 6
"""With how many of the clauses that share most words and pairs of words a clause without a key is compared."""

_WORD = re.compile(r"\w+")


class Kind(StrEnum):
    """What became of a clause."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


SAME, CHANGED, ADDED, REMOVED = Kind


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause before and after, and its heading and text as pieces.

    Kept and gone pieces give exactly what it was, kept and added ones exactly what it is.
    """

    kind: Kind
    is_moved: bool
    old: ClauseText | None
    new: ClauseText | None
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to show: neither words nor place have changed."""
        return self.kind is SAME and not self.is_moved

    @property
    def clause(self) -> ClauseText:
        """The clause as it is, or as it was when it is no more."""
        found = self.new or self.old
        assert found is not None  # one of the two is always there
        return found

    @property
    def is_of_another_kind(self) -> bool:
        """Whether the clause is of another kind than it was: a goal that became a duty."""
        return self.old is not None and self.new is not None and self.old.kind != self.new.kind


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term of the document that is data, before and after, and as pieces; None where there was none, or is none."""

    name: str
    old: str | None
    new: str | None
    value: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clauses in a row that are all the same, or of which each has changed."""

    is_same: bool
    changes: tuple[ClauseChange, ...]

    @property
    def first(self) -> ClauseChange:
        """The clause that the stretch begins with."""
        return self.changes[0]

    @property
    def last(self) -> ClauseChange:
        """The clause that the stretch ends with."""
        return self.changes[-1]


@dataclass(frozen=True, slots=True)
class Redline:
    """What changed: the title as pieces, the terms that differ, and every clause in the order of the new wording."""

    title: tuple[Piece, ...]
    terms: tuple[TermChange, ...]
    changes: tuple[ClauseChange, ...]

    @property
    def changed_count(self) -> int:
        """Clauses whose words have changed."""
        return sum(one.kind is CHANGED for one in self.changes)

    @property
    def added_count(self) -> int:
        """Clauses that are new."""
        return sum(one.kind is ADDED for one in self.changes)

    @property
    def removed_count(self) -> int:
        """Clauses that are no more."""
        return sum(one.kind is REMOVED for one in self.changes)

    @property
    def moved_count(self) -> int:
        """Clauses that stand elsewhere, changed ones too."""
        return sum(one.is_moved for one in self.changes)

    @property
    def same_count(self) -> int:
        """Clauses with the same words in the same place."""
        return sum(one.is_same for one in self.changes)

    @property
    def is_title_changed(self) -> bool:
        """Whether the document has another title."""
        return any(piece.change is not Change.KEPT for piece in self.title)

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed at all."""
        return not self.is_title_changed and not self.terms and self.same_count == len(self.changes)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The clauses in rows of same and of changed ones, to be folded and shown."""
        rows = groupby(self.changes, key=lambda one: one.is_same)
        return tuple(Stretch(is_same, tuple(row)) for is_same, row in rows)


def redline(old: WholeText, new: WholeText) -> Redline:
    """What changed from `old` to `new`, which are wordings in one language.

    `changes` has every old and every new clause exactly once, in the order of `new`; what is removed stands behind the
    clause that it stood behind. The clauses that have not moved are a longest run of those that keep their order (the
    longest increasing subsequence, Schensted 1961); one at another depth has moved. The same two wordings always give
    the same.
    """
    pairs = _matched(old.clauses, new.clauses)
    still = _still(old.clauses, new.clauses, pairs)
    return Redline(
        diff_words(old.title, new.title),
        tuple(_terms(old.terms, new.terms)),
        tuple(_in_order(old.clauses, new.clauses, pairs, still)),
    )


def clause_change(old: ClauseText | None, new: ClauseText | None, *, is_moved: bool = False) -> ClauseChange:
    """One clause before and after; None where there was none, or is none. Raises ValueError when both are None."""
    if old is None and new is None:
        raise ValueError("A change is of a clause that was or is.")
    heading = diff_words(old.heading if old else "", new.heading if new else "")
    text = diff_words(old.text if old else "", new.text if new else "")
    if old is None or new is None:
        return ClauseChange(REMOVED if old else ADDED, False, old, new, heading, text)
    return ClauseChange(SAME if _told(old) == _told(new) else CHANGED, is_moved, old, new, heading, text)


def _told(clause: ClauseText) -> tuple[str, str, str]:
    """What makes a clause the same: its words as they are fingerprinted, and its kind; not its number."""
    return normal_line(clause.kind), normal_line(clause.heading), normal_text(clause.text)


def _words(clause: ClauseText) -> str:
    return f"{clause.heading}\n{clause.text}"


def _terms(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TermChange]:
    for name in sorted({*old, *new}):
        was, is_now = old.get(name), new.get(name)
        if was is None or is_now is None or normal_text(was) != normal_text(is_now):
            yield TermChange(name, was, is_now, diff_words(was or "", is_now or ""))


def _matched(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> dict[int, int]:
    """The place in `old` of each clause of `new` that was there, by its place in `new`."""
    places = {key: o for o, key in _counted(clause.key for clause in old)}
    keys = _counted(clause.key for clause in new)
    pairs = {n: places[key] for n, key in keys if key[0] and key in places}
    olds, news = _left(len(old), pairs.values()), _left(len(new), pairs)
    places = {told: olds[o] for o, told in _counted(_told(old[o]) for o in olds)}
    pairs |= {news[n]: places[told] for n, told in _counted(_told(new[n]) for n in news) if told in places}
    olds, news = _left(len(old), pairs.values()), _left(len(new), pairs)
    return pairs | {news[n]: olds[o] for o, n in _alike([old[o] for o in olds], [new[n] for n in news])}


def _counted(values: Iterable[Hashable]) -> Iterator[tuple[int, tuple[Hashable, int]]]:
    """The place of each value, and the value with how many before it are the same."""
    seen: Counter[Hashable] = Counter()
    for place, value in enumerate(values):
        yield place, (value, seen[value])
        seen[value] += 1


def _left(count: int, taken: Iterable[int]) -> list[int]:
    return sorted({*range(count)} - {*taken})


def _alike(olds: Sequence[ClauseText], news: Sequence[ClauseText]) -> Iterator[tuple[int, int]]:
    """Pairs of clauses that are alike enough, the most alike first; each clause is in one pair at most."""
    before, after = [_Words.of(one) for one in olds], [_Words.of(one) for one in news]
    headed = set(_under_one_heading(olds, news))
    scored = []
    for o, n in {*_near(before, after), *headed}:
        how = likeness(before[o].threes, after[n].threes)
        is_likely = how >= ALIKE and likeness(before[o].pairs, after[n].pairs) >= LEAST_PAIRS
        if how >= VERY_ALIKE or is_likely or (how >= ALIKE_UNDER_ONE_HEADING and (o, n) in headed):
            scored.append((-how, o, n))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, o, n in sorted(scored):
        if o not in taken_old and n not in taken_new:
            taken_old.add(o)
            taken_new.add(n)
            yield o, n


@dataclass(frozen=True, slots=True)
class _Words:
    """What a clause is recognised by: pairs of neighbouring words, words and pairs, and runs of three letters."""

    pairs: frozenset[str]
    marks: frozenset[str]
    threes: frozenset[str]

    @classmethod
    def of(cls, clause: ClauseText) -> "_Words":
        words = _WORD.findall(_words(clause).casefold())
        pairs = frozenset(map(" ".join, pairwise(words)))
        return cls(pairs, pairs.union(words), threes(_words(clause)))


def _under_one_heading(olds: Sequence[ClauseText], news: Sequence[ClauseText]) -> Iterator[tuple[int, int]]:
    """Pairs with a heading that one clause on each side has."""
    before, after = _by_heading(olds), _by_heading(news)
    for heading, places in before.items():
        if heading and len(places) == len(after.get(heading, [])) == 1:
            yield places[0], after[heading][0]


def _by_heading(clauses: Iterable[ClauseText]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        found[normal_line(clause.heading).casefold()].append(place)
    return found


def _near(olds: Sequence[_Words], news: Sequence[_Words]) -> Iterator[tuple[int, int]]:
    """For each old clause the new ones that share most of its marks; a mark that many clauses have tells nothing."""
    where: dict[str, list[int]] = defaultdict(list)
    for n, new in enumerate(news):
        for mark in new.marks:
            where[mark].append(n)
    often = max(3, len(news) // 4)
    telling = {mark: places for mark, places in where.items() if len(places) <= often}
    for o, old in enumerate(olds):
        shared = Counter(n for mark in old.marks for n in telling.get(mark, ()))
        nearest = sorted(shared, key=lambda n: (-shared[n] / (len(old.marks) + len(news[n].marks)), n))
        yield from ((o, n) for n in nearest[:NEAREST])


def _still(old: Sequence[ClauseText], new: Sequence[ClauseText], pairs: Mapping[int, int]) -> set[int]:
    """Places in `new` of the clauses that were in `old` and have not moved."""
    kept = [n for n in sorted(pairs) if old[pairs[n]].depth == new[n].depth]
    return {kept[place] for place in longest_rising([pairs[n] for n in kept])}


def _in_order(
    old: Sequence[ClauseText], new: Sequence[ClauseText], pairs: Mapping[int, int], still: set[int]
) -> Iterator[ClauseChange]:
    removed = _removed(old, pairs, still)
    yield from (clause_change(old[o], None) for o in removed[None])
    for n, clause in enumerate(new):
        was = old[pairs[n]] if n in pairs else None
        yield clause_change(was, clause, is_moved=was is not None and n not in still)
        yield from (clause_change(old[o], None) for o in removed[n])


def _removed(old: Sequence[ClauseText], pairs: Mapping[int, int], still: set[int]) -> dict[int | None, list[int]]:
    """Places in `old` of the clauses that are no more, by the place in `new` of what they stood behind."""
    now = {o: n for n, o in pairs.items()}
    found: dict[int | None, list[int]] = defaultdict(list)
    behind: int | None = None
    for o in range(len(old)):
        if o not in now:
            found[behind].append(o)
        elif now[o] in still:
            behind = now[o]
    return found
