"""What templates need of the page kit."""

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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


@register.filter
def file_size(octets: int) -> str:
    """How large a file is, in thousands of bytes or in millions: 519 kt, 1,2 Mt (in English kB, MB)."""
    unit = "B" if get_language() == "en" else "t"
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\u00a0k{unit}"
    return f"{localize(round(octets / 1_000_000, 1))}\u00a0M{unit}"


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field in the kit's look, told of its hint and its error; never with a placeholder."""
    classes = f"{field.field.widget.attrs.get('class', '')} input".strip()
    return field.as_widget(attrs={"class": classes, "placeholder": False})


@register.filter
def control_id(field: BoundField) -> str:
    """Where a link in the error summary leads: the field's control, or the first of its choices."""
    return field.id_for_label or f"{field.auto_id}_0"


SHAPES = {"go": "saved", "now": "st-list", "wait": "st-none", "bad": "st-late"}
"""The shape of each tone of a status; one that is more exact may be named."""


@register.simple_tag
def status(tone: str, word: str, shape: str = "") -> SafeString:
    """A status is always a word, a shape and a colour."""
    return format_html('<span class="st st--{}">{}<span>{}</span></span>', tone, icon(shape or SHAPES[tone]), word)
