"""Where themes lie on the theme map."""

import numpy as np
from numpy.typing import NDArray

from sopu.core.themes.shapes import Rows

MIDDLE = 0.5


def layout(likeness: Rows) -> Rows:
    """Places for themes × 2, each coordinate between 0 and 1, from how alike they are (themes × themes, at most 1).

    Classical scaling (Torgerson 1952) of the distances √(2 − 2·likeness). The longer way lies across; each axis points
    so that what lies farthest from the middle is on the right, and below. One theme lies in the middle.
    """
    count = len(likeness)
    squares = 2 - 2 * np.clip((likeness + likeness.T) / 2, -1, 1)
    np.fill_diagonal(squares, 0)
    centring = np.eye(count) - 1 / max(1, count)
    strengths, axes = np.linalg.eigh(-centring @ squares @ centring / 2)
    order = np.argsort(-strengths, kind="stable")[:2]
    places = np.zeros((count, 2))
    for at, axis in enumerate(order):
        places[:, at] = _pointed(axes[:, axis]) * np.sqrt(max(0.0, float(strengths[axis])))
    reach = float(np.abs(places).max(initial=0.0))
    return MIDDLE + MIDDLE * places / reach if reach > np.finfo(float).eps ** 0.5 else np.full((count, 2), MIDDLE)


def _pointed(axis: NDArray[np.float64]) -> NDArray[np.float64]:
    return axis * np.sign(axis[np.argmax(np.abs(axis).round(9))]) if len(axis) else axis
