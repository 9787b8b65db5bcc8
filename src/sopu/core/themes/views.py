"""Two views of each text: what it means (its embedding), and how it is written (its letters)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from sopu.core.themes.shapes import Rows, Vectors
from sopu.core.themes.words import plain

DIMENSIONS = 100
FEW = 50


@dataclass(frozen=True, slots=True)
class Views:
    """Rows of length 1 (or 0) for texts and descriptors, from both views together, and their likeness in each view."""

    letters: csr_matrix
    rows: Rows
    affinities: tuple[Rows, ...]


def views_of(
    texts: Sequence[str], vectors: Vectors | None, descriptors: Sequence[str], described: Vectors | None, seed: int
) -> Views:
    """The views of `texts` (n), and how alike they are to `descriptors` (k): n × k for each view.

    Letters: TF-IDF of 3–5 characters within words, and their latent directions (Deerwester and others 1990). Meaning:
    `vectors` without the direction that all share.
    """
    letters, told = _letters(texts, descriptors)
    rows = [_latent(letters, seed)]
    affinities = [np.asarray((letters @ told.T).todense(), dtype=np.float64)]
    if vectors is not None:
        asked = np.zeros((len(descriptors), vectors.shape[1])) if described is None else described.astype(np.float64)
        middle = np.vstack([vectors, asked]).mean(axis=0, dtype=np.float64)
        meaning, asked = unit(vectors - middle), unit(asked - middle)
        rows.append(meaning)
        affinities.append(meaning @ asked.T)
    return Views(letters, unit(np.hstack(rows)), tuple(affinities))


def unit(rows: Rows) -> Rows:
    """Rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths < np.finfo(np.float32).tiny] = 1
    divided: Rows = rows / lengths
    return divided


def _letters(texts: Sequence[str], descriptors: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    counted = TfidfVectorizer(
        preprocessor=plain,
        analyzer="char_wb",
        ngram_range=(3, 5),
        sublinear_tf=True,
        min_df=1 if len(texts) < FEW else 2,
        max_df=1.0 if len(texts) < FEW else 0.3,
        dtype=np.float32,
    )
    if not any(plain(text) for text in texts):
        return csr_matrix((len(texts), 1)), csr_matrix((len(descriptors), 1))
    letters = counted.fit_transform(texts)
    return letters, counted.transform(descriptors) if descriptors else csr_matrix((0, letters.shape[1]))


def _latent(letters: csr_matrix, seed: int) -> Rows:
    count = min(DIMENSIONS, min(letters.shape))
    left, strengths, _right = randomized_svd(letters, count, random_state=seed)
    return unit((left * strengths).astype(np.float64))
