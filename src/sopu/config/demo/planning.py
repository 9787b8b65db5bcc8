"""The demonstration's plan: goals, measures and what each stands on, commitments of all 24, and the boards' decisions.

Commitments are many and plain, so most are put as rows; those that tell something are answered as people would.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sopu.config.demo.content import HELSINKI, moment, written
from sopu.config.demo.room import Room
from sopu.decisions.actions.cases import open_cases, place_on_agenda, set_case
from sopu.decisions.actions.recording import Ruling, publish_minutes, record_decision
from sopu.decisions.rules import Outcome
from sopu.forum.models import Contribution
from sopu.plans.actions.commitments import answer_commitment
from sopu.plans.actions.goals import add_goal
from sopu.plans.actions.grounds import state_basis
from sopu.plans.actions.links import link_indicator
from sopu.plans.actions.measures import add_measure, change_measure
from sopu.plans.actions.opting_out import opt_out
from sopu.plans.actions.plans import begin_plan
from sopu.plans.actions.submitting import submit_plan
from sopu.plans.models import Commitment, Goal, Indicator, Measure, Plan
from sopu.plans.rules import Level, Stage
from sopu.texts.actions.drafting import write_clause
from sopu.texts.models import Clause, DocumentKind, Version

Told = Mapping[str, Any]
WORDS = ("text", "networks", "target_groups", "resources", "risks")
LEVELS = (("does", Level.DOES), ("supports", Level.SUPPORTS), ("follows", Level.FOLLOWS))
RECORDED, PUBLISHED = dt.time(10), dt.time(12)
AGENDA_DAYS = 5


def put_measures(room: Room, indicators: Mapping[int, Indicator]) -> Plan:
    """The plan with its goals and measures, and what each party said of them."""
    told = written("measures.json")
    plan = begin_plan(
        negotiation=room.negotiation,
        names=told["names"],
        starts_on=dt.date.fromisoformat(told["starts_on"]),
        ends_on=dt.date.fromisoformat(told["ends_on"]),
        by=room.owner,
        now=moment(told["begun_at"]),
    )
    _put_clauses(room, plan, told)
    measures = _put_measures(room, plan, told, _put_goals(room, plan, told), indicators)
    _put_commitments(room, told, measures)
    for row in told["opt_outs"]:
        opt_out(
            plan=plan,
            party=room.parties[row["party"]],
            goal_area=room.areas[row["goal_area"]],
            reason=row["reason"],
            by=room.coordinators[row["party"]],
            now=moment(told["answered_at"]),
        )
    return plan


def _put_clauses(room: Room, plan: Plan, told: Told) -> None:
    """What the text says besides its goals and measures, in both languages."""
    now = moment(told["written_at"])
    for clause in plan.document.clauses.filter(key__in=told["clauses"]):
        for language, text in told["clauses"][clause.key].items():
            standing = clause.wording_in(language)
            write_clause(
                clause=clause,
                language=language,
                heading=standing.heading if standing else "",
                text=text,
                based_on=standing.number if standing else 0,
                by=room.owner,
                now=now,
            )


def _put_goals(room: Room, plan: Plan, told: Told) -> dict[str, Goal]:
    clauses = _clauses(room)
    now = moment(told["written_at"])
    return {
        f"{row['area']}.{row['number']}": add_goal(
            plan=plan,
            goal_area=room.areas[row["area"]],
            names=row["name"],
            by=room.owner,
            now=now,
            clauses=[clauses[key] for key in row["clauses"]],
        )
        for row in told["goals"]
    }


def _clauses(room: Room) -> dict[str, Clause]:
    """Those of the agreement, by key."""
    found = Clause.objects.filter(document__negotiation=room.negotiation, document__kind=DocumentKind.STRATEGIC)
    return {one.key: one for one in found}


def _put_measures(
    room: Room, plan: Plan, told: Told, goals: Mapping[str, Goal], indicators: Mapping[int, Indicator]
) -> dict[str, Measure]:
    clauses, said, now = _clauses(room), _candidates(room), moment(told["written_at"])
    found: dict[str, Measure] = {}
    for row in told["measures"]:
        goal = goals[row["goal"]]
        measure = add_measure(
            goal=goal,
            responsible=room.parties[row["responsible"]],
            by=room.owner,
            now=now,
            kind=row["kind"],
            starts_on=dt.date.fromisoformat(row["starts_on"]),
            ends_on=dt.date.fromisoformat(row["ends_on"]),
            no_indicator_reason=row["no_indicator_reason"],
            **_words(row),
        )
        found[measure.label] = measure
        _ground(room, measure, row, clauses, said, now)
        for link in row["indicators"]:
            indicator = indicators[link["number"]]
            link_indicator(measure=measure, indicator=indicator, reasoning=link["reasoning"], by=room.owner, now=now)
    for row, measure in zip(told["measures"], found.values(), strict=True):
        if row["after"]:
            depends_on = [found[label] for label in row["after"]]
            change_measure(measure=measure, based_on=measure.revision, by=room.owner, now=now, depends_on=depends_on)
    return {label: Measure.objects.at_hand().get(pk=one.pk) for label, one in found.items()}


def _words(row: Told) -> dict[str, Any]:
    """Names and words in both languages; what is not told is empty."""
    fields: dict[str, Any] = {f"name_{language}": name for language, name in row["name"].items()}
    for name in WORDS:
        fields |= {f"{name}_{language}": text for language, text in (row[name] or {}).items()}
    return fields


def _candidates(room: Room) -> list[Contribution]:
    """What the hall said that could be committed to."""
    return list(Contribution.objects.filter(discussion__event__negotiation=room.negotiation).visible())


def _ground(
    room: Room,
    measure: Measure,
    row: Told,
    clauses: Mapping[str, Clause],
    said: list[Contribution],
    now: dt.datetime,
) -> None:
    for number in row["findings"]:
        state_basis(measure=measure, finding=room.findings[number], by=room.owner, now=now)
    for key in row["clauses"]:
        state_basis(measure=measure, clause=clauses[key], by=room.owner, now=now)
    if row["said"]:
        state_basis(measure=measure, contribution=_said(said, row["said"]), by=room.owner, now=now)


def _said(said: list[Contribution], words: str) -> Contribution:
    """The sentence that begins so; content that no longer fits is an error."""
    (found,) = [one for one in said if one.text.startswith(words)]
    return found


def _put_commitments(room: Room, told: Told, measures: Mapping[str, Measure]) -> None:
    """Each is proposed when the measures are written, and most are accepted as they were proposed.

    Who leads was asked when the measure was added, before it stood on anything; it is asked anew with the others.
    """
    rows = [
        commitment
        for row, measure in zip(told["measures"], measures.values(), strict=True)
        for commitment in _proposed(room, told, row, measure)
    ]
    Commitment.objects.filter(measure__in=measures.values()).delete()
    Commitment.objects.bulk_create(rows)
    special = {(row["goal"], row["party"]) for row in [*told["amended"], *told["declined"]]}
    special |= {(label, key) for label, row in zip(measures, told["measures"], strict=True) for key in row["opts_out"]}
    keys = {party.pk: key for key, party in room.parties.items()}
    labels = {measure.pk: label for label, measure in measures.items()}
    plain = [one for one in rows if (labels[one.measure_id], keys[one.party_id]) not in special]
    Commitment.objects.bulk_create(_accepted(room, told, one, keys[one.party_id]) for one in plain)
    _answer_specially(room, told, measures)


def _proposed(room: Room, told: Told, row: Told, measure: Measure) -> Iterator[Commitment]:
    now, sentence = moment(told["written_at"]), measure.bases.filter(contribution__isnull=False).first()
    levels = [(row["responsible"], Level.LEADS)]
    levels += [(key, level) for name, level in LEVELS for key in row[name]]
    levels += [(key, Level.FOLLOWS) for key in row["opts_out"]]
    for key, level in levels:
        candidate = sentence.contribution if sentence and level is Level.LEADS else None
        yield Commitment(
            measure=measure,
            party=room.parties[key],
            number=1,
            level=level,
            stage=Stage.PROPOSED,
            contribution=candidate,
            revision=measure.revision,
            said_by=room.owner,
            said_at=now,
        )


def _accepted(room: Room, told: Told, proposed: Commitment, key: str) -> Commitment:
    return Commitment(
        measure=proposed.measure,
        party=proposed.party,
        number=2,
        level=proposed.level,
        stage=Stage.ACCEPTED,
        contribution=proposed.contribution,
        revision=proposed.revision,
        said_by=room.coordinators[key],
        said_at=moment(told["answered_at"]),
    )


def _answer_specially(room: Room, told: Told, measures: Mapping[str, Measure]) -> None:
    """Some amend, decline or opt out, and say why."""
    rows = [(row["goal"], row["party"], row) for row in told["amended"]]
    rows += [(row["goal"], row["party"], row) for row in told["declined"]]
    rows += [
        (label, key, {"level": Level.OPTS_OUT, "reason": reason})
        for label, row in zip(measures, told["measures"], strict=True)
        for key, reason in row["opts_out"].items()
    ]
    for label, key, row in rows:
        answer_commitment(
            measure=measures[label],
            party=room.parties[key],
            stage=Stage.AMENDED if "level" in row else Stage.DECLINED,
            level=row.get("level", ""),
            texts=row.get("text"),
            reason=row.get("reason", ""),
            based_on=1,
            by=room.coordinators[key],
            now=moment(told["answered_at"]),
        )


def put_decisions(room: Room, plan: Plan) -> Version:
    """The plan is submitted, and every party's board approves it."""
    told = written("measures.json")
    version = submit_plan(plan=plan, by=room.owner, now=moment(told["submitted_at"]))
    due_on = dt.date.fromisoformat(told["due_on"])
    cases = {one.party_id: one for one in open_cases(document=plan.document, due_on=due_on)}
    for row in sorted(told["cases"], key=lambda one: str(one["on"])):
        party, by = room.parties[row["party"]], room.coordinators[row["party"]]
        case, on, published = cases[party.pk], dt.date.fromisoformat(row["on"]), dt.date.fromisoformat(row["published"])
        set_case(
            case=case,
            number=row["number"],
            system="",
            decides=case.decides,
            prepares=case.prepares,
            task=case.task,
            due_on=due_on,
        )
        placed_at = _at(on - dt.timedelta(days=AGENDA_DAYS), RECORDED)
        place_on_agenda(case=case, version=version, body=case.decides, meeting_on=on, number="7", by=by, now=placed_at)
        decision = record_decision(
            case=case,
            version=version,
            body=case.decides,
            ruling=Ruling(Outcome.APPROVED, on, row["section"]),
            by=by,
            now=_at(on + dt.timedelta(days=1), RECORDED),
        )
        publish_minutes(decision=decision, published_on=published, url="", by=by, now=_at(published, PUBLISHED))
    return version


def _at(day: dt.date, hour: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, hour, HELSINKI)
