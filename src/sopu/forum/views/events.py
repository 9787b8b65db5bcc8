"""Events are planned, copied and rehearsed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.forum.actions import events as planning
from sopu.forum.forms.events import CopyForm, EventForm, ProgrammeForm
from sopu.forum.models import Event
from sopu.forum.permissions import may_arrange
from sopu.forum.views.desk import at_desk, sent, telling
from sopu.negotiations.models import Negotiation


def for_organisers(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who plan the negotiation's events: visitors are taken to sign in, others are refused."""

    @wraps(page)
    @never_cache
    def found(request: HttpRequest, slug: str) -> HttpResponse:
        negotiation = get_object_or_404(Negotiation, slug=slug)
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if not may_arrange(request.user, negotiation):
            raise PermissionDenied
        return page(request, negotiation)

    return found


def _show(request: HttpRequest, negotiation: Negotiation, form: EventForm, event: Event | None) -> HttpResponse:
    page: dict[str, Any] = {"negotiation": negotiation, "form": form, "event": event}
    return render(request, "forum/event_form.html", page)


@require_http_methods(["GET", "POST"])
@for_organisers
def new_event(request: HttpRequest, negotiation: Negotiation) -> HttpResponse:
    """A new event is planned."""
    form = EventForm(negotiation, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            event = planning.create_event(negotiation=negotiation, plan=form.plan())
            messages.success(request, _("The event is planned. Its programme can be written next."))
            return redirect("programme", code=event.code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, negotiation, form, None)


@require_http_methods(["GET", "POST"])
@at_desk
def edit_event(request: HttpRequest, event: Event) -> HttpResponse:
    """The plan of an event changes before it opens."""
    form = EventForm(event.negotiation, sent(request), event=event)
    if request.method == "POST" and form.is_valid():
        try:
            planning.edit_event(event=event, plan=form.plan())
            messages.success(request, _("The plan is saved."))
            return redirect("desk", code=event.code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, event.negotiation, form, event)


@require_http_methods(["GET", "POST"])
@at_desk
def copy_event(request: HttpRequest, event: Event) -> HttpResponse:
    """An event serves as the template of another."""
    form = CopyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        copy = planning.copy_event(event=event, starts_at=form.cleaned_data["starts_at"])
        messages.success(request, _("The event is copied: its structure, nothing that was said. Check its plan."))
        return redirect("edit_event", code=copy.code)
    page = {"negotiation": event.negotiation, "event": event, "form": form}
    return render(request, "forum/event_copy.html", page)


@require_http_methods(["GET", "POST"])
@at_desk
def programme(request: HttpRequest, event: Event) -> HttpResponse:
    """The programme of an event is written."""
    form = ProgrammeForm(event, sent(request))
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            planning.plan_programme(event=event, items=form.items())
            messages.success(request, _("The programme is saved."))
            return redirect("programme" if "more" in request.POST else "desk", code=event.code)
        except Refused as refusal:
            refused = str(refusal)
    wrong = [refused] if refused else form.errors() if request.method == "POST" else []
    page = {"negotiation": event.negotiation, "event": event, "rows": form.rows, "wrong": wrong}
    return render(request, "forum/programme.html", page)


@require_POST
@at_desk
def end_rehearsal(request: HttpRequest, event: Event) -> HttpResponse:
    """A rehearsal ends without a trace."""
    with telling(request):
        planning.end_rehearsal(event=event)
        said = _("The rehearsal is over: everything that was said in it was deleted. Open the event when it begins.")
        messages.success(request, said)
    return redirect("desk", code=event.code)
