"""People in a hall: no names, no accounts."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.models.events import Event
from sopu.forum.models.intakes import Intake
from sopu.forum.models.tables import Table
from sopu.organisations.models import Organisation


class ParticipantRole(models.TextChoices):
    """In what role a participant came."""

    ELECTED = "elected", _("elected official")
    OFFICE_HOLDER = "office_holder", _("office-holder or employee")
    PARTNER = "partner", _("partner")
    UNKNOWN = "", _("not known")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> "ParticipantQuerySet":
        """The people who came, and those whom an intake that stands brought; a table's device is nobody."""
        return self.filter(table=None).exclude(intake__undone_at__isnull=False)


class Participant(models.Model):
    """A person in a hall: no name, no account; an organisation, a role, and a token that only the phone has.

    One that has a table is the device by which a scribe writes for that table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="participants"
    )
    role = models.CharField(max_length=14, choices=ParticipantRole, default=ParticipantRole.UNKNOWN, blank=True)
    table = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, blank=True, related_name="devices")
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)  # imported people have none
    joined_at = models.DateTimeField(default=timezone.now)
    intake = models.ForeignKey(Intake, on_delete=models.RESTRICT, null=True, blank=True, related_name="participants")
    source = models.JSONField(default=dict, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(table=None) | models.Q(organisation=None), name="a_device_speaks_for_no_organisation"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
