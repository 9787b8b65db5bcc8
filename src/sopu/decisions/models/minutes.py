"""Published minutes that were found: what they seem to say of which case, until a person confirms or dismisses it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.decisions.models.cases import Case
from sopu.decisions.models.decisions import Decision
from sopu.negotiations.models import Negotiation


class MinutesMatchQuerySet(models.QuerySet["MinutesMatch"]):
    def of(self, negotiation: Negotiation) -> "MinutesMatchQuerySet":
        """Those of the negotiation, the newest first."""
        return self.filter(negotiation=negotiation).select_related("case__party__organisation").order_by("-id")

    def waiting(self) -> "MinutesMatchQuerySet":
        """Those that nobody has confirmed or dismissed."""
        return self.filter(decision__isnull=True, dismissed_at__isnull=True)


class MinutesMatch(models.Model):
    """An item of published minutes that seems to be a case's (Finnish: pöytäkirjaosuma); a person records.

    `reading` is what was read of it: headings, outcome with its evidence, votes, and why it seems to be the case's.
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="minutes_matches")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="matches")
    url = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="match")
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects = MinutesMatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "minutes matches"
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "sha256"], name="the_same_minutes_are_found_once"),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True) | ~Q(reason=""), name="minutes_are_dismissed_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.sha256
