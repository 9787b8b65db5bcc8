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

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Components:
    """Two directions (statements × 2, orthonormal columns) and the share of variance along each."""

    directions: NDArray[np.float64]
    variance: tuple[float, float]


def components_of(rows: sparse.csr_array, *, start: Floats | None = None, tolerance: float = 1e-11) -> Components:
    """The two principal components of sparse centred `rows` (people × statements), each turned the same way.

    The largest entry by size of each direction is positive, of equals the first. A direction along which nothing
    varies is zero. `start` (statements × any) is a guess that saves steps; `tolerance` is the residual of a pair
    of eigenvalue and vector, relative to the largest eigenvalue.
    """
    total = float(np.dot(rows.data, rows.data)) if rows.nnz < 1 << 24 else _sum_of_squares(rows.data)
    statements = rows.shape[1]
    if not total or not statements:
        return Components(np.zeros((statements, 2)), (0.0, 0.0))
    values, directions = _largest(rows, _start(statements) if start is None else start, tolerance)
    shares = np.clip(values / total, 0.0, 1.0)
    is_real = shares > np.finfo(rows.dtype).eps * 64
    found = np.zeros((statements, 2))
    found[:, : len(values)] = np.where(is_real, directions, 0.0)
    told = [float(share) if real else 0.0 for share, real in zip(shares, is_real, strict=True)] + [0.0]
    return Components(_turned(found), (told[0], told[1]))


def _start(statements: int) -> NDArray[np.float64]:
    return np.random.default_rng(20251024).standard_normal((statements, min(BLOCK, statements)))


def _sum_of_squares(data: Floats) -> float:
    return float(sum(np.square(part, dtype=np.float64).sum() for part in np.array_split(data, len(data) >> 22)))


def _largest(
    rows: sparse.csr_array, start: Floats, tolerance: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The two largest eigenvalues of rowsᵀ rows, in falling order, and their vectors (statements × 2)."""
    statements = rows.shape[1]
    columns = rows.T
    basis = np.empty((statements, 0))
    images = np.empty((statements, 0))
    block = _orthonormal(start, basis)
    while block.shape[1]:
        image = _image(rows, columns, block)
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        inner = basis.T @ images
        all_values, vectors = np.linalg.eigh((inner + inner.T) / 2)
        values, vectors = all_values[::-1][:2], vectors[:, ::-1][:, :2]
        residual = images @ vectors - (basis @ vectors) * values
        if basis.shape[1] >= 2 and np.linalg.norm(residual, axis=0).max() <= tolerance * values[0]:
            break
        block = _orthonormal(image, basis)
    return values, basis @ vectors


def _image(rows: sparse.csr_array, columns: sparse.csc_array, block: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = np.ascontiguousarray(block, dtype=rows.dtype)
    return np.asarray(columns @ (rows @ inside), dtype=np.float64)


def _orthonormal(block: Floats, basis: NDArray[np.float64]) -> NDArray[np.float64]:
    """What `block` adds to the orthonormal `basis`, as orthonormal columns; those that add nothing are left out."""
    new = np.asarray(block, dtype=np.float64)
    sizes = np.linalg.norm(new, axis=0)
    new = new[:, sizes > 0] / sizes[sizes > 0]
    for _twice in range(2):
        new = new - basis @ (basis.T @ new)
    left, sizes, _right = np.linalg.svd(new, full_matrices=False)
    left = left[:, sizes > 1e-10][:, : block.shape[0] - basis.shape[1]]
    left = left - basis @ (basis.T @ left)
    return np.asarray(left / np.linalg.norm(left, axis=0))


def _turned(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    largest = np.abs(directions).argmax(axis=0)
    return directions * np.where(directions[largest, [0, 1]] < 0, -1.0, 1.0)
