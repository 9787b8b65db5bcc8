"""The start page, the journey of a negotiation, and what must be done next."""

from django.http import Http404, HttpRequest, HttpResponse


def start(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404


def journey(request: HttpRequest, slug: str) -> HttpResponse:
    """Being built."""
    raise Http404


def next_steps(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404
