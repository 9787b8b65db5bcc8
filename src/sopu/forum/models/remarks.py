"""What the organiser answers to a sentence."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sopu.forum.models.events import Event
from sopu.forum.models.sentences import Contribution


class RemarkQuerySet(models.QuerySet["Remark"]):
    def of(self, event: Event) -> "RemarkQuerySet":
        """Those on sentences of this event."""
        return self.filter(contribution__discussion__event=event)

    def standing(self) -> "RemarkQuerySet":
        """Only the latest on each sentence."""
        later = Remark.objects.filter(contribution=OuterRef("contribution"), id__gt=OuterRef("id"))
        return self.filter(~Exists(later))


class Remark(models.Model):
    """A sentence is marked as answered, with a short answer (Finnish: vastaus); the latest stands."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="remarks")
    text = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something")]

    def __str__(self) -> str:
        return self.text
