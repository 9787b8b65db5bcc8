"""An indicator is on its way to its target, has reached it, or is not on its way."""

from decimal import Decimal

import pytest

from sopu.plans.rules import Direction
from sopu.plans.rules.tracks import Point, Track, track_of


def _at(value, period="2026"):
    return Point(Decimal(value), period)


BASELINE, TARGET = _at(10, "2024"), _at(20, "2028")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (None, Track.NO_VALUES),
        (_at(20), Track.REACHED),
        (_at(15), Track.ON_TRACK),
        (_at("14.9"), Track.OFF_TRACK),
        (_at(12, "2025K1"), Track.OFF_TRACK),
        (_at(19, "2029"), Track.OFF_TRACK),
        (_at(10, "2023"), Track.ON_TRACK),
    ],
)
def test_the_way_from_the_baseline_to_the_target_is_even(now, expected):
    assert track_of(Direction.UP, now=now, baseline=BASELINE, target=TARGET) is expected


def test_a_target_below_the_baseline_is_reached_downwards():
    said = [track_of(Direction.NONE, now=_at(value), baseline=TARGET, target=_at(10, "2032")) for value in (10, 21, 20)]
    assert said == [Track.REACHED, Track.OFF_TRACK, Track.ON_TRACK]


def test_without_a_target_nothing_is_judged_and_without_a_baseline_only_the_end_is():
    assert track_of(Direction.UP, now=_at(5), baseline=BASELINE, target=None) is Track.NO_TARGET
    ends = [(Direction.UP, 19), (Direction.UP, 21), (Direction.DOWN, 19), (Direction.DOWN, 21)]
    assert [track_of(way, now=_at(value), baseline=None, target=TARGET) for way, value in ends] == [
        Track.OFF_TRACK,
        Track.REACHED,
        Track.REACHED,
        Track.OFF_TRACK,
    ]
