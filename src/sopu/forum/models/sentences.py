"""What is said in an event, and what is answered to it.

`id` is the server's order (a cursor reads from it); `act_id` is the id that the phone made for an act.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.core.personal import Personal
from sopu.forum.models.events import Discussion, Event, Prompt
from sopu.forum.models.intakes import Intake
from sopu.forum.models.people import Participant
from sopu.forum.rules import HELD_BEFOREHAND
from sopu.organisations.models import Organisation


class Voice(models.TextChoices):
    """Whose a sentence is: one's own on one's own phone, or a table's by its scribe."""

    OWN = "own", _("one’s own")
    TABLE = "table", _("the table agreed")
    ONE = "one", _("one at the table said")


SPEAKER = Coalesce("organisation_id", "participant__organisation_id")
"""The key of the organisation on whose behalf a contribution was said, or none: `speaker_organisation` in a query."""


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def of(self, event: Event) -> "ContributionQuerySet":
        """Those given in this event."""
        return self.filter(discussion__event=event)

    def visible(self) -> "ContributionQuerySet":
        """Those that are not hidden."""
        return self.exclude(pk__in=Moderation.objects.hiding().values("contribution"))

    def with_origins(self) -> "ContributionQuerySet":
        """Each with whose it is, its prompt and its discussion at hand."""
        speakers = ("participant__organisation", "participant__table", "organisation")
        return self.select_related(*speakers, "prompt", "discussion", "intake")


class Contribution(models.Model):
    """One sentence, as it was offered (Finnish: evästys); its writer may have its text erased: a record stays."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="contributions")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="contributions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="contributions")
    intake = models.ForeignKey(Intake, on_delete=models.RESTRICT, null=True, blank=True, related_name="contributions")
    voice = models.CharField(max_length=5, choices=Voice, default=Voice.OWN)
    organisation = models.ForeignKey(  # as a table's scribe told it; else the participant's own stands
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    text = models.TextField()
    language = models.CharField(max_length=2, blank=True)
    receipt = models.CharField(max_length=8, unique=True)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    source = models.JSONField(default=dict, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["participant", "discussion"], name="who_spoke_where")]

    def __str__(self) -> str:
        return self.text

    @property
    def speaker_organisation(self) -> Organisation | None:
        """On whose behalf it was said: the organisation that a scribe named, else the participant's own."""
        return self.organisation or self.participant.organisation


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


class Cause(models.TextChoices):
    """Why a word of moderation was said."""

    PERSON = "person", _("a facilitator decided")
    HELD = "held", _("waits for a facilitator's eye")
    WITHDRAWN = "withdrawn", _("taken back by its writer")
    UNDONE = "undone", _("the import was undone")
    SOURCE = "source", _("hidden in the source")


HELD_WORDS = {
    Personal.IDENTITY_CODE.value: _("the text seems to have a personal identity code"),
    Personal.PHONE.value: _("the text seems to have a phone number"),
    Personal.EMAIL.value: _("the text seems to have an e-mail address"),
    Personal.ADDRESS.value: _("the text seems to have a home address"),
    HELD_BEFOREHAND: _("a facilitator sees each sentence of this event first"),
}


class ModerationQuerySet(models.QuerySet["Moderation"]):
    def of(self, event: Event) -> "ModerationQuerySet":
        """Those of sentences given in this event."""
        return self.filter(contribution__discussion__event=event)

    def standing(self) -> "ModerationQuerySet":
        """Only the latest word on each sentence."""
        later = Moderation.objects.filter(contribution=OuterRef("contribution"), id__gt=OuterRef("id"))
        return self.filter(~Exists(later))

    def held(self) -> "ModerationQuerySet":
        """The latest words that keep a sentence waiting for a facilitator."""
        return self.hiding().filter(cause=Cause.HELD)

    def hiding(self) -> "ModerationQuerySet":
        """The latest words that hide a sentence."""
        return self.standing().filter(is_hiding=True)


class Moderation(models.Model):
    """A sentence is hidden, or shown again, for a cause and a reason; the latest word stands.

    Whatever keeps a sentence from the hall is such a word: a facilitator's decision, a check that it waits for, its
    writer's taking it back, an import undone. So what is visible has one rule.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moderations")
    is_hiding = models.BooleanField()
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.PERSON)
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

    @property
    def words(self) -> str:
        """The reason in the reader's language: a check tells its own in code words, a person in their own."""
        if self.cause == Cause.WITHDRAWN:
            return str(self.get_cause_display())
        if self.cause != Cause.HELD:
            return self.reason
        return ", ".join(str(HELD_WORDS.get(one, one)) for one in self.reason.split())
