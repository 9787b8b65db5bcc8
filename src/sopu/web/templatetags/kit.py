"""What templates need of the page kit."""

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of the sprite; the word always stands beside it."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', static("web/icons.svg"), name)


@register.simple_tag
def in_other_language(request: HttpRequest, language: str) -> str:
    """This page's address in another language."""
    return translate_url(request.get_full_path(), language)


@register.filter
def spaced(number: int) -> str:
    """Thousands apart by a narrow no-break space: 12 345."""
    return f"{number:,}".replace(",", "\u202f")
