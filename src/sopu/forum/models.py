"""Events and what is said in them.

`id` is the server's order (a cursor reads from it); `act_id` is the id that the phone made for an act.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import GoalArea, Negotiation
from sopu.organisations.models import Organisation
from sopu.web.languages import Named, in_language


class EventQuerySet(models.QuerySet["Event"]):
    def unclosed(self) -> "EventQuerySet":
        """Those that are open or still to come."""
        return self.filter(closed_at__isnull=True)

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


class DiscussionQuerySet(models.QuerySet["Discussion"]):
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


class ParticipantRole(models.TextChoices):
    """In what role a participant came."""

    ELECTED = "elected", _("elected official")
    OFFICE_HOLDER = "office_holder", _("office-holder or employee")
    PARTNER = "partner", _("partner")
    UNKNOWN = "", _("not known")


class Participant(models.Model):
    """A person in a hall: no name, no account; an organisation, a role, and a token that only the phone has."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="participants"
    )
    role = models.CharField(max_length=14, choices=ParticipantRole, default=ParticipantRole.UNKNOWN, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)  # imported people have none
    joined_at = models.DateTimeField(default=timezone.now)
    source = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def of(self, event: Event) -> "ContributionQuerySet":
        """Those given in this event."""
        return self.filter(discussion__event=event)

    def visible(self) -> "ContributionQuerySet":
        """Those that are not hidden."""
        return self.exclude(pk__in=Moderation.objects.hiding().values("contribution"))

    def with_origins(self) -> "ContributionQuerySet":
        """Each with its speaker's organisation, its prompt and its discussion at hand."""
        return self.select_related("participant__organisation", "prompt", "discussion")


class Contribution(models.Model):
    """One sentence, as it was offered (Finnish: evästys)."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="contributions")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="contributions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="contributions")
    text = models.TextField()
    language = models.CharField(max_length=2, blank=True)
    receipt = models.CharField(max_length=8, unique=True)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    source = models.JSONField(default=dict, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["participant", "discussion"], name="who_spoke_where")]

    def __str__(self) -> str:
        return self.text


class Stance(models.IntegerChoices):
    """What a reaction says of somebody else's sentence."""

    AGREE = 1, _("agree")
    PASS = 0, _("pass")
    DISAGREE = -1, _("disagree")


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def of(self, event: Event) -> "ReactionQuerySet":
        """Those given in this event."""
        return self.filter(contribution__discussion__event=event)

    def final(self) -> "ReactionQuerySet":
        """Only each participant's latest word on each sentence."""
        later = Reaction.objects.filter(
            contribution=OuterRef("contribution"), participant=OuterRef("participant"), id__gt=OuterRef("id")
        )
        return self.filter(~Exists(later))


class Reaction(models.Model):
    """A participant's answer to somebody's sentence; a later one stands in its place, and both are kept."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reactions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reactions")
    stance = models.SmallIntegerField(choices=Stance)
    is_important = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["contribution", "participant", "id"], name="who_answered_what"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.stance}"


class Abstention(models.Model):
    """A participant has nothing of their own to say in a discussion, and goes on to others' sentences."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="abstentions")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="abstentions")
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "discussion"], name="one_abstains_once_a_discussion")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.discussion_id}"


class ModerationQuerySet(models.QuerySet["Moderation"]):
    def of(self, event: Event) -> "ModerationQuerySet":
        """Those of sentences given in this event."""
        return self.filter(contribution__discussion__event=event)

    def standing(self) -> "ModerationQuerySet":
        """Only the latest word on each sentence."""
        later = Moderation.objects.filter(contribution=OuterRef("contribution"), id__gt=OuterRef("id"))
        return self.filter(~Exists(later))

    def hiding(self) -> "ModerationQuerySet":
        """The latest words that hide a sentence."""
        return self.standing().filter(is_hiding=True)


class Moderation(models.Model):
    """A sentence is hidden, or shown again, by a person and for a reason; the latest word stands."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moderations")
    is_hiding = models.BooleanField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="moderations"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ModerationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="hiding_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.reason}"


class Opening(models.Model):
    """An event, or one discussion of it, is opened or closed by a person (Finnish: avaus); the latest word stands.

    `closes_at` is what was promised on the clock; a promise made again for an open discussion is an opening too.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="openings")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, null=True, blank=True, related_name="openings")
    is_opening = models.BooleanField()
    closes_at = models.DateTimeField(null=True, blank=True)
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
