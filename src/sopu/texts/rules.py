"""The law of texts: how clauses are numbered, which languages a document needs, and what stands in its way. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DEPTHS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: its depth, and whether it bears a number."""

    depth: int
    is_numbered: bool = True


def numbers_of(places: Sequence[Place]) -> tuple[str, ...]:
    """The number of each clause, “2.3”, empty for one that bears none; a depth begins anew under each higher one.

    A clause that stands deeper than its chapter allows (a third level right under the first) is numbered as if the
    level between were its first: nothing is left without a number because of its place.
    """
    counts = [0] * DEPTHS
    numbers = []
    for place in places:
        if not place.is_numbered:
            numbers.append("")
            continue
        counts[: place.depth - 1] = [max(count, 1) for count in counts[: place.depth - 1]]
        counts[place.depth - 1] += 1
        counts[place.depth :] = [0] * (DEPTHS - place.depth)
        numbers.append(".".join(str(count) for count in counts[: place.depth]))
    return tuple(numbers)


def needed_languages(original: str, statuses: Iterable[int]) -> tuple[str, ...]:
    """The languages in which a document must be worded, the original first.

    `statuses` are the parties' language statuses (Statistics Finland, kielisuhde: 0 Finnish, 1 and 3 bilingual,
    2 Swedish). A bilingual authority's notices, minutes and rules are in both languages (Language Act 423/2003, §§ 29
    and 32), so what it decides on is needed in both.
    """
    needed = {original}
    for status in statuses:
        needed |= {0: {"fi"}, 2: {"sv"}}.get(status, {"fi", "sv"})
    return (original, *sorted(needed - {original}))


def languages_of(status: int) -> tuple[str, ...]:
    """The languages in which a party with this language status decides, its first one first."""
    return {0: ("fi",), 1: ("fi", "sv"), 2: ("sv",)}.get(status, ("sv", "fi"))
