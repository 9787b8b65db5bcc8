"""Marks and names on a map stand clear of each other."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.maps import LETTER, Area, MapView, labelled

spots = st.tuples(
    st.integers(10, 390), st.integers(10, 290), st.integers(2, 60), st.text("abc", min_size=1, max_size=14)
)


def _view(*spots):
    return MapView(400, 300, tuple(Area(str(number), "", x, y, r, 3 * r) for number, (x, y, r, _) in enumerate(spots)))


def _names(spots):
    return {str(number): name for number, (*_, name) in enumerate(spots)}


@given(st.lists(spots, min_size=1, max_size=12))
@settings(max_examples=50)
def test_no_drawn_name_covers_another_or_leaves_the_picture(among):
    drawn = [(name, label) for name, label in _pairs(among) if label.fits]
    for (a, one), (b, other) in combinations(drawn, 2):
        beside = abs(one.name_x - other.name_x) >= (len(a) + len(b)) * LETTER / 2 - 0.2
        assert beside or abs(one.name_y - other.name_y) >= 13.8
    assert all(one.name_x - len(name) * LETTER / 2 >= -10 and one.name_y <= 300 for name, one in drawn)


@given(st.lists(spots, min_size=1, max_size=12))
@settings(max_examples=50)
def test_marks_in_a_roomy_picture_never_cover_each_other(among):
    labels = [label for _, label in _pairs(among)]
    for one, other in combinations(labels, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius - 0.3


def _pairs(among):
    labels = labelled(_view(*among), _names(among))
    return [(name, labels[code]) for code, name in _names(among).items()]


def test_a_name_much_wider_than_its_area_is_left_to_the_table():
    labels = labelled(_view((100, 100, 10, "x"), (300, 100, 10, "x")), {"0": "Kristiinankaupunki", "1": "Ii"})
    assert [labels[code].fits for code in "01"] == [False, True]


def test_the_larger_of_two_neighbours_has_its_name_and_the_other_only_its_mark():
    labels = labelled(_view((100, 100, 40, "x"), (130, 100, 30, "x")), {"0": "Saarijärvi", "1": "Multia"})
    assert [labels[code].fits for code in "01"] == [True, False]


def test_an_area_without_a_name_has_a_mark_alone():
    assert labelled(_view((100, 100, 40, "x")), {})["0"].fits is False
