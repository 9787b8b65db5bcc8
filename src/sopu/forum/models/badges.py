"""Badges: codes of one person each, without a name."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sopu.forum.models.events import Event
from sopu.forum.models.people import Participant, ParticipantRole
from sopu.forum.models.tables import Table
from sopu.organisations.models import Organisation


class BadgeQuerySet(models.QuerySet["Badge"]):
    def of_people(self) -> "BadgeQuerySet":
        """Those of people, not of tables' devices."""
        return self.filter(table=None)

    def in_force(self) -> "BadgeQuerySet":
        """Those that are not cancelled."""
        return self.filter(cancelled_at=None)

    def unused(self) -> "BadgeQuerySet":
        """Those in force by which nobody has joined."""
        return self.in_force().filter(used_by=None)


class Badge(models.Model):
    """A printed code by which one phone joins: with its organisation and role, or as the device of a table.

    The code itself is nowhere: `code_digest` is a keyed digest of it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="badges")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="badges"
    )
    role = models.CharField(max_length=14, choices=ParticipantRole, default=ParticipantRole.UNKNOWN, blank=True)
    table = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, blank=True, related_name="badges")
    code_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    used_by = models.OneToOneField(Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="badge")
    used_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="a_badge_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(table=None) | Q(organisation=None), name="a_table_speaks_for_no_organisation"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__gte=F("made_at")), name="a_badge_is_made_before_it_is_used"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class Release(models.Model):
    """A used badge is freed for another phone of the same person, or cancelled, by somebody at the desk."""

    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="releases")
    is_cancelling = models.BooleanField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="releases"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.badge_id}: {self.is_cancelling}"
