"""Snapshots: what was reckoned from the hall's words and answers at a moment, so that anybody can reckon it again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.models import Event
from sopu.web.languages import Named


class SnapshotKind(models.TextChoices):
    """What was reckoned."""

    OPINION = "opinion", _("who agrees with whom")
    THEMES = "themes", _("what it is about")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def of(self, event: Event) -> "SnapshotQuerySet":
        """Those of this event, the newest first."""
        return self.filter(event=event).order_by("-id")

    def opinions(self) -> "SnapshotQuerySet":
        """Those of who agrees with whom."""
        return self.filter(kind=SnapshotKind.OPINION)

    def themes(self) -> "SnapshotQuerySet":
        """Those of what it is about."""
        return self.filter(kind=SnapshotKind.THEMES)


class Snapshot(models.Model):
    """A reckoning at a moment (Finnish: tilannekuva): what went in, by which method and seed, and what came out.

    What went in is known by its marks (`last_contribution`, `last_reaction`, `last_moderation`: the server's order of
    records up to then) and its digest; nothing of it is copied. `result` holds no text and nobody's name.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="snapshots")
    kind = models.CharField(max_length=8, choices=SnapshotKind)
    method = models.CharField(max_length=120)
    seed = models.PositiveIntegerField(default=0)
    last_contribution = models.BigIntegerField(default=0)
    last_reaction = models.BigIntegerField(default=0)
    last_moderation = models.BigIntegerField(default=0)
    input_digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    result_digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.kind} {self.input_digest[:8]}"


class GroupNameQuerySet(models.QuerySet["GroupName"]):
    def standing(self) -> "GroupNameQuerySet":
        """The latest of each group."""
        later = GroupName.objects.filter(
            snapshot=models.OuterRef("snapshot"), group=models.OuterRef("group"), id__gt=models.OuterRef("id")
        )
        return self.filter(~models.Exists(later))


class GroupName(Named):
    """What a person calls a group that the machine found; the latest stands."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="group_names")
    group = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_names")
    made_at = models.DateTimeField(default=timezone.now)

    objects = GroupNameQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
