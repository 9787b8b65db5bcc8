"""Outlines around points, and circles that keep apart."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sopu.core.circles import apart
from sopu.core.hulls import hull, padded

numbers = st.integers(-50, 50).map(float)
points = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40)


def is_inside(point, corners):
    turns = [
        (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    return all(turn >= -1e-6 for turn in turns)


def test_a_point_inside_a_square_is_no_corner_of_its_hull():
    assert hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)]) == [(0, 0), (2, 0), (2, 2), (0, 2)]


def test_one_and_two_points_are_their_own_hull():
    assert hull([(1, 1), (1, 1)]) == [(1, 1)]
    assert hull([(2, 2), (1, 1)]) == [(1, 1), (2, 2)]


@given(points)
def test_everybody_stands_inside_the_padded_outline_of_their_group(among):
    line = padded(among, 5)
    assert all(is_inside(point, line) for point in among)


@given(points)
def test_an_outline_is_the_same_whatever_the_order_of_points(among):
    assert padded(among, 5) == padded(among[::-1], 5)


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), min_size=1, max_size=8))
def test_circles_that_have_room_do_not_cover_each_other_and_stay_in_the_drawing(places):
    radii = [12.0 + number for number in range(len(places))]
    moved = apart(places, radii, 400, 300)
    assert moved == apart(places, radii, 400, 300)
    for one in range(len(moved)):
        assert radii[one] <= moved[one][0] <= 400 - radii[one]
        assert radii[one] <= moved[one][1] <= 300 - radii[one]
        assert all(math.dist(moved[one], moved[other]) >= radii[one] + radii[other] - 0.5 for other in range(one))


def test_circles_that_have_room_already_stay_where_they_are():
    assert apart([(50.0, 50.0), (200.0, 200.0)], [10, 20], 400, 300) == [(50.0, 50.0), (200.0, 200.0)]
