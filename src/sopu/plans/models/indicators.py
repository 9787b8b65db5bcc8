"""Indicators and their values: where each comes from, when it was fetched, and every value that it has had."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Organisation
from sopu.plans.models.intakes import FileIntake
from sopu.plans.models.plans import Measure, Plan
from sopu.plans.models.words import DIRECTIONS, SEXES, SOURCES
from sopu.plans.rules import Direction, Sex
from sopu.web.languages import Named, in_language


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def of(self, negotiation: Negotiation) -> "IndicatorQuerySet":
        """Those of the negotiation that stand, by number."""
        return self.filter(negotiation=negotiation, left_out_at__isnull=True).order_by("number")

    def at_hand(self) -> "IndicatorQuerySet":
        """Each with its negotiation and county."""
        return self.select_related("negotiation__county")

    def of_plan(self, plan: Plan) -> "IndicatorQuerySet":
        """Those that the plan's measures are linked to."""
        return self.filter(measure_links__measure__in=Measure.objects.of(plan)).distinct().order_by("number")

    def on_cards(self) -> "IndicatorQuerySet":
        """Those that were chosen for the municipality cards."""
        return self.filter(is_on_cards=True)


class Indicator(Named):
    """What is measured (Finnish: mittari), with its baseline and target for the county as a whole.

    `source_key` is Sotkanet's id, or the address of a PxWeb table; `selection` is what is asked of the source. The
    attribution is shown with every value. A period is a year (2024), or a part of one (2024K1).
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    unit_fi = models.CharField(max_length=60, blank=True)
    unit_sv = models.CharField(max_length=60, blank=True)
    unit_en = models.CharField(max_length=60, blank=True)
    description_fi = models.TextField(blank=True)
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    direction = models.CharField(max_length=4, choices=DIRECTIONS, default=Direction.NONE)
    source = models.CharField(max_length=8, choices=SOURCES)
    source_key = models.CharField(max_length=300, blank=True)
    selection = models.JSONField(default=dict, blank=True)
    attribution = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    limits = models.TextField(blank=True)
    source_updated_on = models.DateField(null=True, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    baseline_period = models.CharField(max_length=10, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    target_period = models.CharField(max_length=10, blank=True)
    is_on_cards = models.BooleanField(default=False)
    measures = models.ManyToManyField(Measure, through="MeasureIndicator", related_name="indicators")
    left_out_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["negotiation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="an_indicator_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target_period=""), name="a_target_has_its_period"
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | ~Q(baseline_period=""), name="a_baseline_has_its_period"
            ),
        ]

    @property
    def unit(self) -> str:
        """The unit in the reader's language."""
        return in_language(self, "unit", get_language() or "fi")

    @property
    def description(self) -> str:
        """What it tells, in the reader's language."""
        return in_language(self, "description", get_language() or "fi")


class MeasureIndicator(models.Model):
    """A measure should move an indicator, and how (Finnish: vaikutusyhteys)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measure_links")
    reasoning = models.CharField(max_length=500, blank=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["measure", "indicator__number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "indicator"], name="a_measure_moves_an_indicator_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.indicator_id}"


class Retrieval(models.Model):
    """The values of an indicator were asked of its source, or read from a file (Finnish: tietojen haku), and what came.

    `failure` is a code when nothing could be had; then the last values stay, with their date.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="retrievals")
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    new_count = models.PositiveIntegerField(default=0)
    revised_count = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.begun_at}"


class ObservationQuerySet(models.QuerySet["Observation"]):
    def standing(self) -> "ObservationQuerySet":
        """The latest number of each area, period and sex."""
        later = Observation.objects.alias(place=Coalesce("area_id", 0)).filter(
            place=Coalesce(OuterRef("area_id"), 0),
            indicator=OuterRef("indicator"),
            period=OuterRef("period"),
            sex=OuterRef("sex"),
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(later))

    def of_all_people(self) -> "ObservationQuerySet":
        """Those that are of both sexes together."""
        return self.filter(sex=Sex.TOTAL)


class Observation(models.Model):
    """One value of an indicator (Finnish: havaintoarvo) in an area and a period; a revision is a new number.

    Without an `area` it is of the whole country. One that the source doesn't publish, mostly of too few people,
    has no value, and is never nought.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    area = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="observations")
    period = models.CharField(max_length=10)
    sex = models.CharField(max_length=6, choices=SEXES, default=Sex.TOTAL)
    number = models.PositiveIntegerField(default=1)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    count = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    is_unpublished = models.BooleanField(default=False)
    retrieval = models.ForeignKey(
        Retrieval, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    kept_at = models.DateTimeField(default=timezone.now)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "period", "sex", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period", "sex", "number"],
                condition=Q(area__isnull=False),
                name="an_area_has_one_value_a_number",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "sex", "number"],
                condition=Q(area__isnull=True),
                name="the_country_has_one_value_a_number",
            ),
            models.CheckConstraint(
                condition=Q(is_unpublished=True, value__isnull=True, count__isnull=True)
                | Q(is_unpublished=False, value__isnull=False),
                name="what_is_not_published_has_no_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.period}"


class SeriesIntake(FileIntake):
    """A file of values was read into a preview (aikasarjan tuonti): `reading` is all of it; a person confirms."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="intakes")

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "series intakes"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(discarded_at__isnull=True),
                name="a_series_is_confirmed_or_discarded",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.taken_at}"
