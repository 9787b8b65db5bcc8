"""What people may do in a negotiation, and on whose behalf."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from sopu.accounts.models import User
from sopu.negotiations.models.negotiations import Negotiation, Party
from sopu.organisations.models import Organisation


class Role(models.TextChoices):
    """What a mandate is for."""

    PROCESS_OWNER = "process_owner", _("process owner")
    FACILITATOR = "facilitator", _("facilitator")
    COORDINATOR = "coordinator", _("party coordinator")
    READER = "reader", _("reader")


class MandateQuerySet(models.QuerySet["Mandate"]):
    def held_by(self, user: User | AnonymousUser) -> "MandateQuerySet":
        """Those of this person; none of a visitor who has not signed in."""
        return self.filter(user=user) if isinstance(user, User) else self.none()

    def at_hand(self) -> "MandateQuerySet":
        """Each with its negotiation and organisation."""
        return self.select_related("negotiation", "organisation").order_by("negotiation", "organisation", "role")

    def coordinating(self, party: Party) -> "MandateQuerySet":
        """Those of the party's coordinators."""
        return self.filter(
            negotiation=party.negotiation_id, organisation=party.organisation_id, role=Role.COORDINATOR
        ).select_related("user")


class Mandate(models.Model):
    """What a person may do in one negotiation, and on behalf of which organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "negotiation", "organisation", "role"], name="a_mandate_is_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
