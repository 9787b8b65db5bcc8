"""What pages ask of rounds, meetings and their minutes."""

import datetime as dt
from dataclasses import dataclass

from sopu.negotiations.data.duties import Duty, duties
from sopu.negotiations.models import Meeting, Minutes, Negotiation, Party, Round
from sopu.negotiations.queries.duties import in_language


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list: planned, or held on a day."""

    pk: int
    name: str
    kind: str
    planned_on: dt.date | None
    held_on: dt.date | None
    place: str
    correction_count: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its meetings; how many of them have been held, and which municipalities none of them invites."""

    pk: int
    name: str
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    meetings: tuple[MeetingRow, ...]
    held_count: int
    left_out: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Every meeting has been held."""
        return self.held_count == len(self.meetings)


@dataclass(frozen=True, slots=True)
class Meetings:
    """All meetings of a negotiation: by round, the newest first, and those of no round."""

    rounds: tuple[RoundRow, ...]
    others: tuple[MeetingRow, ...]


@dataclass(frozen=True, slots=True)
class CoveredDuty:
    """What minutes went through of one duty."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinutesView:
    """Minutes as they are read; those that stand are the latest."""

    number: int
    held_on: dt.date
    place: str
    took_part: tuple[str, ...]
    topics: str
    agreed: str
    left_open: str
    covered: tuple[CoveredDuty, ...]
    correction: str
    made_by: str
    made_at: dt.datetime


def meetings_of(negotiation: Negotiation) -> Meetings:
    """The rounds and meetings; the same queries however many there are."""
    by_round: dict[int | None, list[Meeting]] = {}
    for meeting in Meeting.objects.with_minutes().filter(negotiation=negotiation):
        by_round.setdefault(meeting.round_id, []).append(meeting)
    bound = list(Party.objects.bound().filter(negotiation=negotiation))
    rounds = [_round(one, by_round.get(one.pk, []), bound) for one in negotiation.rounds.all()]
    others = sorted(by_round.get(None, []), key=_day, reverse=True)
    return Meetings(tuple(rounds), tuple(_row(meeting) for meeting in others))


def versions_of(meeting: Meeting) -> list[MinutesView]:
    """The minutes of a meeting that is at hand with them, the latest first."""
    return [_view(minutes) for minutes in reversed(meeting.minutes.all())]


def _day(meeting: Meeting) -> dt.date:
    minutes = list(meeting.minutes.all())
    return minutes[-1].held_on if minutes else meeting.planned_on or dt.date.max


def _row(meeting: Meeting) -> MeetingRow:
    minutes = list(meeting.minutes.all())
    return MeetingRow(
        pk=meeting.pk,
        name=meeting.name,
        kind=meeting.get_kind_display(),
        planned_on=meeting.planned_on,
        held_on=minutes[-1].held_on if minutes else None,
        place=minutes[-1].place if minutes else "",
        correction_count=max(0, len(minutes) - 1),
    )


def _round(made: Round, meetings: list[Meeting], bound: list[Party]) -> RoundRow:
    rows = tuple(_row(meeting) for meeting in meetings)
    invited = {party.pk for meeting in meetings for party in meeting.invited.all()}
    is_for_municipalities = any(party.pk in invited for party in bound)
    return RoundRow(
        pk=made.pk,
        name=made.name,
        kind=made.get_kind_display(),
        starts_on=made.starts_on,
        ends_on=made.ends_on,
        meetings=rows,
        held_count=sum(row.held_on is not None for row in rows),
        left_out=tuple(party.organisation.name for party in bound if party.pk not in invited)
        if is_for_municipalities
        else (),
    )


def _view(minutes: Minutes) -> MinutesView:
    return MinutesView(
        number=minutes.number,
        held_on=minutes.held_on,
        place=minutes.place,
        took_part=tuple(party.organisation.name for party in minutes.took_part.all()),
        topics=minutes.topics,
        agreed=minutes.agreed,
        left_open=minutes.left_open,
        covered=tuple(found for duty in duties() if (found := _covered(duty, set(minutes.coverage))).parts),
        correction=minutes.correction,
        made_by=minutes.made_by.name if minutes.made_by else "",
        made_at=minutes.made_at,
    )


def _covered(duty: Duty, coverage: set[str]) -> CoveredDuty:
    parts = tuple(in_language(part.names) for part in duty.parts if f"{duty.code}:{part.code}" in coverage)
    return CoveredDuty(in_language(duty.names), parts)
