"""The wall."""

from django.http import Http404, HttpRequest, HttpResponse


def wall(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def wall_now(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404
