import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.texts.rules import Rewording, collide, is_late

HEADING, TEXT = "Kuntakokous", "Kuntakokous pidetään kahdesti vuodessa kuntien tiloissa."
ONCE = Rewording("fi", HEADING, TEXT.replace("kahdesti", "kerran"))
OFTEN = Rewording("fi", HEADING, TEXT.replace("kahdesti", "usein"))
ONLINE = Rewording("fi", HEADING, TEXT.replace("kuntien tiloissa", "verkossa"))
RENAMED = Rewording("fi", "Vuosikokous", TEXT)
RENAMED_OTHERWISE = Rewording("fi", "Yhteinen kokous", TEXT)
IN_SWEDISH = Rewording("sv", "Kommunmöte", "Kommunmötet hålls en gång om året.")
GONE = Rewording("fi")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ONCE, OFTEN, True),
        (ONCE, ONLINE, False),
        (ONCE, ONCE, False),
        (ONCE, RENAMED, False),
        (RENAMED, RENAMED_OTHERWISE, True),
        (ONCE, GONE, True),
        (IN_SWEDISH, GONE, True),
        (GONE, GONE, False),
        (ONCE, IN_SWEDISH, False),
    ],
)
def test_proposals_collide_when_not_both_can_be_accepted(one, other, expected):
    assert collide(HEADING, TEXT, one, other) == collide(HEADING, TEXT, other, one) == expected


words = st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(words, words)
def test_a_proposal_collides_never_with_itself_nor_with_one_that_changes_nothing(one, other):
    told = Rewording("fi", HEADING, one)
    assert not collide(HEADING, TEXT, told, told)
    assert not collide(HEADING, other, told, Rewording("fi", HEADING, other))


@pytest.mark.parametrize(("day", "expected"), [(19, False), (20, False), (21, True)])
def test_the_last_day_itself_is_in_time(day, expected):
    assert is_late(dt.date(2026, 11, day), dt.date(2026, 11, 20)) == expected
