"""How a duty stands, on a page."""

from django import template
from django.utils.safestring import SafeString

from sopu.negotiations.queries.standings import look_of
from sopu.negotiations.rules import Standing
from sopu.web.templatetags.kit import status

register = template.Library()


@register.simple_tag
def duty_status(standing: Standing) -> SafeString:
    """The standing as a status: a word, a shape and a colour."""
    look = look_of(standing)
    return status(look.tone, look.word, look.shape)
