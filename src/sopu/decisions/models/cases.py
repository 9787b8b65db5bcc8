"""Cases: one a party for each document, with the bodies that handle it and their agendas."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.decisions.models.words import SYSTEMS
from sopu.negotiations.models import Negotiation, Party
from sopu.organisations.models import Body
from sopu.texts.models import Document, Version


class Task(models.TextChoices):
    """What a party's body is asked to do with a document."""

    APPROVE = "approve", _("to approve")
    NOTE = "note", _("to note for information")


class CaseQuerySet(models.QuerySet["Case"]):
    def of(self, document: Document) -> "CaseQuerySet":
        """Those of the document, in the order of its parties."""
        return self.filter(document=document).order_by("party__number")

    def in_negotiation(self, negotiation: Negotiation) -> "CaseQuerySet":
        """Those of all documents of the negotiation."""
        return self.filter(document__negotiation=negotiation).order_by("document__number", "party__number")

    def at_hand(self) -> "CaseQuerySet":
        """Each with its party, organisation, bodies, document and negotiation."""
        return self.select_related("party__organisation", "decides", "prepares", "document__negotiation__county")


class Case(models.Model):
    """A document as one party's matter (Finnish: asia), with the party's own case number.

    `decides` is the body that decides, `prepares` the one that proposes to it, if another does.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="cases")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cases")
    decides = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cases_to_decide")
    prepares = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_to_prepare")
    task = models.CharField(max_length=7, choices=Task, default=Task.APPROVE)
    number = models.CharField(max_length=60, blank=True)
    system = models.CharField(max_length=10, choices=SYSTEMS, blank=True)
    feed = models.URLField(max_length=500, blank=True)
    feed_looked_at = models.DateTimeField(null=True, blank=True)
    feed_failure = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["document", "party__number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="a_party_has_one_case_of_a_document"),
            models.CheckConstraint(
                condition=Q(prepares__isnull=True) | ~Q(prepares=models.F("decides")),
                name="who_prepares_is_another_than_who_decides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.party_id}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing(self) -> "AgendaItemQuerySet":
        """Those with a record that stands, or none yet; not a meeting that a correction tells to have been another."""
        return self.filter(decisions__corrected_by__isnull=True)


class AgendaItem(models.Model):
    """A case on the agenda of one meeting of a body (Finnish: asia esityslistalla); its number is no section."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="items")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="items")
    meeting_on = models.DateField()
    number = models.CharField(max_length=20, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "version", "body", "meeting_on"], name="a_case_is_once_on_an_agenda"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.meeting_on}"
