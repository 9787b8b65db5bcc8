"""Signed notes: a text that people can read, with signatures under it, and the checkpoint of a log as such a text.

Method: C2SP signed-note and tlog-checkpoint (c2sp.org), with Ed25519 (RFC 8032). A note is its text, an empty line, and
a line a signature: an em dash, the name of the key, and base64 of the key's id (4 bytes) and the signature (64 bytes).
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "— "
_MOST_SIGNATURES = 100
_ID_SIZE, _KEY_SIZE = 4, 32


class NotANote(ValueError):  # noqa: N818  # it says what a text is not
    """The text is not a note, a key or a checkpoint in its form; `str()` says what is wrong with it."""


@dataclass(frozen=True)
class Key:
    """Whose signature it is: a name (of a log, its origin) and an Ed25519 public key of 32 bytes."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(one.isspace() for one in self.name):
            raise NotANote("a key's name is empty, or has a space or a plus sign")
        if len(self.public) != _KEY_SIZE:
            raise NotANote("an Ed25519 key is not of 32 bytes")

    @cached_property
    def id(self) -> bytes:
        """Four bytes that tell the key from others of its name: SHA-256(name, line feed, 1, public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_SIZE]

    @property
    def vkey(self) -> str:
        """The key as text: name+id in hexadecimal+base64."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature of 64 bytes is this key's, of this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """What signs: the name of a key and its secret seed of 32 bytes."""

    name: str
    seed: bytes

    @cached_property
    def key(self) -> Key:
        """The public side of it."""
        return Key(self.name, self._secret.public_key().public_bytes_raw())

    @property
    def _secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, text: str) -> str:
        """The note: the text (its last character a line feed), an empty line, and our signature.

        Raises NotANote for a text that no note may carry.
        """
        _demand_text(text)
        signature = self._secret.sign(text.encode())
        return f"{text}\n{_DASH}{self.name} {_base64(self.key.id + signature)}\n"


def key_of(vkey: str) -> Key:
    """The key that the text `name+id+base64` tells; raises NotANote for any other text, or when its id is not its."""
    parts = vkey.split("+", 2)
    if len(parts) != 3:
        raise NotANote("a key is not of the form name+id+base64")
    told = _bytes(parts[2])
    if told[:1] != _ED25519:
        raise NotANote("the key is not an Ed25519 key")
    key = Key(parts[0], told[1:])
    if key.vkey != vkey:
        raise NotANote("the key's id is not the id of this name and key")
    return key


def opened(note: str, key: Key) -> str | None:
    """The text of the note if the key signed it, else None; raises NotANote for what is not a note.

    Signatures of keys that nobody asks about are left alone, as the form says; several by the same key must all hold.
    """
    text, lines = _parted(note)
    ours = [told[_ID_SIZE:] for name, told in _signatures(lines) if (name, told[:_ID_SIZE]) == (key.name, key.id)]
    return text if ours and all(key.verifies(text.encode(), one) for one in ours) else None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How large a log is and the root of its tree (32 bytes), in the name of its origin."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def checkpoint_of(text: str) -> Checkpoint:
    """The checkpoint that the text of a note tells; raises NotANote for any other text.

    Lines after the third, which the form allows, are not ours and are refused, so that one checkpoint has one text.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise NotANote("a checkpoint is not of three lines")
    if not (lines[1].isascii() and lines[1].isdecimal()) or str(int(lines[1])) != lines[1]:
        raise NotANote("a checkpoint's size is not a whole number")
    root = _bytes(lines[2])
    if len(root) != 32:
        raise NotANote("a checkpoint's root is not of 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def _parted(note: str) -> tuple[str, list[str]]:
    """The text and the lines of signatures of a note."""
    text, gap, signatures = note.rpartition("\n\n")
    if not gap or not signatures.endswith("\n"):
        raise NotANote("a note does not end with an empty line and signatures")
    _demand_text(text + "\n")
    lines = signatures.split("\n")[:-1]
    if not lines or len(lines) > _MOST_SIGNATURES:
        raise NotANote("a note has no signature, or too many")
    return text + "\n", lines


def _signatures(lines: list[str]) -> Iterator[tuple[str, bytes]]:
    """The name of each line's key, and its id and signature in bytes."""
    for line in lines:
        name, _space, told = line.removeprefix(_DASH).partition(" ")
        content = _bytes(told)
        if not line.startswith(_DASH) or not name or "+" in name or len(content) <= _ID_SIZE:
            raise NotANote("a line under the text is not a signature")
        yield name, content


def _demand_text(text: str) -> None:
    if not text.endswith("\n") or any(one < " " and one != "\n" for one in text):
        raise NotANote("a note's text does not end with a line feed, or has control characters")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    """What base64 tells, in its one form: no spaces, padded, no bits left over."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not text or _base64(content) != text:
        raise NotANote("a part is not in base64")
    return content
