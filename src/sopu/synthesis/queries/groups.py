"""The groups that people are in: known before (organisation, its size, role), or found by how they answered.

For counting only. What is shown of a group goes through `sopu.core.groups`: nothing of fewer than five people, and
no group from which the rest could be told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from sopu.forum.models import Event, ParticipantRole
from sopu.organisations.models import Kind
from sopu.synthesis.models import Snapshot
from sopu.synthesis.queries.votes import Answered, Background, Marks, answered_in

FOUND = "found"
"""The key of the grouping that the machine found; the known ones have `kind`, `size` and `role`."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to part people: `names` of its groups in order, and the number of each person's (`of`), by person.

    Who is in none (no role told, no municipality) is not in `of`.
    """

    key: str
    name: str
    names: tuple[str, ...]
    of: dict[UUID, int]

    def numbers(self, people: Iterable[UUID]) -> list[int]:
        """The group of each of `people` in their order, -1 of who is in none: as the mathematics takes it."""
        return [self.of.get(one, -1) for one in people]


def known_groups(event: Event, answered: Answered | None = None) -> tuple[Grouping, ...]:
    """The known groupings of the people who have answered something: by kind, size class and role, in this order.

    Give `answered` when it is at hand; else it is read (seven queries).
    """
    told = answered or answered_in(event)
    return tuple(_grouping(key, name, parts, told) for key, name, parts in _ways())


def names_of_known(key: str) -> tuple[str, ...]:
    """The names of the groups of a known grouping, in order."""
    return next(tuple(parts.values()) for one, _name, parts in _ways() if one == key)


def group_of_participants(snapshot: Snapshot) -> dict[UUID, int]:
    """The group that the snapshot found for each participant, from 0; who is in none is not there.

    A snapshot keeps groups by the order of people's first answers only, so they are read again as they were at its
    marks (four queries). Empty when that no longer gives the same answers: then nobody can say who was who.
    """
    answered = answered_in(snapshot.event, marks_in(snapshot))
    if answered.digests["votes.csv"] != snapshot.result["inputs"]["votes.csv"]:
        return {}
    return {answered.people[place]: group for place, _x, _y, group in snapshot.result["placed"] if group >= 0}


def marks_in(snapshot: Snapshot) -> Marks:
    """How far the event had come when the snapshot was taken."""
    return Marks(snapshot.last_contribution, snapshot.last_reaction, snapshot.last_moderation)


def _ways() -> tuple[tuple[str, str, dict[object, str]], ...]:
    roles = (ParticipantRole.ELECTED, ParticipantRole.OFFICE_HOLDER, ParticipantRole.PARTNER)
    return (
        ("kind", _("Kind of organisation"), {kind.value: str(kind.label) for kind in Kind}),
        ("size", _("Size of municipality"), dict(enumerate(_sizes()))),
        ("role", _("Role"), {role.value: str(role.label) for role in roles}),
    )


def _sizes() -> tuple[str, ...]:
    return (
        _("at most 5 000 inhabitants"),
        _("5 001–20 000 inhabitants"),
        _("20 001–50 000 inhabitants"),
        _("more than 50 000 inhabitants"),
    )


_PART: dict[str, Callable[[Background], object]] = {
    "kind": lambda one: one.kind,
    "size": lambda one: one.size,
    "role": lambda one: one.role,
}


def _grouping(key: str, name: str, parts: dict[object, str], told: Answered) -> Grouping:
    number = {part: place for place, part in enumerate(parts)}
    pairs = zip(told.people, map(_PART[key], told.backgrounds), strict=True)
    return Grouping(key, name, tuple(parts.values()), {who: number[part] for who, part in pairs if part in number})
