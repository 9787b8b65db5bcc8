"""From the surest texts of each theme to all the others."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from sopu.core.themes.shapes import Rows
from sopu.core.themes.views import Views

PARTS = (0.3, 0.4)
FEWEST = 3


def refined(views: Views, shares: Rows) -> Rows:
    """n × k shares from the surest of `shares`: a logistic regression on both views learns from them, twice."""
    for part in PARTS:
        surest = _surest(shares, part)
        themes = np.unique(shares[surest].argmax(axis=1))
        if len(themes) < 2 or len(surest) < FEWEST * len(themes):
            return shares
        learnt = LogisticRegression(C=3, max_iter=200).fit(views.rows[surest], shares[surest].argmax(axis=1))
        shares = np.zeros(shares.shape)
        shares[:, themes] = learnt.predict_proba(views.rows)
    return shares


def _surest(shares: Rows, part: float) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The texts with the widest margins: this part of those of each theme."""
    guess, margin = shares.argmax(axis=1), margins(shares)
    kept = []
    for theme in range(shares.shape[1]):
        own = np.flatnonzero(guess == theme)
        kept.append(own[np.argsort(-margin[own], kind="stable")][: max(FEWEST, int(part * len(own)))])
    return np.sort(np.concatenate(kept))


def margins(shares: Rows) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How far the largest share of each row is ahead of the second."""
    if shares.shape[1] < 2:
        return shares[:, 0].astype(np.float64)
    top = np.sort(shares, axis=1)
    margin: np.ndarray[tuple[int], np.dtype[np.float64]] = top[:, -1] - top[:, -2]
    return margin
