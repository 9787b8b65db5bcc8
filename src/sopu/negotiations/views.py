"""Pages of a negotiation: why we meet."""

from django.http import Http404, HttpRequest, HttpResponse


def duty(request: HttpRequest, slug: str) -> HttpResponse:
    """Being built."""
    raise Http404
