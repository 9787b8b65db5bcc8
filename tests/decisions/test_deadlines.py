"""How a case stands with its due day."""

import datetime as dt

import pytest

from sopu.decisions.rules.deadlines import Urgency, is_to_be_reminded, urgency_of

TODAY = dt.date(2025, 12, 1)


def _day(days):
    return None if days is None else TODAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("due", "meeting", "has_decided", "urgency"),
    [
        (None, None, False, Urgency.NONE),
        (-1, None, True, Urgency.NONE),
        (-1, 5, False, Urgency.LATE),
        (0, None, False, Urgency.SOON),
        (14, 14, False, Urgency.SOON),
        (15, None, False, Urgency.NONE),
        (15, 16, False, Urgency.AFTER),
        (3, 4, False, Urgency.AFTER),
    ],
)
def test_a_decision_is_urgent_by_its_due_day_and_its_meeting(due, meeting, has_decided, urgency):
    found = urgency_of(due_on=_day(due), next_on=_day(meeting), has_decided=has_decided, today=TODAY)
    assert found == urgency


@pytest.mark.parametrize(
    ("due", "has_decided", "is_reminded"),
    [(None, False, False), (14, False, True), (15, False, False), (-40, False, True), (-40, True, False)],
)
def test_who_has_not_decided_is_reminded_from_two_weeks_before_the_due_day(due, has_decided, is_reminded):
    assert is_to_be_reminded(due_on=_day(due), has_decided=has_decided, today=TODAY) is is_reminded
