"""Evidence that the duties to negotiate are met."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.negotiations.models.meetings import Meeting
from sopu.negotiations.models.negotiations import Negotiation, Party


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def beside(self, negotiation: Negotiation) -> "EvidenceQuerySet":
        """That of the same county in any term; a demonstration's is told apart from the real."""
        return self.filter(
            party__negotiation__county=negotiation.county_id, party__negotiation__is_demo=negotiation.is_demo
        )

    def with_origins(self) -> "EvidenceQuerySet":
        """In the order of recording, each with its party, negotiation and meeting at hand."""
        return self.select_related("party__organisation", "party__negotiation", "meeting").order_by("id")


class Evidence(models.Model):
    """That a party took part in negotiating of these parts of a duty on that day, in a meeting or in a forum.

    The latest record of a party, a duty and a meeting or forum stands; one without parts takes back what stood.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="evidence")
    duty = models.CharField(max_length=20)
    parts = models.JSONField(default=list, blank=True)
    held_on = models.DateField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    event_code = models.CharField(max_length=12, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, event_code="") | (Q(meeting__isnull=True) & ~Q(event_code="")),
                name="evidence_stands_on_a_meeting_or_on_a_forum",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.duty} {self.held_on}"
