"""Size classes of municipalities."""

import pytest

from sopu.organisations.rules import size_class


@pytest.mark.parametrize(
    ("inhabitants", "size"),
    [(0, 0), (5_000, 0), (5_001, 1), (20_000, 1), (20_001, 2), (50_000, 2), (50_001, 3), (690_000, 3)],
)
def test_borders_are_those_of_the_local_government_act(inhabitants, size):
    assert size_class(inhabitants) == size
