"""Compilations, packages and deliveries, and dossiers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.forum.models import Event
from sopu.negotiations.models import Letter, Negotiation, Party
from sopu.plans.models import Measure
from sopu.texts.models import Version
from sopu.web.languages import Named


class CompilationQuerySet(models.QuerySet["Compilation"]):
    def under_way(self) -> "CompilationQuerySet":
        """Those that are neither finished nor failed."""
        return self.filter(finished_at__isnull=True, failure="")

    def finished(self) -> "CompilationQuerySet":
        """Those whose packages are all made."""
        return self.filter(finished_at__isnull=False)

    def delivered(self) -> "CompilationQuerySet":
        """Those that have gone to the parties."""
        return self.filter(delivered_at__isnull=False)

    def of(self, negotiation: Negotiation) -> "CompilationQuerySet":
        """Those of the negotiation's events and submitted versions, the newest first."""
        of_it = Q(event__negotiation=negotiation) | Q(version__document__negotiation=negotiation)
        return self.filter(of_it).select_related("event", "version__document")

    def of_events(self) -> "CompilationQuerySet":
        """Those of what was said, not of what is decided."""
        return self.filter(event__isnull=False)

    def with_negotiations(self) -> "CompilationQuerySet":
        """Each with what it is of, and its negotiation, at hand."""
        return self.select_related("event__negotiation", "version__document__negotiation")


class Compilation(models.Model):
    """Files for the parties, compiled once: the material of an event, or the decision packs of a submitted version.

    An event's is what was said up to `last_contribution`.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="compilations")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="compilations")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="compilations",
    )
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    total_count = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveSmallIntegerField(default=0)
    last_contribution = models.BigIntegerField(default=0)

    objects = CompilationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(finished_at__isnull=False),
                name="only_a_finished_compilation_is_delivered",
            ),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(finished_at__isnull=True, failure=""),
                name="an_event_is_compiled_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(finished_at__isnull=True, failure=""),
                name="packs_are_made_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=True) ^ Q(version__isnull=True),
                name="a_compilation_is_of_an_event_or_of_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id or self.version_id}/{self.pk}"

    @property
    def subject(self) -> Named:
        """What it is of, with a name: the event, or the document that was submitted; both are at hand."""
        named = self.event or (self.version.document if self.version else None)
        assert named is not None  # a constraint says so
        return named

    @property
    def negotiation(self) -> Negotiation:
        """The negotiation of what it is of, which is at hand."""
        subject: Any = self.subject
        found: Negotiation = subject.negotiation
        return found


class PackageQuerySet(models.QuerySet["Package"]):
    def with_negotiations(self) -> "PackageQuerySet":
        """Each with its party, and what it is of with its negotiation, at hand."""
        return self.select_related(
            "party", "compilation__event__negotiation", "compilation__version__document__negotiation"
        )


class Package(models.Model):
    """One ZIP file of a compilation: a party's, or, without a party, the whole."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="packages")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="packages")
    file = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    contribution_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["compilation", "party__number"]
        constraints = [
            models.UniqueConstraint(fields=["compilation", "party"], name="a_party_gets_one_package"),
            models.UniqueConstraint(
                fields=["compilation"], condition=Q(party__isnull=True), name="the_whole_is_packed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file


class Delivery(models.Model):
    """A package is delivered to one coordinator: by a letter with a link of their own."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="deliveries")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="delivery")
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.package_id}: {self.letter_id}"


class Fetch(models.Model):
    """A delivered package was downloaded."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="fetches")
    fetched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "fetches"

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.fetched_at}"


class DossierQuerySet(models.QuerySet["Dossier"]):
    def under_way(self) -> "DossierQuerySet":
        """Those that are neither finished nor failed."""
        return self.filter(finished_at__isnull=True, failure="")

    def of(self, negotiation: Negotiation) -> "DossierQuerySet":
        """Those of the negotiation, the newest first."""
        return self.filter(negotiation=negotiation)


class Dossier(models.Model):
    """A negotiation in one file that proves itself (Finnish: neuvotteluaineisto), as it was when made."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="dossiers")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="dossiers"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    total_count = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=250, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    file_count = models.PositiveIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | ~Q(file=""), name="a_finished_dossier_has_its_file"
            ),
            models.UniqueConstraint(
                fields=["negotiation"],
                condition=Q(finished_at__isnull=True, failure=""),
                name="a_negotiation_makes_one_dossier_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file or f"{self.negotiation_id}/{self.pk}"

    @property
    def percent(self) -> int:
        """How far the work has come."""
        return round(100 * self.done_count / self.total_count) if self.total_count else 0


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> "SubscriptionQuerySet":
        """Those whose holder has opened the link that was sent to the address."""
        return self.filter(confirmed_at__isnull=False)

    def at_hand(self) -> "SubscriptionQuerySet":
        """Each with its measure, goal area, plan and negotiation."""
        return self.select_related("measure__goal__goal_area", "measure__goal__plan__document__negotiation")


class Subscription(models.Model):
    """Somebody asks for a letter when a measure moves (Finnish: tilaus): only the address is kept, until it ends.

    `told_report` is the status report that was told last, so that none is told twice.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fi")
    token = models.CharField(max_length=40, unique=True)
    told_report = models.PositiveBigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "email"], name="an_address_subscribes_to_a_measure_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.pk}"
