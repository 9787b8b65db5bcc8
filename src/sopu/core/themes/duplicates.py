"""Texts that may say the same: proposed links with their evidence. Nothing is merged here, nor by anyone but a person.

Candidates are the nearest by meaning (in blocks, so memory grows with the texts and not with their pairs) and those
that share much of their threes (MinHash, Broder 1997, in bands). Texts that are the same but for case and punctuation
are linked to the first of them only.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
    groups = {text: alike[text] for text in sorted(alike) if any(c.isalnum() for c in text)}
    firsts = [same[0] for same in groups.values()]
    rows = None if vectors is None else vectors[firsts]
    pairs = [(firsts[one], firsts[other]) for one, other in _candidates(list(groups), rows)]
    pairs += [(same[0], later) for same in groups.values() for later in same[1:]]
    found = (_weighed(texts, (min(pair), max(pair)), vectors, stances or {}) for pair in pairs)
    return tuple(
        sorted((one for one in found if one.score >= least), key=lambda one: (-one.score, one.first, one.second))
    )


def _weighed(
    texts: Sequence[str],
    pair: tuple[int, int],
    vectors: Vectors | None,
    stances: Mapping[int, Mapping[Hashable, int]],
) -> Likeness:
    first, second = pair
    letters = likeness(threes(texts[first]), threes(texts[second]))
    meaning = None if vectors is None else _meaning(vectors[first], vectors[second])
    warnings = warnings_between(claims_of(texts[first]), claims_of(texts[second]))
    if _differ(stances.get(first, {}), stances.get(second, {})):
        warnings += (REACTIONS,)
    score = letters if meaning is None else (letters + meaning) / 2
    return Likeness(first, second, score, meaning, letters, warnings)


def _meaning(one: Vectors, other: Vectors) -> float:
    cosine = float(one.astype(np.float64) @ other.astype(np.float64))
    return min(1.0, max(0.0, (cosine - MEANING_FLOOR) / (1 - MEANING_FLOOR)))


def _differ(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> bool:
    """Whether people who took sides on both texts too often took opposite ones."""
    products = [one[who] * other[who] for who in one.keys() & other.keys() if one[who] and other[who]]
    return len(products) >= LEAST_SHARED and sum(one < 0 for one in products) > MOST_OPPOSED * len(products)


def _candidates(texts: Sequence[str], vectors: Vectors | None) -> set[tuple[int, int]]:
    pairs = set(_by_letters(texts))
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


def _by_letters(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts that fall into one bucket of a band of their MinHash."""
    digests = np.array(
        RMinHash.digests_from_token_sets([sorted(threes(text)) for text in texts], PERMUTATIONS, 1), dtype=np.uint64
    ).reshape(len(texts), PERMUTATIONS)
    for start in range(0, PERMUTATIONS, BAND):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for at, key in enumerate(digests[:, start : start + BAND]):
            buckets[key.tobytes()].append(at)
        for bucket in buckets.values():
            yield from combinations(bucket, 2) if len(bucket) <= FULLEST_BUCKET else _neighbours(bucket)


def _neighbours(bucket: Sequence[int]) -> Iterable[tuple[int, int]]:
    return pairwise(bucket)
