"""The door of the station: the synthesis of each event of a negotiation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from sopu.negotiations.models import Negotiation


@require_GET
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who work in the negotiation come to its events' syntheses; everybody else to the material."""
    negotiation = get_object_or_404(Negotiation, slug=slug)
    return redirect("material", negotiation.slug)
