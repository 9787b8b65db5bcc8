"""Sentences that people say are the same: marked, never merged."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sopu.forum.models.events import Event
from sopu.forum.models.people import Participant
from sopu.forum.models.sentences import Contribution


class DuplicateMarkQuerySet(models.QuerySet["DuplicateMark"]):
    def of(self, event: Event) -> "DuplicateMarkQuerySet":
        """Those given in this event."""
        return self.filter(contribution__discussion__event=event)


class DuplicateMark(models.Model):
    """A participant says that a sentence says the same as an earlier one; both stay as they are."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="duplicate_marks")
    earlier = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="later_duplicate_marks")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="duplicate_marks")
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    objects = DuplicateMarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(contribution=F("earlier")), name="no_sentence_repeats_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} = {self.earlier_id}"
