"""Dispositions: what became of every theme and of every sentence."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import Party
from sopu.synthesis.models.themes import Theme


class Outcome(models.TextChoices):
    """What became of what was said."""

    USED = "used", _("used")
    PARTLY = "partly", _("partly used")
    PARKED = "parked", _("parked")
    REJECTED = "rejected", _("rejected")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")
    OPEN = "open", _("not answered yet")


class Target(models.TextChoices):
    """Where it was used, or will be."""

    AGREEMENT = "agreement", _("the strategic cooperation agreement")
    PLAN = "plan", _("the supplementary plan")
    WELLBEING_PLAN = "wellbeing", _("the regional wellbeing plan")
    PARTY = "party", _("a party’s own work")
    NONE = "", _("nowhere")


class DispositionQuerySet(models.QuerySet["Disposition"]):
    def of(self, event: Event) -> "DispositionQuerySet":
        """Those of this event."""
        return self.filter(event=event)

    def standing(self) -> "DispositionQuerySet":
        """The latest on each theme and on each sentence, unless it opens the question again."""
        later = Disposition.objects.filter(
            Q(theme=OuterRef("theme")) | Q(contribution=OuterRef("contribution")), id__gt=OuterRef("id")
        )
        return self.filter(~Exists(later)).exclude(outcome=Outcome.OPEN)

    def at_hand(self) -> "DispositionQuerySet":
        """Each with its party and who decided at hand."""
        return self.select_related("party__organisation", "made_by").order_by("id")


class Disposition(models.Model):
    """What became of a theme, or of a sentence, and why (Finnish: käsittely); the latest stands.

    A sentence's own stands before that of its theme. One act may answer several with one reason.
    """

    act_id = models.UUIDField(default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dispositions")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="dispositions")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="dispositions"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    target = models.CharField(max_length=9, choices=Target, default=Target.NONE, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="dispositions")
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dispositions")
    made_at = models.DateTimeField(default=timezone.now)

    objects = DispositionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__isnull=True) ^ Q(contribution__isnull=True),
                name="a_disposition_is_of_a_theme_or_of_a_sentence",
            ),
            models.UniqueConstraint(fields=["act_id", "theme"], name="an_act_answers_a_theme_once"),
            models.UniqueConstraint(fields=["act_id", "contribution"], name="an_act_answers_a_sentence_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_disposition_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["used", "partly"]) | ~Q(target=""), name="what_is_used_is_used_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(target="party"), name="only_a_partys_own_work_names_it"
            ),
            models.CheckConstraint(
                condition=~Q(target="party") | Q(party__isnull=False), name="a_partys_own_work_has_its_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id or self.contribution_id}: {self.outcome}"
