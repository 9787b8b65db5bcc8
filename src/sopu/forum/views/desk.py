"""The facilitator's desk."""

from django.http import Http404, HttpRequest, HttpResponse


def events(request: HttpRequest, slug: str) -> HttpResponse:
    """Being built."""
    raise Http404


def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def live(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def open_event(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def close_event(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def open_discussion(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Being built."""
    raise Http404


def close_discussion(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Being built."""
    raise Http404


def extend_discussion(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Being built."""
    raise Http404


def hide(request: HttpRequest, code: str, contribution: int) -> HttpResponse:
    """Being built."""
    raise Http404


def restore(request: HttpRequest, code: str, contribution: int) -> HttpResponse:
    """Being built."""
    raise Http404
