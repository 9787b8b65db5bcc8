"""Texts that came in from a file: an agreement, or a Word file that went out and came back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Party
from sopu.texts.models.documents import Document, Language
from sopu.texts.models.versions import Version


class TextIntakeKind(models.TextChoices):
    """What came in."""

    AGREEMENT = "agreement", _("an agreement")
    RETURN = "return", _("a returned Word file")


class TextIntake(models.Model):
    """A file was read into a preview (Finnish: tekstin tuonti): `reading` is all of it, also what could not be placed.

    Nothing of it is in force before a person confirms it; what was read stays, so that what was not placed is not lost.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=TextIntakeKind)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="intakes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="text_intakes")
    language = models.CharField(max_length=2, choices=Language, default=Language.FINNISH)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(discarded_at__isnull=True),
                name="a_text_is_confirmed_or_discarded",
            ),
            models.CheckConstraint(
                condition=~Q(kind="return") | Q(version__isnull=False), name="what_returns_went_out_as_a_version"
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has confirmed or discarded it."""
        return self.confirmed_at is None and self.discarded_at is None

    def __str__(self) -> str:
        return f"{self.document_id}: {self.kind}"
