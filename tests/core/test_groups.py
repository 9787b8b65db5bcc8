"""What may be told of groups of people."""

import pytest

from sopu.core.groups import shown_breakdown, shown_count


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120)])
def test_a_number_of_people_under_five_is_not_told(count, shown):
    assert shown_count(count) == shown


def test_a_breakdown_with_a_group_under_five_is_not_shown_at_all():
    assert shown_breakdown({"elected": 40, "partner": 4}) is None


def test_a_breakdown_of_large_and_empty_groups_is_shown_whole():
    assert shown_breakdown({"elected": 40, "partner": 0, "office_holder": 5}) == {
        "elected": 40,
        "partner": 0,
        "office_holder": 5,
    }


def test_nothing_to_break_down_is_shown_as_nothing():
    assert shown_breakdown({}) == {}
