"""Pages that say what Sopu is and how it treats people: one long text a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language


def about(request: HttpRequest) -> HttpResponse:
    """What Sopu is, and where its data come from."""
    return _in_language(request, "about")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a participant, who sees what, and for how long."""
    return _in_language(request, "privacy")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _in_language(request, "accessibility")


def _in_language(request: HttpRequest, text: str) -> HttpResponse:
    language = get_language() or "fi"
    return render(request, f"web/{text}.{language}.html", {"contact": settings.CONTACT})
