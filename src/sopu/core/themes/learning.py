"""From the surest texts of each theme to all the others: each round learns from more of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sopu.core.themes.shapes import Rows, Vectors
from sopu.core.themes.views import Views

PARTS = (0.25, 0.35, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
"""Of each theme's texts the part that a round learns from."""

FOLDS = 5
FEWEST = 3
SMOOTHING = 0.1
SHRINKAGE = 0.5
LETTERS_WEIGHT = 2.0
SHARPNESS = 3.0

DOUBT = 3.0
"""So many texts a theme, learnt from, make us half as sure as very many."""

LEAST_SPREAD = 1e-3
"""A spread of scores under this is no evidence, and is not stretched into one."""


@dataclass(frozen=True, slots=True)
class _Learnt:
    """Weights of each theme for rows (d × k) with a constant, and for letters (m × k)."""

    rows: Rows
    constant: NDArray[np.float64]
    letters: Rows

    def scores(self, rows: Vectors, letters: csr_matrix) -> tuple[Rows, Rows]:
        """What each view says for each theme, n × k; a row sums to 0."""
        of_rows = (rows @ self.rows.astype(np.float32)).astype(np.float64) + self.constant
        of_letters = np.asarray(letters @ self.letters)
        return of_rows - of_rows.mean(axis=1, keepdims=True), of_letters - of_letters.mean(axis=1, keepdims=True)


def refined(views: Views, shares: Rows) -> Rows:
    """n × k shares for all texts, learnt from the surest of `shares` (those of `views.sample`).

    Self-training (Yarowsky 1995) with two views: a linear discriminant with shrunken covariance (Fisher 1936; Ledoit
    and Wolf 2004) on rows, and on letters the log-odds of naive Bayes against the complement (Rennie and others 2003).
    Each theme weighs the same, so that a large one doesn't draw all to itself. Descriptors count as texts of theirs.
    """
    if shares.shape[1] < 2:
        return np.full((views.letters.shape[0], 1), shares.max())
    rows, letters = views.rows[views.sample], views.letters[views.sample]
    for part in PARTS:
        kept = _surest(shares, part)
        learnt = _learn(rows, letters, views.asked, kept)
        shares = _shares(learnt.scores(rows, letters), kept)
    shares = _shares(learnt.scores(views.rows, views.letters), kept)
    shares[views.sample] = _from_others(rows, letters, views.asked, kept)
    return shares


def softmax(scores: Rows) -> Rows:
    """Rows that sum to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Rows = raised / raised.sum(axis=1, keepdims=True)
    return shares


def margins(shares: Rows) -> NDArray[np.float64]:
    """How far the largest share of each row is ahead of the second."""
    top = np.sort(np.hstack([np.zeros((len(shares), 1)), shares]), axis=1)
    ahead: NDArray[np.float64] = top[:, -1] - top[:, -2]
    return ahead


def _from_others(rows: Vectors, letters: csr_matrix, asked: csr_matrix, kept: Rows) -> Rows:
    """Shares for each text learnt from others only: what was learnt from a text itself is no evidence about it."""
    scores = np.zeros(kept.shape), np.zeros(kept.shape)
    for fold in range(FOLDS):
        is_told = np.arange(len(kept)) % FOLDS == fold
        learnt = _learn(rows, letters, asked, kept * ~is_told[:, None])
        for told, score in zip(scores, learnt.scores(rows[is_told], letters[is_told]), strict=True):
            told[is_told] = score
    return _shares(scores, kept)


def _shares(scores: tuple[Rows, Rows], kept: Rows) -> Rows:
    of_rows, of_letters = (one / max(LEAST_SPREAD, float(one.std())) for one in scores)
    each = float(kept.sum()) / kept.shape[1]
    return softmax(SHARPNESS * each / (each + DOUBT) * (of_rows + LETTERS_WEIGHT * of_letters))


def _surest(shares: Rows, part: float) -> Rows:
    """n × k, 1 for the texts with the widest margins: this part of those of each theme, and at least three."""
    guess, margin = shares.argmax(axis=1), margins(shares)
    kept = np.zeros(shares.shape)
    for theme in range(shares.shape[1]):
        own = np.flatnonzero((guess == theme) & (margin > 0))
        kept[own[np.argsort(-margin[own], kind="stable")][: max(FEWEST, int(part * len(own)))], theme] = 1
    return kept


def _learn(rows: Vectors, letters: csr_matrix, asked: csr_matrix, kept: Rows) -> _Learnt:
    share = kept.sum() / kept.shape[1]
    weights = kept / np.maximum(1, kept.sum(axis=0))
    of_rows, constant = _discriminant(rows.astype(np.float64), weights)
    said = np.asarray(letters.T @ (weights * share))
    said[:, : asked.shape[0]] += np.asarray(asked.todense()).T
    return _Learnt(of_rows, constant, _odds(said))


def _discriminant(rows: Rows, weights: Rows) -> tuple[Rows, NDArray[np.float64]]:
    """Weights (d × k) and constants (k) that tell the themes' means apart, equal before anything is seen."""
    present = weights.sum(axis=0)
    means = weights.T @ rows
    middle = means.sum(axis=0) / max(1.0, float(present.sum()))
    apart = (means - middle) * present[:, None]
    around = rows - middle
    spread = (around * weights.sum(axis=1)[:, None]).T @ around - apart.T @ apart
    spread /= max(1.0, float(present.sum()))
    size = float(np.trace(spread)) / len(spread)
    ridge = (SHRINKAGE * size + 1e-6) * np.eye(len(spread))
    solved: Rows = np.linalg.solve((1 - SHRINKAGE) * spread + ridge, apart.T)
    return solved, -(apart * solved.T).sum(axis=1) / 2


def _odds(said: Rows) -> Rows:
    """Log-odds of each letter run (m) in each theme (k) against all the others."""
    others = said.sum(axis=1, keepdims=True) - said
    width = SMOOTHING * len(said)
    within = np.log((said + SMOOTHING) / (said.sum(axis=0) + width))
    beside = np.log((others + SMOOTHING) / (others.sum(axis=0) + width))
    odds: Rows = within - beside
    return odds
