"""Rounds of negotiation meetings, the meetings, and their minutes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models.negotiations import Negotiation, Party
from sopu.web.languages import Named


class MeetingKind(models.TextChoices):
    """Whom the county meets."""

    MUNICIPALITY = "municipality", _("with one municipality")
    GROUP = "group", _("with a group of municipalities")
    PARTNERS = "partners", _("with partners")
    MUNICIPAL = "municipal", _("municipal meeting")
    OTHER = "other", _("other negotiation meeting")


class Round(Named):
    """Meetings that belong together: 22 negotiations, each with one municipality, in the autumn of 2023."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="rounds")
    kind = models.CharField(max_length=12, choices=MeetingKind)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_round_ends_after_it_starts")
        ]


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def of(self, slug: str) -> "MeetingQuerySet":
        """Those of the negotiation at this address."""
        return self.filter(negotiation__slug=slug)

    def with_minutes(self) -> "MeetingQuerySet":
        """Each with its round, whom it invites, and its minutes with who took part."""
        return self.select_related("negotiation", "round").prefetch_related(
            "invited__organisation", "minutes__took_part__organisation", "minutes__made_by"
        )


class Meeting(Named):
    """A negotiation meeting that is not a forum: planned, and held when it has minutes."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="meetings")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind)
    planned_on = models.DateField(null=True, blank=True)
    invited = models.ManyToManyField(Party, related_name="meetings_invited")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]


class Minutes(models.Model):
    """What a meeting came to, by parties and not by persons; a correction is new minutes, and the latest stand.

    `coverage` names what was gone through of what the law names, as “duty:part”.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    took_part = models.ManyToManyField(Party, related_name="minutes")
    topics = models.TextField()
    agreed = models.TextField(blank=True)
    left_open = models.TextField(blank=True)
    coverage = models.JSONField(default=list, blank=True)
    correction = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["meeting", "number"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_of_a_meeting_have_their_own_number"),
            models.CheckConstraint(
                condition=Q(number=1, correction="") | (Q(number__gt=1) & ~Q(correction="")),
                name="only_a_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.number}"
