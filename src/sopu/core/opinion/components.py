"""The two directions in which people differ most, found without ever filling in what was not seen.

Fill each unseen answer with its statement's mean and subtract the means: what was seen becomes x - mean, what was not
becomes 0. So the principal components of the filled matrix are the right singular vectors of a sparse matrix that
holds x - mean where there is a vote, and nothing else. They are found by a block Krylov method with full
reorthogonalisation and a Rayleigh-Ritz step (Golub, Luk & Overton 1981; Saad 2011, ch. 6), from a start that is always
the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

BLOCK = 4
"""Vectors that are multiplied at once; four cost a sparse matrix hardly more than one."""

FIRST_CHECK = 24
"""Directions from which on it is asked whether they are enough; to ask costs as much as some steps."""

CHUNK = 1 << 20

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Components:
    """Two directions (statements × 2, orthonormal columns) and the share of variance along each.

    `near` (statements × 4 or fewer) are the directions that follow too, roughly: a good start for similar rows.
    """

    directions: Floats
    variance: tuple[float, float]
    near: Floats


def components_of(rows: sparse.csr_array, *, start: Floats | None = None, tolerance: float = 1e-9) -> Components:
    """The two principal components of sparse centred `rows` (people × statements), each turned the same way.

    The largest entry by size of each direction is positive, of equals the first. A direction along which nothing
    varies is zero. `start` (statements × any) is a guess that saves steps; `tolerance` is the residual of a pair
    of eigenvalue and vector, relative to the largest eigenvalue.
    """
    statements = rows.shape[1]
    total = _sum_of_squares(rows.data)
    if not total:
        return Components(np.zeros((statements, 2)), (0.0, 0.0), np.zeros((statements, 0)))
    first, check = _start(statements), FIRST_CHECK
    if start is not None:  # with one direction that is not guessed, so that nothing stays out of sight
        first, check = np.hstack([start, first[:, :1]]), 2 * BLOCK
    values, directions = _largest(rows, first, tolerance, check)
    shares, found = np.zeros(2), np.zeros((statements, 2))
    told = np.clip(values[:2] / total, 0.0, 1.0)
    told[told < np.finfo(rows.dtype).eps * 64] = 0.0
    shares[: len(told)] = told
    found[:, : len(told)] = np.where(told > 0, directions[:, :2], 0.0)
    return Components(_turned(found), (float(shares[0]), float(shares[1])), directions)


def _start(statements: int) -> Floats:
    return np.random.default_rng(20251024).standard_normal((statements, min(BLOCK, statements)))


def _sum_of_squares(data: NDArray[np.floating]) -> float:
    return float(sum(np.square(data[at : at + CHUNK], dtype=np.float64).sum() for at in range(0, len(data), CHUNK)))


def _largest(rows: sparse.csr_array, start: Floats, tolerance: float, first_check: int) -> tuple[Floats, Floats]:
    """The four largest eigenvalues of rowsᵀ rows or fewer, in falling order, with vectors; the first two are exact."""
    basis = images = np.empty((rows.shape[1], 0))
    inner = np.empty((0, 0))
    block, check = _orthonormal(start, basis), first_check
    while True:
        image = _image(rows, block)
        inner = _bordered(inner, basis.T @ image, block.T @ image)
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        block = _orthonormal(image, basis)
        if len(inner) >= check or not block.shape[1]:
            check = len(inner) * 5 // 4
            values, vectors = np.linalg.eigh(inner)
            values, vectors = values[::-1][:BLOCK], vectors[:, ::-1][:, :BLOCK]
            residual = images @ vectors[:, :2] - (basis @ vectors[:, :2]) * values[:2]
            if np.linalg.norm(residual, axis=0).max() <= tolerance * values[0] or not block.shape[1]:
                return values, basis @ vectors


def _image(rows: sparse.csr_array, block: Floats) -> Floats:
    inside = np.ascontiguousarray(block, dtype=rows.dtype)
    return np.asarray(rows.T @ (rows @ inside), dtype=np.float64)


def _bordered(inner: Floats, side: Floats, corner: Floats) -> Floats:
    return np.block([[inner, side], [side.T, (corner + corner.T) / 2]])


def _orthonormal(block: Floats, basis: Floats) -> Floats:
    """What `block` adds to the orthonormal `basis`, as orthonormal columns; those that add nothing are left out."""
    sizes = np.linalg.norm(block, axis=0)
    new = block[:, sizes > 0] / sizes[sizes > 0]
    for _twice in range(2):
        new = new - basis @ (basis.T @ new)
    left, sizes, _right = np.linalg.svd(new, full_matrices=False)
    left = left[:, sizes > 1e-10][:, : block.shape[0] - basis.shape[1]]
    left = left - basis @ (basis.T @ left)
    return np.asarray(left / np.linalg.norm(left, axis=0))


def _turned(directions: Floats) -> Floats:
    largest = np.abs(directions).argmax(axis=0)
    return directions * np.where(directions[largest, [0, 1]] < 0, -1.0, 1.0)
