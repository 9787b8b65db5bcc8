"""When rounds follow one another, whom they ask, and how far an answer is."""

import datetime as dt

import pytest

from sopu.plans.rules import Activity, Verdict
from sopu.plans.rules.rounds import Answer, Cadence, RoundDates, answer_of, is_asked, next_round, says_why

D = dt.date
PLAN = {"plan_starts_on": D(2026, 3, 1), "plan_ends_on": D(2029, 5, 31)}


@pytest.mark.parametrize(
    ("cadence", "last", "expected"),
    [
        (Cadence.YEAR, None, RoundDates(D(2026, 3, 1), D(2026, 12, 31), D(2027, 3, 1))),
        (Cadence.HALF_YEAR, None, RoundDates(D(2026, 3, 1), D(2026, 6, 30), D(2026, 8, 31))),
        (Cadence.HALF_YEAR, D(2026, 6, 30), RoundDates(D(2026, 7, 1), D(2026, 12, 31), D(2027, 3, 1))),
        (Cadence.YEAR, D(2028, 12, 31), RoundDates(D(2029, 1, 1), D(2029, 5, 31), D(2029, 7, 31))),
        (Cadence.YEAR, D(2029, 5, 31), None),
    ],
)
def test_rounds_follow_the_calendar_inside_the_plan_and_are_due_on_a_working_day(cadence, last, expected):
    assert next_round(cadence, last_ends_on=last, **PLAN) == expected


@pytest.mark.parametrize(
    ("starts_on", "before", "expected"),
    [
        (None, None, True),
        (D(2026, 6, 30), None, True),
        (D(2026, 7, 1), None, False),
        (D(2026, 1, 1), Activity.DELAYED, True),
        (D(2026, 1, 1), Activity.DONE, False),
        (D(2026, 1, 1), Activity.STOPPED, False),
    ],
)
def test_a_measure_is_asked_of_from_its_start_until_it_was_said_to_be_over(starts_on, before, expected):
    assert is_asked(starts_on=starts_on, ends_on=D(2026, 6, 30), before=before) is expected


@pytest.mark.parametrize(
    ("is_reported", "verdict", "today", "expected"),
    [
        (False, None, D(2026, 8, 31), Answer.MISSING),
        (False, None, D(2026, 9, 1), Answer.OVERDUE),
        (True, None, D(2026, 9, 1), Answer.REPORTED),
        (True, Verdict.ACCEPTED, D(2026, 9, 1), Answer.ACCEPTED),
        (True, Verdict.RETURNED, D(2026, 9, 1), Answer.RETURNED),
    ],
)
def test_an_answer_is_missing_late_reported_or_judged(is_reported, verdict, today, expected):
    assert answer_of(is_reported=is_reported, verdict=verdict, due_on=D(2026, 8, 31), today=today) is expected


def test_what_was_stopped_says_why():
    said = [(Activity.STOPPED, "Lopetettu."), (Activity.STOPPED, "Rahoitus päättyi keväällä."), (Activity.DONE, "Ok")]
    assert [says_why(*one) for one in said] == [False, True, True]
