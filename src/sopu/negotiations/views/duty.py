"""Why we meet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sopu.negotiations import queries
from sopu.negotiations.models import Negotiation
from sopu.negotiations.permissions import may_manage_people, may_read


def duty(request: HttpRequest, slug: str) -> HttpResponse:
    """Why we meet, who must, about what, and by when."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    parties = queries.parties(negotiation)
    page = {
        "negotiation": negotiation,
        "party_count": len(parties),
        "by_law": [party for party in parties if party.is_by_law],
        "by_agreement": [party for party in parties if not party.is_by_law],
        "goal_areas": list(negotiation.goal_areas.all()),
        "steps": queries.steps(negotiation),
        "successors": list(negotiation.successors.all()),
        "may_read": may_read(request.user, negotiation),
        "may_manage_people": may_manage_people(request.user, negotiation),
    }
    return render(request, "negotiations/duty.html", page)
