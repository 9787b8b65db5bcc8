"""The compatible mode is the field's method: against a plain dense reading of it, and red-dwarf's own figures."""

import numpy as np
import pytest

from conversations import needs_shared_data, published
from invented_votes import camps
from sopu.core import polis
from sopu.core.opinion import Mode, Votes, WhyNoGroups, opinion
from sopu.core.opinion.conversations import heard
from sopu.core.opinion.representing import representative

# What red-dwarf 0.4.0 makes of the published conversations: sizes of groups with all statements, and with those that
# were moderated out zeroed. `make bench-opinion` compares each person.
RED_DWARF = {
    "american-assembly.bowling-green": ((718, 861), (551, 1028)),
    "brexit-consensus": ((35, 92, 62), (35, 92, 62)),
    "football-concussions": ((58, 215, 95, 224), (37, 275, 95, 72, 113)),
    "vtaiwan.uberx": ((841, 377), (936, 282)),
}


def dense_points(votes: Votes, zeroed: list[int]) -> np.ndarray:
    """The map by the book: means filled in, centred, decomposed, and scaled by how much each person answered."""
    table = np.full((votes.people, votes.statements), np.nan)
    table[votes.person, votes.statement] = votes.stance
    table[:, zeroed] = 0
    seen = np.isfinite(table)
    mean = np.nanmean(table, axis=0)
    centred = np.where(seen, table, mean) - mean
    _left, _sizes, right = np.linalg.svd(centred, full_matrices=False)
    directions = right[:2].T
    directions *= np.sign(directions[np.abs(directions).argmax(axis=0), [0, 1]])
    return centred @ directions * np.sqrt(votes.statements / seen.sum(axis=1))[:, None]


@pytest.mark.parametrize("zeroed", [[], [3, 7]])
def test_the_sparse_map_is_the_dense_one(zeroed):
    votes = camps(5, people=50, statements=30, seen=0.5)
    found = opinion(votes, mode=Mode.COMPATIBLE, hidden=zeroed)
    assert np.allclose(found.points, dense_points(votes, zeroed)[list(found.placed)], atol=1e-6)


def test_the_shares_of_variance_are_those_of_the_dense_matrix():
    votes = camps(6, people=40, statements=20, seen=1.0)
    table = np.zeros((40, 20))
    table[votes.person, votes.statement] = votes.stance
    sizes = np.linalg.svd(table - table.mean(axis=0), compute_uv=False) ** 2
    assert opinion(votes, mode=Mode.COMPATIBLE).variance == pytest.approx(tuple(sizes[:2] / sizes.sum()))


def test_consensus_is_the_product_of_smoothed_shares():
    votes = camps(7)
    found = opinion(votes, mode=Mode.COMPATIBLE)
    table = np.full((votes.people, votes.statements), np.nan)
    table[votes.person, votes.statement] = votes.stance
    product = np.ones(votes.statements)
    for group in range(found.groups):
        own = table[found.labels == group]
        product *= ((own == 1).sum(axis=0) + 1) / (np.isfinite(own).sum(axis=0) + 2)
    assert np.allclose(found.consensus, product, rtol=1e-15)


def test_every_group_has_a_statement_also_where_no_test_passes():
    rows = [
        (p, s, 1 if p in s_of else 0) for s, s_of in enumerate(({0, 1}, {2}, {3}, {0}, {1}, {2}, {3})) for p in range(4)
    ]
    found = opinion(Votes.of(rows, people=4, statements=7), mode=Mode.COMPATIBLE)
    assert sum(found.sizes) == 4
    assert min(len(group) for group in found.representative) >= 1


def test_what_is_left_out_stands_for_nobody():
    counted = np.array([[[9, 0, 0], [0, 9, 0]], [[0, 9, 0], [9, 0, 0]]])
    nothing, all_of_it = np.array([False, False]), np.array([True, True])
    chosen = representative(counted, left_out=nothing, with_best_agreed=True)
    assert [[(one.statement, one.stance) for one in group] for group in chosen] == [
        [(0, 1), (1, -1)],
        [(1, 1), (0, -1)],
    ]
    assert representative(counted, left_out=all_of_it, with_best_agreed=True) == ((), ())
    assert representative(counted, left_out=all_of_it, with_best_agreed=False) == ((), ())


def test_without_people_in_more_places_than_groups_there_are_none():
    rows = [(p, s, 1 if p else -1) for p in range(2) for s in range(8)]
    found = opinion(Votes.of(rows, people=2, statements=8), mode=Mode.COMPATIBLE)
    assert (found.sizes, found.why_no_groups) == ((), WhyNoGroups.TOO_FEW_PEOPLE)
    few = [(p, p, 1) for p in range(30)]
    assert opinion(Votes.of(few, people=30, statements=30), mode=Mode.COMPATIBLE).why_no_groups == "too_few_votes"


@needs_shared_data
@pytest.mark.slow
@pytest.mark.parametrize("name", RED_DWARF)
def test_published_conversations_have_the_groups_that_red_dwarf_finds(name):
    said = heard(polis.read(published(name)))
    whole = opinion(said.votes, mode=Mode.COMPATIBLE)
    zeroed = opinion(said.votes, mode=Mode.COMPATIBLE, hidden=said.hidden)
    assert (whole.sizes, zeroed.sizes) == RED_DWARF[name]


@pytest.mark.slow
def test_very_many_people_are_placed_in_single_precision_and_grouped_on_a_grid():
    votes = camps(8, people=250_000, statements=41, seen=1.0, camps=3)
    found = opinion(votes, mode=Mode.COMPATIBLE)
    assert len(votes) > 10_000_000
    assert sorted(found.sizes) == pytest.approx([83_333] * 3, rel=0.01)
