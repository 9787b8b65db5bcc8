"""What the forms of the bench carry."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def act() -> SafeString:
    """The form's own id for what it does, so that it is done once though it may be sent twice."""
    return format_html('<input type="hidden" name="act_id" value="{}">', uuid.uuid4())
