"""What templates of texts need: fingerprints as people are shown them, and languages by their names."""

from django import template

from sopu.core.fingerprints import short
from sopu.texts.models import Language

register = template.Library()

register.filter("short_fingerprint", short)


@register.filter
def fours(fingerprint: str) -> str:
    """A whole fingerprint in fours, so that eyes and ears can follow it."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4))


@register.filter
def language_name(language: str) -> str:
    """The name of a language that documents are worded in."""
    return str(Language(language).label)
