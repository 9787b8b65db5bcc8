"""Digests of bytes, and the list of them that anybody can check with tools they have."""

import hashlib
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
