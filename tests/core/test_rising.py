"""What kept its order."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.rising import longest_rising


@pytest.mark.parametrize(
    ("numbers", "places"),
    [([], set()), ([7], {0}), ([0, 1, 2], {0, 1, 2}), ([2, 0, 1], {1, 2}), ([1, 2, 0, 3], {0, 1, 3}), ([3, 3], {1})],
)
def test_as_few_as_can_be_told_have_moved(numbers, places):
    assert longest_rising(numbers) == places


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)))
def test_no_longer_run_keeps_its_order(numbers):
    found = [numbers[place] for place in sorted(longest_rising(numbers))]
    assert all(one < other for one, other in pairwise(found))
    longer = combinations(numbers, len(found) + 1)
    assert not any(all(one < other for one, other in pairwise(run)) for run in longer)
