"""Centres, silhouettes, grids and components, each against a plain reading of its definition."""

import numpy as np
import pytest
from scipy import sparse

from sopu.core.opinion.components import components_of
from sopu.core.opinion.grids import gathered
from sopu.core.opinion.grouping import clearness, divisions, first_distinct
from sopu.core.opinion.kmeans import divide, nearest
from sopu.core.opinion.silhouettes import silhouettes
from sopu.core.opinion.starts import starts


def clouds(seed: int, each: int, *middles: tuple[float, float]) -> np.ndarray:
    """Points around middles."""
    chance = np.random.default_rng(seed)
    return np.concatenate([chance.normal(middle, 1, (each, 2)) for middle in middles])


def plain_silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    """Rousseeuw's definition, point by point."""
    values = []
    for place, own in enumerate(labels):
        away = np.linalg.norm(points - points[place], axis=1)
        mates = (labels == own).sum() - 1
        inside = away[labels == own].sum() / mates if mates else 0.0
        outside = min(away[labels == other].mean() for other in set(labels.tolist()) - {own})
        values.append((outside - inside) / max(inside, outside) if mates and max(inside, outside) else 0.0)
    return float(np.mean(values))


def test_centres_end_in_the_middle_of_their_points():
    points = clouds(1, 50, (0, 0), (9, 0), (0, 9))
    found = divide(points, points[[0, 50, 100]])
    assert found.labels.tolist() == [0] * 50 + [1] * 50 + [2] * 50
    assert np.allclose(found.centres, [points[at : at + 50].mean(axis=0) for at in (0, 50, 100)])


def test_a_centre_without_points_takes_the_farthest_one():
    points = np.array([[0.0, 0], [1, 0], [2, 0], [30, 0]])
    found = divide(points, np.array([[0.0, 0], [500, 500]]))
    assert found.labels.tolist() == [0, 0, 0, 1]
    weighted = divide(points, np.array([[0.0, 0], [500, 500]]), np.array([1.0, 2, 3, 4]))
    assert weighted.labels.tolist() == [0, 0, 0, 1]
    assert weighted.centres[0].tolist() == pytest.approx([8 / 6, 0])


def test_steps_may_be_few():
    points = clouds(2, 40, (0, 0), (3, 0))
    once = divide(points, points[:2], steps=1)
    assert once.labels.tolist() == nearest(points, once.centres).tolist()


def test_a_weight_counts_as_so_many_points():
    points = clouds(3, 20, (0, 0), (6, 0))
    weights = np.tile([1.0, 3.0], 20)
    many = np.repeat(points, weights.astype(int), axis=0)
    assert np.allclose(divide(points, points[[0, 20]], weights).centres, divide(many, points[[0, 20]]).centres)


def test_the_first_distinct_points_are_those_farthest_to_the_left():
    points = np.array([[2.0, 1], [1, 5], [1, 5], [1, 4], [3, 0]])
    assert first_distinct(points, 3).tolist() == [[1, 4], [1, 5], [2, 1]]
    many = np.concatenate([np.tile([[0.0, 0]], (1500, 1)), clouds(4, 800, (9, 9))])
    assert first_distinct(many, 4).tolist() == np.unique(many, axis=0)[:4].tolist()
    spread = clouds(5, 2000, (0, 0))
    assert first_distinct(spread, 5).tolist() == np.unique(spread, axis=0)[:5].tolist()


def test_there_are_no_more_divisions_than_places():
    points = np.array([[0.0, 0], [1, 0], [1, 0], [2, 0]])
    assert sorted(divisions(points)) == [2, 3]


@pytest.mark.parametrize("seed", range(3))
def test_silhouettes_are_rousseeuws(seed):
    points = clouds(seed, 30, (0, 0), (4, 0), (0, 5))
    ways = [nearest(points, points[[0, 30, 60]]), np.arange(90, dtype=np.int8) % 4, nearest(points, points[[0, 50]])]
    found = silhouettes(points, ways)
    assert found == pytest.approx([plain_silhouette(points, way) for way in ways], abs=1e-5)


def test_a_point_alone_counts_none_and_one_group_is_no_division():
    points = np.array([[0.0, 0], [0, 1], [9, 9]])
    alone = np.array([0, 0, 1], dtype=np.int8)
    assert silhouettes(points, [alone, np.zeros(3, np.int8)]) == [pytest.approx(plain_silhouette(points, alone)), -1.0]


def test_on_a_grid_silhouettes_are_nearly_the_same():
    points = clouds(6, 1800, (0, 0), (4, 0), (0, 5))
    way = nearest(points, np.array([[0.0, 0], [4, 0], [0, 5]]))
    assert clearness(points, [way])[0] == pytest.approx(silhouettes(points, [way])[0], abs=0.002)


def test_a_grid_keeps_every_point_in_the_middle_of_its_cell():
    points = clouds(7, 500, (0, 0))
    grid = gathered(points, 8)
    assert grid.weights.sum() == 500
    for cell in range(len(grid.weights)):
        inside = points[grid.cell == cell]
        assert len(inside) == grid.weights[cell]
        assert np.allclose(inside.mean(axis=0), grid.middles[cell])
    assert len(gathered(np.zeros((4, 2)), 8).weights) == 1


def test_the_widest_group_is_cut_first():
    points = clouds(8, 40, (0, 0), (20, 0), (20, 6))
    two, three = starts(points, 3)
    assert np.allclose(sorted(two.tolist()), [points[:40].mean(axis=0), points[40:].mean(axis=0)])
    assert np.allclose(sorted(three.tolist()), sorted(points[at : at + 40].mean(axis=0).tolist() for at in (0, 40, 80)))
    assert list(starts(np.zeros((5, 2)), 5)) == []


@pytest.mark.parametrize("shape", [(30, 8), (8, 30), (200, 120), (5, 1), (1, 5)])
def test_components_are_those_of_the_dense_matrix(shape):
    chance = np.random.default_rng(9)
    dense = np.where(chance.random(shape) < 0.5, chance.normal(size=shape), 0.0)
    dense[:, 0] *= 5
    found = components_of(sparse.csr_array(dense))
    _left, sizes, right = np.linalg.svd(dense, full_matrices=False)
    assert found.variance == pytest.approx((*(sizes**2 / (sizes**2).sum()), 0.0)[:2], abs=1e-9)
    for axis in range(min(2, len(sizes))):
        assert np.allclose(abs(found.directions[:, axis] @ right[axis]), 1, atol=1e-7)
        assert found.directions[np.abs(found.directions[:, axis]).argmax(), axis] > 0


def test_a_direction_along_which_nothing_varies_is_none():
    found = components_of(sparse.csr_array(np.outer([1.0, -1, 2], [3.0, 4, 0])))
    assert found.variance == (pytest.approx(1), 0.0)
    assert found.directions[:, 0].tolist() == pytest.approx([0.6, 0.8, 0])
    assert found.directions[:, 1].tolist() == [0, 0, 0]


def test_a_bad_guess_to_start_from_hides_nothing():
    dense = np.zeros((40, 12))
    dense[:20, :6] = np.random.default_rng(1).normal(size=(20, 6))
    dense[20:, 6:] = 10 * np.random.default_rng(2).normal(size=(20, 6))
    guess = np.eye(12)[:, :2]
    plain, guided = components_of(sparse.csr_array(dense)), components_of(sparse.csr_array(dense), start=guess)
    assert np.allclose(plain.directions, guided.directions, atol=1e-7)
