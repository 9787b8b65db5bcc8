"""Work that the machine was asked for and does in the background: who asked, and how far it has come."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sopu.forum.models import Event
from sopu.synthesis.models.themes import Sorting


class ThemeRequestQuerySet(models.QuerySet["ThemeRequest"]):
    def under_way(self) -> "ThemeRequestQuerySet":
        """Those that are neither finished nor failed."""
        return self.filter(finished_at__isnull=True, failure="")

    def with_events(self) -> "ThemeRequestQuerySet":
        """Each with its event, who asked and what came of it at hand."""
        return self.select_related("event__negotiation", "requested_by", "sorting")


class ThemeRequest(models.Model):
    """The machine is asked to propose themes (Finnish: teemojen pyyntö); `sorting` is what it proposed, if anything.

    `done_count` of `total_count` sentences have been turned into numbers, the longest part of the work.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="theme_requests")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="theme_requests"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    total_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    sorting = models.OneToOneField(
        Sorting, on_delete=models.SET_NULL, null=True, blank=True, related_name="theme_request"
    )

    objects = ThemeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=models.Q(finished_at__isnull=True, failure=""),
                name="themes_of_an_event_are_proposed_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.done_count}/{self.total_count}"

    @property
    def is_read(self) -> bool:
        """Every sentence has been read for what it means."""
        return self.started_at is not None and self.done_count >= self.total_count
