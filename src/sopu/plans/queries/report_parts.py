"""The parts of what a report freezes: goals, measures, commitments and to-dos, each in a fixed number of questions."""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from sopu.plans.models import Commitment, Goal, Measure, MonitoringRound, Plan, ToDo
from sopu.plans.queries.coverage import asks_of
from sopu.plans.queries.statuses import MeasureStatus, judged_reports, status_of
from sopu.plans.rules import Verdict
from sopu.web.languages import LANGUAGES

Content = dict[str, Any]


def names_of(owner: object, field: str = "name") -> Content:
    """The name of something in every language that it has one in, as `names`."""
    return {f"{field}s": texts_of(owner, field)}


def texts_of(owner: object, field: str) -> dict[str, str]:
    """A text of something by language, without the empty ones."""
    return {one: text for one in LANGUAGES if (text := getattr(owner, f"{field}_{one}", ""))}


def goals_of(plan: Plan) -> list[Content]:
    """The goals that stand, in their order."""
    return [
        {"key": one.key, "label": one.label, "area": one.goal_area.number, **names_of(one)}
        for one in Goal.objects.of(plan).select_related("goal_area")
    ]


def measures_of(plan: Plan, asked: MonitoringRound | None) -> list[Content]:
    """The measures that stand, each with what was said of it last by the end of the round, or at all."""
    said = _statuses(plan, asked)
    before = _statuses(plan, asked, is_before=True) if asked else {}
    found = Measure.objects.of(plan).at_hand().prefetch_related("indicators")
    return [_measure(one, said.get(one.pk), before.get(one.pk), asked) for one in found]


def _statuses(plan: Plan, asked: MonitoringRound | None, *, is_before: bool = False) -> dict[int, MeasureStatus]:
    """The last word on each measure; one that its monitor returned, in a round that is open, is no word yet."""
    found = judged_reports(plan)
    if asked:
        earlier = Q(round__number__lt=asked.number)
        found = found.filter(earlier if is_before else earlier | Q(round=asked))
    told = [(one, status_of(one)) for one in found.order_by("round__number")]
    return {one.measure_id: said for one, said in told if one.round.closed_at or said.verdict != Verdict.RETURNED}


def _measure(
    measure: Measure, said: MeasureStatus | None, before: MeasureStatus | None, asked: MonitoringRound | None
) -> Content:
    return {
        "key": measure.key,
        "label": measure.label,
        "area": measure.goal.goal_area.number,
        "goal": measure.goal.key,
        **names_of(measure),
        **names_of(measure, "text"),
        "kind": measure.kind,
        "responsible": measure.responsible.number if measure.responsible else None,
        "starts_on": measure.starts_on.isoformat() if measure.starts_on else None,
        "ends_on": measure.ends_on.isoformat() if measure.ends_on else None,
        "is_asked": asked is not None and _is_asked(measure, said, before, asked),
        "is_answered": asked is not None and said is not None and _answers(said, asked),
        "status": _status(said) if said else None,
        "indicators": sorted(one.number for one in measure.indicators.all() if one.left_out_at is None),
    }


def _is_asked(
    measure: Measure, said: MeasureStatus | None, before: MeasureStatus | None, asked: MonitoringRound
) -> bool:
    is_reported = said is not None and said.round_number == asked.number
    return asks_of(asked, measure, before, is_reported=is_reported)


def _answers(said: MeasureStatus, asked: MonitoringRound) -> bool:
    return said.round_number == asked.number and said.verdict != Verdict.RETURNED


def _status(said: MeasureStatus) -> Content:
    return {
        "activity": str(said.activity),
        "light": str(said.light),
        "text": said.text,
        "evidence": said.evidence,
        "next_step": said.next_step,
        "round": said.round_number,
        "reported_on": said.reported_on.isoformat(),
        "verdict": str(said.verdict) if said.verdict else None,
    }


def commitments_of(plan: Plan) -> list[Content]:
    """The standing word of each party on each measure, in the order of measures and parties."""
    found = Commitment.objects.of(plan).standing().select_related("party", "measure__goal__goal_area")
    told = sorted(found, key=lambda one: (*_place(one.measure), one.party.number))
    return [
        {
            "measure": one.measure.key,
            "party": one.party.number,
            "level": one.level,
            "stage": one.stage,
            "reason": one.reason,
        }
        for one in told
    ]


def _place(measure: Measure) -> tuple[int, int, int]:
    return measure.goal.goal_area.number, measure.goal.number, measure.number


def to_dos_of(plan: Plan) -> list[Content]:
    """What meetings left to parties to do for the plan, that was not left out of their agenda; open ones first."""
    found = ToDo.objects.filter(point__plan=plan, point__left_out_at__isnull=True)
    found = found.select_related("party", "measure", "point__meeting")
    of_state = defaultdict(list)
    for one in found.order_by("due_on", "id"):
        of_state[one.done_at is not None].append(_to_do(one))
    return of_state[False] + of_state[True]


def _to_do(one: ToDo) -> Content:
    return {
        "text": one.text,
        "party": one.party.number,
        "measure": one.measure.key if one.measure else None,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "is_done": one.done_at is not None,
        "done_words": one.done_words,
        "meeting": texts_of(one.point.meeting, "name"),
    }
