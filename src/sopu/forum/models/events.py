"""Events, the discussion that each gives to a goal area, its prompts, and every opening and closing."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.rules import takes_in
from sopu.negotiations.models import GoalArea, Negotiation
from sopu.web.languages import Named, in_language


class ModerationMode(models.TextChoices):
    """When a facilitator sees a sentence: after the hall has seen it, or before."""

    AFTER = "after", _("shown at once, hidden if need be")
    BEFORE = "before", _("shown when a facilitator has approved it")


class EventQuerySet(models.QuerySet["Event"]):
    def unclosed(self) -> "EventQuerySet":
        """Those that are open or still to come."""
        return self.filter(closed_at__isnull=True)

    def in_earnest(self) -> "EventQuerySet":
        """Those that are not rehearsals: what is said in a rehearsal is nobody's word."""
        return self.filter(is_rehearsal=False)

    def with_negotiations(self) -> "EventQuerySet":
        """Each with its negotiation at hand."""
        return self.select_related("negotiation")


class Event(Named):
    """A forum: a live gathering where a hall's input is given."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="events")
    code = models.CharField(max_length=6, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    late_until = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    moderation = models.CharField(max_length=6, choices=ModerationMode, default=ModerationMode.AFTER)
    is_rehearsal = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    source = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="an_event_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="an_event_opens_before_it_closes",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """People may join and write."""
        return self.opened_at is not None and self.closed_at is None

    def takes_in(self, now: dt.datetime) -> bool:
        """Those who have joined may write: the event is open, or closed and still within late input's time."""
        return takes_in(self.opened_at, self.closed_at, self.late_until, now)


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def with_prompts(self) -> "DiscussionQuerySet":
        """Each with the only prompt that it takes sentences to, if there is one, at hand."""
        return self.select_related("only_prompt")

    def with_goal_areas(self) -> "DiscussionQuerySet":
        """Each with its goal area at hand."""
        return self.select_related("goal_area")

    def open(self) -> "DiscussionQuerySet":
        """Those that take in sentences now, by their own doors."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)


class Discussion(Named):
    """The time that an event gives to one goal area, or to a topic of its own; it is open or closed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="discussions")
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="discussions")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    only_prompt = models.ForeignKey("Prompt", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="a_discussion_has_its_own_number"),
        ]

    @property
    def is_open(self) -> bool:
        """Sentences and reactions are taken in. `closes_at` is a promise on the clock; a person closes."""
        return self.opened_at is not None and self.closed_at is None


class PromptKind(models.TextChoices):
    """What a sentence is about; the last of the four is a candidate that carries an organisation's name."""

    STRENGTH = "strength", _("strength")
    NEED = "need", _("development need")
    MEASURE = "measure", _("measure or operating model")
    COMMITMENT = "commitment", _("what we can commit to")
    OTHER = "other", _("statement")


class Prompt(models.Model):
    """A question that an event puts in each of its discussions."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="prompts")
    kind = models.CharField(max_length=12, choices=PromptKind)
    number = models.PositiveSmallIntegerField()
    question_fi = models.CharField(max_length=250, blank=True)
    question_sv = models.CharField(max_length=250, blank=True)
    question_en = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="a_prompt_has_its_own_number"),
            models.UniqueConstraint(fields=["event", "kind"], name="an_event_asks_each_kind_once"),
        ]

    def __str__(self) -> str:
        return self.question_fi

    def question_in(self, language: str) -> str:
        """The question in `language`."""
        return in_language(self, "question", language)


class Opening(models.Model):
    """An event, or one discussion of it, is opened or closed by a person (Finnish: avaus); the latest word stands.

    `closes_at` is what was promised on the clock; a promise made again for an open discussion is an opening too.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="openings")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, null=True, blank=True, related_name="openings")
    is_opening = models.BooleanField()
    closes_at = models.DateTimeField(null=True, blank=True)
    only_prompt = models.ForeignKey(Prompt, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="openings"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(is_opening=True), name="only_an_opening_promises_a_closing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.is_opening}"
