"""A machine of the organiser's own is asked to word a finding: who asked, of which sentences, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models.findings import FindingKind, FindingVersion
from sopu.synthesis.models.themes import Theme


class DraftingQuerySet(models.QuerySet["Drafting"]):
    def at_hand(self) -> "DraftingQuerySet":
        """Each with what came of it at hand."""
        return self.select_related("version__finding", "requested_by")


class Drafting(models.Model):
    """A machine is asked to draft a finding from chosen sentences (Finnish: luonnoksen pyyntö).

    `result` tells of each sentence of its answer whether it was accepted, and why not; nothing of an answer that could
    not be read is kept. `failure` is the code of why there was none.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="draftings")
    kind = models.CharField(max_length=10, choices=FindingKind)
    language = models.CharField(max_length=2, default="fi")
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sources = models.ManyToManyField(Contribution, related_name="draftings")
    model = models.CharField(max_length=200)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="draftings")
    requested_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True)
    result = models.JSONField(default=dict, blank=True)
    version = models.OneToOneField(
        FindingVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="drafting"
    )

    objects = DraftingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.act_id}"
