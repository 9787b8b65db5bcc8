"""An official act is sealed: one line more in the log, and a checkpoint signed over all of them."""

import datetime as dt

from django.db import transaction

from sopu.core import trees
from sopu.core.notes import Checkpoint as Head
from sopu.ledger import rules
from sopu.ledger.models import Checkpoint, Entry, Log
from sopu.ledger.queries import signer_of


@transaction.atomic
def seal(*, log: str, kind: str, reference: str, digest: str, at: dt.datetime, manifest: str = "") -> Entry:
    """The entry of this act in the log of that name (`ledger.queries.log_of`); sealing it again gives the same one.

    `reference` is a noun and an id (`version:12/fi`), `digest` SHA-256 in hexadecimal digits of what was done, and
    `manifest` the lines, each an id and a digest, that `digest` is of, where it is of such lines. Raises ValueError for
    anything else: a name or a sentence can never come into a log.
    """
    _demand_form(kind, reference, digest, manifest)
    held, _is_new = Log.objects.get_or_create(origin=log)
    Log.objects.select_for_update().get(pk=held.pk)
    known = Entry.objects.filter(log=held, kind=kind, reference=reference, digest=digest).first()
    return known or _append(held, kind, reference, digest, at, manifest)


@transaction.atomic
def discard_log(*, log: str) -> None:
    """A log goes whole, with everything that was sealed in it; only demonstrations are discarded."""
    Log.objects.filter(origin=log).delete()


def _append(log: Log, kind: str, reference: str, digest: str, at: dt.datetime, manifest: str) -> Entry:
    hashes = [bytes.fromhex(one) for one in log.entries.order_by("index").values_list("leaf_hash", flat=True)]
    leaf = rules.leaf(kind=kind, reference=reference, digest=digest, at=at)
    hashes.append(trees.leaf_hash(leaf.encode()))
    entry = Entry.objects.create(
        log=log,
        index=len(hashes) - 1,
        kind=kind,
        reference=reference,
        digest=digest,
        leaf=leaf,
        leaf_hash=hashes[-1].hex(),
        manifest=manifest,
        sealed_at=at,
    )
    root = trees.root(hashes)
    note = signer_of(log.origin).sign(Head(log.origin, len(hashes), root).text)
    Checkpoint.objects.create(log=log, size=len(hashes), root=root.hex(), note=note, signed_at=at)
    return entry


def _demand_form(kind: str, reference: str, digest: str, manifest: str) -> None:
    if not rules.is_kind(kind):
        raise ValueError(f"Not a kind of act that is sealed: {kind!r}")
    if not rules.is_reference(reference):
        raise ValueError(f"Not a reference: {reference!r}")
    if not rules.is_digest(digest) or not rules.is_manifest_of(manifest, digest):
        raise ValueError("The digest is not a digest, or not of its manifest.")
