"""What became of a sentence."""

from django.http import Http404, HttpRequest, HttpResponse


def find(request: HttpRequest) -> HttpResponse:
    """Being built."""
    raise Http404


def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404
