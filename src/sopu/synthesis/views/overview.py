"""The door of the station: the synthesis of each event of a negotiation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_read
from sopu.synthesis.queries.overview import syntheses_of


@require_GET
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who work in the negotiation come to its events' syntheses; everybody else to the material."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    if not may_read(request.user, negotiation):
        return redirect("material", negotiation.slug)
    lines = syntheses_of(negotiation)
    return render(request, "synthesis/overview.html", {"negotiation": negotiation, "lines": lines})
