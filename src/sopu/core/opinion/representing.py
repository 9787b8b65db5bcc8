"""Which statements tell a group from the others, by the field's tests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sopu.core.opinion.counting import Z, smoothed
from sopu.core.opinion.shapes import Representative

MOST = 5
"""At most so many a group."""

AGREEING, DISAGREEING = 0, 1
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tests:
    """Each array is 2 × groups × statements: of agreeing, of disagreeing.

    `n` of `seen` answers are so; `share` is smoothed, `others` the same of everybody outside the group; `z_own` tests
    the share against a half, `z` against the others.
    """

    n: NDArray[np.int64]
    seen: NDArray[np.int64]
    share: Floats
    others: Floats
    z_own: Floats
    z: Floats

    @property
    def metric(self) -> Floats:
        """How well a statement stands for a group: ratio of shares × both tests × share."""
        return self.share / self.others * self.z * self.share * self.z_own


def tests_of(counted: NDArray[np.int64]) -> Tests:
    """The tests of counts (groups × statements × 3)."""
    n = np.stack([counted[:, :, 0], counted[:, :, 1]])
    seen = np.broadcast_to(counted.sum(axis=2), n.shape)
    n_out, seen_out = n.sum(axis=1, keepdims=True) - n, seen.sum(axis=1, keepdims=True) - seen
    return Tests(
        n=n,
        seen=seen,
        share=smoothed(n, seen),
        others=smoothed(n_out, seen_out),
        z_own=one_proportion(n, seen),
        z=two_proportions(n, seen, n_out, seen_out),
    )


def one_proportion(n: NDArray[np.int64], seen: NDArray[np.int64]) -> Floats:
    """The z of a share against a half, with one more success: 2 √(seen + 1) ((n + 1) / (seen + 1) - ½)."""
    return np.asarray(2 * np.sqrt(seen + 1.0) * ((n + 1) / (seen + 1) - 0.5))


def two_proportions(
    n_in: NDArray[np.int64], seen_in: NDArray[np.int64], n_out: NDArray[np.int64], seen_out: NDArray[np.int64]
) -> Floats:
    """The z of one share against another, each with one more success; 0 where all answers are so."""
    total_in, total_out = seen_in + 1, seen_out + 1
    pooled = (n_in + n_out + 2) / (total_in + total_out)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / total_in + 1 / total_out))
    difference = (n_in + 1) / total_in - (n_out + 1) / total_out
    return np.where(error > 0, difference / np.where(error > 0, error, 1.0), 0.0)


def representative(
    counted: NDArray[np.int64], *, left_out: NDArray[np.bool_], with_best_agreed: bool
) -> tuple[tuple[Representative, ...], ...]:
    """The statements that stand for each group (counts: groups × statements × 3), agreed ones first; at most five.

    Those both of whose tests pass 1.2816, the best by metric. `left_out` (statements) are never chosen. With
    `with_best_agreed` the one that the group agrees on best comes first of all, and where no test passes, the one that
    sets it apart most, so that no group is without one: as Polis has it.
    """
    tests = tests_of(counted)
    return tuple(
        tuple(_told(tests, group, statement, side) for statement, side in chosen)
        for group, chosen in enumerate(
            _chosen(tests, group, ~left_out, with_best_agreed) for group in range(len(counted))
        )
    )


def _chosen(tests: Tests, group: int, allowed: NDArray[np.bool_], with_best_agreed: bool) -> list[tuple[int, int]]:
    passes = ((tests.z[:, group] > Z) & (tests.z_own[:, group] > Z)).any(axis=0) & allowed
    statements = np.flatnonzero(passes)
    sides = _sides(tests, group, statements)
    metric = tests.metric[sides, group, statements]
    order = np.argsort(-metric, kind="stable")
    chosen = [(int(statements[place]), int(sides[place])) for place in order]
    if with_best_agreed:
        head = _best_agreed(tests, group, np.flatnonzero(allowed))
        if head is None and not chosen:
            head = _farthest(tests, group, np.flatnonzero(allowed))
        if head is not None:
            side = int(_sides(tests, group, np.array([head]))[0])
            chosen = [(head, side), *(one for one in chosen if one[0] != head)]
    return sorted(chosen[:MOST], key=lambda one: one[1])


def _sides(tests: Tests, group: int, statements: NDArray[np.intp]) -> NDArray[np.intp]:
    agrees = tests.z[AGREEING, group, statements] > tests.z[DISAGREEING, group, statements]
    return np.where(agrees, AGREEING, DISAGREEING)


def _best_agreed(tests: Tests, group: int, statements: NDArray[np.intp]) -> int | None:
    """The statement of which Polis says `best-agree`: each is weighed against the best so far."""
    ratio = tests.share[AGREEING, group] / tests.others[AGREEING, group]
    metric, likely = tests.metric[AGREEING, group], tests.share[AGREEING, group] * tests.z_own[AGREEING, group]
    best: int | None = None
    for one in statements[(tests.n[:, group, statements] > 0).any(axis=0)]:
        if best is None:
            share, z_own = tests.share[AGREEING, group, one], tests.z_own[AGREEING, group, one]
            is_better = z_own > Z or (ratio[one] > 1 and share > 0.5)
        else:
            weight = metric if ratio[best] > 1 else likely
            is_better = weight[one] > weight[best]
        best = int(one) if is_better else best
    return best


def _farthest(tests: Tests, group: int, statements: NDArray[np.intp]) -> int | None:
    if not len(statements):
        return None
    return int(statements[tests.z[:, group, statements].max(axis=0).argmax()])


def _told(tests: Tests, group: int, statement: int, side: int) -> Representative:
    place = side, group, statement
    return Representative(
        statement=statement,
        stance=1 if side == AGREEING else -1,
        share=float(tests.share[place]),
        z=float(tests.z[place]),
        n=int(tests.n[place]),
        seen=int(tests.seen[place]),
        others=float(tests.others[place]),
        z_own=float(tests.z_own[place]),
    )
