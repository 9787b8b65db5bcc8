"""The start page, the journey of a negotiation, and what must be done next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sopu.accounts.models import User
from sopu.negotiations.models import Negotiation
from sopu.publishing.queries import agenda
from sopu.publishing.queries import journey as journeys
from sopu.web.braid import STATION_COUNT, braid

STREAMS_AT_START = 12


def start(request: HttpRequest) -> HttpResponse:
    """What Sopu is, where to go with a code or a receipt, and every negotiation."""
    threads = braid(STREAMS_AT_START, STATION_COUNT)
    return render(request, "publishing/start.html", {"doors": journeys.doors(), "threads": threads})


def journey(request: HttpRequest, slug: str) -> HttpResponse:
    """The front page of a negotiation: one line from the duty to monitoring."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    tale = journeys.journey_of(negotiation)
    threads = braid(tale.figures.party_count, tale.reached_count)
    return render(request, "publishing/journey.html", {"negotiation": negotiation, "journey": tale, "threads": threads})


@login_required
def next_steps(request: HttpRequest) -> HttpResponse:
    """What the signed-in person's organisations must do next, and by when."""
    assert isinstance(request.user, User)  # the door is open only to those who have signed in
    return render(request, "publishing/next.html", {"agenda": agenda.agenda_of(request.user, timezone.localdate())})
