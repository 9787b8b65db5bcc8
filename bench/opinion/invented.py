"""Votes of people who do not exist: camps around two disputes, with doubt, and with as much patience as people have."""

import numpy as np
from numpy.typing import NDArray

BLOCK = 20_000


def votes(
    people: int, statements: int, count: int, seed: int = 4
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """`count` votes as three arrays (person, statement, stance), in order of person and statement."""
    chance = np.random.default_rng(seed)
    sizes = _sizes(chance, people, statements, count)
    camps = np.array([[-1.0, -0.4], [0.9, -0.6], [0.2, 1.1]], dtype=np.float32)
    place = camps[chance.choice(3, people, p=[0.45, 0.35, 0.2])]
    place += chance.normal(0, 0.35, (people, 2)).astype(np.float32)
    leaning = chance.normal(0, [[0.9], [0.6]], (2, statements)).astype(np.float32)
    liked = chance.normal(0.3, 0.5, statements).astype(np.float32)
    person = np.repeat(np.arange(people, dtype=np.int32), sizes)
    statement, stance = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int8)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    for first in range(0, people, BLOCK):
        last = min(first + BLOCK, people)
        part = slice(int(ends[first]), int(ends[last]))
        statement[part] = _seen(chance, sizes[first:last], statements)
        who, what = person[part], statement[part]
        view = (place[who] * leaning[:, what].T).sum(axis=1) + liked[what]
        view += chance.normal(0, 0.8, len(who)).astype(np.float32)
        stance[part] = np.where(view > 0.25, 1, np.where(view < -0.25, -1, 0))
    return person, statement, stance


def _sizes(chance: np.random.Generator, people: int, statements: int, count: int) -> NDArray[np.int64]:
    """How many statements each person sees: most few, some nearly all; `count` in all."""
    wish = chance.lognormal(0, 0.7, people)
    sizes = np.clip((wish / wish.mean() * count / people).astype(np.int64), 1, statements)
    while missing := count - int(sizes.sum()):
        free = np.flatnonzero(sizes < statements if missing > 0 else sizes > 1)
        chosen = chance.choice(free, min(abs(missing), len(free)), replace=False)
        sizes[chosen] += np.sign(missing)
    return sizes


def _seen(chance: np.random.Generator, sizes: NDArray[np.int64], statements: int) -> NDArray[np.int32]:
    """For each person so many different statements, rising: one somewhere in each of equal strips."""
    strip = np.repeat(statements / sizes, sizes)
    number = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    low, high = np.ceil(number * strip), np.minimum(np.ceil((number + 1) * strip), statements)
    return (low + chance.random(len(number)) * (high - low)).astype(np.int32)
