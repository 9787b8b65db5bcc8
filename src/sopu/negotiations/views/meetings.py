"""Meetings that are not forums: planned in rounds, held, and told in minutes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.negotiations.actions import planning
from sopu.negotiations.actions.minutes import record_minutes
from sopu.negotiations.forms.meetings import MeetingForm, MinutesForm, RoundForm
from sopu.negotiations.models import Meeting, MeetingKind, Negotiation
from sopu.negotiations.permissions import may_own, may_read
from sopu.negotiations.queries import meetings as meeting_queries


def _owned(request: HttpRequest, slug: str) -> Negotiation:
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_own(request.user, negotiation):
        raise PermissionDenied
    return negotiation


@login_required
@require_GET
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """The rounds and meetings of a negotiation, for those who have a role in it."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_read(request.user, negotiation):
        raise PermissionDenied
    page = {
        "negotiation": negotiation,
        "meetings": meeting_queries.meetings_of(negotiation),
        "may_own": may_own(request.user, negotiation),
    }
    return render(request, "negotiations/meetings.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def plan_round(request: HttpRequest, slug: str) -> HttpResponse:
    """A round is planned with its meetings."""
    negotiation = _owned(request, slug)
    form = RoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            planning.plan_round(
                negotiation=negotiation,
                kind=MeetingKind(data["kind"]),
                names={"fi": data["name"]},
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                groups=data["groups"],
            )
            return redirect("meetings", slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "negotiations/plan_round.html", {"negotiation": negotiation, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def plan_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting of no round is planned."""
    negotiation = _owned(request, slug)
    form = MeetingForm(request.POST if request.method == "POST" else None, negotiation)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = planning.plan_meeting(
                negotiation=negotiation,
                kind=MeetingKind(data["kind"]),
                parties=form.chosen(),
                name=data["name"],
                planned_on=data["planned_on"],
            )
            return redirect("meeting", slug, made.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "negotiations/plan_meeting.html", {"negotiation": negotiation, "form": form})


@login_required
@require_GET
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A meeting with its minutes: those that stand, and those that were corrected."""
    found = get_object_or_404(Meeting.objects.with_minutes().of(slug), pk=pk)
    if not may_read(request.user, found.negotiation):
        raise PermissionDenied
    versions = meeting_queries.versions_of(found)
    page = {
        "negotiation": found.negotiation,
        "meeting": found,
        "standing": versions[0] if versions else None,
        "earlier": versions[1:],
        "may_own": may_own(request.user, found.negotiation),
    }
    return render(request, "negotiations/meeting.html", page)


@login_required
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Minutes are written, or corrected by new ones."""
    negotiation = _owned(request, slug)
    found = get_object_or_404(Meeting.objects.with_minutes().of(slug), pk=pk)
    form = MinutesForm(request.POST if request.method == "POST" else None, found)
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        try:
            record_minutes(
                meeting=found,
                account=form.account(),
                today=timezone.localdate(),
                made_by=request.user,
                correction=form.reason(),
            )
            return redirect("meeting", slug, pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "negotiations/minutes.html", {"negotiation": negotiation, "meeting": found, "form": form})
