"""The braid: streams that part and join from station to station, as paths of an SVG picture."""

from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1200, 200
FIRST = 8
MOST_STREAMS = 40
SPREADS = (0, 88, 22, 2, 88, 22, 2)
"""How far the streams stand from the middle at each station: one duty, many voices, one text, many decisions …"""

STATION_COUNT = len(SPREADS)


@dataclass(frozen=True, slots=True)
class Thread:
    """One stream between two stations: what an SVG path draws, and whether it has been travelled."""

    path: str
    is_travelled: bool


def braid(stream_count: int, reached_count: int) -> list[Thread]:
    """The threads of `stream_count` streams through the seven stations, travelled up to the first `reached_count`.

    The picture is WIDTH × HEIGHT and each station stands at the left edge of its seventh. More than MOST_STREAMS
    streams would be a blot, so they are drawn as that many; fewer than one as one. Runs that are alike become one
    thread, so a page of 24 parties carries 48 paths at most, and an end after the last station.
    """
    count = min(max(stream_count, 1), MOST_STREAMS)
    reached = min(max(reached_count, 1), STATION_COUNT)
    threads: list[Thread] = []
    for stream in range(count):
        travelled, ahead = _run(stream, count, 0, reached), _run(stream, count, reached - 1, STATION_COUNT)
        threads += [Thread(path, is_done) for path, is_done in ((travelled, True), (ahead, False)) if path]
    middle = HEIGHT // 2
    return [*threads, Thread(f"M{_across(STATION_COUNT - 1)} {middle}H{WIDTH}", reached == STATION_COUNT)]


def _across(station: int) -> int:
    return FIRST + round(station * WIDTH / STATION_COUNT)


def _down(stream: int, count: int, station: int) -> int:
    place = (stream + 0.5) / count * 2 - 1
    return round(HEIGHT / 2 + place * SPREADS[station])


def _run(stream: int, count: int, first: int, last: int) -> str:
    """The curves from station `first` to the one before `last`; empty where there is nothing between them."""
    stations = range(first, last)
    if len(stations) < 2:
        return ""
    path = f"M{_across(first)} {_down(stream, count, first)}"
    for here, there in pairwise(stations):
        middle = (_across(here) + _across(there)) // 2
        up, down = _down(stream, count, here), _down(stream, count, there)
        path += f"C{middle} {up} {middle} {down} {_across(there)} {down}"
    return path
