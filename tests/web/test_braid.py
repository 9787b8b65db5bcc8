"""The braid is drawn from the number of streams and of the stations reached, and from nothing else."""

from sopu.web.braid import MOST_STREAMS, STATION_COUNT, braid


def travelled(threads) -> int:
    return sum(thread.is_travelled for thread in threads)


def test_each_stream_is_travelled_up_to_where_the_negotiation_is_and_dashed_after_it():
    threads = braid(24, 3)
    assert (len(threads), travelled(threads)) == (24 * 2 + 1, 24)


def test_at_the_first_station_everything_is_ahead():
    assert travelled(braid(24, 1)) == 0


def test_at_the_last_station_everything_is_behind():
    threads = braid(5, STATION_COUNT)
    assert (len(threads), travelled(threads)) == (6, 6)


def test_streams_start_and_join_in_the_middle():
    assert {thread.path.split("C")[0] for thread in braid(24, 7)[:-1]} == {"M8 100"}


def test_the_outermost_streams_part_at_the_forum_as_far_as_each_other():
    first, second = (thread.path for thread in braid(2, 2) if thread.is_travelled)
    assert (first, second) == ("M8 100C93 100 93 56 179 56", "M8 100C93 100 93 144 179 144")


def test_a_crowd_is_drawn_as_forty_and_nobody_as_one():
    assert [travelled(braid(count, 2)) for count in (0, 1, 308)] == [1, 1, MOST_STREAMS]
