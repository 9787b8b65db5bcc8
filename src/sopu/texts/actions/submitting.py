"""The draft that was read is submitted, and no other."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.texts.actions.versions import freeze
from sopu.texts.models import Document, Purpose, Version
from sopu.texts.queries.readying import seen_of


@transaction.atomic
def submit_draft(*, document: Document, seen: str, note: str, by: User, now: dt.datetime) -> Version:
    """The draft becomes a version for decision, unless somebody has changed it since `seen` was read (`seen_of`)."""
    Document.objects.select_for_update().get(pk=document.pk)
    if seen_of(document) != seen:
        raise Refused(
            "changed",
            _("The draft has changed since you opened this page. Nothing was submitted: look at it again."),
        )
    return freeze(document=document, purpose=Purpose.DECISION, note=note, by=by, now=now)
