"""The municipal meeting: what is called, what is on its agenda, how it was handled, and what was left to whom."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.negotiations.models import Meeting, MeetingKind, Negotiation
from sopu.negotiations.permissions import may_read
from sopu.plans.actions import meetings as acts
from sopu.plans.forms.meetings import MeetingForm, MinutesForm, ToDoForm
from sopu.plans.models import MeetingPoint, Plan, ToDo
from sopu.plans.permissions import may_commit, may_lead_monitoring, parties_of
from sopu.plans.queries.meetings import agenda_of, meetings_of, open_to_dos, suggestions_of
from sopu.plans.views.doors import me
from sopu.plans.views.indicators import in_negotiation
from sopu.web.doors import attempt, refused

Page = Callable[..., HttpResponse]


def of_meeting(page: Page) -> Callable[..., HttpResponseBase]:
    """A page of a municipal meeting, for those who read in its negotiation; presses are the process owners'."""

    @wraps(page)
    @never_cache
    def knocked(request: HttpRequest, pk: int) -> HttpResponseBase:
        meeting = get_object_or_404(Meeting.objects.filter(kind=MeetingKind.MUNICIPAL), pk=pk)
        may = may_read if request.method == "GET" else may_lead_monitoring
        return page(request, meeting) if may(request.user, meeting.negotiation) else refused(request)

    return knocked


@require_http_methods(["GET", "POST"])
@in_negotiation(may_read)
def municipal_meetings(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """The municipal meetings, what was left to whom, and a new one called."""
    plan, may_lead = Plan.objects.of(negotiation).first(), may_lead_monitoring(request.user, negotiation)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and not (may_lead and plan):
        raise PermissionDenied
    if plan and form.is_valid():
        made = acts.call_meeting(plan=plan, **form.cleaned_data)
        return redirect("municipal_meeting", made.pk)
    page = {
        "negotiation": negotiation,
        "plan": plan,
        "form": form,
        "may_lead": may_lead,
        "meetings": meetings_of(negotiation),
        "to_dos": open_to_dos(negotiation),
        "own": parties_of(request.user, negotiation),
    }
    return render(request, "plans/municipal_meetings.html", page)


@require_GET
@of_meeting
def municipal_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The agenda of a meeting, point by point."""
    negotiation, plan = meeting.negotiation, Plan.objects.of(meeting.negotiation).first()
    agenda, may_lead = agenda_of(meeting), may_lead_monitoring(request.user, meeting.negotiation)
    is_made = may_lead and plan is not None and not agenda.is_over
    page = {
        "negotiation": negotiation,
        "agenda": agenda,
        "is_made": is_made,
        "suggestions": suggestions_of(meeting, plan, timezone.localdate()) if is_made and plan else [],
        "parties": negotiation.parties.with_organisations() if is_made else [],
        "minutes": MinutesForm(None, meeting) if is_made else None,
    }
    return render(request, "plans/municipal_meeting.html", page)


@require_POST
@of_meeting
def add_points(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What was ticked comes on the agenda, and a point of one's own."""
    plan = get_object_or_404(Plan.objects.of(meeting.negotiation)[:1])
    ticked = set(request.POST.getlist("point"))
    open_ = [one for one in suggestions_of(meeting, plan, timezone.localdate()) if one.value in ticked]

    def act() -> None:
        acts.add_what_is_open(meeting=meeting, plan=plan, chosen=open_)
        if title := request.POST.get("title", "").strip():
            acts.add_point(meeting=meeting, plan=plan, title=title[:250])

    attempt(request, act, _("The agenda is changed."))
    return redirect("municipal_meeting", meeting.pk)


def _point(request: HttpRequest, pk: int) -> MeetingPoint:
    point = get_object_or_404(MeetingPoint.objects.at_hand(), pk=pk)
    if not may_lead_monitoring(request.user, point.meeting.negotiation):
        raise PermissionDenied
    return point


@require_POST
def handle_point(request: HttpRequest, pk: int) -> HttpResponse:
    """How a point was handled together."""
    point, handling = _point(request, pk), request.POST.get("handling", "")

    def act() -> None:
        acts.handle_point(point=point, handling=handling, by=me(request), now=timezone.now())

    attempt(request, act, _("The point is stored."))
    return redirect("municipal_meeting", point.meeting_id)


@require_POST
def leave_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Something of a point is left to a party to do."""
    point = _point(request, pk)
    form = ToDoForm(request.POST, negotiation=point.meeting.negotiation)
    if form.is_valid():
        attempt(request, lambda: acts.leave_to(point=point, **form.cleaned_data), _("It is left to the party."))
    else:
        messages.warning(request, _("Tell what is to be done, by whom and by which day. Nothing was stored."))
    return redirect("municipal_meeting", point.meeting_id)


@require_POST
def leave_out_point(request: HttpRequest, pk: int) -> HttpResponse:
    """A point leaves the agenda."""
    point = _point(request, pk)
    attempt(request, lambda: acts.leave_out_point(point=point, now=timezone.now()), _("The agenda is changed."))
    return redirect("municipal_meeting", point.meeting_id)


@require_POST
def finish_to_do(request: HttpRequest, pk: int) -> HttpResponse:
    """The party that it was left to, or a process owner, tells that it is done."""
    to_do = get_object_or_404(ToDo.objects.at_hand(), pk=pk)
    if not (may_commit(request.user, to_do.party) or may_lead_monitoring(request.user, to_do.party.negotiation)):
        raise PermissionDenied
    words = request.POST.get("words", "")
    acts.finish_to_do(to_do=to_do, words=words, by=me(request), now=timezone.now())
    messages.success(request, _("It is marked as done."))
    return redirect("municipal_meetings", to_do.party.negotiation.slug)


@require_POST
@of_meeting
def take_minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The minutes are made of what was handled, and the meeting is over."""
    form = MinutesForm(request.POST, meeting)
    if not form.is_valid():
        messages.warning(request, _("Tell the day of the meeting and who took part. Nothing was stored."))
        return redirect("municipal_meeting", meeting.pk)
    told = {"held_on": form.cleaned_data["held_on"], "place": form.cleaned_data["place"], "parties": form.chosen()}

    def act() -> None:
        acts.take_minutes(meeting=meeting, by=me(request), today=timezone.localdate(), **told)

    attempt(request, act, _("The minutes are taken."))
    return redirect("municipal_meeting", meeting.pk)
