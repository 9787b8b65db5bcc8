"""What people may do in a negotiation, on whose behalf, and from when until when."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.accounts.models import User
from sopu.negotiations.models.negotiations import Negotiation, Party
from sopu.organisations.models import Organisation


class Role(models.TextChoices):
    """What a mandate is for."""

    PROCESS_OWNER = "process_owner", _("process owner")
    COORDINATOR = "coordinator", _("party coordinator")
    PREPARER = "preparer", _("preparer")
    FACILITATOR = "facilitator", _("facilitator")
    SCRIBE = "scribe", _("scribe")
    REGISTRAR = "registrar", _("registrar")
    MONITOR = "monitor", _("monitor")
    TRANSLATOR = "translator", _("translator")
    ARCHIVIST = "archivist", _("archivist")
    READER = "reader", _("reader")


def _valid(on: dt.date, prefix: str = "") -> Q:
    """Not ended by anybody, and within its dates on that day."""

    def ask(**lookups: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in lookups.items()})

    has_begun = ask(starts_on__isnull=True) | ask(starts_on__lte=on)
    goes_on = ask(ends_on__isnull=True) | ask(ends_on__gte=on)
    return ask(ended_at__isnull=True) & has_begun & goes_on


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, on: dt.date) -> "MandateQuerySet":
        """Those that give something on that day; a deputy's, while the one stood in for is in force as well."""
        return self.filter(_valid(on), Q(deputy_of__isnull=True) | _valid(on, "deputy_of__"))

    def held_by(self, user: User | AnonymousUser, on: dt.date) -> "MandateQuerySet":
        """Those of this person in force on that day; none of a visitor who has not signed in."""
        return self.in_force(on).filter(user=user) if isinstance(user, User) else self.none()

    def at_hand(self) -> "MandateQuerySet":
        """Each with its negotiation and organisation."""
        return self.select_related("negotiation", "organisation").order_by("negotiation", "organisation", "role")

    def with_people(self) -> "MandateQuerySet":
        """Each with who holds it, who gave and ended it, and whose deputy it makes."""
        return self.select_related("user", "organisation", "given_by", "ended_by", "deputy_of__user")

    def coordinating(self, party: Party, on: dt.date) -> "MandateQuerySet":
        """Those of the party's coordinators, and of their deputies, in force on that day."""
        return (
            self.in_force(on)
            .filter(negotiation=party.negotiation_id, organisation=party.organisation_id, role=Role.COORDINATOR)
            .select_related("user")
        )

    def standing(self) -> "MandateQuerySet":
        """Those that nobody has ended, whatever their dates."""
        return self.filter(ended_at__isnull=True)

    def own(self) -> "MandateQuerySet":
        """Those that stand in for nobody."""
        return self.filter(deputy_of__isnull=True)

    def overlapping(self, starts_on: dt.date | None, ends_on: dt.date | None) -> "MandateQuerySet":
        """Those that stand on some day of that time; no first or last day is without a limit."""
        found = self.standing()
        if starts_on:
            found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        if ends_on:
            found = found.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=ends_on))
        return found


class Mandate(models.Model):
    """What a person may do in a negotiation, on behalf of which organisation, and when; outside its dates, nothing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    deputy_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="deputies")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="given_mandates"
    )
    given_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="ended_mandates"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "negotiation", "organisation", "role"],
                condition=Q(ended_at__isnull=True, ends_on__isnull=True),
                name="a_mandate_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_mandate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(deputy_of__isnull=True) | Q(starts_on__isnull=False, ends_on__isnull=False),
                name="a_deputy_has_a_first_and_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"
