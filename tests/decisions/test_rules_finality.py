"""Until when a decision can be appealed, from which day it is final, and by what law."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.calendar import Holiday, is_working_day
from sopu.decisions.rules import LAWS, Ground, Lacking, Level, Outcome, Route, Step, StepKind, finality_of

KINDS = ["municipality", "county", "regional_council"]
DECIDING = [Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.AMENDED, Outcome.REJECTED]
PREPARING = [Outcome.PROPOSED, Outcome.DEFERRED, Outcome.RETURNED, Outcome.NOTED, Outcome.REMOVED]


def days(outcome: Outcome, level: Level, kind: str, published: str) -> list[str]:
    told = finality_of(outcome, level, kind, dt.date.fromisoformat(published))
    return [f"{step.kind}: {step.day}" for step in told.steps]


def grounds(outcome: Outcome, level: Level, kind: str) -> list[str]:
    """The grounds with a publication that nothing moves."""
    told = finality_of(outcome, level, kind, dt.date(2025, 10, 1))
    return [f"{ground.statute} {ground.section}" for ground in told.grounds]


def test_a_councils_decision_is_appealed_within_thirty_days_of_deemed_notice():
    assert days(Outcome.APPROVED, Level.COUNCIL, "municipality", "2025-10-01") == [
        "published: 2025-10-01",
        "deemed: 2025-10-08",
        "last_day: 2025-11-07",
        "final: 2025-11-08",
    ]


def test_a_boards_decision_is_asked_to_be_rectified_within_fourteen_days():
    assert days(Outcome.APPROVED, Level.BOARD, "county", "2025-10-01") == [
        "published: 2025-10-01",
        "deemed: 2025-10-08",
        "last_day: 2025-10-22",
        "final: 2025-10-23",
    ]


@pytest.mark.parametrize(
    ("level", "published", "ends_on", "because", "last_day"),
    [
        (Level.COUNCIL, "2025-11-18", "2025-12-25", Holiday.CHRISTMAS_DAY, "2025-12-29"),
        (Level.COUNCIL, "2025-12-01", "2026-01-07", None, "2026-01-07"),
        (Level.COUNCIL, "2025-11-30", "2026-01-06", Holiday.EPIPHANY, "2026-01-07"),
        (Level.COUNCIL, "2026-05-13", "2026-06-19", Holiday.MIDSUMMER_EVE, "2026-06-22"),
        (Level.BOARD, "2026-04-10", "2026-05-01", Holiday.MAY_DAY, "2026-05-04"),
        (Level.BOARD, "2026-11-15", "2026-12-06", Holiday.INDEPENDENCE_DAY, "2026-12-07"),
        (Level.BOARD, "2025-10-04", "2025-10-25", Holiday.SATURDAY, "2025-10-27"),
    ],
)
def test_the_last_day_moves_off_holidays_and_says_from_where(level, published, ends_on, because, last_day):
    told = finality_of(Outcome.APPROVED, level, "municipality", dt.date.fromisoformat(published))
    step = told.steps[2]
    moved = (str(step.moved_from), step.moved_because) if step.moved_from else (ends_on, None)
    assert (*moved, str(told.last_day)) == (ends_on, because, last_day)
    assert (Ground("150/1930", "5") in told.grounds) == (because is not None)


def test_deemed_notice_is_no_act_and_does_not_move_off_a_holiday():
    told = finality_of(Outcome.APPROVED, Level.COUNCIL, "county", dt.date(2025, 12, 18))
    assert told.deemed_on == dt.date(2025, 12, 25)


@pytest.mark.parametrize(
    ("level", "kind", "route", "cited"),
    [
        (Level.COUNCIL, "municipality", Route.MUNICIPAL_APPEAL, ["410/2015 135", "410/2015 138", "410/2015 140"]),
        (Level.COUNCIL, "regional_council", Route.MUNICIPAL_APPEAL, ["410/2015 135", "410/2015 138", "410/2015 140"]),
        (Level.COUNCIL, "county", Route.COUNTY_APPEAL, ["611/2021 140", "611/2021 143", "611/2021 145"]),
        (Level.BOARD, "municipality", Route.RECTIFICATION, ["410/2015 134", "410/2015 138", "410/2015 140"]),
        (Level.BOARD, "regional_council", Route.RECTIFICATION, ["410/2015 134", "410/2015 138", "410/2015 140"]),
        (Level.BOARD, "county", Route.RECTIFICATION, ["611/2021 139", "611/2021 143", "611/2021 145"]),
    ],
)
@pytest.mark.parametrize("outcome", DECIDING)
def test_the_way_and_its_ground_follow_the_body_and_the_act_of_the_organisation(outcome, level, kind, route, cited):
    assert (finality_of(outcome, level, kind, None).route, grounds(outcome, level, kind)) == (
        route,
        [*cited, "150/1930 2"],
    )


@pytest.mark.parametrize("outcome", PREPARING)
@pytest.mark.parametrize("level", Level)
def test_what_only_prepares_or_is_noted_cannot_be_appealed(outcome: Outcome, level: Level):
    told = [finality_of(outcome, level, kind, dt.date(2025, 10, 1)) for kind in KINDS]
    assert [(one.is_appealable, one.route, one.steps, one.final_on, one.lacking) for one in told] == [
        (False, Route.NONE, (), None, ())
    ] * 3
    assert [one.grounds for one in told] == [
        (Ground("410/2015", "136"),),
        (Ground("611/2021", "141"),),
        (Ground("410/2015", "136"),),
    ]


def test_without_publication_the_way_is_told_and_that_the_publication_is_lacking():
    told = finality_of(Outcome.APPROVED, Level.COUNCIL, "county", None)
    assert (told.route, told.is_appealable, told.period, told.steps, told.final_on, told.lacking) == (
        Route.COUNTY_APPEAL,
        True,
        30,
        (),
        None,
        (Lacking.PUBLICATION,),
    )


def test_a_partner_stands_outside_these_acts():
    told = finality_of(Outcome.APPROVED, Level.BOARD, "partner", dt.date(2025, 10, 1))
    assert (told.route, told.is_appealable, told.grounds, told.lacking) == (Route.NONE, False, (), (Lacking.LAW,))


def test_every_step_tells_its_days_and_its_ground():
    told = finality_of(Outcome.APPROVED, Level.BOARD, "municipality", dt.date(2025, 12, 3))
    assert told.steps == (
        Step(StepKind.PUBLISHED, dt.date(2025, 12, 3)),
        Step(StepKind.DEEMED, dt.date(2025, 12, 10), 7, Ground("410/2015", "140")),
        Step(
            StepKind.LAST_DAY,
            dt.date(2025, 12, 29),
            14,
            Ground("410/2015", "138"),
            dt.date(2025, 12, 24),
            Holiday.CHRISTMAS_EVE,
        ),
        Step(StepKind.FINAL, dt.date(2025, 12, 30), 1),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(DECIDING),
    st.sampled_from(Level),
    st.sampled_from(KINDS),
    st.dates(dt.date(2022, 1, 1), dt.date(2099, 1, 1)),
)
def test_nobody_loses_a_day_of_their_time(outcome, level, kind, published_on):
    told = finality_of(outcome, level, kind, published_on)
    assert told.last_day is not None and told.final_on is not None
    spare = (told.last_day - published_on).days - 7 - told.period
    assert 0 <= spare <= 5 and is_working_day(told.last_day)
    assert (told.final_on, told.steps[-1].day) == (told.last_day + dt.timedelta(days=1),) * 2
    assert {ground.statute for ground in told.grounds} <= LAWS.keys()
