"""What a log holds, its name and its keys."""

import hmac
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings

from sopu.core.notes import Signer
from sopu.ledger.models import Checkpoint, Entry, Log


def log_of(slug: str) -> str:
    """The name (origin) of the log of the negotiation with this slug.

    A log keeps the name that it began with, whatever address the installation has later: all its checkpoints say it.
    """
    begun = Log.objects.filter(origin__endswith=f"/n/{slug}").order_by("pk").values_list("origin", flat=True).first()
    return begun or f"{urlsplit(settings.ORIGIN).netloc}/n/{slug}"


def signer_of(log: str) -> Signer:
    """What signs the log of this name: the installation's key under the log's own name."""
    return Signer(log, settings.LEDGER_KEY)


def vkey_of(log: str) -> str:
    """The public key of the log as text: name+id+base64."""
    return signer_of(log).key.vkey


def secret_for(purpose: str) -> bytes:
    """A secret of 32 bytes for one purpose, from the installation's key, which it tells nothing of (HMAC-SHA256)."""
    return hmac.digest(settings.LEDGER_KEY, f"sopu {purpose}".encode(), "sha256")


def manifests_of(log: str, reference: str) -> tuple[str, ...]:
    """The manifests of what was sealed by this reference, in their order."""
    entries = Entry.objects.filter(log__origin=log, reference=reference).exclude(manifest="").order_by("index")
    return tuple(entries.values_list("manifest", flat=True))


def entries_of(log: str) -> tuple[Entry, ...]:
    """Every entry of the log in its order; none where nothing has been sealed."""
    return tuple(Entry.objects.filter(log__origin=log).order_by("index"))


def checkpoint_of(log: str) -> Checkpoint | None:
    """The latest signed checkpoint of the log, or none where nothing has been sealed."""
    return Checkpoint.objects.filter(log__origin=log).order_by("size").last()


def note_of(log: str, entries: Sequence[Entry]) -> str:
    """The signed checkpoint over these entries, the first of the log to some later one: as it was signed then."""
    return Checkpoint.objects.get(log__origin=log, size=len(entries)).note
