"""What the invented hall's sentences come to: themes, findings and what became of each, as rows of the synthesis."""

import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sopu.accounts.models import User
from sopu.config.demo.hall import Hall
from sopu.config.demo.seating import NAMESPACE, Seats
from sopu.forum.models import Contribution
from sopu.negotiations.models import GoalArea, Party
from sopu.synthesis.actions.findings import Saying, sign_finding, write_finding
from sopu.synthesis.actions.snapshots import take_opinion_snapshot
from sopu.synthesis.models import (
    Disposition,
    FindingKind,
    Placement,
    Sorting,
    SortingKind,
    Theme,
    ThemeWord,
)

SORTED_AFTER = dt.timedelta(hours=2)
SIGNED_AFTER = dt.timedelta(days=3)
ANSWERED_AFTER = dt.timedelta(days=10)
A_WHILE = dt.timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class _Room:
    """Who works, on what and when: the parties by their organisation's code, goal areas by number."""

    seats: Seats
    owner: User
    parties: Mapping[str, Party]
    areas: Mapping[int, GoalArea]
    ends_at: dt.datetime


def put_synthesis(seats: Seats, hall: Hall, said: Sequence[Contribution], owner: User) -> None:
    """The evening after the forum, and the days that follow; the picture of opinion is reckoned, not invented."""
    told: dict[str, Any] = json.loads((files(__package__) / "synthesis.json").read_text(encoding="utf-8"))
    negotiation = seats.event.negotiation
    parties = {party.organisation.code: party for party in negotiation.parties.with_organisations()}
    areas = {area.number: area for area in negotiation.goal_areas.all()}
    room = _Room(seats, owner, parties, areas, seats.event.ends_at)
    take_opinion_snapshot(event=seats.event, made_by=owner, now=room.ends_at + SORTED_AFTER)
    by_text = {one.text: one for one in said}
    themes = _put_themes(room, told["themes"], hall, by_text)
    _put_findings(room, told["findings"], themes, by_text)
    _put_answers(room, told, themes, by_text)


def _put_themes(
    room: _Room, told: Sequence[Mapping[str, Any]], hall: Hall, said: Mapping[str, Contribution]
) -> dict[str, Theme]:
    """The machine's proposals first, then those that a person made of the rest."""
    members: defaultdict[str, list[Contribution]] = defaultdict(list)
    for one in hall.offered:
        members[one.sentence.theme].append(said[one.sentence.text])
    themes: dict[str, Theme] = {}
    for number, theme in enumerate(sorted(told, key=lambda one: not one["is_proposal"]), 1):
        at = room.ends_at + SORTED_AFTER + (number * A_WHILE if not theme["is_proposal"] else dt.timedelta(0))
        sorting = _sorting(room, theme, at)
        themes[theme["key"]] = made = Theme.objects.create(event=room.seats.event, number=number, sorting=sorting)
        ThemeWord.objects.create(
            theme=made,
            sorting=sorting,
            goal_area=room.areas[theme["goal_area"]],
            **_in_languages("name", theme["names"]),
        )
        Placement.objects.bulk_create(
            Placement(sorting=sorting, contribution=one, theme=made) for one in members[theme["key"]]
        )
    return themes


def _sorting(room: _Room, theme: Mapping[str, Any], at: dt.datetime) -> Sorting:
    return Sorting.objects.create(
        act_id=_id("sorting", theme["key"]),
        event=room.seats.event,
        kind=SortingKind.PROPOSED if theme["is_proposal"] else SortingKind.CREATED,
        made_by=None if theme["is_proposal"] else room.owner,
        made_at=at,
    )


def _put_findings(
    room: _Room,
    told: Sequence[Mapping[str, Any]],
    themes: Mapping[str, Theme],
    said: Mapping[str, Contribution],
) -> None:
    for number, one in enumerate(told, 1):
        at = room.ends_at + SORTED_AFTER + (30 + number) * A_WHILE
        saying = Saying(
            kind=FindingKind(one["kind"]),
            texts=one["text"],
            sources=frozenset(said[text].pk for text in one["sources"]),
            minority=one["minority"],
            minority_sources=frozenset(said[text].pk for text in one["minority_sources"]),
            goal_area=room.areas[one["goal_area"]],
            theme=themes[one["theme"]],
        )
        act_id = _id("finding", number)
        version = write_finding(event=room.seats.event, saying=saying, made_by=room.owner, now=at, act_id=act_id)
        sign_finding(finding=version.finding, seen=1, signed_by=room.owner, now=room.ends_at + SIGNED_AFTER)


def _put_answers(
    room: _Room, told: Mapping[str, Any], themes: Mapping[str, Theme], said: Mapping[str, Contribution]
) -> None:
    of_themes = [_answer(room, one, theme=themes[one["key"]]) for one in told["themes"]]
    own = [_answer(room, one, contribution=said[one["text"]]) for one in told["outside"]]
    Disposition.objects.bulk_create([*of_themes, *own])


def _answer(room: _Room, told: Mapping[str, Any], **of: Theme | Contribution) -> Disposition:
    return Disposition(
        event=room.seats.event,
        outcome=told["outcome"],
        target=told["target"],
        party=room.parties[told["party"]] if told["party"] else None,
        reason=told["reason"],
        made_by=room.owner,
        made_at=room.ends_at + ANSWERED_AFTER,
        **of,
    )


def _in_languages(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in texts.items()}


def _id(kind: str, key: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")
