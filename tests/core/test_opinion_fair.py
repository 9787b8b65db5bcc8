"""The fair mode: groups that stand, straight-liners told, consensus that few answers and many groups do not distort."""

import numpy as np
import pytest

from invented_votes import camps, noise
from sopu.core.opinion import Mode, Votes, WhyNoGroups, lower_bound, opinion
from sopu.core.opinion.counting import mean_of_bounds, product_of_shares
from sopu.core.opinion.stable import rand_index, smallest, ways_to_divide


def rows_of(votes: Votes) -> list[tuple[int, int, int]]:
    """The votes one by one."""
    return list(zip(votes.person.tolist(), votes.statement.tolist(), votes.stance.tolist(), strict=True))


def test_camps_are_shown_with_how_surely_they_are_found_again():
    found = opinion(camps(1, people=180, statements=40, seen=0.5))
    assert found.sizes == (90, 90)
    assert rand_index(found.group, (np.arange(180) % 2).astype(np.int8)) == 1.0
    assert found.stability == 1.0


@pytest.mark.parametrize("seed", range(4))
def test_people_who_answer_each_in_their_own_way_are_not_divided(seed):
    for people, statements in ((40, 30), (180, 40)):
        found = opinion(noise(seed, people, statements), seed=seed)
        assert (found.sizes, found.why_no_groups) == ((), WhyNoGroups.UNSTABLE)
        assert found.stability < 0.6


def test_the_compatible_mode_divides_them_all_the_same():
    assert opinion(noise(0, 180, 40), mode=Mode.COMPATIBLE).groups >= 2


def test_under_twenty_people_there_are_no_groups_and_nobody_is_asked_twice():
    found = opinion(camps(2, people=19, seen=1.0))
    assert (found.sizes, found.stability, found.why_no_groups) == ((), None, WhyNoGroups.TOO_FEW_PEOPLE)
    assert found.points.shape == (19, 2)


def test_where_few_have_answered_enough_that_is_the_reason():
    rows = [row for row in rows_of(camps(2, people=60, seen=1.0)) if row[1] < 3 or row[0] < 10]
    found = opinion(Votes.of(rows, people=60, statements=24))
    assert found.why_no_groups == WhyNoGroups.TOO_FEW_VOTES


def test_a_person_alone_is_in_no_group():
    rows = [row for row in rows_of(camps(3, people=80, seen=1.0)) if row[0] != 0]
    loner = [(0, s, (1, -1, -1, 1, 0)[s % 5]) for s in range(24)]
    found = opinion(Votes.of(rows + loner, people=80, statements=24))
    assert sorted(found.sizes) in ([39, 40], [39, 41], [40, 40])
    assert min(found.sizes) >= smallest(80) == 5


def test_a_small_group_is_dissolved_and_its_people_are_in_none():
    rows = rows_of(camps(6, people=120, statements=40, seen=0.8))
    chance = np.random.default_rng(1)
    others = [(p, s, stance) for s, stance in enumerate(chance.choice([-1, 1], 40).tolist()) for p in range(120, 124)]
    found = opinion(Votes.of(rows + others, people=124, statements=40))
    assert min(found.sizes) >= smallest(124) == 7
    assert len(set(found.labels[120:].tolist())) == 1


def test_a_way_that_leaves_one_large_group_is_none():
    points = np.concatenate([np.zeros((50, 2)), np.full((2, 2), 9.0)])
    assert ways_to_divide(points, 5) == []
    assert [way.k for way in ways_to_divide(points, 2)] == [2]


def test_who_says_one_thing_to_everything_is_told_left_out_of_groups_and_counted():
    rows = rows_of(camps(4, people=60, seen=1.0))
    liners = [(60, s, 1) for s in range(24)] + [(61, s, -1) for s in range(24)] + [(62, s, 0) for s in range(12)]
    found = opinion(Votes.of(rows + liners, people=63, statements=24))
    assert found.straight == (60, 61, 62)
    assert found.labels[60:].tolist() == [-1, -1, -1]
    assert found.placed == tuple(range(63))
    assert found.overall[0].sum() == 63


def test_who_agrees_with_what_all_agree_with_is_no_straight_liner():
    rows = [(p, s, 1 if s < 12 or p % 2 else -1) for p in range(40) for s in range(14)]
    found = opinion(Votes.of([row for row in rows if row[0] or row[1] < 12], people=40, statements=14))
    assert found.straight == ()


def test_nine_equal_answers_are_too_few_to_say_anything():
    rows = rows_of(camps(4, people=60, seen=1.0))
    found = opinion(Votes.of(rows + [(60, s, 0) for s in range(9)], people=61, statements=24))
    assert found.straight == ()


def test_consensus_does_not_fall_as_groups_grow_more():
    counted = np.tile([[[80, 10, 10]]], (5, 1, 1))
    assert mean_of_bounds(counted)[0] == pytest.approx(mean_of_bounds(counted[:2])[0])
    assert product_of_shares(counted)[0] < 0.4 < product_of_shares(counted[:2])[0]


def test_few_answers_give_a_low_consensus_whatever_their_share():
    counted = np.array([[[2, 0, 0], [80, 20, 0]], [[3, 0, 0], [75, 25, 0]]])
    few, many = mean_of_bounds(counted)
    assert few < many
    assert product_of_shares(counted)[0] > product_of_shares(counted)[1]


def test_one_group_that_disagrees_pulls_consensus_down():
    counted = np.array([[[95, 5, 0], [60, 40, 0]], [[5, 95, 0], [60, 40, 0]]])
    split, mild = mean_of_bounds(counted)
    assert split < mild


def test_the_lower_bound_is_wilsons():
    # 8 of 10 at 95 % one-sided and 90 % one-sided, by the formula of Wilson (1927)
    assert lower_bound(8, 10, z=1.96) == pytest.approx(0.4902, abs=1e-4)
    assert lower_bound([0, 10, 0], [10, 10, 0]).tolist() == pytest.approx([0.0, 0.8589, 0.0], abs=1e-4)
    assert lower_bound(800, 1000) > lower_bound(80, 100) > lower_bound(8, 10)


def test_the_rand_index_is_one_for_the_same_and_about_none_for_chance():
    one = np.array([0, 0, 1, 1, -1, -1], dtype=np.int8)
    assert rand_index(one, np.array([1, 1, 0, 0, 2, 2], dtype=np.int8)) == 1.0
    assert rand_index(np.zeros(4, np.int8), np.zeros(4, np.int8)) == 1.0
    chance = np.random.default_rng(0)
    draws = [chance.integers(0, 3, 2000).astype(np.int8) for _ in range(2)]
    assert abs(rand_index(*draws)) < 0.01


def test_other_seeds_ask_other_halves():
    votes = camps(9, people=60, statements=30, seen=0.4)
    assert opinion(votes, seed=1).stability != opinion(votes, seed=2).stability


@pytest.mark.slow
def test_very_many_people_are_divided_on_a_grid():
    found = opinion(camps(5, people=12_000, statements=30, seen=0.5, camps=3))
    assert sorted(found.sizes) == pytest.approx([4000] * 3, rel=0.02)
