"""Bookmarks that carry, unseen, which clause is which, and which lines are the file's own.

Names that begin with an underscore are hidden in Word; Word and LibreOffice keep bookmarks through edits and moves, and
drop one with the last of its text. A clause's bookmark has its key. A line of the file's own (title, cover, foot) has a
digest of what it said, so that an edited one is told from one that nobody touched.
"""

import re
from dataclasses import dataclass

from sopu.core.digests import sha256

_CLAUSE = "_sopu_"
_OWN = "_sopu__"
_FORMER = "_sopu__was_"
_NAME = re.compile(r"_sopu__(?P<role>[a-z]+)_(?P<digest>[0-9a-f]{8,16})")
SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """What a bookmark says: a clause's key, or the role of a line of the file's own and the digest of what it said."""

    key: str = ""
    role: str = ""
    digest: str = ""


def of_clause(key: str) -> str:
    """The name of the bookmark around a clause."""
    return f"{_CLAUSE}{key}"


def of_former_place(key: str) -> str:
    """The name of the bookmark where a clause stood before it moved: it is the clause's when the move is rejected."""
    return f"{_FORMER}{key}"


def of_line(role: str, text: str) -> str:
    """The name of the bookmark around a line of the file's own: a title, a line of the cover or of the foot."""
    return f"{_OWN}{role}_{digest(text)}"


def of_version(fingerprint: str) -> str:
    """The name of the bookmark that says which wording the file was made of."""
    return f"{_OWN}version_{fingerprint[:SHOWN_DIGITS]}"


def read(name: str) -> Mark | None:
    """What the bookmark says; None when it is not ours."""
    if found := _NAME.fullmatch(name):
        return Mark(role=found["role"], digest=found["digest"])
    for beginning in (_FORMER, _OWN, _CLAUSE):
        if name.startswith(beginning):
            key = name[len(beginning) :]
            return Mark(key=key) if beginning != _OWN and re.fullmatch(r"\w{1,34}", key) else None
    return None


def digest(text: str) -> str:
    """Eight digits that tell one line from another; white space makes no difference."""
    return sha256(" ".join(text.split()).encode())[:8]
