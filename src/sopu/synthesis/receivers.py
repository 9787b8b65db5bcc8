"""What the synthesis does when the forum tells something."""

import datetime as dt

from django.dispatch import receiver
from django.utils import timezone

from sopu.forum.signals import sentences_given, text_erased
from sopu.synthesis.actions.embedding import forget_vector
from sopu.synthesis.tasks import SOON, embed_later


class Bell:
    """Rings for a round at most once in a while, however much is said: the round begins after all that rang for it."""

    def __init__(self) -> None:
        self._rung_until: dt.datetime | None = None

    def ring(self, now: dt.datetime) -> None:
        """A round begins soon; where work can't wait for its time, sentences are embedded when a proposal is asked."""
        if self._rung_until is not None and now < self._rung_until:
            return
        if embed_later.get_backend().supports_defer:
            embed_later.using(run_after=now + SOON).enqueue()
            self._rung_until = now + SOON


bell = Bell()


@receiver(sentences_given)
def _embed_soon(**_told: object) -> None:
    bell.ring(timezone.now())


@receiver(text_erased)
def _forget(*, contribution: int, **_told: object) -> None:
    forget_vector(contribution=contribution)
