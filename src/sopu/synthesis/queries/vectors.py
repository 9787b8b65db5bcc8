"""Sentences as numbers: which are kept, and which still wait for it."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sopu.core.digests import sha256
from sopu.core.themes.embedding import MODEL
from sopu.forum.models import Contribution, Event, Reaction

SPEAKING = dt.timedelta(seconds=3)


def digest_of(text: str) -> str:
    """By what a kept vector knows its text."""
    return sha256(text.encode())


def vectors_of(event: Event) -> tuple[list[int], NDArray[np.float32] | None]:
    """Visible sentences whose vectors are kept, oldest first, and the vectors as n × 384; none at all gives None.

    A vector of another model, or of a text that is not there any more, is as good as none.
    """
    rows = (
        Contribution.objects.of(event)
        .visible()
        .filter(embedding__model=MODEL)
        .order_by("id")
        .values_list("id", "text", "embedding__digest", "embedding__vector")
    )
    kept = [(sentence, vector) for sentence, text, digest, vector in rows.iterator() if digest == digest_of(text)]
    if not kept:
        return [], None
    numbers = np.frombuffer(b"".join(vector for _sentence, vector in kept), dtype="<f4")
    return [sentence for sentence, _vector in kept], numbers.reshape(len(kept), -1)


def rows_of(event: Event, sentences: Sequence[int]) -> NDArray[np.float32] | None:
    """The kept vectors of these sentences as n × 384 rows in their order, noughts where none is kept; else None."""
    known, found = vectors_of(event)
    if found is None:
        return None
    place = {sentence: row for row, sentence in enumerate(known)}
    rows = np.zeros((len(sentences), found.shape[1]), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        if sentence in place:
            rows[row] = found[place[sentence]]
    return rows


def texts_of(event: Event) -> dict[int, str]:
    """Visible sentences that have words, oldest first."""
    rows = Contribution.objects.of(event).visible().exclude(text="").order_by("id")
    return dict(rows.values_list("id", "text"))


def unembedded_of(event: Event) -> dict[int, str]:
    """Visible sentences of the event that have no vector of the right model and text."""
    kept = set(vectors_of(event)[0])
    return {sentence: text for sentence, text in texts_of(event).items() if sentence not in kept}


def unembedded(most: int) -> dict[int, str]:
    """At most so many visible sentences of any event that have no vector of the right model, the newest first."""
    rows = Contribution.objects.visible().exclude(text="").exclude(embedding__model=MODEL).order_by("-id")
    return dict(rows.values_list("id", "text")[:most])


def a_hall_speaks(now: dt.datetime) -> bool:
    """Somebody has said or answered something within the last seconds."""
    latest = [rows.order_by("-id").values_list("received_at", flat=True).first() for rows in _ACTS]
    return any(at is not None and now - at < SPEAKING for at in latest)


_ACTS = (Contribution.objects.all(), Reaction.objects.all())
