"""The material, its packages and their delivery."""

from django.http import Http404, HttpRequest, HttpResponse


def material(request: HttpRequest, slug: str) -> HttpResponse:
    """Being built."""
    raise Http404


def compile_event(request: HttpRequest, code: str) -> HttpResponse:
    """Being built."""
    raise Http404


def compilation(request: HttpRequest, pk: int) -> HttpResponse:
    """Being built."""
    raise Http404


def compilation_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Being built."""
    raise Http404


def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Being built."""
    raise Http404


def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Being built."""
    raise Http404


def outbox(request: HttpRequest, slug: str) -> HttpResponse:
    """Being built."""
    raise Http404


def delivered(request: HttpRequest, token: str) -> HttpResponse:
    """Being built."""
    raise Http404


def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """Being built."""
    raise Http404
