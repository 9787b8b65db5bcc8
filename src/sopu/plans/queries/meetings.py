"""Municipal meetings as pages show them: what is open and should be handled, the agenda, and what was left to whom."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from sopu.negotiations.models import Meeting, MeetingKind, Negotiation
from sopu.plans.models import Indicator, Measure, MeetingPoint, Plan, Report, ToDo
from sopu.plans.queries.latest import latest_of
from sopu.plans.queries.looks import look_of_track
from sopu.plans.queries.statuses import statuses_of
from sopu.plans.queries.tracks import track_in
from sopu.plans.rules import Activity, Light
from sopu.plans.rules.tracks import Track
from sopu.texts.models import Version
from sopu.web.languages import LANGUAGES

Subject = tuple[str, int | str]
"""What a point is about: its kind, and the key of the row, or the title of a point of one's own."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that is open: what it is about, by `kind` and `key`, its title, and why it should be handled."""

    kind: str
    key: int
    title: str
    reason: str

    @property
    def value(self) -> str:
        """What a form sends of it."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Agenda:
    """The points of a meeting in their order, and whether its minutes have been taken."""

    meeting: Meeting
    points: tuple[MeetingPoint, ...]
    is_over: bool

    @property
    def handled_count(self) -> int:
        """How many have been handled."""
        return sum(one.handled_at is not None for one in self.points)


def agenda_of(meeting: Meeting) -> Agenda:
    """Three questions, however many points there are."""
    points = meeting.points.filter(left_out_at__isnull=True).select_related(
        "measure__goal__goal_area", "indicator", "report", "plan__document"
    )
    found = tuple(points.prefetch_related("to_dos__party__organisation"))
    return Agenda(meeting, found, meeting.minutes.exists())


def meetings_of(negotiation: Negotiation) -> list[Agenda]:
    """The municipal meetings of the negotiation, the latest first."""
    found = Meeting.objects.filter(negotiation=negotiation, kind=MeetingKind.MUNICIPAL)
    rows = found.prefetch_related("minutes", "points").order_by("-planned_on", "-id")
    return [
        Agenda(one, tuple(point for point in one.points.all() if not point.left_out_at), bool(one.minutes.all()))
        for one in rows
    ]


def open_to_dos(negotiation: Negotiation) -> list[ToDo]:
    """What meetings left to parties and is not done, the most pressing first."""
    found = ToDo.objects.filter(point__meeting__negotiation=negotiation, done_at__isnull=True)
    return list(found.select_related("party__organisation", "measure__goal__goal_area", "point__meeting"))


def to_dos_of(measure: Measure) -> list[ToDo]:
    """What meetings left to parties to do for the measure: one question."""
    return list(measure.to_dos.select_related("party__organisation", "point__meeting"))


def suggestions_of(meeting: Meeting, plan: Plan, today: dt.date) -> list[Suggestion]:
    """What is open in the plan and is not on the meeting's agenda yet: a fixed number of questions."""
    on_agenda = {_subject(one, plan) for one in meeting.points.filter(left_out_at__isnull=True)}
    open_now = [*_plan(plan), *_report(plan), *_measures(plan, today), *_indicators(plan)]
    found: dict[Subject, Suggestion] = {(one.kind, one.key): one for one in open_now}
    for subject, point in _left_open(plan).items():
        told = _("%(meeting)s left it open") % {"meeting": point.meeting.name}
        known = found.get(subject) or Suggestion(*_named(subject, point), point.title, "")
        found[subject] = replace(known, reason=" · ".join(filter(None, [known.reason, told])))
    return [one for subject, one in found.items() if subject not in on_agenda]


def _subject(point: MeetingPoint, plan: Plan) -> Subject:
    """What the point is about: the plan itself goes by its name, and a point of one's own by its title."""
    for kind, key in (("measure", point.measure_id), ("indicator", point.indicator_id), ("report", point.report_id)):
        if key is not None:
            return kind, key
    return ("plan", plan.pk) if point.title in _names(plan) else ("point", point.title)


def _named(subject: Subject, point: MeetingPoint) -> tuple[str, int]:
    kind, key = subject
    return (kind, key) if isinstance(key, int) else (kind, point.pk)


def _names(plan: Plan) -> set[str]:
    return {plan.document.name_in(language) for language in LANGUAGES}


def _left_open(plan: Plan) -> dict[Subject, MeetingPoint]:
    """Points of meetings that are over, which they didn't handle, nor any meeting since: one question."""
    held = MeetingPoint.objects.filter(plan=plan, left_out_at__isnull=True, meeting__minutes__isnull=False)
    held = held.exclude(measure__left_out_at__isnull=False).exclude(indicator__left_out_at__isnull=False)
    last = {_subject(one, plan): one for one in held.distinct().select_related("meeting").order_by("made_at", "pk")}
    return {subject: one for subject, one in last.items() if one.handled_at is None}


def _plan(plan: Plan) -> Iterator[Suggestion]:
    handled = MeetingPoint.objects.filter(
        plan=plan,
        title__in=_names(plan),
        measure__isnull=True,
        indicator__isnull=True,
        report__isnull=True,
        handled_at__isnull=False,
    )
    if Version.objects.current().filter(document=plan.document_id).exists() and not handled.exists():
        yield Suggestion("plan", plan.pk, plan.document.name, _("The plan has not been handled together yet."))


def _report(plan: Plan) -> Iterator[Suggestion]:
    latest = Report.objects.of(plan).filter(published_at__isnull=False).first()
    if latest and not latest.meeting_points.filter(handled_at__isnull=False).exists():
        title = _("Monitoring report %(number)s") % {"number": latest.number}
        yield Suggestion("report", latest.pk, title, _("Published, and not handled in a meeting yet."))


def _measures(plan: Plan, today: dt.date) -> Iterator[Suggestion]:
    statuses = statuses_of(plan)
    late = set(
        ToDo.objects.filter(measure__goal__plan=plan, done_at__isnull=True, due_on__lt=today).values_list(
            "measure", flat=True
        )
    )
    for one in Measure.objects.of(plan).at_hand():
        status, reasons = statuses.get(one.pk), []
        if status and status.activity in {Activity.DELAYED, Activity.STOPPED}:
            reasons.append(status.activity_word)
        if status and status.light is Light.RED:
            reasons.append(status.light_word)
        if one.pk in late:
            reasons.append(_("what a meeting left to do is late"))
        if reasons:
            yield Suggestion("measure", one.pk, f"{one.label} {one.name}", ", ".join(reasons))


def _indicators(plan: Plan) -> Iterator[Suggestion]:
    found = list(Indicator.objects.of_plan(plan))
    latest = latest_of(plan.negotiation, found)
    for one in found:
        if track_in(one, latest.get(one.pk)) is Track.OFF_TRACK:
            yield Suggestion("indicator", one.pk, one.name, look_of_track(Track.OFF_TRACK).word)
