"""What templates of texts need: fingerprints as people are shown them, and languages by their names."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language

from sopu.core.fingerprints import short
from sopu.texts.models import Language

register = template.Library()

register.filter("short_fingerprint", short)


@register.filter
def fours(fingerprint: str) -> str:
    """A whole fingerprint in fours, so that eyes and ears can follow it."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))


@register.filter
def own_first(texts: Iterable[Any]) -> list[Any]:
    """Texts, or languages, in their order, except that the reader's own language comes first."""
    own = get_language()
    return sorted(texts, key=lambda one: getattr(one, "language", one) != own)


@register.filter
def language_name(language: str) -> str:
    """The name of a language that documents are worded in."""
    return str(Language(language).label)
