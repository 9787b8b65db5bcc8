"""Codes that people read from a wall, type on a phone, and keep on a slip of paper."""

from collections.abc import Callable, Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without 0/O, 1/I/L: nothing in a code can be mistaken for another character of it."""

EVENT_CODE_LENGTH = 6
RECEIPT_LENGTH = 8


def code(length: int, choose: Callable[[Sequence[str]], str]) -> str:
    """A code of `length` characters, each picked by `choose` from the alphabet (pass `secrets.choice`)."""
    return "".join(choose(ALPHABET) for _ in range(length))


def tidy(text: str) -> str:
    """What a person typed as a code, in the form it is stored: capitals without spaces or hyphens."""
    return "".join(character for character in text.upper() if character.isalnum())
