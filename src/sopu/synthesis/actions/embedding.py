"""Sentences are turned into numbers and kept, in the background, so that a proposal need not wait for it.

The worker shares its machine with the hall, so it stays out of the way: the lowest priority, one thread, a few
sentences at a time, and while somebody speaks it rests three times as long as it works. What a person waits for takes
as many threads as there are, at the lowest priority too.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from sopu.core.themes.embedding import MODEL, embed
from sopu.forum.models import Contribution, Event
from sopu.synthesis.models import Embedding
from sopu.synthesis.queries import vectors

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors | None]

AT_ONCE, AT_ONCE_FOR_A_PERSON = 8, 32
LONGEST_ROUND = 3.0
"""Seconds after which the round ends, so that work that somebody waits for comes between."""
RESTS = 3
LOWEST = 19


def embed_waiting() -> bool:
    """A round: sentences without a vector get one, the newest first; True when some still wait."""
    ends = time.monotonic() + LONGEST_ROUND
    with _out_of_the_way(threads=1) as gently:
        while waiting := vectors.unembedded(AT_ONCE):
            if time.monotonic() > ends:
                return True
            began = time.monotonic()
            found = gently(list(waiting.values()))
            if found is None:
                return False
            keep_vectors(texts=waiting, found=found)
            if vectors.a_hall_speaks(timezone.now()):
                time.sleep(RESTS * (time.monotonic() - began))
    return False


def embed_event(*, event: Event) -> Iterator[int]:
    """The event's sentences without a vector get one; tells after each few how many have been done.

    Where nothing embeds, nothing is done: letters carry on alone.
    """
    waiting = list(vectors.unembedded_of(event).items())
    with _out_of_the_way() as gently:
        for start in range(0, len(waiting), AT_ONCE_FOR_A_PERSON):
            some = dict(waiting[start : start + AT_ONCE_FOR_A_PERSON])
            found = gently(list(some.values()))
            if found is None:
                return
            keep_vectors(texts=some, found=found)
            yield start + len(some)


@transaction.atomic
def keep_vectors(*, texts: Mapping[int, str], found: Vectors) -> None:
    """The vectors of sentences are kept; that of a sentence whose text was erased meanwhile is let go."""
    # Not to hinder answers to these sentences: they only need the sentences' keys to stay.
    now = dict(Contribution.objects.select_for_update(no_key=True).filter(pk__in=texts).values_list("pk", "text"))
    rows = [
        Embedding(
            contribution_id=sentence,
            model=MODEL,
            digest=vectors.digest_of(text),
            vector=vector.astype("<f4").tobytes(),
            made_at=timezone.now(),
        )
        for (sentence, text), vector in zip(texts.items(), found, strict=True)
        if now.get(sentence) == text
    ]
    fields = ["model", "digest", "vector", "made_at"]
    Embedding.objects.bulk_create(rows, update_conflicts=True, unique_fields=["contribution"], update_fields=fields)


@transaction.atomic
def forget_vector(*, contribution: int) -> None:
    """The vector of a sentence goes, since something of its text could be read from it."""
    Embedding.objects.filter(contribution=contribution).delete()


@contextmanager
def _out_of_the_way(threads: int | None = None) -> Iterator[Embed]:
    """A way to embed in a thread that gives way to whoever else needs the processor."""
    with ThreadPoolExecutor(1, "embedding", initializer=_give_way) as thread:
        yield lambda texts: thread.submit(_embed, texts, threads).result()


def _give_way() -> None:
    """On Linux each thread has a priority of its own; elsewhere it stays as it is."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST)


def _embed(texts: Sequence[str], threads: int | None) -> Vectors | None:
    with threadpool_limits(threads, user_api="openmp"):
        return embed(texts)
