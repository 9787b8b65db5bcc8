"""Published minutes that were found: what they seem to say of which case, until a person confirms or dismisses it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.accounts.models import User
from sopu.decisions.models.cases import AgendaItem, Case
from sopu.decisions.models.decisions import Decision
from sopu.negotiations.models import Negotiation, PartyQuerySet


class MinutesMatchQuerySet(models.QuerySet["MinutesMatch"]):
    def of(self, negotiation: Negotiation) -> "MinutesMatchQuerySet":
        """Those of the negotiation, the newest first."""
        return self.filter(negotiation=negotiation).at_hand().order_by("-id")

    def in_negotiation(self, slug: str) -> "MinutesMatchQuerySet":
        """Those of the negotiation with this address, at hand."""
        return self.filter(negotiation__slug=slug).at_hand()

    def at_hand(self) -> "MinutesMatchQuerySet":
        """Each with its case, party, bodies, document and negotiation, and what was recorded of it."""
        return self.select_related(
            "negotiation", "case__party__organisation", "case__document", "decision", "item", "dismissed_by"
        )

    def for_parties(self, parties: PartyQuerySet, finder: User) -> "MinutesMatchQuerySet":
        """Those of the parties' cases, and those that are no case's yet and this person brought."""
        return self.filter(Q(case__party__in=parties) | Q(case__isnull=True, found_by=finder))

    def waiting(self) -> "MinutesMatchQuerySet":
        """Those that nobody has confirmed or dismissed."""
        return self.filter(decision__isnull=True, item__isnull=True, dismissed_at__isnull=True)

    def settled(self) -> "MinutesMatchQuerySet":
        """Those that somebody has confirmed or dismissed."""
        return self.exclude(decision__isnull=True, item__isnull=True, dismissed_at__isnull=True)


class MinutesMatch(models.Model):
    """An item of published minutes that seems to be a case's (Finnish: pöytäkirjaosuma); a person records, not this.

    `reading` is what was read of it: headings, outcome with its evidence, votes, and why it seems to belong to the
    case. Confirmed, it names the `decision` that was recorded, or of an agenda the `item` that was placed.
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="minutes_matches")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="matches")
    url = models.URLField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=timezone.now)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="match")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="matches")
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
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True) | Q(decision__isnull=True, item__isnull=True),
                name="what_is_dismissed_records_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.file_name or self.sha256

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has confirmed or dismissed it."""
        return self.decision_id is None and self.item_id is None and self.dismissed_at is None
