"""The law of texts: how clauses are numbered and moved, which languages are needed, which proposals collide. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopu.core.merging import are_apart

DEPTHS = 3
LONGEST_HEADING, LONGEST_TEXT = 200, 20_000
"""Characters of a clause's heading, and of what somebody writes in one go."""


class TranslationState(StrEnum):
    """Where a translation stands."""

    MISSING = "missing"
    STALE = "stale"
    READY = "ready"


def translation_state(original: int | None, is_worded: bool, translates: int | None) -> TranslationState:
    """Missing without a wording; stale when it translates another wording of the original than the one that stands."""
    if not is_worded:
        return TranslationState.MISSING
    return TranslationState.READY if translates == original else TranslationState.STALE


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


def block_of(depths: Sequence[int], at: int) -> range:
    """The places of a clause and of what stands under it: the deeper ones right behind it."""
    end = at + 1
    while end < len(depths) and depths[end] > depths[at]:
        end += 1
    return range(at, end)


def moved_up(depths: Sequence[int], at: int) -> tuple[int, ...]:
    """The places in their new order when a clause moves up with what stands under it: before its nearest sibling.

    The first under a chapter moves before the chapter's heading, to the end of the chapter before.
    """
    own = block_of(depths, at)
    target = at - 1
    while target > 0 and depths[target] > depths[at]:
        target -= 1
    return _placed(len(depths), own, max(target, 0))


def moved_down(depths: Sequence[int], at: int) -> tuple[int, ...]:
    """The places in their new order when a clause moves down with what stands under it: behind its nearest sibling.

    The last under a chapter moves behind the next chapter's heading.
    """
    own = block_of(depths, at)
    if own.stop >= len(depths):
        return tuple(range(len(depths)))
    behind = block_of(depths, own.stop).stop if depths[own.stop] == depths[at] else own.stop + 1
    return _placed(len(depths), own, behind)


def moved_after(depths: Sequence[int], at: int, after: int | None) -> tuple[int, ...]:
    """The places in their new order when a clause moves, with what stands under it, behind another, or first."""
    own = block_of(depths, at)
    if after is not None and after in own:
        return tuple(range(len(depths)))
    return _placed(len(depths), own, 0 if after is None else after + 1)


def _placed(count: int, own: range, before: int) -> tuple[int, ...]:
    """All places with `own` put before the place `before`."""
    rest = [one for one in range(count) if one not in own]
    cut = sum(1 for one in rest if one < before)
    return (*rest[:cut], *own, *rest[cut:])


def is_late(said_on: dt.date, due_on: dt.date) -> bool:
    """Whether what was said in a comment round came after its last day: it is heard, and marked.

    No law ends a hearing for an authority by itself; the round ends when it is closed.
    """
    return said_on > due_on


@dataclass(frozen=True, slots=True)
class Rewording:
    """What a proposal makes of a clause: other words in one language, or none where it leaves the clause out."""

    language: str
    heading: str = ""
    text: str = ""

    @property
    def is_leaving_out(self) -> bool:
        """Whether nothing of the clause is left."""
        return not self.heading and not self.text


def collide(heading: str, text: str, one: Rewording, other: Rewording) -> bool:
    """Whether two proposals on a clause that says `heading` and `text` in their language can't both be accepted.

    They collide where they change the same words otherwise, or one leaves out what the other words anew. Two that are
    in different languages are answered apart; two that leave the clause out say the same.
    """
    if one.is_leaving_out or other.is_leaving_out:
        return one.is_leaving_out != other.is_leaving_out
    if one.language != other.language:
        return False
    return not (are_apart(heading, [one.heading, other.heading]) and are_apart(text, [one.text, other.text]))
