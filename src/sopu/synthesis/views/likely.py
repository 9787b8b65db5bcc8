"""Sentences that may say the same: one pair at a time, and a person says."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis import tasks
from sopu.synthesis.actions.likely import say_pair
from sopu.synthesis.actions.undoing import undo_sorting
from sopu.synthesis.forms.likely import WantedPairForm, WordForm
from sopu.synthesis.permissions import may_see, may_sort
from sopu.synthesis.queries import likely as pairs
from sopu.synthesis.views.doors import for_those_who, me


@require_GET
@for_those_who(may_see)
def likely(request: HttpRequest, event: Event) -> HttpResponse:
    """The pair that waits first, those behind it, and what has been said."""
    sorts, wanted = may_sort(request.user, event), WantedPairForm(request.GET).wanted()
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "queue": pairs.queue_of(event, me(request), wanted, shows_whose=sorts),
        "search": pairs.search_of(event),
        "may_sort": sorts,
        "act": uuid.uuid4(),
    }
    return render(request, "synthesis/likely.html", page)


@require_GET
@for_those_who(may_see)
def likely_search(request: HttpRequest, event: Event) -> HttpResponse:
    """The part of the page that is asked for again while the machine looks for pairs."""
    search = pairs.search_of(event)
    answer = render(request, "synthesis/likely_search.html", {"event": event, "search": search})
    if not search.is_under_way:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
@for_those_who(may_sort)
def find_likely(request: HttpRequest, event: Event) -> HttpResponse:
    """The machine is asked to look for pairs; while it looks, asking again changes nothing."""
    if not pairs.search_of(event).is_under_way:
        tasks.find_pairs_later.enqueue(event.pk)
    return redirect("likely", event.code)


@require_POST
@for_those_who(may_sort)
def compare(request: HttpRequest, event: Event, pair: int) -> HttpResponse:
    """A person says whether the two say the same."""
    found, form = pairs.pair_of(event, pair), WordForm(request.POST)
    if found is None or not form.is_valid():
        messages.error(request, _("That pair is not there any more, or the page was old. Nothing was recorded."))
        return _to_queue(event)
    seen, act = form.cleaned_data["seen"], form.act_id()
    try:
        say_pair(pair=found, is_same=form.is_same(), seen=seen, made_by=me(request), act_id=act)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to_queue(event, f"?pair={pair}")
    return _to_queue(event)


@require_POST
@for_those_who(may_sort)
def undo_comparison(request: HttpRequest, event: Event, sorting: int) -> HttpResponse:
    """What was said of a pair does not stand any more; the pair is shown."""
    found = pairs.comparison_of(event, sorting)
    if found is None:
        raise Http404
    try:
        undo_sorting(sorting=found, undone_by=me(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to_queue(event, f"?pair={pairs.compared_by(found)}")


def _to_queue(event: Event, query: str = "") -> HttpResponse:
    return redirect(f"{reverse('likely', args=[event.code])}{query}#pair-title")
