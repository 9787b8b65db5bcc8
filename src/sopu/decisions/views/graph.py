"""The page that shows how a case goes from state to state, and what the law says of appeal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from sopu.decisions.queries.graph import graph_told
from sopu.decisions.queries.remedies import remedies
from sopu.negotiations.models import Negotiation


@require_GET
def decision_graph(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody: it is the same for all, and tells nothing of anybody."""
    negotiation = get_object_or_404(Negotiation.objects.with_grounds(), slug=slug)
    page = {"negotiation": negotiation, "graph": graph_told(), "remedies": remedies()}
    return render(request, "decisions/graph.html", page)
