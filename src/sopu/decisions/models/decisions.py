"""Decisions: what a body decided on a version, when its minutes were published, and whether somebody appealed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.decisions.models.cases import AgendaItem
from sopu.decisions.models.words import OUTCOMES
from sopu.negotiations.models import Negotiation
from sopu.texts.models import Clause, Document, Language, Version


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """Those that no later record corrects."""
        return self.filter(~Exists(Decision.objects.filter(corrects=OuterRef("pk"))))

    def annulled(self) -> "DecisionQuerySet":
        """Those against which an appeal was upheld, by the latest word on it."""
        later = Appeal.objects.filter(decision=OuterRef("decision"), id__gt=OuterRef("id"))
        upheld = Appeal.objects.filter(~Exists(later), decision=OuterRef("pk"), stage=AppealStage.UPHELD)
        return self.filter(Exists(upheld))

    def of(self, document: Document) -> "DecisionQuerySet":
        """Those on any version of the document, in the order in which they were recorded."""
        return self.filter(item__case__document=document).order_by("id")

    def in_negotiation(self, negotiation: Negotiation) -> "DecisionQuerySet":
        """Those on all documents of the negotiation."""
        return self.filter(item__case__document__negotiation=negotiation).order_by("id")

    def at_hand(self) -> "DecisionQuerySet":
        """Each with its item, body, case, party, organisation and version."""
        return self.select_related("item__body", "item__case__party__organisation", "item__version__document")


class Decision(models.Model):
    """What a body decided (Finnish: päätös). A correction is a new record that names the one that it corrects.

    `fingerprint` is that of the wording it approved, in `language`; where it approved other words than were submitted,
    they are its `words` and the fingerprint is theirs. The section (§) is the item's number in the minutes.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=11, choices=OUTCOMES)
    decided_on = models.DateField()
    section = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.FINNISH)
    fingerprint = models.CharField(max_length=64, blank=True)
    ayes = models.PositiveSmallIntegerField(null=True, blank=True)
    noes = models.PositiveSmallIntegerField(null=True, blank=True)
    blanks = models.PositiveSmallIntegerField(null=True, blank=True)
    absents = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    statements = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    minutes = models.URLField(max_length=500, blank=True)
    extract = models.CharField(max_length=250, blank=True)
    extract_sha256 = models.CharField(max_length=64, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["approved", "conditional", "amended"]) | ~Q(fingerprint=""),
                name="an_approval_names_what_it_approved",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="conditional") | ~Q(conditions=""), name="a_conditional_approval_has_conditions"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="a_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(extract="") | ~Q(extract_sha256=""), name="a_kept_extract_has_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.outcome}"


class DecidedWording(models.Model):
    """Other words than were submitted, in one clause, as a body approved them (Finnish: päätetty sanamuoto)."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="words")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="decided")
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["decision", "clause__position"]
        constraints = [models.UniqueConstraint(fields=["decision", "clause"], name="a_decision_words_a_clause_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.clause_id}"


class Publication(models.Model):
    """The minutes of a decision were put on the public network (Finnish: julkaisu); the latest word stands."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="publications")
    published_on = models.DateField()
    url = models.URLField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.published_on}"


class AppealStage(models.TextChoices):
    """Where an appeal stands."""

    LODGED = "lodged", _("an appeal has been lodged")
    DISMISSED = "dismissed", _("the appeal was dismissed")
    UPHELD = "upheld", _("the appeal was upheld")


class Appeal(models.Model):
    """Somebody appealed against a decision, or the appeal was decided (Finnish: valitus); the latest word stands.

    Who appealed is not kept. While one is lodged the decision is not final; one that is upheld annuls it.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="appeals")
    stage = models.CharField(max_length=9, choices=AppealStage)
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.stage}"


class EntryIntoForce(models.Model):
    """A version's condition was found to be met (Finnish: voimaantulo): it is in force from `since`."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="entry_into_force")
    since = models.DateField()
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "entries into force"

    def __str__(self) -> str:
        return f"{self.version_id}: {self.since}"
