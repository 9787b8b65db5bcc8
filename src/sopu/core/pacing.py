"""How often a service may be asked, and when it is asked again after it could not answer.

Statistics Finland allows thirty calls in ten seconds; Retry-After is of RFC 9110, section 10.2.3.
"""

import datetime as dt
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

MOST_CALLS = 30
WITHIN = 10.0
PAUSES = (1.0, 4.0, 15.0)
"""Seconds before the second, third and fourth time that a service is asked."""
LONGEST_PAUSE = 60.0
"""Seconds that somebody may be kept waiting for one answer; what would take longer is asked another time."""


def wait_before(past: Sequence[float], now: float, most: int = MOST_CALLS, within: float = WITHIN) -> float:
    """Seconds to wait before the next call, when calls were made at `past` (in order, the same clock as `now`)."""
    if len(past) < most:
        return 0.0
    return max(0.0, past[-most] + within - now)


def retry_after(header: str, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or a date; nothing where it says neither."""
    told = header.strip()
    if told.isdecimal() and len(told) < 8:
        return float(told)
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return max(0.0, (at - now).total_seconds())


def pause_before(tries: int, asked: float | None) -> float | None:
    """Seconds to wait after so many tries in vain, at least what the service `asked` for; nothing: ask another time."""
    if not 1 <= tries <= len(PAUSES):
        return None
    pause = max(PAUSES[tries - 1], asked or 0.0)
    return pause if pause <= LONGEST_PAUSE else None
