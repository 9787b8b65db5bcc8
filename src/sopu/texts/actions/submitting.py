"""The draft that was read is submitted, and no other."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.texts import signals
from sopu.texts.actions.versions import freeze
from sopu.texts.models import Document, Purpose, Version
from sopu.texts.queries.readying import seen_of


@transaction.atomic
def submit_draft(
    *, document: Document, seen: str, note: str, by: User, now: dt.datetime, is_history: bool = False
) -> Version:
    """The draft becomes a version for decision, unless somebody has changed it since `seen` was read (`seen_of`).

    One that `is_history` was approved before it came here: it is frozen to be read and compared with, and decided by
    nobody. The same wording is not submitted twice in a row.
    """
    Document.objects.select_for_update().get(pk=document.pk)
    if seen_of(document) != seen:
        raise Refused(
            "changed",
            _("The draft has changed since you opened this page. Nothing was submitted: look at it again."),
        )
    if not is_history:
        signals.submitting.send(sender=Document, document=document, now=now)
    purpose = Purpose.HISTORY if is_history else Purpose.DECISION
    return _already(document, purpose, seen) or freeze(document=document, purpose=purpose, note=note, by=by, now=now)


def _already(document: Document, purpose: str, seen: str) -> Version | None:
    """The newest version, when it is this wording for this purpose: a doubled press makes no other."""
    newest = Version.objects.of(document).filter(purpose=purpose).first()
    if newest is None or newest.number < document.versions.count():
        return None
    made = set(newest.texts.values_list("sha256", flat=True))
    return newest if made <= set(seen.split(".")) else None
