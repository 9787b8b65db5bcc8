"""The demonstration's material and decision packs are made and delivered, as they would have been at the time."""

import datetime as dt

from django.utils import timezone

from sopu.forum.models import Event
from sopu.publishing.actions.compiling import compile_material, request_compilation, request_packs
from sopu.publishing.actions.delivering import LINK_LIFETIME, deliver
from sopu.publishing.models import Compilation, Delivery
from sopu.texts.models import Version

DELIVERED_AFTER = dt.timedelta(days=12)
PACKED_AFTER = dt.timedelta(minutes=30)


def deliver_demo(event: Event) -> Compilation:
    """A package for each of the 24 parties and the whole, delivered twelve days after the forum."""
    at = event.ends_at + DELIVERED_AFTER
    return _delivered(request_compilation(event=event, requested_by=None, now=at), at)


def deliver_packs(version: Version) -> Compilation:
    """A decision pack for each party, delivered when the version had been submitted."""
    at = version.made_at + PACKED_AFTER
    return _delivered(request_packs(version=version, requested_by=version.made_by, now=at), at)


def _delivered(compilation: Compilation, at: dt.datetime) -> Compilation:
    """Links work from today, as if it were then."""
    for _package in compile_material(compilation=compilation, now=at):
        pass
    Compilation.objects.filter(pk=compilation.pk).update(finished_at=at)
    deliver(compilation=compilation, now=at)
    Delivery.objects.filter(package__compilation=compilation).update(expires_at=timezone.now() + LINK_LIFETIME)
    compilation.refresh_from_db()
    return compilation
