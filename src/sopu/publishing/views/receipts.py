"""What became of a sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from sopu.forum.queries import hall
from sopu.publishing.forms import ReceiptForm
from sopu.publishing.queries import receipts


def find(request: HttpRequest) -> HttpResponse:
    """Where a receipt is typed."""
    form = ReceiptForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("receipt", code=form.cleaned_data["code"])
    return render(request, "publishing/receipts.html", {"form": form})


@cache_control(private=True, no_cache=True)
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The sentence and its way so far; the receipt itself is the secret, so no search engine may keep it."""
    found = receipts.what_became_of(code, timezone.now())
    if found is None:
        form = ReceiptForm({"code": code})
        return render(request, "publishing/receipts.html", {"form": form}, status=404)
    page = {"receipt": found, "negotiation": found.event.negotiation}
    response = render(request, "publishing/receipt.html", page)
    response["X-Robots-Tag"] = "noindex"
    return response


@cache_control(private=True, no_cache=True)
def where(request: HttpRequest, code: str) -> HttpResponse:
    """Where all that one has said has led, for who has joined on this phone."""
    event = hall.event_by(code)
    token = request.COOKIES.get(hall.participant_cookie(event), "") if event else ""
    participant = hall.participant_of(event, token) if event and token else None
    if event is None or participant is None:
        return redirect("join", code=code)
    ways = receipts.ways_of(participant, timezone.now())
    response = render(request, "publishing/where.html", {"event": event, "ways": ways})
    response["X-Participant"] = str(participant.pk)  # the phone keeps pages of one participant of an event
    return response
