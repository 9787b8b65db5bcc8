"""Digests of bytes, and the list of them that anybody can check with tools they have."""

import hashlib
import json
from collections.abc import Mapping


def sha256(content: bytes) -> str:
    """The SHA-256 digest of `content` as 64 lower-case hexadecimal digits (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()


def checksums(files: Mapping[str, bytes]) -> str:
    """A text that `sha256sum -c` of GNU coreutils checks: a line a file, digest, two spaces, name; in order of name.

    Raises ValueError for a name with a line break or a backslash, which that format would have to escape.
    """
    for name in files:
        if any(character in name for character in "\n\r\\"):
            raise ValueError(f"A name that a list of digests can't carry: {name!r}")
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files))


def canonical_json(value: object) -> bytes:
    """The value as JSON that has one form: keys in order, no spaces, UTF-8 as it is, no line feed at its end.

    For values of texts, whole numbers, truths, nothing, lists and mappings it is what RFC 8785 asks for, as long as
    keys are of the basic plane. Raises TypeError for fractions, whose text varies by program, and for what JSON lacks.
    """
    _demand_plain(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _demand_plain(value: object) -> None:
    if isinstance(value, Mapping):
        for key, one in value.items():
            _demand_plain(one)
            if not isinstance(key, str):
                raise TypeError(f"A key that is not text: {key!r}")
    elif isinstance(value, list | tuple):
        for one in value:
            _demand_plain(one)
    elif not isinstance(value, str | int | None):
        raise TypeError(f"A value without one form in JSON: {value!r}")
