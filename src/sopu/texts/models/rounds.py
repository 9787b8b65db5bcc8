"""Comment rounds: what parties say of a version, what other words they propose, and what each proposal was answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.negotiations.models import Party
from sopu.texts.models.clauses import Clause, ClauseKind, Wording
from sopu.texts.models.documents import Document, Language
from sopu.texts.models.intakes import TextIntake
from sopu.texts.models.versions import Version
from sopu.texts.rules import LONGEST_HEADING


class CommentRoundQuerySet(models.QuerySet["CommentRound"]):
    def of(self, document: Document) -> "CommentRoundQuerySet":
        """Those of the document, the newest first."""
        return self.filter(version__document=document).order_by("-id")

    def under_way(self) -> "CommentRoundQuerySet":
        """Those that take in."""
        return self.filter(closed_at__isnull=True)


class CommentRound(models.Model):
    """The time in which parties comment on a version (Finnish: lausuntokierros); `summary` is what came of it."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="round")
    due_on = models.DateField()
    words = models.TextField(blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    summary = models.TextField(blank=True)

    objects = CommentRoundQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.due_on}"


class Comment(models.Model):
    """What a party says of a clause, or of the whole (Finnish: kommentti); it may be taken back, and stays."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="comments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="comments")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    written_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.party_id}"


class ProposalKind(models.TextChoices):
    """What a change proposal would do."""

    REWORD = "reword", _("other words")
    ADD = "add", _("a new clause")
    REMOVE = "remove", _("to leave out")


class ChangeProposalQuerySet(models.QuerySet["ChangeProposal"]):
    def of(self, document: Document) -> "ChangeProposalQuerySet":
        """Those of the document, by number."""
        return self.filter(version__document=document).order_by("number")

    def standing(self) -> "ChangeProposalQuerySet":
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def unanswered(self) -> "ChangeProposalQuerySet":
        """Those that wait for an answer."""
        return self.standing().filter(~Exists(ProposalAnswer.objects.filter(proposal=OuterRef("pk"))))


class ChangeProposal(models.Model):
    """Other words for a clause of a version, from a party (Finnish: muutosehdotus), with the reason.

    One that adds a clause stands `after` another, or first. Without a party it is the preparers' own, from a Word file.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="proposals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    kind = models.CharField(max_length=6, choices=ProposalKind)
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    after = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    clause_kind = models.CharField(max_length=12, choices=ClauseKind, blank=True)
    language = models.CharField(max_length=2, choices=Language)
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    intake = models.ForeignKey(TextIntake, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_proposal_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(kind="add", clause__isnull=True) | Q(~Q(kind="add"), clause__isnull=False),
                name="a_proposal_is_of_a_clause_unless_it_adds_one",
            ),
            models.CheckConstraint(
                condition=Q(kind="remove") | ~Q(heading="", text=""), name="a_proposal_of_words_has_words"
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(kind="add"), name="only_a_new_clause_stands_after_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.number}"


class AnswerOutcome(models.TextChoices):
    """What a change proposal was answered."""

    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    DECLINED = "declined", _("declined")
    OPEN = "open", _("waits for an answer")


class ProposalAnswerQuerySet(models.QuerySet["ProposalAnswer"]):
    def standing(self) -> "ProposalAnswerQuerySet":
        """The latest to each proposal."""
        later = ProposalAnswer.objects.filter(proposal=OuterRef("proposal"), id__gt=OuterRef("id"))
        return self.filter(~Exists(later))


class ProposalAnswer(models.Model):
    """A preparer's answer to a change proposal (Finnish: vastaus), with the wording it led to; the latest stands."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(ChangeProposal, on_delete=models.CASCADE, related_name="answers")
    outcome = models.CharField(max_length=8, choices=AnswerOutcome)
    reason = models.TextField(blank=True)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(default=timezone.now)

    objects = ProposalAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reason=""), name="what_is_not_accepted_whole_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.outcome}"
