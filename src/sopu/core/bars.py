"""Where the parts of a stacked bar stand."""

from collections.abc import Sequence

LEAST = 4.0
"""A part that is not nought is never narrower than this, or nobody would see it."""


def stacked(counts: Sequence[int], width: float, gap: float) -> tuple[tuple[float, float], ...]:
    """The place and width of each count on a bar, in the unit of `width`; one of nought has no width and no gap.

    Parts are as wide as their counts, but at least `LEAST`: what that takes is taken from the wider ones in proportion.
    The parts and the gaps between them fill the bar, unless all counts are nought. Raises ValueError for a negative
    count, or when the bar is too narrow for its parts.
    """
    if any(count < 0 for count in counts):
        raise ValueError("A count of a bar is nought or more.")
    shown = [count for count in counts if count]
    room = width - gap * max(len(shown) - 1, 0)
    if room < LEAST * len(shown):
        raise ValueError("The bar is too narrow for its parts.")
    widths = iter(_widths(shown, room))
    found, at = [], 0.0
    for count in counts:
        wide = next(widths) if count else 0.0
        found.append((round(at, 2), round(wide, 2)))
        at += wide + gap if count else 0.0
    return tuple(found)


def _widths(counts: Sequence[int], room: float) -> list[float]:
    """In proportion, with the narrow ones widened first; each turn settles one more at least."""
    narrow: set[int] = set()
    while True:
        wide = [number for number in range(len(counts)) if number not in narrow]
        scale = (room - LEAST * len(narrow)) / max(sum(counts[number] for number in wide), 1)
        found = {number for number in wide if counts[number] * scale < LEAST}
        if not found:
            return [LEAST if number in narrow else counts[number] * scale for number in range(len(counts))]
        narrow |= found
