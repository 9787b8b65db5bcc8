"""Lines in a picture: easy steps, gaps that nothing bridges, and labels that never cover each other."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.lines import Scale, apart, axis_of, moment_of, path_of, runs_of, years_shown


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3.2, 7.9], (2.0, 4.0, 6.0, 8.0)),
        ([0, 100], (0, 25, 50, 75, 100)),
        ([271_000, 273_500], (271_000, 272_000, 273_000, 274_000)),
        ([-1.5, 2], (-2, -1, 0, 1, 2)),
        ([], (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_steps_of_an_axis_are_easy_to_read_and_hold_every_value(values, ticks):
    assert axis_of(values).ticks == ticks


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: round(one, 3)), min_size=1, max_size=5))
@settings(max_examples=60)
def test_an_axis_holds_all_of_its_values_in_a_few_steps(values):
    axis = axis_of(values)
    slack = axis.step * 1e-6
    assert axis.least - slack <= min(values) and max(values) <= axis.most + slack
    assert 2 <= len(axis.ticks) <= 8


def test_a_value_that_is_not_known_breaks_the_line_and_is_never_bridged():
    runs = runs_of([(1, 10.0), (2, 12.0), (3, None), (4, 9.0), (5, None)])
    assert runs == (((1, 10.0), (2, 12.0)), ((4, 9.0),))
    assert path_of(runs[0]) == "M1 10L2 12"


def test_parts_of_a_year_stand_between_years():
    assert [moment_of(one) for one in ("2024", "2024K2", "2024Q4", "2024M07")] == [2024, 2024.5, 2024.75, 2024.5]
    assert Scale(2020, 2024, 0, 100).at(2021) == 25.0
    assert Scale(5, 5, 0, 100).at(5) == 50.0


def test_the_last_year_is_always_among_those_that_are_shown():
    assert years_shown(2016, 2025, 5) == (2017, 2019, 2021, 2023, 2025)
    assert years_shown(2024, 2024.5, 5) == (2024,)


@given(st.lists(st.floats(0, 100).map(lambda one: round(one, 1)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_labels_stand_apart_within_the_picture_and_keep_their_order(heights):
    placed = apart(heights, 20, 0, 100)
    ordered = sorted(placed)
    assert all(-0.1 <= one <= 100.1 for one in placed)
    assert all(later - earlier >= 19.8 for earlier, later in pairwise(ordered))
    by_height = sorted(range(len(heights)), key=lambda one: heights[one])
    assert [placed[one] for one in by_height] == ordered
