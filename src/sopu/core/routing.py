"""Which sentence to show a person next, so that every sentence is heard about as often.

A method of our own (ADR 0018): a sentence's chance grows as others have answered it less, and nothing else counts, not
what was answered. Chance comes in as a number, so that the same number always chooses the same sentence; the phone has
the same rule in `forum/routing.js`, and a test holds the two together.
"""

import uuid
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate

SHARPNESS = 3
"""How strongly a little-seen sentence is preferred: with 3, one seen never comes before one seen once 8 to 1."""


def weight(seen: int, least: int) -> float:
    """How likely a sentence is, beside one that has been seen `least` times, the fewest of all; at most 1.

    `seen` is a count of answers, never below `least`. The weight falls as the count grows above the least, so a new
    sentence in an old hall comes soon, and where all have been seen as often all are as likely.
    """
    return float(1 + seen - least) ** -SHARPNESS


def choose(seen: Sequence[int], chance: float) -> int:
    """The index of the sentence to show, of those with these counts of answers.

    `chance` is at least 0 and below 1. Raises ValueError when there is nothing to choose from.
    """
    if not seen:
        raise ValueError("there is no sentence to choose from")
    least = min(seen)
    heights = list(accumulate(weight(count, least) for count in seen))
    return min(bisect_right(heights, chance * heights[-1]), len(seen) - 1)


def chance_of(person: uuid.UUID, turn: int) -> float:
    """A number from 0 up to 1 that stays the same for a person until their next turn: a page opened again is the same.

    It comes from SHA-256 (FIPS 180-4) of the person's id and the number of the turn, so it is even and needs no die.
    """
    digest = sha256(person.bytes + turn.to_bytes(8, "big")).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
