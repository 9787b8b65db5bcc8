"""Clauses move in the draft, each with what stands under it."""

from collections.abc import Callable, Sequence

from django.db import transaction

from sopu.texts.models import Clause, Document
from sopu.texts.rules import moved_after, moved_down, moved_up

Order = tuple[int, ...]


@transaction.atomic
def move_up(*, clause: Clause) -> None:
    """A clause moves up, before its nearest sibling; the first stays where it is."""
    _move(clause, moved_up)


@transaction.atomic
def move_down(*, clause: Clause) -> None:
    """A clause moves down, behind its nearest sibling; the last stays where it is."""
    _move(clause, moved_down)


@transaction.atomic
def move_after(*, clause: Clause, after: Clause | None) -> None:
    """A clause moves behind another of the same draft, or first; never under itself."""

    def order(depths: Sequence[int], at: int, keys: Sequence[int]) -> Order:
        return moved_after(depths, at, keys.index(after.pk) if after and after.pk in keys else None)

    _place(clause, order)


def _move(clause: Clause, rule: Callable[[Sequence[int], int], Order]) -> None:
    _place(clause, lambda depths, at, _keys: rule(depths, at))


def _place(clause: Clause, order: Callable[[Sequence[int], int, Sequence[int]], Order]) -> None:
    """The standing clauses share out the positions that they have now; one that was left out keeps its own."""
    Document.objects.select_for_update().get(pk=clause.document_id)
    clauses = list(clause.document.clauses.standing())
    keys = [one.pk for one in clauses]
    if clause.pk not in keys:
        return
    places = order([one.depth for one in clauses], keys.index(clause.pk), keys)
    positions = [one.position for one in clauses]
    for position, place in zip(positions, places, strict=True):
        clauses[place].position = position
    Clause.objects.bulk_update(clauses, ["position"])
