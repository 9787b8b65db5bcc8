"""Places on the plane, and shapes with room for a name."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.plane import crossings, distance, extent, is_inside, room_across, roomiest, tm35fin, without_spikes

SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
HOLE = [(4, 4), (6, 4), (6, 6), (4, 6)]


def test_a_place_on_the_central_meridian_lies_as_far_north_as_the_zone_is_defined_to_say():
    assert tm35fin(27, 60) == pytest.approx((500_000, 6_651_411.190), abs=0.001)


@given(st.floats(20, 31.5), st.floats(59.5, 70))
@settings(max_examples=40)
def test_east_and_west_mirror_each_other_and_small_squares_stay_square(longitude, latitude):
    east, north = tm35fin(longitude, latitude)
    assert tm35fin(54 - longitude, latitude) == pytest.approx((1_000_000 - east, north), abs=0.001)
    step = 1e-5
    e2 = 0.00669438002290
    shrink = math.cos(math.radians(latitude)) * (1 - e2 * math.sin(math.radians(latitude)) ** 2) / (1 - e2)
    right = tm35fin(longitude + step / shrink, latitude)
    up = tm35fin(longitude, latitude + step)
    assert math.dist(right, (east, north)) == pytest.approx(math.dist(up, (east, north)), rel=1e-4)


def test_a_ring_encloses_as_much_whichever_way_it_turns():
    assert extent(SQUARE) == extent(SQUARE[::-1]) == 100


def test_sides_that_go_out_and_come_back_are_left_out():
    assert without_spikes([(0, 0), (5, 0), (9, 0), (5, 0), (5, 5), (5, 5), (0, 0)]) == [(0, 0), (5, 0), (5, 5)]
    assert without_spikes([(0, 0), (5, 0), (0, 0)]) == []


def test_a_hole_is_outside():
    assert [is_inside(point, [SQUARE, HOLE]) for point in [(2, 5), (5, 5), (11, 5)]] == [True, False, False]
    assert crossings(5, [SQUARE, HOLE]) == [0, 4, 6, 10]
    assert [room_across(point, [SQUARE, HOLE]) for point in [(2, 5), (5, 5), (2, 1)]] == [4, 0, 10]
    assert [distance(point, [SQUARE, HOLE]) for point in [(1, 5), (5, 5), (12, 5)]] == [1, -1, -2]


def test_the_roomiest_point_of_a_bent_shape_lies_in_its_wide_arm():
    bent = [(0, 0), (30, 0), (30, 10), (4, 10), (4, 40), (0, 40)]
    (x, y), radius = roomiest([bent], stretch=2.0, precision=0.01)
    assert (10 <= x <= 20, round(y), round(radius)) == (True, 5, 5)


@given(st.lists(st.integers(5, 40), min_size=3, max_size=12))
@settings(max_examples=40)
def test_no_point_of_a_star_has_more_room_than_the_roomiest(rays):
    turns = [2 * math.pi * number / len(rays) for number in range(len(rays))]
    star = [(r * math.cos(turn), r * math.sin(turn)) for r, turn in zip(rays, turns, strict=True)]
    point, radius = roomiest([star], precision=0.1)
    assert is_inside(point, [star])
    assert distance(point, [star]) == pytest.approx(radius)
    tried = [(x, y) for x in range(-40, 41, 8) for y in range(-40, 41, 8)]
    assert max(distance(one, [star]) for one in tried) <= radius + 0.1
