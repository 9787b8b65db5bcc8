"""The Finnish calendar against the almanac, and what moves a deadline."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.calendar import Holiday, easter, holiday_name, is_working_day, rolled

ALMANAC = {
    # year: Easter, Ascension Day, Whit Sunday, Midsummer Day, All Saints' Day
    2024: ("03-31", "05-09", "05-19", "06-22", "11-02"),
    2025: ("04-20", "05-29", "06-08", "06-21", "11-01"),
    2026: ("04-05", "05-14", "05-24", "06-20", "10-31"),
    2027: ("03-28", "05-06", "05-16", "06-26", "11-06"),
    2028: ("04-16", "05-25", "06-04", "06-24", "11-04"),
    2029: ("04-01", "05-10", "05-20", "06-23", "11-03"),
    2030: ("04-21", "05-30", "06-09", "06-22", "11-02"),
}
MOVABLE = [
    Holiday.EASTER_SUNDAY,
    Holiday.ASCENSION_DAY,
    Holiday.WHIT_SUNDAY,
    Holiday.MIDSUMMER_DAY,
    Holiday.ALL_SAINTS_DAY,
]
DAYS = st.dates(dt.date(1992, 1, 1), dt.date(2199, 12, 20))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def holidays(year: int) -> dict[dt.date, Holiday]:
    days = (dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(366))
    named = {one: name for one in days if one.year == year and (name := holiday_name(one))}
    return {one: name for one, name in named.items() if name not in (Holiday.SATURDAY, Holiday.SUNDAY)}


@pytest.mark.parametrize("year", ALMANAC)
def test_feasts_are_on_the_days_of_the_almanac(year: int):
    on = {feast: one for one, feast in holidays(year).items()}
    assert tuple(f"{on[feast]:%m-%d}" for feast in MOVABLE) == ALMANAC[year]


def test_a_year_has_its_feasts_in_order():
    assert [f"{one:%d.%m.} {feast}" for one, feast in holidays(2025).items()] == [
        "01.01. new_years_day",
        "06.01. epiphany",
        "18.04. good_friday",
        "20.04. easter_sunday",
        "21.04. easter_monday",
        "01.05. may_day",
        "29.05. ascension_day",
        "08.06. whit_sunday",
        "20.06. midsummer_eve",
        "21.06. midsummer_day",
        "01.11. all_saints_day",
        "06.12. independence_day",
        "24.12. christmas_eve",
        "25.12. christmas_day",
        "26.12. boxing_day",
    ]


def by_knuth(year: int) -> dt.date:
    """Easter by another algorithm (Knuth, The Art of Computer Programming 1, exercise 1.3.2–14)."""
    golden, century = year % 19 + 1, year // 100 + 1
    sunday = 5 * year // 4 - (3 * century // 4 - 12) - 10
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    moon = 44 - epact + (30 if 44 - epact < 21 else 0)
    return dt.date(year, 3, 1) + dt.timedelta(days=moon + 7 - (sunday + moon) % 7 - 1)


def test_easter_agrees_with_another_algorithm_for_six_centuries():
    assert [year for year in range(1900, 2500) if easter(year) != by_knuth(year)] == []


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_deadline_rolls_to_the_nearest_working_day_and_stays_there(one: dt.date):
    to = rolled(one)
    between = [one + dt.timedelta(days=days) for days in range((to - one).days)]
    assert (is_working_day(to), rolled(to), [is_working_day(each) for each in between]) == (
        True,
        to,
        [False] * len(between),
    )
    assert (to - one).days <= 5


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_no_working_day_is_on_a_weekend_and_every_other_day_says_why(one: dt.date):
    assert is_working_day(one) <= (one.weekday() < 5)
    assert is_working_day(one) == (holiday_name(one) is None)


@pytest.mark.parametrize(
    ("ends_on", "because", "to"),
    [
        ("2025-06-20", Holiday.MIDSUMMER_EVE, "2025-06-23"),
        ("2025-12-24", Holiday.CHRISTMAS_EVE, "2025-12-29"),
        ("2026-12-24", Holiday.CHRISTMAS_EVE, "2026-12-28"),
        ("2026-12-06", Holiday.INDEPENDENCE_DAY, "2026-12-07"),
        ("2025-05-01", Holiday.MAY_DAY, "2025-05-02"),
        ("2025-04-18", Holiday.GOOD_FRIDAY, "2025-04-22"),
        ("2025-11-01", Holiday.ALL_SAINTS_DAY, "2025-11-03"),
        ("2025-11-15", Holiday.SATURDAY, "2025-11-17"),
        ("2025-11-16", Holiday.SUNDAY, "2025-11-17"),
        ("2026-01-06", Holiday.EPIPHANY, "2026-01-07"),
    ],
)
def test_the_days_that_the_act_names_move_a_deadline(ends_on: str, because: Holiday, to: str):
    assert (holiday_name(day(ends_on)), rolled(day(ends_on))) == (because, day(to))


@pytest.mark.parametrize("eve", ["2025-12-31", "2025-04-30", "2025-04-17", "2026-01-05", "2025-12-05"])
def test_eves_that_the_act_does_not_name_move_nothing(eve: str):
    assert rolled(day(eve)) == day(eve)


def test_may_day_stands_when_ascension_day_meets_it():
    assert holiday_name(dt.date(2008, 5, 1)) is Holiday.MAY_DAY
