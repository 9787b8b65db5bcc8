"""Invitations to act in a negotiation."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from sopu.negotiations.models.letters import Letter
from sopu.negotiations.models.mandates import Role
from sopu.negotiations.models.negotiations import Negotiation
from sopu.organisations.models import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self, now: dt.datetime) -> "InvitationQuerySet":
        """Those that may still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)

    def unanswered(self) -> "InvitationQuerySet":
        """Those neither accepted nor withdrawn; some may be too old to accept."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def with_ground(self) -> "InvitationQuerySet":
        """Each with its negotiation, organisation, letter and who invites."""
        return self.select_related("negotiation", "organisation", "invited_by", "letter")


class Invitation(models.Model):
    """A person without an account is asked to act in a negotiation: by a letter with a link that is theirs alone."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="invitation")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"
