"""The municipal meeting is called, its agenda is made, each point is handled together, and minutes are taken."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions.minutes import Account, record_minutes
from sopu.negotiations.actions.planning import plan_meeting
from sopu.negotiations.models import Meeting, MeetingKind, Minutes, Party
from sopu.plans.models import Indicator, Measure, MeetingPoint, Plan, Report, ToDo
from sopu.plans.queries.meetings import Suggestion


@transaction.atomic
def call_meeting(*, plan: Plan, name: str, planned_on: dt.date | None) -> Meeting:
    """All parties of the plan are called together; a meeting that was called already is not called twice."""
    if not name.strip():
        raise Refused("no_name", _("A meeting needs a name. Nothing was stored."))
    called = Meeting.objects.filter(negotiation=plan.negotiation, kind=MeetingKind.MUNICIPAL, minutes__isnull=True)
    standing = called.filter(name_fi=name.strip(), planned_on=planned_on).first()
    return standing or plan_meeting(
        negotiation=plan.negotiation,
        kind=MeetingKind.MUNICIPAL,
        parties=list(plan.document.parties.with_organisations()),
        name=name.strip(),
        planned_on=planned_on,
    )


@transaction.atomic
def add_point(
    *,
    meeting: Meeting,
    plan: Plan,
    title: str,
    reason: str = "",
    measure: Measure | None = None,
    indicator: Indicator | None = None,
    report: Report | None = None,
) -> MeetingPoint:
    """A point comes last on the agenda; what is on it already, and not left out, is not added twice."""
    _demand_open(meeting)
    if not title.strip():
        raise Refused("no_title", _("A point needs a title. Nothing was stored."))
    if plan.document.negotiation_id != meeting.negotiation_id:
        raise Refused("another_negotiation", _("The plan is of another negotiation. Nothing was stored."))
    told = {"plan": plan, "measure": measure, "indicator": indicator, "report": report, "title": title.strip()}
    standing = meeting.points.filter(**told, left_out_at__isnull=True).first()
    if standing is not None:
        return standing
    last = meeting.points.aggregate(last=Max("number"))["last"] or 0
    return MeetingPoint.objects.create(meeting=meeting, number=last + 1, reason=reason[:300], **told)


@transaction.atomic
def add_what_is_open(*, meeting: Meeting, plan: Plan, chosen: Iterable[Suggestion]) -> list[MeetingPoint]:
    """Points of what was found to be open in the plan."""
    return [
        add_point(meeting=meeting, plan=plan, title=one.title, reason=one.reason, **_subject(one)) for one in chosen
    ]


def _subject(one: Suggestion) -> dict[str, Any]:
    models: dict[str, type[Measure | Indicator | Report]]
    models = {"measure": Measure, "indicator": Indicator, "report": Report}
    return {one.kind: models[one.kind]._default_manager.get(pk=one.key)} if one.kind in models else {}


@transaction.atomic
def leave_out_point(*, point: MeetingPoint, now: dt.datetime) -> MeetingPoint:
    """A point leaves the agenda; one that has been handled stays."""
    _demand_open(point.meeting)
    if point.handled_at is not None:
        raise Refused("handled", _("The point has been handled, so it stays on the agenda."))
    point.left_out_at = point.left_out_at or now
    point.save(update_fields=["left_out_at"])
    return point


@transaction.atomic
def handle_point(*, point: MeetingPoint, handling: str, by: User, now: dt.datetime) -> MeetingPoint:
    """What the meeting said of the point together; it may be put otherwise until the minutes are taken."""
    _demand_on_agenda(point)
    if not handling.strip():
        raise Refused("no_words", _("Write how the point was handled. Nothing was stored."))
    point.handling, point.handled_by, point.handled_at = handling.strip(), by, now
    point.save(update_fields=["handling", "handled_by", "handled_at"])
    return point


@transaction.atomic
def leave_to(*, point: MeetingPoint, party: Party, text: str, due_on: dt.date | None) -> ToDo:
    """Something is left to a party to do; said twice, it stands once. It shows on the point's measure."""
    _demand_on_agenda(point)
    if not text.strip():
        raise Refused("no_words", _("Write what is to be done. Nothing was stored."))
    if party.negotiation_id != point.meeting.negotiation_id:
        raise Refused("no_party", _("This organisation is no party of the negotiation. Nothing was stored."))
    to_do, _is_new = ToDo.objects.get_or_create(
        point=point, party=party, text=text.strip(), defaults={"due_on": due_on, "measure": point.measure}
    )
    return to_do


@transaction.atomic
def finish_to_do(*, to_do: ToDo, words: str, by: User, now: dt.datetime) -> ToDo:
    """The party tells that it is done, and how; what is done already stays as it was told."""
    held = ToDo.objects.select_for_update().get(pk=to_do.pk)
    if held.done_at is None:
        held.done_at, held.done_words, held.done_by = now, words.strip()[:300], by
        held.save(update_fields=["done_at", "done_words", "done_by"])
    return held


@transaction.atomic
def take_minutes(
    *, meeting: Meeting, held_on: dt.date, place: str, parties: Sequence[Party], by: User, today: dt.date
) -> Minutes:
    """The minutes say how each point was handled, what was left to whom, and what was left open; then it is over."""
    _demand_open(meeting)
    points = list(meeting.points.filter(left_out_at__isnull=True).prefetch_related("to_dos__party__organisation"))
    handled = [one for one in points if one.handled_at is not None]
    if not handled:
        raise Refused("nothing_handled", _("No point has been handled yet, so there is nothing to tell."))
    account = Account(
        held_on=held_on,
        parties=parties,
        place=place.strip(),
        topics="\n\n".join(f"{one.number}. {one.title}\n{one.handling}" for one in handled),
        agreed="\n".join(_told(to_do) for one in handled for to_do in one.to_dos.all()),
        left_open="\n".join(f"{one.number}. {one.title}" for one in points if one.handled_at is None),
    )
    return record_minutes(meeting=meeting, account=account, today=today, made_by=by)


def _told(to_do: ToDo) -> str:
    day = f" ({date_format(to_do.due_on, 'SHORT_DATE_FORMAT')})" if to_do.due_on else ""
    return f"{to_do.party.organisation.name}: {to_do.text}{day}"


def _demand_on_agenda(point: MeetingPoint) -> None:
    _demand_open(point.meeting)
    if point.left_out_at is not None:
        raise Refused("left_out", _("The point has been left off the agenda. Nothing was stored."))


def _demand_open(meeting: Meeting) -> None:
    """The meeting is held until the change is done, so that two presses come one after the other."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.minutes.exists():
        raise Refused("over", _("The meeting has its minutes. Nothing was stored; correct the minutes, if need be."))
