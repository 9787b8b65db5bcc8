"""Compilations, packages and deliveries."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.forum.models import Event
from sopu.negotiations.models import Letter, Negotiation, Party


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
        """Those of the negotiation's events, the newest first."""
        return self.filter(event__negotiation=negotiation).select_related("event")

    def with_negotiations(self) -> "CompilationQuerySet":
        """Each with its event and negotiation at hand."""
        return self.select_related("event__negotiation")


class Compilation(models.Model):
    """The material of an event, compiled once: what was said up to `last_contribution`, in files."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="compilations")
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
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"


class PackageQuerySet(models.QuerySet["Package"]):
    def with_negotiations(self) -> "PackageQuerySet":
        """Each with its party, event and negotiation at hand."""
        return self.select_related("party", "compilation__event__negotiation")


class Package(models.Model):
    """One ZIP file of a compilation: a party's, or, without a party, the whole."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="packages")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="packages")
    file = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    contribution_count = models.PositiveIntegerField()
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
