"""The votes of a live event, kept as they come: a vote costs the same however many there are."""

from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.known import agreement_of
from sopu.core.opinion.shapes import KnownAgreement
from sopu.core.opinion.votes import Votes

GONE = -2
"""The stance of a vote that was taken away; its place waits for the next one."""

_COLUMN = {1: 0, -1: 1, 0: 2}


@dataclass(slots=True)
class _Names:
    """Names in the order in which they came, numbered from 0."""

    numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, name: Hashable) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


class Gathering:
    """The last words of people on statements, and how known groups answer, up to date after each vote.

    People and statements have any names; they are numbered in the order in which they came, and a number stays also
    when its votes are removed. `groups` is how many known groups there are; who is in none is in -1.
    """

    def __init__(self, groups: int = 0) -> None:
        self.groups = groups
        self._people, self._statements = _Names(), _Names()
        self._person, self._statement, self._stance = array("i"), array("i"), array("b")
        self._places: list[dict[int, int]] = []
        self._group: list[int] = []
        self._free: list[int] = []
        self._counts: list[list[list[int]]] = [[] for _ in range(groups)]
        self._voters = [0] * groups

    def __len__(self) -> int:
        """How many votes stand."""
        return len(self._stance) - len(self._free)

    @property
    def people(self) -> tuple[Hashable, ...]:
        """The names of people by number."""
        return tuple(self._people.numbers)

    @property
    def statements(self) -> tuple[Hashable, ...]:
        """The names of statements by number."""
        return tuple(self._statements.numbers)

    def add(self, person: Hashable, statement: Hashable, stance: int) -> None:
        """A person says 1 agree, 0 pass or -1 disagree of a statement; an earlier word on it is replaced.

        Raises `ValueError` when the stance is none of them.
        """
        if stance not in _COLUMN:
            raise ValueError("a stance is none of 1, 0 and -1")
        who, what = self._person_number(person), self._statement_number(statement)
        places = self._places[who]
        place = places.get(what)
        if place is None:
            places[what] = self._new_place(who, what)
            self._count_voter(who, 1 if len(places) == 1 else 0)
        else:
            self._count(who, what, self._stance[place], -1)
        self._stance[places[what]] = stance
        self._count(who, what, stance, 1)

    def remove(self, person: Hashable, statement: Hashable) -> None:
        """The word of a person on a statement is taken away; nothing happens when there is none."""
        who, what = self._people.numbers.get(person), self._statements.numbers.get(statement)
        if who is not None and what is not None and what in self._places[who]:
            self._take(who, what)

    def remove_person(self, person: Hashable) -> None:
        """All words of a person are taken away."""
        who = self._people.numbers.get(person)
        if who is not None:
            for what in list(self._places[who]):
                self._take(who, what)

    def remove_statement(self, statement: Hashable) -> None:
        """All words on a statement are taken away: it was hidden, or withdrawn."""
        what = self._statements.numbers.get(statement)
        if what is not None:
            for who, places in enumerate(self._places):
                if what in places:
                    self._take(who, what)

    def set_group(self, person: Hashable, group: int) -> None:
        """A person is in a known group from now on, with all their words; -1 is none.

        Raises `ValueError` when there is no such group.
        """
        if not -1 <= group < self.groups:
            raise ValueError(f"a group is not from -1 to {self.groups - 1}")
        who = self._person_number(person)
        places = self._places[who]
        for sign, belongs in ((-1, self._group[who]), (1, group)):
            self._group[who] = belongs
            self._count_voter(who, sign if places else 0)
            for what, place in places.items():
                self._count(who, what, self._stance[place], sign)

    def votes(self) -> Votes:
        """The votes that stand, with numbers of people and statements."""
        person, statement, stance = (np.array(one) for one in (self._person, self._statement, self._stance))
        stands = stance != GONE
        return Votes.from_arrays(
            person[stands],
            statement[stands],
            stance[stands],
            people=len(self._people.numbers),
            statements=len(self._statements.numbers),
        )

    def counts(self) -> NDArray[np.int64]:
        """Agree, disagree and pass (known groups × statements × 3)."""
        return np.array(self._counts, dtype=np.int64).reshape(self.groups, len(self._statements.numbers), 3)

    def by_known_groups(self) -> KnownAgreement:
        """How the known groups agree now; costs the same however many votes there are."""
        return agreement_of(self.counts(), self._voters)

    def _person_number(self, person: Hashable) -> int:
        who = self._people.number(person)
        if who == len(self._places):
            self._places.append({})
            self._group.append(-1)
        return who

    def _statement_number(self, statement: Hashable) -> int:
        known = len(self._statements.numbers)
        what = self._statements.number(statement)
        if what == known:
            for counts in self._counts:
                counts.append([0, 0, 0])
        return what

    def _new_place(self, who: int, what: int) -> int:
        if self._free:
            place = self._free.pop()
            self._person[place], self._statement[place] = who, what
            return place
        self._person.append(who)
        self._statement.append(what)
        self._stance.append(GONE)
        return len(self._stance) - 1

    def _take(self, who: int, what: int) -> None:
        place = self._places[who].pop(what)
        self._count(who, what, self._stance[place], -1)
        self._stance[place] = GONE
        self._free.append(place)
        self._count_voter(who, 0 if self._places[who] else -1)

    def _count(self, who: int, what: int, stance: int, by: int) -> None:
        group = self._group[who]
        if group >= 0:
            self._counts[group][what][_COLUMN[stance]] += by

    def _count_voter(self, who: int, by: int) -> None:
        group = self._group[who]
        if group >= 0:
            self._voters[group] += by
