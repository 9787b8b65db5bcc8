"""Sentences that were gathered by other means and brought in: a table of another tool, or paper typed in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.core.shapes import NAMES
from sopu.forum.models.events import Event
from sopu.negotiations.models import Negotiation


class IntakeKind(models.TextChoices):
    """What an intake was made of."""

    TABLE = "table", _("spreadsheet")
    PAPER = "paper", _("paper")


class IntakeQuerySet(models.QuerySet["Intake"]):
    def stored(self) -> "IntakeQuerySet":
        """Those whose sentences are in the event, also when that was undone."""
        return self.filter(stored_at__isnull=False)

    def waiting(self) -> "IntakeQuerySet":
        """Those whose file waits for a person's word."""
        return self.filter(stored_at__isnull=True)

    def standing(self) -> "IntakeQuerySet":
        """Those that were stored and not undone."""
        return self.filter(stored_at__isnull=False, undone_at__isnull=True)

    def with_people(self) -> "IntakeQuerySet":
        """Each with who made it and who undid it, the latest first."""
        return self.select_related("made_by", "undone_by").order_by("-id")


class Intake(models.Model):
    """A table of another tool, or a pile of paper, brought into an event (Finnish: tuonti).

    Until it is stored its file waits under `key`; after that only `digest` and the counts are left of the file.
    `reading` is how it was read: which column is what, and which word means what.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="intakes")
    kind = models.CharField(max_length=5, choices=IntakeKind, default=IntakeKind.TABLE)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    tool = models.CharField(max_length=20, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    sentence_count = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="intakes")
    made_at = models.DateTimeField(default=timezone.now)
    stored_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="undone_intakes"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "digest", "sheet"],
                condition=Q(stored_at__isnull=False, undone_at__isnull=True),
                name="a_file_is_taken_in_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(stored_at__isnull=False), name="only_what_was_stored_is_undone"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="an_undoing_has_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.file_name}"

    @property
    def origin(self) -> str:
        """Where it came from: a tool by its name, else a table or paper."""
        return NAMES.get(self.tool) or str(IntakeKind(self.kind).label)


class RememberedReading(models.Model):
    """How tables with these headers were read the last time in a negotiation (Finnish: muistettu lukutapa)."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="remembered_readings")
    signature = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["negotiation", "signature"], name="headers_are_remembered_once")]

    def __str__(self) -> str:
        return f"{self.negotiation_id}: {self.signature[:8]}"
