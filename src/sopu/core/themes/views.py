"""Two views of each text: what it means (its embedding), and how it is written (its letters)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sopu.core.themes.shapes import Rows, Vectors
from sopu.core.themes.words import plain

Indexes = NDArray[np.int64]

LATENT = 150
FEW = 100
"""Under so many texts each run of characters counts; beyond, those that one text has or a third of all."""

MOST_AT_ONCE = 10_000
"""What is learnt is learnt from at most so many texts, and then said of all."""


@dataclass(frozen=True, slots=True)
class Views:
    """n texts: TF-IDF of their letters (n × m), both views as rows of length 1 (n × d), which of them to learn from.

    `asked` are the letters of the k descriptors (k × m), `affinities` how alike texts and descriptors are, n × k for
    each view.
    """

    letters: csr_matrix
    rows: Vectors
    sample: Indexes
    asked: csr_matrix
    affinities: tuple[Rows, ...]


def views_of(
    texts: Sequence[str], vectors: Vectors | None, descriptors: Sequence[str], described: Vectors | None, seed: int
) -> Views:
    """The views of `texts`.

    Letters: TF-IDF of 3–5 characters within words, and their latent directions (Deerwester and others 1990). Meaning:
    `vectors` without the direction that all of them share.
    """
    sample = _sample(len(texts), seed)
    letters, asked = _letters(texts, descriptors, sample)
    rows = [_latent(letters, sample, seed)]
    affinities = [np.asarray((letters @ asked.T).todense(), dtype=np.float64)] if descriptors else []
    if vectors is not None:
        told = vectors if described is None else np.vstack([vectors, described])
        middle = told.mean(axis=0, dtype=np.float64).astype(np.float32)
        rows.append(_without(vectors, middle))
        if described is not None and descriptors:
            affinities.append((rows[-1] @ _without(described, middle).T).astype(np.float64))
    return Views(letters, _unit(np.hstack(rows)), sample, asked, tuple(affinities))


def _sample(count: int, seed: int) -> Indexes:
    if count <= MOST_AT_ONCE:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, MOST_AT_ONCE, replace=False))


def _without(vectors: Vectors, middle: Vectors) -> Vectors:
    """The rows less what all share; a row of zeros says nothing and stays."""
    return _unit(np.where(vectors.any(axis=1, keepdims=True), vectors - middle, np.float32(0)))


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    divided: Vectors = (rows / np.maximum(lengths, np.float32(1e-6))).astype(np.float32)
    return divided


def _letters(texts: Sequence[str], descriptors: Sequence[str], sample: Indexes) -> tuple[csr_matrix, csr_matrix]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # pages that only name themes do without it

    are_few = len(sample) < FEW
    counted = TfidfVectorizer(
        preprocessor=plain,
        analyzer="char_wb",
        ngram_range=(3, 5),
        sublinear_tf=True,
        min_df=1 if are_few else 2,
        max_df=1.0 if are_few else 0.3,
        dtype=np.float32,
    )
    try:
        counted.fit([texts[at] for at in sample.tolist()])
    except ValueError:  # no run of characters is left: nothing is said, or all say the same
        return csr_matrix((len(texts), 1), dtype=np.float32), csr_matrix((len(descriptors), 1), dtype=np.float32)
    width = len(counted.vocabulary_)
    asked = counted.transform(descriptors) if descriptors else csr_matrix((0, width), dtype=np.float32)
    return counted.transform(texts), asked


def _latent(letters: csr_matrix, sample: Indexes, seed: int) -> Vectors:
    from sklearn.utils.extmath import randomized_svd

    count = min(LATENT, len(sample), letters.shape[1])
    _left, _strengths, directions = randomized_svd(letters[sample], count, random_state=seed)
    return _unit(np.asarray(letters @ directions.T.astype(np.float32)))
