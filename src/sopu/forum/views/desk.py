"""The facilitator's desk: doors to open and close, sentences to see and hide."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.actions import moderating, opening
from sopu.forum.forms.desk import HideForm, LateForm, MinutesForm, RestoreForm
from sopu.forum.models import Contribution, Discussion, Event, Moderation
from sopu.forum.permissions import may_run
from sopu.forum.queries import desk as desks
from sopu.forum.queries import log
from sopu.forum.queries.coverage import coverage_of, table_coverage_of
from sopu.forum.queries.hall import event_by
from sopu.forum.queries.outboxes import outboxes
from sopu.forum.queries.programme import programme_of
from sopu.forum.queries.queue import queue_of
from sopu.forum.queries.registrations import coordinated_by
from sopu.forum.queries.wall import events_of
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_facilitate, may_own

Page = Callable[..., HttpResponse]
MINUTES = (10, 15, 20, 30, 45, 60)
EXTRA_MINUTES = 5
LONGEST_ID = 19


def at_desk(page: Page) -> Page:
    """A page for those who run the event: visitors are taken to sign in, others are refused."""

    @wraps(page)
    @never_cache
    def found(request: HttpRequest, code: str, **asked: int) -> HttpResponse:
        event = event_by(code)
        if event is None:
            raise Http404
        if not request.user.is_authenticated:
            return _sign_in(request, event)
        if not may_run(request.user, event):
            raise PermissionDenied
        return page(request, event, **asked)

    return found


def _sign_in(request: HttpRequest, event: Event) -> HttpResponse:
    """To sign in and back to the desk; a desk that was left open reloads itself, and so comes here."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect_to_login(reverse("desk", args=[event.code]))


def me(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


@contextmanager
def telling(request: HttpRequest) -> Iterator[None]:
    """A refusal is told on the next page."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


@require_GET
@at_desk
def desk(request: HttpRequest, event: Event) -> HttpResponse:
    """All of the desk: the newest sentences, or a page of older ones."""
    page = _frame(event)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < LONGEST_ID else page["mark"].sentence + 1
    page |= _list(event, before) | _record(event, is_whole="all" in request.GET)
    page |= {"is_newest": not asked, "may_own": may_own(request.user, event.negotiation)}
    return render(request, "forum/desk.html", page)


@require_GET
@at_desk
def live(request: HttpRequest, event: Event) -> HttpResponse:
    """What is new since the mark that the desk carries; nothing, when nothing is."""
    old, mark = desks.Mark.read(request.GET.get("mark", "")), desks.mark_of(event, timezone.now())
    if old == mark:
        return HttpResponse(status=204)
    if desks.has_turned(event, old):
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = render(request, "forum/desk_live.html", _frame(event) | _news(event, old, mark))
    if (old.moderation, old.remark) != (mark.moderation, mark.remark):
        response["HX-Reswap"] = "innerHTML"
    return response


def _frame(event: Event) -> dict[str, Any]:
    """What stands around the list on every view of the desk."""
    now = timezone.now()
    return {
        "event": event,
        "negotiation": event.negotiation,
        "now": now,
        "mark": desks.mark_of(event, now),
        "counts": desks.counts_of(event),
        "doors": desks.doors_of(event, now),
        "coverage": coverage_of(event),
        "table_coverage": table_coverage_of(event),
        "minutes": MINUTES,
        "late": LateForm(initial={"late_until": event.late_until and timezone.localtime(event.late_until)}),
        "on_its_way": outboxes.of(event.pk, now),
        "programme": programme_of(event, now),
        "prompts": [(one.kind, one.get_kind_display()) for one in event.prompts.all()],
    }


def _list(event: Event, before: int) -> dict[str, Any]:
    arrivals, has_older = desks.newest(event, before)
    return {"arrivals": arrivals, "has_older": has_older}


def _record(event: Event, *, is_whole: bool = False) -> dict[str, Any]:
    hidden, entries = log.hidden_of(event, is_whole=is_whole), log.log_of(event, is_whole=is_whole)
    has_more = not is_whole and desks.SHOWN in (len(hidden), len(entries))
    return {"hidden": hidden, "entries": entries, "has_more": has_more, "queue": queue_of(event)}


def _news(event: Event, old: desks.Mark, mark: desks.Mark) -> dict[str, Any]:
    """New sentences for the top of the list; when something was hidden or shown again, the list anew."""
    news: dict[str, Any] = {"mark": mark, "is_news": True, "is_doors_news": old.opening != mark.opening}
    if (old.moderation, old.remark) != (mark.moderation, mark.remark):
        news |= {"is_list_news": True, **_list(event, mark.sentence + 1)}
    else:
        news["arrivals"] = desks.between(event, old, mark)
        if len(news["arrivals"]) == desks.SHOWN:
            news["mark"] = replace(mark, sentence=news["arrivals"][0].pk)
    if (old.opening, old.moderation, old.remark) != (mark.opening, mark.moderation, mark.remark):
        news |= {"is_record_news": True, **_record(event)}
    return news


def back(event: Event) -> HttpResponse:
    """To the desk."""
    return redirect("desk", code=event.code)


@require_POST
@at_desk
def open_event(request: HttpRequest, event: Event) -> HttpResponse:
    """The hall's doors open."""
    with telling(request):
        opening.open_event(event=event, now=timezone.now(), made_by=me(request))
    return back(event)


@require_POST
@at_desk
def close_event(request: HttpRequest, event: Event) -> HttpResponse:
    """The event closes, and late input is let in until the hour that is given with it."""
    form = LateForm(request.POST)
    with telling(request):
        if "late_until" in request.POST:
            opening.let_late_input(event=event, until=form.until(), now=timezone.now())
        opening.close_event(event=event, now=timezone.now(), made_by=me(request))
    return back(event)


def _discussion(event: Event, number: int) -> Discussion:
    return get_object_or_404(event.discussions.all(), number=number)


def _minutes(request: HttpRequest) -> int | None:
    form = MinutesForm(request.POST)
    if not form.is_valid():
        raise Refused("minutes_out_of_range", _("Give the time in minutes, from 1 to 240."))
    minutes: int | None = form.cleaned_data["minutes"]
    return minutes


@require_POST
@at_desk
def open_discussion(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A discussion opens, for the minutes that were chosen."""
    discussion = _discussion(event, number)
    with telling(request):
        opening.open_discussion(
            discussion=discussion,
            now=timezone.now(),
            minutes=_minutes(request),
            only=request.POST.get("only", ""),
            made_by=me(request),
        )
    return back(event)


@require_POST
@at_desk
def close_discussion(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A discussion closes."""
    discussion = _discussion(event, number)
    with telling(request):
        opening.close_discussion(discussion=discussion, now=timezone.now(), made_by=me(request))
    return back(event)


@require_POST
@at_desk
def extend_discussion(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """A discussion gets more time."""
    discussion = _discussion(event, number)
    with telling(request):
        opening.extend_discussion(
            discussion=discussion,
            minutes=_minutes(request) or EXTRA_MINUTES,
            now=timezone.now(),
            made_by=me(request),
        )
    return back(event)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is empty; None before anything was."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
@at_desk
def hide(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """A sentence is hidden for a reason."""
    return _moderated(request, event, contribution, HideForm(sent(request)), moderating.hide_contribution)


@require_http_methods(["GET", "POST"])
@at_desk
def restore(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """A hidden sentence is shown again for a reason."""
    return _moderated(request, event, contribution, RestoreForm(sent(request)), moderating.restore_contribution)


def _moderated(
    request: HttpRequest, event: Event, contribution: int, form: HideForm | RestoreForm, act: Callable[..., Moderation]
) -> HttpResponse:
    sentence = get_object_or_404(Contribution.objects.of(event).with_origins(), pk=contribution)
    is_fragment = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and form.is_valid():
        try:
            act(contribution=sentence, reason=form.reason(), made_by=me(request))
            return HttpResponse(status=204, headers={"HX-Trigger": "moderated"}) if is_fragment else back(event)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "form": form,
        "arrival": desks.arrival_of(sentence),
        "is_hiding": isinstance(form, HideForm),
    }
    return render(request, "forum/moderation_form.html" if is_fragment else "forum/moderation.html", page)


@require_GET
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """The forums of a negotiation, and the doors that the reader may open."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    page = {
        "negotiation": negotiation,
        "lines": events_of(negotiation),
        "origin": settings.ORIGIN,
        "may_run": may_facilitate(request.user, negotiation),
        "coordinated": coordinated_by(request.user, negotiation, timezone.localdate()),
    }
    return render(request, "forum/events.html", page)
