"""The hall on a phone."""

from django.http import Http404, HttpRequest, HttpResponse


def enter(request: HttpRequest, code: str = "") -> HttpResponse:
    """Being built."""
    raise Http404


def join(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def write(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def mine(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404
