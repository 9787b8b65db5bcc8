"""Sentences as leaves that reveal nothing: a digest of many of them can be public, and a text still be erased.

Each text is hashed after a salt of its own, so that its digest can't be guessed from likely texts, and a text that is
erased leaves behind 32 bytes that nobody can turn back. Whoever is shown a text with its salt can make the leaf again.
Method: a salted hash commitment (as in RFC 9901, selective disclosure); HMAC-SHA256 (RFC 2104) makes the salts.
"""

import hashlib
import hmac
from collections.abc import Mapping

from sopu.core.digests import canonical_json

SALT_SIZE = 32


def salt_of(secret: bytes, number: int) -> bytes:
    """The salt of the sentence with this number: 32 bytes that only whoever has the secret can make."""
    return hmac.digest(secret, str(number).encode(), "sha256")


def salted_leaf(salt: bytes, text: str) -> str:
    """What stands for the text: SHA-256 of the salt and the text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def manifest(secret: bytes, texts: Mapping[int, str]) -> str:
    """A line for each sentence in order of number, the number and the leaf; the digest of these lines is sealed."""
    return "".join(f"{number} {salted_leaf(salt_of(secret, number), texts[number])}\n" for number in sorted(texts))


def numbers_in(manifest: str) -> frozenset[int]:
    """The numbers of the sentences that a manifest holds."""
    return frozenset(int(line.split(" ")[0]) for line in manifest.splitlines())


def opened_line(secret: bytes, number: int, text: str) -> bytes:
    """A sentence with its salt as a line of JSON, so that anybody can make its leaf again."""
    return canonical_json({"id": str(number), "salt": salt_of(secret, number).hex(), "text": text}) + b"\n"
