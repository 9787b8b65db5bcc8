"""Conversations of Polis for tests: a tiny one of our own, and the published ones where their folder is at hand."""

from pathlib import Path

import pytest

from sopu.core import polis

_TINY = Path(__file__).parent / "data" / "polis" / "tiny"
TINY = {name: (_TINY / name).read_bytes() for name in polis.FILES}
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NAMES = ("american-assembly.bowling-green", "brexit-consensus", "football-concussions", "vtaiwan.uberx")
needs_shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the published data is not in ../shared/data beside the checkout"
)


def published(name: str) -> dict[str, bytes]:
    """The files of a published conversation: CC BY 4.0, The Computational Democracy Project."""
    folder = SHARED / "polis" / name
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name in polis.FILES}


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    """The tiny conversation with one place of one file written otherwise."""
    assert TINY[name].decode().count(old) == 1, "the place must be one"
    return {**TINY, name: TINY[name].decode().replace(old, new).encode()}
