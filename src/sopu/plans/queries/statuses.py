"""How the measures of a plan go, as their responsible parties said last."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from sopu.plans.models import Acceptance, Plan, StatusReport
from sopu.plans.models.words import ACTIVITIES, LIGHTS, VERDICTS
from sopu.plans.queries.looks import Look, look_of_activity, look_of_light
from sopu.plans.rules import Activity, Light, Verdict

_ACTIVITIES, _LIGHTS, _VERDICTS = dict(ACTIVITIES), dict(LIGHTS), dict(VERDICTS)


@dataclass(frozen=True, slots=True)
class MeasureStatus:
    """What stands of a measure: how its work goes, never what the work has brought about."""

    activity: Activity
    light: Light
    text: str
    evidence: str
    next_step: str
    round_number: int
    round_name: str
    reported_on: dt.date
    verdict: Verdict | None
    words: str
    report: int
    number: int

    @property
    def activity_word(self) -> str:
        """How the work goes, in the reader's language."""
        return str(_ACTIVITIES[self.activity])

    @property
    def light_word(self) -> str:
        """The light's words, in the reader's language."""
        return str(_LIGHTS[self.light])

    @property
    def activity_look(self) -> Look:
        """How the work goes, as a status."""
        return look_of_activity(self.activity)

    @property
    def light_look(self) -> Look:
        """The light, as a status."""
        return look_of_light(self.light)

    @property
    def verdict_word(self) -> str:
        """What the monitor says, in the reader's language; empty while nobody has."""
        return str(_VERDICTS[self.verdict]) if self.verdict else ""


def statuses_of(plan: Plan, *, is_for_all: bool = False) -> dict[int, MeasureStatus]:
    """The latest status of each measure of a plan, as `statuses_in` has them."""
    return statuses_in([plan.pk], is_for_all=is_for_all)


def statuses_in(plans: Collection[int], *, is_for_all: bool = False) -> dict[int, MeasureStatus]:
    """The latest status of each measure by its id, from the latest round that has one: one question.

    What is shown to everybody `is_for_all`: a report that was accepted, or whose round has been closed.
    """
    found = judged_in(plans)
    if is_for_all:
        found = found.filter(Q(verdict=Verdict.ACCEPTED) | Q(round__closed_at__isnull=False))
    return {one.measure_id: status_of(one) for one in found.order_by("round__number")}


def judged_reports(plan: Plan) -> QuerySet[StatusReport]:
    """The standing reports of a plan's rounds, as `judged_in` has them."""
    return judged_in([plan.pk])


def judged_in(plans: Collection[int]) -> QuerySet[StatusReport]:
    """The standing reports of the plans' rounds, each with its round and the latest `verdict` and `words` on it."""
    latest = Acceptance.objects.filter(report=OuterRef("pk")).order_by("-id")
    return (
        StatusReport.objects.standing()
        .filter(round__plan__in=plans)
        .select_related("round")
        .annotate(verdict=Subquery(latest.values("verdict")[:1]), words=Subquery(latest.values("words")[:1]))
    )


def status_of(report: StatusReport) -> MeasureStatus:
    """A report of `judged_reports` as a value."""
    verdict: str | None = getattr(report, "verdict", None)
    return MeasureStatus(
        activity=Activity(report.activity),
        light=Light(report.light),
        text=report.text,
        evidence=report.evidence,
        next_step=report.next_step,
        round_number=report.round.number,
        round_name=report.round.name,
        reported_on=timezone.localdate(report.reported_at),
        verdict=Verdict(verdict) if verdict else None,
        words=getattr(report, "words", None) or "",
        report=report.pk,
        number=report.number,
    )
