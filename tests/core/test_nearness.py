"""How near themes and sentences lie."""

import numpy as np
import pytest

from sopu.core.nearness import by_letters, centred, middles, nearest, shared

EAST, NORTH = np.array([1, 0, 0], dtype=np.float32), np.array([0, 1, 0], dtype=np.float32)
COMMON = np.array([0, 0, 4], dtype=np.float32)


def rows_of(*rows):
    return np.array(rows, dtype=np.float32)


def test_what_is_common_to_all_rows_does_not_make_them_alike():
    rows = rows_of(EAST + COMMON, -EAST + COMMON)
    assert np.allclose(centred(rows), [EAST, -EAST])


def test_a_row_without_direction_stays_without_one_and_moves_no_other():
    rows = rows_of(EAST, -EAST, np.zeros(3))
    assert np.allclose(centred(rows), [EAST, -EAST, np.zeros(3)])


@pytest.mark.parametrize("rows", [rows_of(EAST), rows_of(EAST, EAST), np.zeros((2, 3), dtype=np.float32)])
def test_rows_that_do_not_differ_have_no_direction(rows):
    assert np.array_equal(centred(rows), np.zeros_like(rows))


def test_no_rows_have_no_middles():
    nothing = np.zeros((0, 3), dtype=np.float32)
    assert centred(nothing).shape == (0, 3)
    assert np.array_equal(middles(nothing, [[]]), np.zeros((1, 3)))


def test_a_theme_is_the_middle_of_its_rows():
    found = middles(rows_of(EAST, NORTH, NORTH), [[0, 1], [2], []])
    assert np.allclose(found, [(EAST + NORTH) / np.sqrt(2), NORTH, np.zeros(3)])


def test_the_nearest_come_first_and_equals_in_their_own_order():
    among = rows_of(NORTH, EAST, EAST)
    assert nearest(EAST, among, 2) == [(1, 1.0), (2, 1.0)]
    assert nearest(EAST, among, 9) == [(1, 1.0), (2, 1.0), (0, 0.0)]


def test_a_row_between_two_middles_is_shared():
    between = (EAST + NORTH) / np.float32(np.sqrt(2))
    assert shared(rows_of(EAST, between), EAST, NORTH, 0.1).tolist() == [False, True]


def test_letters_forgive_endings():
    rows = by_letters(["kirjasto auki iltaisin", "kirjastot auki illalla", "bussi ei kulje"])
    assert (rows[0] @ rows[1]) > 0.4 > (rows[0] @ rows[2])
    assert by_letters([]).shape == (0, 1024)


def test_the_same_text_gets_the_same_letters_whatever_stands_beside_it():
    assert np.array_equal(by_letters(["kirjasto", "bussi"])[0], by_letters(["kirjasto"])[0])
