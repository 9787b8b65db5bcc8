"""Documents are begun, and their terms are set."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.codes import code
from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation, Party
from sopu.texts.models import Document

KEY_LENGTH = 8


@transaction.atomic
def begin_document(
    *,
    negotiation: Negotiation,
    kind: str,
    names: Mapping[str, str],
    by: User | None,
    now: dt.datetime,
    parties: Iterable[Party] | None = None,
    predecessor: Document | None = None,
    **terms: Any,
) -> Document:
    """A document is begun, empty; without `parties` it is between all parties of the negotiation."""
    if not any(names.values()):
        raise Refused("no_name", _("A document needs a name. Nothing was stored."))
    Negotiation.objects.select_for_update().get(pk=negotiation.pk)
    last = Document.objects.of(negotiation).aggregate(last=Max("number"))["last"] or 0
    document = Document.objects.create(
        negotiation=negotiation,
        number=last + 1,
        kind=kind,
        predecessor=predecessor,
        made_by=by,
        made_at=now,
        **{f"name_{language}": name for language, name in names.items()},
        **terms,
    )
    document.parties.set(negotiation.parties.all() if parties is None else parties)
    return document


@transaction.atomic
def set_terms(*, document: Document, parties: Iterable[Party], named: Iterable[Party] = (), **terms: Any) -> Document:
    """The names and terms of a draft are changed; versions keep those that they were made with."""
    for name, value in terms.items():
        setattr(document, name, value)
    document.save()
    document.parties.set(parties)
    document.condition_named.set(named)
    return document


def new_key() -> str:
    """An id of a clause for good: short enough to be carried in a Word file's bookmark."""
    return code(KEY_LENGTH, secrets.choice).lower()
