"""A dossier is made: a negotiation in one file, which is checked as anybody would before it is given out."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.accounts.models import User
from sopu.core.digests import sha256
from sopu.core.dossiers.faults import Report
from sopu.core.dossiers.forms import DossierParts, Part
from sopu.core.dossiers.verifying import verify
from sopu.core.dossiers.writing import write
from sopu.core.refusals import Refused
from sopu.forum.actions.sealing import seal_said
from sopu.ledger.models import Entry
from sopu.ledger.queries import entries_of, log_of, note_of, signer_of, vkey_of
from sopu.negotiations.models import Negotiation
from sopu.publishing import files
from sopu.publishing.documents.dossier import readme
from sopu.publishing.models import Dossier
from sopu.publishing.queries.dossier import LANGUAGE, steps_of

Tell = Callable[[int, int], None]


LONGEST = dt.timedelta(minutes=15)
"""After this a dossier that is still being made is taken to be broken off: its worker has died."""


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier: the name of its file, its bytes, and what came of checking it."""

    name: str
    content: bytes
    report: Report


@transaction.atomic
def request_dossier(*, negotiation: Negotiation, requested_by: User | None, now: dt.datetime) -> Dossier:
    """A dossier is asked for; while one is being made, asking again gives the same one."""
    if not entries_of(log_of(negotiation.slug)):
        raise Refused("nothing_sealed", _("Nothing has been sealed in this negotiation yet. No dossier was made."))
    under_way = Dossier.objects.of(negotiation).under_way()
    under_way.filter(requested_at__lt=now - LONGEST).update(failure="broken off")
    asked, _is_new = under_way.get_or_create(
        negotiation=negotiation, defaults={"requested_by": requested_by, "requested_at": now}
    )
    return asked


def make_asked(*, dossier: Dossier, now: dt.datetime) -> None:
    """The dossier that was asked for is made and kept; a failure is recorded and raised."""

    def tell(done: int, total: int) -> None:
        Dossier.objects.filter(pk=dossier.pk).update(done_count=done, total_count=total)

    Dossier.objects.filter(pk=dossier.pk).update(started_at=now)
    try:
        made = make_dossier(negotiation=dossier.negotiation, now=now, tell=tell)
        file = f"dossiers/{dossier.pk}/{made.name}"
        files.keep(file, made.content)
    except Exception as failure:
        Dossier.objects.filter(pk=dossier.pk).update(failure=getattr(failure, "code", type(failure).__name__))
        raise
    Dossier.objects.filter(pk=dossier.pk).update(
        finished_at=timezone.now(),
        file=file,
        sha256=sha256(made.content),
        size=len(made.content),
        file_count=made.report.counts["files"],
        entry_count=made.report.counts["entries"],
    )


@transaction.atomic
def discard_dossiers(*, negotiation: Negotiation) -> None:
    """The negotiation's dossiers go with their files; only demonstrations are discarded."""
    for dossier in Dossier.objects.of(negotiation):
        dossier.delete()
        if dossier.file:
            transaction.on_commit(partial(files.discard, dossier.file))


def make_dossier(*, negotiation: Negotiation, now: dt.datetime, tell: Tell) -> Made:
    """The dossier of the negotiation as it is now; `tell` hears how many steps of how many are done.

    What came late to closed events is sealed first. One that does not hold is never given out.
    """
    for event in negotiation.events.in_earnest():
        seal_said(event=event, now=now)
    log = log_of(negotiation.slug)
    entries = entries_of(log)
    if not entries:
        raise Refused("nothing_sealed", _("Nothing has been sealed in this negotiation yet. No dossier was made."))
    with override(LANGUAGE):
        parts = _gathered(negotiation, entries, now, tell)
    content = write(_whole(negotiation, entries, parts, now), signer_of(log))
    report = verify(content, vkey_of(log))
    if report.first_fault is not None:
        told = _("The dossier does not hold together, so it was not given out: %(fault)s")
        raise Refused("does_not_hold", told % {"fault": report.first_fault.sentence})
    return Made(f"sopu-{negotiation.slug}.zip", content, report)


def _gathered(negotiation: Negotiation, entries: Sequence[Entry], now: dt.datetime, tell: Tell) -> tuple[Part, ...]:
    steps = steps_of(negotiation, entries, now)
    made = []
    for number, step in enumerate(steps, 1):
        made.append(step())
        tell(number, len(steps))
    return tuple(chain.from_iterable(made))


def _whole(
    negotiation: Negotiation, entries: Sequence[Entry], parts: tuple[Part, ...], now: dt.datetime
) -> DossierParts:
    log = log_of(negotiation.slug)
    about = {
        "negotiation": negotiation.name_in(LANGUAGE),
        "county": negotiation.county.name_in(LANGUAGE),
        "term": negotiation.term.name,
        "made_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "generator": f"Sopu {version('sopu')}",
        "log": log,
        "vkey": vkey_of(log),
        "url": f"{settings.ORIGIN}{reverse('log', args=[negotiation.slug])}",
    }
    return DossierParts(
        origin=log,
        entries=tuple(one.leaf for one in entries),
        checkpoint=note_of(log, entries),
        readme=readme(about),
        parts=parts,
        about=about,
    )
