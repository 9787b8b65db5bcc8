"""Codes that people read from a wall, type on a phone, and keep on a slip of paper."""

from collections.abc import Callable, Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without 0/O, 1/I/L: nothing in a code can be mistaken for another character of it."""

EVENT_CODE_LENGTH = 6
RECEIPT_LENGTH = 8
BADGE_LENGTH = 10


def code(length: int, choose: Callable[[Sequence[str]], str]) -> str:
    """A code of `length` characters, each picked by `choose` from the alphabet (pass `secrets.choice`)."""
    return "".join(choose(ALPHABET) for _ in range(length))


def tidy(text: str) -> str:
    """What a person typed as a code, in the form it is stored: capitals without spaces or hyphens."""
    return "".join(character for character in text.upper() if character.isalnum())


def checked_code(length: int, choose: Callable[[Sequence[str]], str]) -> str:
    """A code of `length` characters whose last one checks the others (`is_well_formed`)."""
    chosen = code(length - 1, choose)
    return chosen + ALPHABET[-_weighed(chosen) * pow(length, -1, len(ALPHABET)) % len(ALPHABET)]


def is_well_formed(text: str) -> bool:
    """A code that `checked_code` may have made: its check character agrees.

    The sum of each character's place in the alphabet, weighed by its place in the code, is divisible by 31, as the ISBN
    does by 11 (ISO 2108:2005, annex C). Since 31 is a prime and codes are shorter, one wrong character and two that
    changed places are always found out, and of all other errors 30 in 31.
    """
    known = all(character in ALPHABET for character in text)
    return bool(text) and known and _weighed(text) % len(ALPHABET) == 0


def _weighed(text: str) -> int:
    return sum(place * ALPHABET.index(character) for place, character in enumerate(text, 1))
