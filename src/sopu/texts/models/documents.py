"""Documents: what the parties agree on in writing, and the terms of it that are data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Negotiation, Party
from sopu.web.languages import Named


class DocumentKind(models.TextChoices):
    """What a document is."""

    FRAMEWORK = "framework", _("framework agreement")
    STRATEGIC = "strategic", _("strategic cooperation agreement")
    NEGOTIATION_PLAN = "negotiation_plan", _("negotiation plan")
    SUPPLEMENTARY_PLAN = "supplementary_plan", _("supplementary plan")
    OTHER = "other", _("other document")


class Language(models.TextChoices):
    """A language that a document is worded in."""

    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")


class ConditionKind(models.TextChoices):
    """When a document comes into force, or what it takes to amend it."""

    ALL = "all", _("all parties have approved the same wording")
    AT_LEAST = "at_least", _("a number of the parties have approved the same wording")
    NAMED = "named", _("the named parties have approved the same wording")
    DATE = "date", _("a day comes")


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, negotiation: Negotiation) -> "DocumentQuerySet":
        """Those of the negotiation, in their order."""
        return self.filter(negotiation=negotiation)

    def at_hand(self) -> "DocumentQuerySet":
        """Each with its negotiation, county and predecessor."""
        return self.select_related("negotiation__county", "predecessor")


class Document(Named):
    """A document that the parties agree on (Finnish: asiakirja): its draft lives in clauses, its versions stand still.

    `condition` is when it comes into force, `not_before` the earliest day of it; `amendment` is what it takes to amend
    it. Both are data, so that a rule can say whether they are met and why not yet. It is drafted in `original`.
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DocumentKind)
    original = models.CharField(max_length=2, choices=Language, default=Language.FINNISH)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    parties = models.ManyToManyField(Party, related_name="documents")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    condition = models.CharField(max_length=10, choices=ConditionKind, default=ConditionKind.ALL)
    condition_count = models.PositiveSmallIntegerField(null=True, blank=True)
    condition_named = models.ManyToManyField(Party, related_name="+", blank=True)
    not_before = models.DateField(null=True, blank=True)
    amendment = models.CharField(max_length=10, choices=ConditionKind, default=ConditionKind.ALL)
    amendment_count = models.PositiveSmallIntegerField(null=True, blank=True)
    termination_months = models.PositiveSmallIntegerField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["negotiation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="a_document_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("pk")),
                name="a_document_never_succeeds_itself",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="a_document_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(condition="at_least") | Q(condition_count__gte=1),
                name="a_condition_of_a_number_has_the_number",
            ),
            models.CheckConstraint(
                condition=~Q(condition="date") | Q(not_before__isnull=False), name="a_condition_of_a_day_has_the_day"
            ),
        ]
