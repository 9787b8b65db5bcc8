"""Beside the desk: one sentence that waits is shown, one that asks is answered; and the figures of the event."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sopu.core.refusals import Refused
from sopu.forum import rules
from sopu.forum.actions import moderating
from sopu.forum.forms.desk import RemarkForm
from sopu.forum.models import Contribution, Event
from sopu.forum.queries.desk import arrival_of
from sopu.forum.queries.figures import grid_of, watch_of
from sopu.forum.views.desk import at_desk, back, me, sent, telling


def _sentence(event: Event, contribution: int) -> Contribution:
    return get_object_or_404(Contribution.objects.of(event).with_origins(), pk=contribution)


def _moved(request: HttpRequest, event: Event) -> HttpResponse:
    """The desk shows what changed: by its script, or as a page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Trigger": "moderated"})
    return back(event)


@require_POST
@at_desk
def approve(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """A sentence that waited is shown as it is."""
    sentence = _sentence(event, contribution)
    with telling(request):
        moderating.approve_contribution(contribution=sentence, made_by=me(request))
    return _moved(request, event)


@require_http_methods(["GET", "POST"])
@at_desk
def remark(request: HttpRequest, event: Event, contribution: int) -> HttpResponse:
    """A sentence is marked as answered."""
    sentence, form = _sentence(event, contribution), RemarkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderating.remark_on(contribution=sentence, text=form.cleaned_data["text"], made_by=me(request))
            return _moved(request, event)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {"event": event, "negotiation": event.negotiation, "form": form, "arrival": arrival_of(sentence)}
    is_fragment = bool(request.headers.get("HX-Request"))
    return render(request, "forum/remark_form.html" if is_fragment else "forum/remark.html", page)


@require_GET
@at_desk
def figures(request: HttpRequest, event: Event) -> HttpResponse:
    """How much was said of what, and what would be odd."""
    page = {
        "event": event,
        "negotiation": event.negotiation,
        "grid": grid_of(event),
        "watch": watch_of(event, timezone.now()),
        "most_sentences": rules.MOST_SENTENCES_LATELY,
        "most_reactions": rules.MOST_REACTIONS_LATELY,
    }
    return render(request, "forum/desk_figures.html", page)
