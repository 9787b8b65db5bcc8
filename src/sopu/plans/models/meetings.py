"""The municipal meeting: what is on its agenda, how each point was handled together, and what is to be done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sopu.negotiations.models import Meeting, Party
from sopu.plans.models.indicators import Indicator
from sopu.plans.models.monitoring import Report
from sopu.plans.models.plans import Measure, Plan


class MeetingPointQuerySet(models.QuerySet["MeetingPoint"]):
    def at_hand(self) -> "MeetingPointQuerySet":
        """Each with its meeting and negotiation."""
        return self.select_related("meeting__negotiation")


class MeetingPoint(models.Model):
    """A point on the agenda of a municipal meeting (Finnish: kuntakokouksen asiakohta), and how it was handled.

    It is about a plan, and about a measure, an indicator or a report of it, or about what its title says.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_points")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_points")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_points"
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_points")
    title = models.CharField(max_length=250)
    reason = models.CharField(max_length=300, blank=True)
    handling = models.TextField(blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = MeetingPointQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="a_point_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True) | ~Q(handling=""), name="a_handled_point_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.number}"


class ToDoQuerySet(models.QuerySet["ToDo"]):
    def at_hand(self) -> "ToDoQuerySet":
        """Each with its party, negotiation and point."""
        return self.select_related("party__negotiation", "point")


class ToDo(models.Model):
    """What a meeting left to a party to do (Finnish: jatkotoimi), by when; it shows on the measure that it is of."""

    point = models.ForeignKey(MeetingPoint, on_delete=models.CASCADE, related_name="to_dos")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="to_dos")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="to_dos")
    text = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_words = models.CharField(max_length=300, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ToDoQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.point_id}: {self.party_id}"
