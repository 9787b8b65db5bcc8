"""Findings: an editor's sentence, the sentences it stands on, its support, and who signed it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models.snapshots import Snapshot
from sopu.synthesis.models.themes import Theme
from sopu.web.languages import in_language


class FindingKind(models.TextChoices):
    """What a finding tells of."""

    STRENGTH = "strength", _("strength")
    NEED = "need", _("development need")
    MEASURE = "measure", _("measure")
    MODEL = "model", _("operating model")
    COMMITMENT = "commitment", _("commitment candidate")


class Finding(models.Model):
    """A finding (Finnish: havainto) of an event; what it says are its versions, of which the latest stands."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["event", "number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="a_finding_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class FindingVersionQuerySet(models.QuerySet["FindingVersion"]):
    def of(self, event: Event) -> "FindingVersionQuerySet":
        """Those of this event's findings."""
        return self.filter(finding__event=event)

    def standing(self) -> "FindingVersionQuerySet":
        """The latest of each finding, unless it takes the finding back."""
        later = FindingVersion.objects.filter(finding=OuterRef("finding"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), is_withdrawn=False)

    def signed(self) -> "FindingVersionQuerySet":
        """Those that a person has signed."""
        return self.filter(sign_off__isnull=False)

    def at_hand(self) -> "FindingVersionQuerySet":
        """Each with its finding, goal area, theme and signature, in the order of findings."""
        return self.select_related("finding", "goal_area", "theme", "made_by", "sign_off__signed_by").order_by(
            "finding__number"
        )


class FindingVersion(models.Model):
    """What a finding says at one time, in up to three languages, and the view of the minority beside it.

    `support` is who agreed with its sources when it was written, by found and by known groups; `snapshot` is where the
    found groups come from. One that the machine drafted (`is_draft`) is a draft until a person signs it.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=FindingKind)
    text_fi = models.TextField(blank=True)
    text_sv = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    minority_fi = models.TextField(blank=True)
    minority_sv = models.TextField(blank=True)
    minority_en = models.TextField(blank=True)
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    sources = models.ManyToManyField(Contribution, through="FindingSource", related_name="finding_versions")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    support = models.JSONField(default=dict, blank=True)
    is_draft = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="finding_versions"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = FindingVersionQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="a_finding_has_one_version_a_number"),
            models.CheckConstraint(condition=~Q(text_fi="", text_sv="", text_en=""), name="a_finding_says_something"),
            models.CheckConstraint(
                condition=Q(is_draft=True) | Q(made_by__isnull=False), name="only_a_draft_is_written_by_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.text_fi or self.text_sv or self.text_en

    @property
    def text(self) -> str:
        """The sentence in the reader's language, else in one that it has."""
        return in_language(self, "text", get_language() or "fi")

    @property
    def minority(self) -> str:
        """The view of the minority in the reader's language, else in one that it has."""
        return in_language(self, "minority", get_language() or "fi")


class FindingSource(models.Model):
    """A sentence that a version of a finding stands on, or, for the minority, one of its own (Finnish: lähde)."""

    version = models.ForeignKey(FindingVersion, on_delete=models.CASCADE, related_name="source_rows")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="finding_sources")
    is_minority = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "contribution"]
        constraints = [
            models.UniqueConstraint(fields=["version", "contribution"], name="a_finding_stands_on_a_sentence_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.contribution_id}"


class SignOff(models.Model):
    """A person signs a version of a finding (Finnish: vahvistus): from then on it is said in their name."""

    version = models.OneToOneField(FindingVersion, on_delete=models.CASCADE, related_name="sign_off")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs")
    signed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.version_id}: {self.signed_at}"
