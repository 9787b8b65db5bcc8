"""The Finnish calendar of holidays, and the next day on which an act with a deadline may still be done.

The church has its holidays by kirkkolaki 652/2023, 1:6; Independence Day is one by law 388/1937, and May Day is free
by law 272/1944. Which days move a deadline is said by laki säädettyjen määräaikain laskemisesta 150/1930, 5 §: a
holiday, Independence Day, May Day, the eves of Christmas and midsummer, and an ordinary Saturday. Eves that it doesn't
name, such as New Year's, move nothing.

Days are Gregorian. The holidays stand where they have stood since 1992 (Epiphany on 6 January, Ascension Day on a
Thursday); earlier years are reckoned as if they had.
"""

import datetime as dt
from enum import StrEnum
from functools import lru_cache

_SATURDAY, _SUNDAY = 5, 6


class Holiday(StrEnum):
    """Why a deadline can't end on a day; the value is a key that pages have words for."""

    NEW_YEARS_DAY = "new_years_day"
    EPIPHANY = "epiphany"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    MAY_DAY = "may_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_SUNDAY = "whit_sunday"
    MIDSUMMER_EVE = "midsummer_eve"
    MIDSUMMER_DAY = "midsummer_day"
    ALL_SAINTS_DAY = "all_saints_day"
    INDEPENDENCE_DAY = "independence_day"
    CHRISTMAS_EVE = "christmas_eve"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of Nature, 20 April 1876.

    As given by J. Meeus, Astronomical Algorithms (2nd ed. 1998), chapter 8; right for every year from 1583 on.
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    fourth, after = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * fourth - epact - after) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def holiday_name(day: dt.date) -> Holiday | None:
    """Why a deadline can't end on this day: its feast, else that it is a Saturday or Sunday; nothing on others."""
    feast = _feasts(day.year).get(day)
    return feast or {_SATURDAY: Holiday.SATURDAY, _SUNDAY: Holiday.SUNDAY}.get(day.weekday())


def is_working_day(day: dt.date) -> bool:
    """Whether a deadline may end on this day."""
    return holiday_name(day) is None


def rolled(day: dt.date) -> dt.date:
    """The day itself, or the first working day after it: until then the act may still be done (150/1930, 5 §)."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def _feasts(year: int) -> dict[dt.date, Holiday]:
    return _of_easter(easter(year)) | _of_saturdays(year) | _of_dates(year)


def _of_easter(sunday: dt.date) -> dict[dt.date, Holiday]:
    """Feasts that go with Easter, which is the first day: Ascension Day is the fortieth, Whit Sunday the fiftieth."""
    after = {
        -2: Holiday.GOOD_FRIDAY,
        0: Holiday.EASTER_SUNDAY,
        1: Holiday.EASTER_MONDAY,
        39: Holiday.ASCENSION_DAY,
        49: Holiday.WHIT_SUNDAY,
    }
    return {sunday + dt.timedelta(days=days): feast for days, feast in after.items()}


def _of_saturdays(year: int) -> dict[dt.date, Holiday]:
    """Midsummer is the Saturday from 20 to 26 June, All Saints' the one from 31 October to 6 November."""
    midsummer = _saturday_from(dt.date(year, 6, 20))
    return {
        midsummer - dt.timedelta(days=1): Holiday.MIDSUMMER_EVE,
        midsummer: Holiday.MIDSUMMER_DAY,
        _saturday_from(dt.date(year, 10, 31)): Holiday.ALL_SAINTS_DAY,
    }


def _saturday_from(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(_SATURDAY - day.weekday()) % 7)


def _of_dates(year: int) -> dict[dt.date, Holiday]:
    """Feasts of a date; May Day and Ascension Day can meet, and the one that the act names stands."""
    dates = {
        (1, 1): Holiday.NEW_YEARS_DAY,
        (1, 6): Holiday.EPIPHANY,
        (5, 1): Holiday.MAY_DAY,
        (12, 6): Holiday.INDEPENDENCE_DAY,
        (12, 24): Holiday.CHRISTMAS_EVE,
        (12, 25): Holiday.CHRISTMAS_DAY,
        (12, 26): Holiday.BOXING_DAY,
    }
    return {dt.date(year, month, day): feast for (month, day), feast in dates.items()}
