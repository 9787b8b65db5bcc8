"""Letters of a negotiation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.negotiations.models.negotiations import Negotiation


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> "LetterQuerySet":
        """Those that no mail server has taken yet, the oldest first."""
        return self.filter(sent_at__isnull=True).order_by("id")

    def to_strangers(self) -> "LetterQuerySet":
        """Those to an address that has no account here and is invited to none."""
        return self.filter(to__isnull=True, invitation__isnull=True)


class Letter(models.Model):
    """An e-mail: handed to the mail server, or waiting in the outbox where there is none.

    `to` is who has an account; one who is only invited has an e-mail address and a name.
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="letters")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=150, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(to__isnull=False) | ~Q(email=""), name="a_letter_has_a_reader")
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def reader_name(self) -> str:
        """Whom the letter greets; `to` is at hand."""
        return self.to.name if self.to else self.name

    @property
    def reader_email(self) -> str:
        """Where the letter goes; `to` is at hand."""
        return self.to.email if self.to else self.email

    @property
    def is_to_a_stranger(self) -> bool:
        """It is one of `to_strangers`; `invitation` is at hand."""
        return self.to_id is None and not hasattr(self, "invitation")
