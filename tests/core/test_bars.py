"""The parts of a stacked bar fill it, and none that is not nought is lost to the eye."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.bars import LEAST, stacked


def test_parts_are_as_wide_as_their_counts_with_gaps_between():
    assert stacked([1, 0, 3], 102, 2) == ((0.0, 25.0), (27.0, 0.0), (27.0, 75.0))


def test_a_part_that_is_small_is_wide_enough_to_see():
    assert stacked([1, 999], 102, 2) == ((0.0, 4.0), (6.0, 96.0))


def test_a_bar_of_nothing_has_no_parts():
    assert stacked([0, 0], 100, 2) == ((0.0, 0.0), (0.0, 0.0))


@given(st.lists(st.integers(0, 500), max_size=6))
@settings(max_examples=40)
def test_whatever_the_counts_the_parts_fill_the_bar_in_their_order(counts):
    parts = [(x, width) for x, width in stacked(counts, 320, 2) if width]
    assert all(width >= LEAST for _x, width in parts)
    assert [x for x, _width in parts] == sorted(x for x, _width in parts)
    if parts:
        assert sum(parts[-1]) == pytest.approx(320, abs=0.05)


@pytest.mark.parametrize(("counts", "width"), [([-1], 100), ([1, 1, 1], 10)])
def test_what_cannot_be_drawn_is_refused(counts, width):
    with pytest.raises(ValueError, match="bar"):
        stacked(counts, width, 2)
