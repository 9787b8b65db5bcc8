"""Versions: a document's wording as it was at a moment, with fingerprints; they never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import FindingVersion
from sopu.texts.models.clauses import Clause, ClauseKind
from sopu.texts.models.documents import Document, Language
from sopu.texts.rules import LONGEST_HEADING


class Purpose(models.TextChoices):
    """What a version was made for."""

    COMMENT = "comment", _("for comments")
    DECISION = "decision", _("submitted for decision")
    HISTORY = "history", _("approved before Sopu")


class Frozen(models.Model):
    """Something that is written once: saving it again is an error of the program."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes what is new, and refuses to rewrite."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is written once")
        super().save(*args, **kwargs)


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, document: Document) -> "VersionQuerySet":
        """Those of the document, the newest first."""
        return self.filter(document=document).order_by("-number")

    def public(self) -> "VersionQuerySet":
        """Those that anybody may read: given to bodies for decision, or approved before."""
        return self.filter(purpose__in=[Purpose.DECISION, Purpose.HISTORY])

    def submitted(self) -> "VersionQuerySet":
        """Those given to bodies for decision."""
        return self.filter(purpose=Purpose.DECISION)

    def current(self) -> "VersionQuerySet":
        """The newest submitted one of each document."""
        later = Version.objects.submitted().filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.submitted().filter(~Exists(later))

    def at_hand(self) -> "VersionQuerySet":
        """Each with its document and negotiation."""
        return self.select_related("document__negotiation__county")

    def recognised_by(self, fingerprint: str) -> "VersionQuerySet":
        """Those whose wording in some language has this fingerprint, or one that begins so."""
        return self.filter(texts__sha256__startswith=fingerprint).distinct()


class Version(Frozen):
    """A frozen wording of a document (Finnish: versio). One *submitted* is what bodies decide on.

    `deciding` is whose approval it takes, as the document's terms were when it was made: `parties` and `named` (keys of
    parties), `condition` (a `ConditionKind`) with its `count` (0 for none), and `not_before` (ISO 8601, or None).
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    note = models.CharField(max_length=500, blank=True)
    deciding = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="versions"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="a_version_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it."""
        return self.purpose in {Purpose.DECISION, Purpose.HISTORY}


class VersionText(Frozen):
    """A version in one language: its title, its terms as they read, and the fingerprint of the whole."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=Language)
    title = models.CharField(max_length=250)
    terms = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["version", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="a_version_is_worded_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.language}"


class VersionClause(Frozen):
    """A clause as it stood in a version: its place, its number, and what it stood on."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="in_versions")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    depth = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ClauseKind)
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.ManyToManyField(FindingVersion, related_name="in_clauses", blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "clause"], name="a_clause_stands_in_a_version_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.number}"


class VersionWording(Frozen):
    """What a clause says in a version, in one language, with its own fingerprint."""

    clause = models.ForeignKey(VersionClause, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=Language)
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["clause", "language"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "language"], name="a_version_words_a_clause_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.clause_id}/{self.language}"
