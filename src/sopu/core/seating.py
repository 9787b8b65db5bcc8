"""Seats at mixed tables: every table has people of as many organisations and roles as there can be.

Guests are the edges of a bipartite multigraph between organisations and roles, and tables are colours of the edges. An
organisation of n guests is cut into vertices of at most as many edges as there are tables, and so is a role; then no
vertex has more edges than there are colours, and by Kőnig's theorem (1916) the edges can be coloured so that no colour
meets a vertex twice. A proper colouring so made is equitable (de Werra 1971, "Equitable colorations of graphs"): each
table gets of every organisation, and of every role, its even share, rounded up or down. Tables are then levelled along
alternating paths, which keeps all that (McDiarmid 1972).
"""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Vertex = tuple[str, Hashable, int]


@dataclass(frozen=True, slots=True)
class Guest:
    """A person to be seated: a key of their own, and what should be spread over the tables."""

    key: str
    organisation: Hashable
    role: Hashable


def tables_for(guest_count: int, seats: int) -> int:
    """How many tables of at most `seats` people hold the guests; ValueError for a table without seats."""
    if seats < 1:
        raise ValueError("A table has at least one seat.")
    return -(-guest_count // seats)


def seated(guests: Sequence[Guest], table_count: int, seed: str) -> dict[str, int]:
    """The table of each guest by key, from 0; the same guests and seed give the same seats in whatever order they come.

    Sizes of tables differ by at most one; so do the numbers of any organisation's, and of any role's, people at them.
    Takes time in the order of guests × (guests + tables). Raises ValueError without tables, or when a key is not one's
    own.
    """
    if table_count < 1:
        raise ValueError("There must be a table.")
    if len({guest.key for guest in guests}) < len(guests):
        raise ValueError("Each guest has a key of their own.")
    ordered = sorted(guests, key=lambda guest: _drawn(seed, guest.key))
    plan = _Plan(_ends(ordered, table_count), table_count)
    for guest in range(len(ordered)):
        plan.seat(guest)
    plan.level()
    names = sorted(range(table_count), key=lambda table: _drawn(seed, f"table {table}"))
    return {guest.key: names[table] for guest, table in zip(ordered, plan.tables, strict=True)}


def _drawn(seed: str, key: str) -> bytes:
    """Where the lot puts the key: without chance, but in no order that anybody chose."""
    return hashlib.sha256(f"{seed}\\n{key}".encode()).digest()


def _ends(guests: Sequence[Guest], table_count: int) -> list[tuple[Vertex, Vertex]]:
    """Each guest's organisation and role, cut so that no vertex has more guests than there are tables."""
    counts: dict[tuple[str, Hashable], int] = {}

    def vertex(side: str, name: Hashable) -> Vertex:
        number = counts[side, name] = counts.get((side, name), -1) + 1
        return side, name, number // table_count

    return [(vertex("organisation", guest.organisation), vertex("role", guest.role)) for guest in guests]


class _Plan:
    """Who sits where; at each vertex a table has one guest at most."""

    def __init__(self, ends: list[tuple[Vertex, Vertex]], table_count: int) -> None:
        self.ends = ends
        self.tables = [-1] * len(ends)
        self.sizes = [0] * table_count
        self.at: dict[Vertex, list[int | None]] = {one: [None] * table_count for pair in ends for one in pair}

    def seat(self, guest: int) -> None:
        """The guest gets the emptiest table that is free at both ends, after a path is turned when there is none."""
        mine, theirs = ({t for t, sitting in enumerate(self.at[end]) if sitting is None} for end in self.ends[guest])
        free = mine & theirs
        if not free:
            # The path begins where the role ends, and can't come back to the organisation, which has nobody at `one`.
            one, other = min(mine), min(theirs)
            self._turn(self._path(self.ends[guest][1], one, other), one, other)
            free = {one}
        self._put(guest, min(free, key=lambda table: (self.sizes[table], table)))

    def level(self) -> None:
        """Guests move from the largest table to the smallest along a path, until sizes differ by at most one."""
        while max(self.sizes) - min(self.sizes) > 1:
            large, small = self.sizes.index(max(self.sizes)), self.sizes.index(min(self.sizes))
            starts = (end for end, at in self.at.items() if at[large] is not None and at[small] is None)
            paths = (self._path(start, large, small) for start in starts)
            self._turn(next(path for path in paths if len(path) % 2), large, small)

    def _put(self, guest: int, table: int) -> None:
        self.tables[guest] = table
        self.sizes[table] += 1
        for end in self.ends[guest]:
            self.at[end][table] = guest

    def _path(self, start: Vertex, one: int, other: int) -> list[int]:
        """The guests on the path from its end `start` on which the two tables take turns, beginning with `one`."""
        path: list[int] = []
        here = start
        while (guest := self.at[here][one]) is not None:
            path.append(guest)
            left, right = self.ends[guest]
            here, one, other = right if here == left else left, other, one
        return path

    def _turn(self, path: list[int], one: int, other: int) -> None:
        """The guests on the path change tables with each other."""
        moves = [(guest, other if self.tables[guest] == one else one) for guest in path]
        for guest, to in moves:
            table = one if to == other else other
            self.sizes[table] -= 1
            for end in self.ends[guest]:
                self.at[end][table] = None
        for guest, to in moves:
            self._put(guest, to)
