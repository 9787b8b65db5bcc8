"""The clock of a source: how it writes a moment as text (`Tue Jun 30 15:49:52 WIB 2015`)."""

import datetime as dt
import re
from dataclasses import dataclass

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHOWN = re.compile(rf"(?:{'|'.join(_DAYS)}) ({'|'.join(_MONTHS)}) (\d\d) (\d\d):(\d\d):(\d\d) (\S+) (\d{{4}})")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LATEST = 253_402_214_400_000
"""The last day of the year 9999 begins: no clock shows a moment up to it beyond the calendar."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A zone by the name the source gives it, and its distance from UTC in minutes."""

    zone: str
    offset: int

    def shows(self, at: int) -> str:
        """The moment `at` (milliseconds since 1970) as this clock writes it; English names, whatever the locale."""
        moment = _EPOCH + dt.timedelta(milliseconds=at, minutes=self.offset)
        day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
        return f"{day} {month} {moment:%d %H:%M:%S} {self.zone} {moment.year:04d}"


UTC = Clock("UTC", 0)


def clock_of(at: int, shown_at: str) -> Clock | None:
    """The clock that shows `at` (milliseconds since 1970) as `shown_at`.

    None when the text has another form, or is of another moment: zones lie at quarters of an hour, within 14 hours
    of UTC.
    """
    found = _SHOWN.fullmatch(shown_at)
    if found is None:
        return None
    month, day, hour, minute, second, zone, year = found.groups()
    try:
        moment = dt.datetime(
            int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=dt.UTC
        )
    except ValueError:
        return None
    seconds = (moment - _EPOCH) // dt.timedelta(seconds=1) - at // 1000
    clock = Clock(zone, seconds // 60)
    return clock if abs(clock.offset) <= 14 * 60 and not clock.offset % 15 and clock.shows(at) == shown_at else None
