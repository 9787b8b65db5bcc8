"""Who is coming: names, which nothing in the hall is ever joined to."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sopu.forum.models.events import Event
from sopu.forum.models.people import ParticipantRole
from sopu.forum.models.tables import Table
from sopu.organisations.models import Organisation


class Registration(models.Model):
    """A person whom a party registers for an event (Finnish: ilmoittautuminen).

    A name is personal data: it is seen by that party's coordinators and by those who run the event, it has no way to
    participants and what they say, and it is discarded after the event.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registrations")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=14, choices=ParticipantRole, default=ParticipantRole.UNKNOWN, blank=True)
    table = models.ForeignKey(Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    registered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "organisation", "name"], name="a_party_registers_a_person_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_registration_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
