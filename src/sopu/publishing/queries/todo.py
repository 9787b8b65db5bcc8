"""Something to do, and how near its day is."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 7
LONG_AGO = 30
FAR_AHEAD = 60
"""Days: how near a task is told in words only when it says more than the date does."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: without a day it is for now; what only waits has no address."""

    title: str
    note: str
    url: str
    negotiation: str
    due_on: dt.date | None = None
    tone: str = "now"
    word: str = ""


def due(task: Task, day: dt.date, today: dt.date) -> Task:
    """The task with its day, and how near it is."""
    left = (day - today).days
    if left < -LONG_AGO:
        tone, word = "bad", _("Late")
    elif left < 0:
        tone, word = "bad", ngettext("%d day late", "%d days late", -left) % -left
    elif left == 0:
        tone, word = "now", _("Today")
    elif left <= FAR_AHEAD:
        tone, word = "now" if left <= SOON else "wait", ngettext("In %d day", "In %d days", left) % left
    else:
        tone, word = "wait", ""
    return replace(task, due_on=day, tone=tone, word=word)
