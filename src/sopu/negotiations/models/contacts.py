"""Contact points of the parties."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models.negotiations import GoalArea, Negotiation, Party


class Purpose(models.TextChoices):
    """What a contact point is for."""

    ANY = "any", _("all matters")
    PREPARATION = "preparation", _("preparation")
    MONITORING = "monitoring", _("monitoring")


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    def standing(self) -> "ContactPointQuerySet":
        """Those that nobody has ended, whatever their dates."""
        return self.filter(ended_at__isnull=True)

    def in_force(self, on: dt.date) -> "ContactPointQuerySet":
        """Those whom one may turn to on that day."""
        return self.standing().filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def of(self, negotiation: Negotiation) -> "ContactPointQuerySet":
        """Those of the negotiation's parties, in the order of the goal areas, those for all of them first."""
        return (
            self.filter(party__negotiation=negotiation)
            .select_related("goal_area", "party__organisation")
            .order_by(F("goal_area__number").asc(nulls_first=True), "purpose", "id")
        )

    def of_party(self, party: Party) -> "ContactPointQuerySet":
        """Those of one party."""
        return self.filter(party=party).select_related("goal_area")


class ContactPoint(models.Model):
    """Whom to turn to in a party, in one goal area or in all of them; a change is a new row, and the old one ends."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contact_points")
    goal_area = models.ForeignKey(
        GoalArea, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points"
    )
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ANY)
    title = models.CharField(max_length=120)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    substitute_name = models.CharField(max_length=150, blank=True)
    substitute_email = models.EmailField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="named_contact_points"
    )
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_contact_point_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.title}"
