"""Texts that may say the same: proposed links with their evidence. Nothing is merged here, nor by anyone but a person.

Candidates are the nearest by meaning (in blocks, so memory grows with the texts and not with their pairs) and those
that share much of their threes (MinHash, Broder 1997, in bands). Texts that are the same but for case and punctuation
are linked to the first of them only.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
from rensa import RMinHash

from sopu.core.likeness import likeness, threes
from sopu.core.themes.guards import claims_of, warnings_between
from sopu.core.themes.shapes import Likeness, Vectors
from sopu.core.themes.words import plain

REACTIONS = "reactions"
LEAST = 0.6
"""A pair under this is not proposed."""

MEANING_FLOOR = 0.84
"""A cosine under which two texts of multilingual-e5-small have nothing in common but their language."""

NEAREST = 12
BLOCK = 1024
PERMUTATIONS, BAND = 192, 3
FULLEST_BUCKET = 200
"""More texts than this in one bucket share a phrase, not a meaning; only neighbours in it are compared."""

LEAST_SHARED, MOST_OPPOSED = 5, 0.25


def near_duplicates(
    texts: Sequence[str],
    *,
    vectors: Vectors | None,
    stances: Mapping[int, Mapping[Hashable, int]] | None = None,
    least: float = LEAST,
) -> tuple[Likeness, ...]:
    """Pairs of texts with a score of at least `least`, the likeliest first.

    The score is half meaning (the cosine of `vectors`, n × d, stretched from 0.84…1 to 0…1) and half letters (the
    likeness of their threes); all letters without vectors. `stances` give for a text what people answered to it (1
    agrees, -1 disagrees): when at least five answered both and more than a quarter took opposite sides, the pair gets
    a warning. Texts without a letter or digit are in no pair.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        alike[plain(text)].append(at)
    groups = [alike[text] for text in sorted(alike) if any(c.isalnum() for c in text)]
    firsts = [same[0] for same in groups]
    letters = [threes(texts[at]) for at in firsts]
    rows = None if vectors is None else vectors[firsts]
    likely = [_weighed(pair, firsts, letters, rows) for pair in _candidates(letters, rows)]
    meaning = None if vectors is None else 1.0
    likely += [Likeness(same[0], later, 1.0, meaning, 1.0, ()) for same in groups for later in same[1:]]
    found = [
        replace(one, warnings=_warnings(texts, one.first, one.second, stances or {}))
        for one in likely
        if one.score >= least
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.first, one.second)))


def _weighed(
    pair: tuple[int, int], firsts: Sequence[int], letters: Sequence[frozenset[str]], rows: Vectors | None
) -> Likeness:
    """The scores of a pair of groups, told of their first texts; guards cost more and come later."""
    one, other = pair
    first, second = sorted((firsts[one], firsts[other]))
    by_letters = likeness(letters[one], letters[other])
    if rows is None:
        return Likeness(first, second, by_letters, None, by_letters, ())
    by_meaning = _meaning(rows[one], rows[other])
    return Likeness(first, second, (by_letters + by_meaning) / 2, by_meaning, by_letters, ())


def _warnings(
    texts: Sequence[str], one: int, other: int, stances: Mapping[int, Mapping[Hashable, int]]
) -> tuple[str, ...]:
    warnings = warnings_between(claims_of(texts[one]), claims_of(texts[other]))
    return (*warnings, REACTIONS) if _differ(stances.get(one, {}), stances.get(other, {})) else warnings


def _meaning(one: Vectors, other: Vectors) -> float:
    cosine = float(one.astype(np.float64) @ other.astype(np.float64))
    return min(1.0, max(0.0, (cosine - MEANING_FLOOR) / (1 - MEANING_FLOOR)))


def _differ(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> bool:
    """Whether people who took sides on both texts too often took opposite ones."""
    products = [one[who] * other[who] for who in one.keys() & other.keys() if one[who] and other[who]]
    return len(products) >= LEAST_SHARED and sum(one < 0 for one in products) > MOST_OPPOSED * len(products)


def _candidates(letters: Sequence[frozenset[str]], vectors: Vectors | None) -> set[tuple[int, int]]:
    pairs = set(_by_letters(letters))
    if vectors is not None:
        pairs.update(_by_meaning(vectors))
    return pairs


def _by_meaning(vectors: Vectors) -> Iterator[tuple[int, int]]:
    """Each text with its nearest, of at most `NEAREST`."""
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        cosines[np.arange(len(cosines)), start + np.arange(len(cosines))] = -1
        count = min(NEAREST, len(vectors) - 1)
        near = np.argpartition(-cosines, count - 1, axis=1)[:, :count] if count > 0 else np.empty((0, 0), dtype=int)
        for row, others in enumerate(near):
            for other in others[cosines[row, others] > MEANING_FLOOR]:
                yield min(start + row, int(other)), max(start + row, int(other))


def _by_letters(letters: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Texts that fall into one bucket of a band of their MinHash."""
    digests = np.array(
        RMinHash.digests_from_token_sets([sorted(one) for one in letters], PERMUTATIONS, 1), dtype=np.uint64
    ).reshape(len(letters), PERMUTATIONS)
    for start in range(0, PERMUTATIONS, BAND):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for at, key in enumerate(digests[:, start : start + BAND]):
            buckets[key.tobytes()].append(at)
        for bucket in buckets.values():
            yield from combinations(bucket, 2) if len(bucket) <= FULLEST_BUCKET else _neighbours(bucket)


def _neighbours(bucket: Sequence[int]) -> Iterable[tuple[int, int]]:
    return pairwise(bucket)
