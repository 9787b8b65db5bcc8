"""What the bodies of the demonstration's parties decide: two submitted versions, and a divergence between them.

A day is written as it was, or as a number of days before today: some decisions can be appealed whenever somebody looks.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from sopu.config.demo.content import HELSINKI, moment, written
from sopu.config.demo.room import Room, replaced
from sopu.config.demo.wording import ORIGINAL, translate
from sopu.decisions.actions.cases import open_cases, place_on_agenda, set_case
from sopu.decisions.actions.diverging import take_words_into_draft
from sopu.decisions.actions.recording import (
    Ruling,
    Votes,
    Words,
    correct_decision,
    publish_minutes,
    record_decision,
)
from sopu.decisions.models import Case, Decision
from sopu.decisions.rules import Outcome
from sopu.organisations.models import Body, Level
from sopu.texts.actions.submitting import submit_draft
from sopu.texts.models import Document, Version
from sopu.texts.queries.readying import seen_of
from sopu.texts.queries.wholes import whole_of

Told = Mapping[str, Any]
AGENDA_DAYS = 5
MONDAY, FRIDAY = 0, 4
RECORDED, CORRECTED, PUBLISHED = dt.time(10), dt.time(14), dt.time(12)
PLAIN = ("conditions", "dissent", "statements", "minutes")


def open_all(room: Room, document: Document) -> dict[str, Case]:
    """A case a party, with its number; some parties' boards decide themselves."""
    told = written("decisions.json")
    due_on = dt.date.fromisoformat(told["due_on"])
    opened = {one.party_id: one for one in open_cases(document=document, due_on=due_on)}
    cases = {row["party"]: opened[room.parties[row["party"]].pk] for row in told["cases"]}
    for row in told["cases"]:
        case = cases[row["party"]]
        is_by_board = row.get("decides") == Level.BOARD
        set_case(
            case=case,
            number=row["number"],
            system="",
            decides=_body(case, Level.BOARD) if is_by_board else case.decides,
            prepares=None if is_by_board else case.prepares,
            task=case.task,
            due_on=due_on,
        )
    return cases


def _body(case: Case, level: str) -> Body:
    return next(one for one in case.party.organisation.bodies.all() if one.level == level)


def decide(room: Room, cases: Mapping[str, Case], version: Version) -> None:
    """What the bodies decided on a version, each recorded at its moment; a wrong record is set right afterwards."""
    recorded: dict[tuple[str, dt.date], Decision] = {}
    for now, party, on, act in sorted(_acts(version), key=lambda one: one[:3]):
        if wrong := recorded.get((party, on)):
            _correct(room, wrong, party, on, act, now)
        else:
            recorded[party, on] = _record(room, cases[party], version, party, on, act, now)


def _acts(version: Version) -> Iterator[tuple[dt.datetime, str, dt.date, dict[str, Any]]]:
    """When each was recorded, whose it is, the day of the meeting, and what is told of it."""
    for row in written("decisions.json")["cases"]:
        for act in row["acts"]:
            if act["version"] != version.number:
                continue
            on = _day(act["on"])
            yield _at(on + dt.timedelta(days=1), RECORDED), row["party"], on, act
            if correction := act.get("corrected"):
                yield _at(on + dt.timedelta(days=3), CORRECTED), row["party"], on, act | correction


def _day(told: str | int) -> dt.date:
    """A day, or the last working day that was so many days ago."""
    if isinstance(told, str):
        return dt.date.fromisoformat(told)
    day = timezone.localdate() - dt.timedelta(days=told)
    return day - dt.timedelta(days=max(day.weekday() - FRIDAY, 0))


def _at(day: dt.date, hour: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, hour, HELSINKI)


def _record(room: Room, case: Case, version: Version, party: str, on: dt.date, act: Told, now: dt.datetime) -> Decision:
    """On the agenda the week before, recorded on the day after, and published when the minutes were."""
    by, body = room.coordinators[party], _body(case, act["body"])
    if "item" in act:
        placed_at = _at(on - dt.timedelta(days=AGENDA_DAYS), RECORDED)
        place_on_agenda(case=case, version=version, body=body, meeting_on=on, number=act["item"], by=by, now=placed_at)
    ruling = _ruling(version, on, act)
    decision = record_decision(case=case, version=version, body=body, ruling=ruling, by=by, now=now)
    if "published" in act:
        day = _day(act["published"])
        publish_minutes(decision=decision, published_on=day, url=act["minutes"], by=by, now=_at(day, PUBLISHED))
    return decision


def _ruling(version: Version, on: dt.date, act: Told) -> Ruling:
    return Ruling(
        outcome=act["outcome"],
        decided_on=on,
        section=act["section"],
        words=_words(version, act.get("words", {})),
        votes=Votes(**act.get("votes", {})),
        reason=act.get("reason", ""),
        **{name: act[name] for name in PLAIN if name in act},
    )


def _words(version: Version, told: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]) -> dict[str, Words]:
    """Other words that a body approved, by clause."""
    standing = {one.key: one for one in whole_of(version, ORIGINAL).clauses}
    return {
        key: Words(standing[key].heading, replaced(standing[key].text, words[ORIGINAL])) for key, words in told.items()
    }


def _correct(room: Room, wrong: Decision, party: str, on: dt.date, act: Told, now: dt.datetime) -> None:
    """A new record stands for the wrong one, and is published as that was."""
    by, ruling, day = room.coordinators[party], _ruling(wrong.item.version, on, act), _day(act["published"])
    decision = correct_decision(decision=wrong, ruling=ruling, by=by, now=now)
    publish_minutes(decision=decision, published_on=day, url=act["minutes"], by=by, now=now)


def resolve(room: Room, document: Document, cases: Mapping[str, Case]) -> Version:
    """The words that one council approved are taken into the draft and submitted: the others are asked again."""
    told = written("decisions.json")
    diverging = Decision.objects.standing().get(item__case=cases[told["taken_from"]], outcome=Outcome.AMENDED)
    taken_at = moment(told["taken_at"])
    take_words_into_draft(decision=diverging, by=room.owner, now=taken_at)
    row = next(one for one in told["cases"] if one["party"] == told["taken_from"])
    words = next(act["words"] for act in row["acts"] if "words" in act)
    for clause in document.clauses.standing():
        if clause.key in words:
            translate(room, clause, words[clause.key]["sv"], taken_at)
    seen, now = seen_of(document), moment(told["submitted_at"])
    return submit_draft(document=document, seen=seen, note=told["note"], by=room.owner, now=now)


def place_what_comes(room: Room, cases: Mapping[str, Case], version: Version) -> None:
    """Coming meetings: on a Monday, at least so many days from today."""
    for row in written("decisions.json")["cases"]:
        if coming := row.get("coming"):
            case = cases[row["party"]]
            place_on_agenda(
                case=case,
                version=version,
                body=_body(case, coming["body"]),
                meeting_on=_monday(timezone.localdate() + dt.timedelta(days=coming["in_days"])),
                number=coming["item"],
                by=room.coordinators[row["party"]],
                now=timezone.now(),
            )


def _monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(MONDAY - day.weekday()) % 7)
