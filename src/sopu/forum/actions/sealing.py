"""What was said in a closed event is sealed as one digest: of leaves that reveal nothing of the sentences."""

import datetime as dt

from django.db import transaction

from sopu.core.digests import sha256
from sopu.forum.models import Event
from sopu.forum.queries.sealing import reference_of, unsealed_manifest
from sopu.ledger.actions import seal
from sopu.ledger.models import Entry
from sopu.ledger.queries import log_of


@transaction.atomic
def seal_said(*, event: Event, now: dt.datetime) -> Entry | None:
    """The sentences that have not been sealed yet are; none of an event that is open, or that only rehearses."""
    held = Event.objects.select_for_update().with_negotiations().get(pk=event.pk)
    if held.closed_at is None or held.is_rehearsal:
        return None
    manifest = unsealed_manifest(held)
    if not manifest:
        return None
    return seal(
        log=log_of(held.negotiation.slug),
        kind="event",
        reference=reference_of(held),
        digest=sha256(manifest.encode()),
        at=now,
        manifest=manifest,
    )
