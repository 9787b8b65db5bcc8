"""Clauses of a draft: where each stands, every wording that it has had, and the findings that it stands on."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Finding
from sopu.texts.models.documents import Document, Language
from sopu.texts.rules import LONGEST_HEADING


class ClauseKind(models.TextChoices):
    """What a clause is for."""

    CHAPTER = "chapter", _("chapter")
    BACKGROUND = "background", _("background")
    GOAL = "goal", _("goal")
    PRINCIPLE = "principle", _("principle")
    STRUCTURE = "structure", _("structure")
    MODEL = "model", _("operating model")
    INFORMATION = "information", _("flow of information")
    DIVISION = "division", _("division of work")
    DUTY = "duty", _("duty")
    MONITORING = "monitoring", _("monitoring")
    CONDITION = "condition", _("condition")


class ClauseQuerySet(models.QuerySet["Clause"]):
    def of(self, document: Document) -> "ClauseQuerySet":
        """Those of the document, in their order, also those that were left out."""
        return self.filter(document=document)

    def standing(self) -> "ClauseQuerySet":
        """Those that are in the draft."""
        return self.filter(left_out_at__isnull=True)

    def at_hand(self) -> "ClauseQuerySet":
        """Each with its document, that one's negotiation and county, and its goal area."""
        return self.select_related("document__negotiation__county", "goal_area")


class Clause(models.Model):
    """One clause of a document (Finnish: kohta): `key` is its id for good, in files too; its wordings are records.

    `position` orders the draft, `depth` is 1 for a chapter and 2 for what stands under it; both make its number.
    `origin` is the clause of the predecessor that it goes on from.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="clauses")
    key = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=2)
    is_numbered = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, choices=ClauseKind)
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    left_out_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["document", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="a_clause_has_its_own_key"),
            models.CheckConstraint(condition=models.Q(depth__in=[1, 2, 3]), name="clauses_are_at_most_three_deep"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.key}"

    def wording_in(self, language: str) -> "Wording | None":
        """The wording that stands in the language."""
        return self.wordings.filter(language=language).order_by("-number").first()


class WordingQuerySet(models.QuerySet["Wording"]):
    def of(self, document: Document) -> "WordingQuerySet":
        """Those of the document's clauses."""
        return self.filter(clause__document=document)

    def standing(self) -> "WordingQuerySet":
        """The latest of each clause in each language."""
        later = Wording.objects.filter(
            clause=OuterRef("clause"), language=OuterRef("language"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))


class Wording(models.Model):
    """What a clause says in one language at one time (Finnish: sanamuoto); the latest number stands.

    A translation names the wording of the original that it translates; when the original has a later one, it is stale.
    Two who write on the same wording cannot both have the next number: the second is told.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=Language)
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    text = models.TextField(blank=True)
    translates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="wordings"
    )
    written_at = models.DateTimeField(default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "language", "number"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "language", "number"], name="a_clause_has_one_wording_a_number"),
            models.CheckConstraint(condition=~models.Q(heading="", text=""), name="a_wording_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language}/{self.number}"


class Basis(models.Model):
    """A clause of a draft stands on a finding (Finnish: perusta); a version keeps what it stood on when it was made."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="bases")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="bases")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="bases"
    )
    stated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["clause", "finding"]
        verbose_name_plural = "bases"
        constraints = [models.UniqueConstraint(fields=["clause", "finding"], name="a_clause_stands_on_a_finding_once")]

    def __str__(self) -> str:
        return f"{self.clause_id}: {self.finding_id}"
