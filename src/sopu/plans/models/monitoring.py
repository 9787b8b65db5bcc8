"""Monitoring: rounds, what is reported of measures, what was read from indicators, and frozen reports."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea, Mandate, Negotiation
from sopu.plans.models.indicators import Indicator, Observation
from sopu.plans.models.plans import Measure, Plan
from sopu.plans.models.words import ACTIVITIES, LIGHTS, VERDICTS
from sopu.plans.rules import Activity, Light, Verdict
from sopu.web.languages import Named


class MonitoringRoundQuerySet(models.QuerySet["MonitoringRound"]):
    def of(self, plan: Plan) -> "MonitoringRoundQuerySet":
        """Those of the plan, the latest first."""
        return self.filter(plan=plan).order_by("-number")

    def in_negotiation(self, negotiation: Negotiation) -> "MonitoringRoundQuerySet":
        """Those of all the negotiation's plans, the latest first, each with what it stands on."""
        return self.at_hand().filter(plan__document__negotiation=negotiation).order_by("-starts_on", "-number")

    def under_way(self) -> "MonitoringRoundQuerySet":
        """Those that take in."""
        return self.filter(closed_at__isnull=True)

    def at_hand(self) -> "MonitoringRoundQuerySet":
        """Each with its plan, document, negotiation and county."""
        return self.select_related("plan__document__negotiation__county")


class MonitoringRound(Named):
    """The parties say how their measures went in a time (Finnish: seurantakierros), by `due_on`."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = MonitoringRoundQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_monitoring_round_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_monitoring_round_ends_after_it_starts"
            ),
        ]


class AreaMonitor(models.Model):
    """A monitor's mandate covers a goal area (seurannan vastuu); a monitor without any covers all of them."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="areas_to_monitor")
    goal_area = models.ForeignKey(GoalArea, on_delete=models.CASCADE, related_name="monitors")

    class Meta:
        ordering = ["goal_area", "mandate"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "goal_area"], name="a_mandate_covers_a_goal_area_once")
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id}: {self.goal_area_id}"


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    def standing(self) -> "StatusReportQuerySet":
        """The latest of each measure in each round."""
        later = StatusReport.objects.filter(
            round=OuterRef("round"), measure=OuterRef("measure"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def judged(self) -> "StatusReportQuerySet":
        """Each with its round, plan, negotiation, measure and goal area, as whoever judges it needs them."""
        return self.select_related("round__plan__document__negotiation__county", "measure__goal__goal_area")

    def at_hand(self) -> "StatusReportQuerySet":
        """Each with its round, measure, goal, goal area, and the responsible party's organisation."""
        return self.select_related("round", "measure__goal__goal_area", "measure__responsible__organisation")


class StatusReport(models.Model):
    """What the responsible party says of a measure in a round (Finnish: tilannetieto); the latest number stands.

    How the work goes is said in words, and by a light that never stands without them.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(MonitoringRound, on_delete=models.CASCADE, related_name="status_reports")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="status_reports")
    number = models.PositiveIntegerField()
    activity = models.CharField(max_length=12, choices=ACTIVITIES, default=Activity.IN_PROGRESS)
    light = models.CharField(max_length=6, choices=LIGHTS, default=Light.GREEN)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="status_reports"
    )
    reported_at = models.DateTimeField(default=timezone.now)

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        ordering = ["round", "measure", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure", "number"], name="a_measure_has_one_report_a_number_in_a_round"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_status_report_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id}/{self.number}"


class Acceptance(models.Model):
    """What the goal area's monitor says to a report (Finnish: tilannetiedon hyväksyntä); the latest stands."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="acceptances")
    verdict = models.CharField(max_length=8, choices=VERDICTS)
    words = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(words=""), name="who_returns_a_report_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.verdict}"


class IndicatorReading(models.Model):
    """The observation of an indicator that a round goes by, with words on it (Finnish: mittarin lukema).

    Without an observation, none was to be had in the time of the round. The latest number stands.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(MonitoringRound, on_delete=models.CASCADE, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, null=True, blank=True, related_name="readings"
    )
    words = models.TextField(blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["round", "indicator__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "indicator", "number"], name="an_indicator_has_one_reading_a_number_in_a_round"
            ),
            models.CheckConstraint(
                condition=Q(observation__isnull=False) | ~Q(words=""), name="a_reading_has_a_value_or_says_why_not"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.indicator_id}/{self.number}"


class Audience(models.TextChoices):
    """For whom a report is made."""

    COUNCIL = "council", _("for councils")
    BOARD = "board", _("for boards")
    MEETING = "meeting", _("for the municipal meeting")
    PUBLIC = "public", _("for the public")


class ReportQuerySet(models.QuerySet["Report"]):
    def of(self, plan: Plan) -> "ReportQuerySet":
        """Those of the plan, the latest first."""
        return self.filter(plan=plan).order_by("-number")

    def at_hand(self) -> "ReportQuerySet":
        """Each with its round, plan, document, negotiation and county."""
        return self.select_related("round", "plan__document__negotiation__county")


class Report(models.Model):
    """What stood when it was made, for one audience (Finnish: seurantaraportti): `content` is frozen, whole.

    Nothing that changes later changes it; `sha256` is of the content in its canonical form.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reports")
    number = models.PositiveSmallIntegerField()
    round = models.ForeignKey(
        MonitoringRound, on_delete=models.PROTECT, null=True, blank=True, related_name="frozen_reports"
    )
    audience = models.CharField(max_length=8, choices=Audience)
    foreword = models.TextField(blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="a_report_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.number}"
