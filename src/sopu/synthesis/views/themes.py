"""The bench: themes, the sentences of the chosen one, the queue of the uncertain, and the machine at work."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis import tasks
from sopu.synthesis.actions.proposing import request_themes
from sopu.synthesis.forms.themes import NOWHERE, QUEUE, BenchForm, Place, place_of
from sopu.synthesis.models import Theme
from sopu.synthesis.permissions import may_see, may_sort
from sopu.synthesis.queries import themes as found
from sopu.synthesis.queries.log import log_of
from sopu.synthesis.views.doors import for_those_who, me

LATEST = 8


@require_GET
@for_those_who(may_see)
def themes(request: HttpRequest, event: Event) -> HttpResponse:
    """The bench with its first theme."""
    return bench_page(request, event, place_of("", request.GET.get("page", "")))


@require_GET
@for_those_who(may_see)
def theme(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """The bench with one theme; one that is not in use any more leads to all of them."""
    get_object_or_404(Theme, event=event, number=number)
    return bench_page(request, event, place_of(str(number), request.GET.get("page", "")))


@require_GET
@for_those_who(may_see)
def unthemed(request: HttpRequest, event: Event) -> HttpResponse:
    """The bench with what stands in no theme."""
    return bench_page(request, event, place_of(NOWHERE, request.GET.get("page", "")))


@require_GET
@for_those_who(may_see)
def uncertain(request: HttpRequest, event: Event) -> HttpResponse:
    """The queue: one sentence after another that the machine is not sure of."""
    return queue_page(request, event, place_of(QUEUE, after=request.GET.get("after", "")))


@require_GET
@for_those_who(may_see)
def why(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """Why a sentence stands where it does, by the machine's reckoning."""
    page = _frame(request, event)
    page["why"] = found.why(event, contribution, shows_whose=page["may_sort"])
    if page["why"] is None:
        raise Http404
    is_fragment = bool(request.headers.get("HX-Request"))
    return render(request, "synthesis/theme_why_words.html" if is_fragment else "synthesis/theme_why.html", page)


def bench_page(
    request: HttpRequest, event: Event, place: Place, sent: BenchForm | None = None, panel: str = ""
) -> HttpResponse:
    """The bench at a place; with what was refused in sight when a form was, and its panel open."""
    page = _frame(request, event)
    bench = found.bench_of(event, place.theme, place.page, shows_whose=page["may_sort"])
    if bench is None and sent is None:
        messages.info(request, _("That theme is not in use any more. The log below tells who changed it, and how."))
        return redirect("themes", event.code)
    bench = bench or found.bench_of(event, None, 1, shows_whose=page["may_sort"])
    page |= {"bench": bench, "log": log_of(event, reader=me(request).pk, most=LATEST), "is_all": place.theme is None}
    page |= {"sent": sent, "panel": panel, "checked": sent.chosen() if sent else {}, "finding": _finding_door(event)}
    page |= {"request_of": found.latest_request(event)}
    return render(request, "synthesis/themes.html", page, status=409 if sent else 200)


def queue_page(request: HttpRequest, event: Event, place: Place, status: int = 200) -> HttpResponse:
    """The queue at a sentence."""
    page = _frame(request, event)
    page |= {"waiting": found.waiting_of(event, place.after, shows_whose=page["may_sort"])}
    page |= {"log": log_of(event, reader=me(request).pk, most=LATEST)}
    return render(request, "synthesis/theme_queue.html", page, status=status)


def _frame(request: HttpRequest, event: Event) -> dict[str, Any]:
    return {"event": event, "negotiation": event.negotiation, "may_sort": may_sort(request.user, event)}


def _finding_door(event: Event) -> str:
    """Where a finding is written from sentences; empty while there is no such page."""
    try:
        return reverse("new_finding", args=[event.code])
    except NoReverseMatch:
        return ""


@require_POST
@for_those_who(may_sort)
def finding_from(request: HttpRequest, event: Event) -> HttpResponse:
    """From the chosen sentences to the page where a finding is written of them."""
    door, chosen = _finding_door(event), BenchForm(request.POST, event).chosen()
    if not door or not chosen:
        messages.error(request, _("Choose at least one sentence first."))
        return redirect("themes", event.code)
    return redirect(f"{door}?sources={','.join(map(str, sorted(chosen)))}")


@require_POST
@for_those_who(may_sort)
def propose(request: HttpRequest, event: Event) -> HttpResponse:
    """The machine is asked to propose themes."""
    try:
        with transaction.atomic():
            asked = request_themes(event=event, requested_by=me(request), now=timezone.now())
            if asked.started_at is None:
                transaction.on_commit(lambda: tasks.propose_later.enqueue(asked.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("themes", event.code)
    return redirect("proposing", event.code)


@require_GET
@for_those_who(may_sort)
def proposing(request: HttpRequest, event: Event) -> HttpResponse:
    """How far the machine is; then the bench with what it proposed."""
    asked = found.latest_request(event)
    if asked is None:
        raise Http404
    if asked.finished_at:
        _tell(request, asked.sorting is not None)
        return redirect("themes", event.code)
    return render(request, "synthesis/theme_proposing.html", _frame(request, event) | {"asked": asked})


@require_GET
@for_those_who(may_sort)
def proposing_progress(request: HttpRequest, event: Event) -> HttpResponse:
    """The part of the page that is asked for again while the machine works."""
    asked = found.latest_request(event)
    if asked is None:
        raise Http404
    answer = render(request, "synthesis/theme_progress.html", {"asked": asked})
    if asked.finished_at or asked.failure:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _tell(request: HttpRequest, is_new: bool) -> None:
    told = _("The machine has proposed themes. Nothing is decided before a person decides.")
    same = _("The machine proposes nothing new: nothing has changed since its last proposal.")
    messages.success(request, told if is_new else same)
