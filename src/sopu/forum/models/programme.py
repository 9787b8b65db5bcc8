"""What an event has planned, and when."""

from django.db import models
from django.db.models import F, Q

from sopu.forum.models.events import Discussion, Event
from sopu.web.languages import Named


class ProgrammeItemQuerySet(models.QuerySet["ProgrammeItem"]):
    def with_discussions(self) -> "ProgrammeItemQuerySet":
        """Each with the discussion that stands behind it at hand."""
        return self.select_related("discussion")


class ProgrammeItem(Named):
    """A part of an event's programme with its time (Finnish: ohjelmakohta); a discussion may stand behind it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="programme")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    discussion = models.ForeignKey(Discussion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="a_programme_item_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="a_programme_item_ends_after_it_starts"
            ),
        ]
