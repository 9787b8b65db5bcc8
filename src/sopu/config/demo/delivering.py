"""The demonstration's material is compiled and delivered, as it would have been ten days after the forum."""

import datetime as dt

from django.utils import timezone

from sopu.forum.models import Event
from sopu.publishing.actions.compiling import compile_material, request_compilation
from sopu.publishing.actions.delivering import LINK_LIFETIME, deliver
from sopu.publishing.models import Compilation, Delivery

DELIVERED_AFTER = dt.timedelta(days=12)


def deliver_demo(event: Event) -> Compilation:
    """A package for each of the 24 parties and the whole, delivered; links work from today, as if it were then."""
    at = event.ends_at + DELIVERED_AFTER
    compilation = request_compilation(event=event, requested_by=None, now=at)
    for _package in compile_material(compilation=compilation, now=at):
        pass
    Compilation.objects.filter(pk=compilation.pk).update(finished_at=at)
    deliver(compilation=compilation, now=at)
    Delivery.objects.filter(package__compilation=compilation).update(expires_at=timezone.now() + LINK_LIFETIME)
    compilation.refresh_from_db()
    return compilation
