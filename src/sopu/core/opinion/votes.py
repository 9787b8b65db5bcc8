"""Who answered what: the votes of people on statements, sparse, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

AGREE, PASS, DISAGREE = 1, 0, -1
CHUNK = 1 << 17
"""Votes that are worked on at once: they stay in the cache of a processor."""


@dataclass(frozen=True, slots=True)
class Votes:
    """The last word of each person on each statement: three parallel arrays, sorted by person, then statement.

    `person` and `statement` are indexes below `people` and `statements`; `stance` is 1 agree, 0 pass, -1 disagree.
    Whatever is not there was not seen. Make one with `of` or `from_arrays`, which keep the order.
    """

    people: int
    statements: int
    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    stance: NDArray[np.int8]
    _starts: list[NDArray[np.int32]] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, triples: Iterable[tuple[int, int, int]], *, people: int, statements: int) -> "Votes":
        """The votes in `triples` (person, statement, stance); of several of one pair the latest stands.

        Raises `ValueError` as `from_arrays` does.
        """
        told = np.array(list(triples), dtype=np.int64).reshape(-1, 3)
        return cls.from_arrays(told[:, 0], told[:, 1], told[:, 2], people=people, statements=statements)

    @classmethod
    def from_arrays(
        cls, person: ArrayLike, statement: ArrayLike, stance: ArrayLike, *, people: int, statements: int
    ) -> "Votes":
        """The votes in three parallel arrays (n); of several of one pair the latest stands.

        Arrays that are in order and of the right types already are taken as they are, without a copy. Raises
        `ValueError` when an index is out of its range, a stance is none of 1, 0 and -1, or lengths differ.
        """
        who, what, how = np.asarray(person), np.asarray(statement), np.asarray(stance)
        _check(who, what, how, people, statements)
        who, what, how = (
            who.astype(np.int32, copy=False),
            what.astype(np.int32, copy=False),
            how.astype(np.int8, copy=False),
        )
        if not _in_order(who, what):
            last = _last_words(who, what, statements)
            who, what, how = who[last], what[last], how[last]
        return cls(people, statements, who, what, how)

    def __len__(self) -> int:
        return len(self.stance)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Votes)
            and (self.people, self.statements) == (other.people, other.statements)
            and np.array_equal(self.person, other.person)
            and np.array_equal(self.statement, other.statement)
            and np.array_equal(self.stance, other.stance)
        )

    def starts(self) -> NDArray[np.int32]:
        """Where each person's votes begin (people + 1): those of `i` are at `starts[i]` up to `starts[i + 1]`."""
        if not self._starts:
            every = np.arange(self.people + 1, dtype=np.int32)
            self._starts.append(np.searchsorted(self.person, every).astype(np.int32))
        return self._starts[0]

    def without(self, statements: Iterable[int]) -> "Votes":
        """The votes on other statements; indexes stay as they are."""
        left_out = np.zeros(self.statements, dtype=bool)
        left_out[list(statements)] = True
        kept = ~left_out[self.statement]
        return Votes(self.people, self.statements, self.person[kept], self.statement[kept], self.stance[kept])

    def of_people(self, people: NDArray[np.intp]) -> "Votes":
        """The votes of `people` only (indexes in rising order), who are numbered anew from 0."""
        starts = self.starts()
        first, count = starts[people], starts[people + 1] - starts[people]
        ends = np.cumsum(count)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - count), count)
        person = np.repeat(np.arange(len(people), dtype=np.int32), count)
        return Votes(len(people), self.statements, person, self.statement[places], self.stance[places])

    def rows(self, values: NDArray[Any]) -> sparse.csr_array:
        """A sparse people × statements matrix that holds `values` (one a vote) where there is a vote."""
        return sparse.csr_array((values, self.statement, self.starts()), shape=(self.people, self.statements))


def _check(
    who: NDArray[np.generic], what: NDArray[np.generic], how: NDArray[np.generic], people: int, statements: int
) -> None:
    if not len(who) == len(what) == len(how):
        raise ValueError("one person, one statement and one stance a vote")
    if not len(who):
        return
    for indexes, size, name in ((who, people, "person"), (what, statements, "statement")):
        if indexes.min() < 0 or indexes.max() >= size:
            raise ValueError(f"a {name} is not from 0 to {size - 1}")
    if how.min() < DISAGREE or how.max() > AGREE:
        raise ValueError("a stance is none of 1, 0 and -1")


def _in_order(who: NDArray[np.int32], what: NDArray[np.int32]) -> bool:
    """Whether the pairs rise strictly."""
    for start in range(0, len(who) - 1, CHUNK):
        person, statement = who[start : start + CHUNK + 1], what[start : start + CHUNK + 1]
        rises = statement[1:] > statement[:-1]
        rises &= person[1:] == person[:-1]
        rises |= person[1:] > person[:-1]
        if not rises.all():
            return False
    return True


def _last_words(who: NDArray[np.int32], what: NDArray[np.int32], statements: int) -> NDArray[np.intp]:
    """The places of the last vote of each pair, in order of person and statement."""
    pair = who.astype(np.int64) * statements + what
    order = np.argsort(pair, kind="stable")
    ends = np.append(pair[order][1:] != pair[order][:-1], True)
    last: NDArray[np.intp] = order[ends]
    return last
