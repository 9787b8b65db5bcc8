"""Pages that say what Sopu is and how it treats people."""

from django.http import Http404, HttpRequest, HttpResponse


def about(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404


def privacy(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404


def accessibility(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404
