"""An event's programme at a moment: what is now, what is next, and how much over its time it is."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from sopu.forum.models import Event


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the programme; `state` is done, now, next or ahead, `minutes_over` how long past its time it is."""

    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    discussion: int | None
    state: str
    minutes_over: int


def programme_of(event: Event, now: dt.datetime) -> list[Part]:
    """The parts in order: one query. A part whose discussion is still open is now, though its time is over."""
    items = list(event.programme.with_discussions())
    states = _states(
        [(one.starts_at, one.ends_at, bool(one.discussion and one.discussion.is_open)) for one in items], now
    )
    return [
        Part(
            name=item.name,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            discussion=item.discussion.number if item.discussion else None,
            state=state,
            minutes_over=_over(item.ends_at, now) if state == "now" else 0,
        )
        for item, state in zip(items, states, strict=True)
    ]


def _states(times: list[tuple[dt.datetime, dt.datetime, bool]], now: dt.datetime) -> list[str]:
    states = [
        "now" if is_open or starts <= now < ends else "done" if ends <= now else "ahead"
        for starts, ends, is_open in times
    ]
    is_first = True
    for number, (before, state) in enumerate(pairwise(["done", *states])):
        if state == "ahead" and before != "ahead" and is_first:
            states[number], is_first = "next", False
    return states


def _over(ends_at: dt.datetime, now: dt.datetime) -> int:
    return max(0, int((now - ends_at).total_seconds() // 60))
