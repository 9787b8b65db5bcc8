"""A QR code in a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sopu.web.qr import qr_picture

register = template.Library()


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """The QR code of `text` as an inline picture with a label for those who don't see it."""
    picture = qr_picture(text)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path d="{}"/></svg>',
        picture.size,
        picture.size,
        label,
        picture.path,
    )
