"""A dossier is looked at from the outside in, without a database, a network or us; the first fault ends the looking.

The order is that of what tells most: the archive, its lists, whose it is, the log, the acts, and last the signature
over everything and the bytes between the files.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sopu.core.dossiers import acts, archives, lists, logs
from sopu.core.dossiers.faults import Fails, Report
from sopu.core.dossiers.forms import Part


def verify(source: bytes | Path, vkey: str | None = None, kept: str | None = None) -> Report:
    """Whether everything in the dossier holds, and what was found; never raises for what a dossier may have wrong.

    `vkey` is the log's public key as its page shows it; without it the dossier is held against the key that it
    carries. `kept` is a checkpoint (a signed note) of the same log that somebody kept from earlier: the log must begin
    as it did then.
    """
    try:
        return _looked(source, vkey, kept)
    except Fails as failed:
        return Report(holds=False, first_fault=failed.fault, is_key_given=vkey is not None)


def _looked(source: bytes | Path, vkey: str | None, kept: str | None) -> Report:
    content = archives.content_of(source)
    files = archives.files_of(content)
    lists.demand_listed(files)
    origin, about, parts = lists.read_index(files)
    key = logs.key_for(files, origin, vkey)
    entries = logs.entries_in(files, logs.demand_signed(files, key))
    if kept is not None:
        logs.demand_history(files, kept, key)
    acts.demand_sealed(parts, entries)
    sentence_count = acts.demand_sentences(parts)
    logs.demand_seal(files, key)
    archives.demand_plain(content, files)
    return Report(
        holds=True,
        origin=origin,
        key_id=key.id.hex(),
        is_key_given=vkey is not None,
        about=about,
        counts=_counts(parts, len(files), len(entries), sentence_count),
    )


def _counts(parts: Sequence[Part], file_count: int, entry_count: int, sentence_count: int) -> dict[str, int]:
    kinds = Counter(part.kind.value for part in parts)
    return {"files": file_count, "entries": entry_count, "sentences": sentence_count} | {
        kind: kinds[kind] for kind in ("version", "decision", "correction", "event", "report")
    }
