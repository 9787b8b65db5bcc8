"""Commitments: how far each party commits itself to each measure, and why it stays out of a goal area."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from sopu.forum.models import Contribution
from sopu.negotiations.models import GoalArea, Party
from sopu.plans.models.plans import Measure, Plan
from sopu.plans.models.words import LEVELS, STAGES
from sopu.plans.rules import Level, Stage

ANSWERS = (Stage.ACCEPTED, Stage.AMENDED, Stage.DECLINED)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def of(self, plan: Plan) -> "CommitmentQuerySet":
        """Those to the plan's measures that stand in it."""
        return self.filter(
            measure__goal__plan=plan, measure__left_out_at__isnull=True, measure__goal__left_out_at__isnull=True
        )

    def standing(self) -> "CommitmentQuerySet":
        """What each party itself said last to each measure; where it has said nothing, what is proposed to it.

        A proposal never takes the place of a party's own word: one that comes after it waits beside it.
        """
        later = _of_the_same().filter(number__gt=OuterRef("number"))
        no_answer = ~Exists(_of_the_same().answers()) & ~Exists(later)
        return self.filter(Q(~Exists(later.answers()), stage__in=ANSWERS) | Q(no_answer, stage=Stage.PROPOSED))

    def waiting(self) -> "CommitmentQuerySet":
        """The proposals that no answer has come to: the first, or one that was made after an answer."""
        later = _of_the_same().filter(number__gt=OuterRef("number"))
        return self.filter(~Exists(later), stage=Stage.PROPOSED)

    def answers(self) -> "CommitmentQuerySet":
        """Those that a party itself said."""
        return self.filter(stage__in=ANSWERS)

    def binding(self) -> "CommitmentQuerySet":
        """Those to which the party itself has said yes, that are more than an opting out."""
        return self.filter(stage__in=[Stage.ACCEPTED, Stage.AMENDED]).exclude(level=Level.OPTS_OUT)

    def at_hand(self) -> "CommitmentQuerySet":
        """Each with its party's organisation, and its measure, goal and goal area."""
        return self.select_related("party__organisation", "measure__goal__goal_area")

    def with_sentences(self) -> "CommitmentQuerySet":
        """Each with what the hall said of it; none where that was hidden or erased since. One question more."""
        shown = Contribution.objects.visible().filter(erased_at__isnull=True)
        return self.prefetch_related(Prefetch("contribution", shown))


def _of_the_same() -> CommitmentQuerySet:
    """Those of the same party to the same measure, inside a question about one of them."""
    return CommitmentQuerySet(Commitment).filter(measure=OuterRef("measure"), party=OuterRef("party"))


class Commitment(models.Model):
    """A record of a party's commitment to a measure (Finnish: sitoumus); the latest number stands.

    The preparers propose and may take a proposal back; the party's coordinator accepts, amends or declines; what comes
    later is a new record, and holds `since` its day. `revision` is the measure's, as its speaker had it before them.
    `contribution` is the candidate that the hall said. The board confirms by deciding on the version of the plan's
    document: that is asked of `decisions`, and not kept here.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="commitments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()
    level = models.CharField(max_length=8, choices=LEVELS)
    stage = models.CharField(max_length=9, choices=STAGES, default=Stage.PROPOSED)
    text_fi = models.TextField(blank=True)
    text_sv = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    strategy = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    said_at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "party", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "party", "number"], name="a_party_has_one_commitment_a_number_to_a_measure"
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.OPTS_OUT) | ~Q(reason=""), name="who_opts_out_of_a_measure_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DECLINED) | ~Q(reason=""), name="who_declines_a_commitment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.party_id}/{self.number}"


class OptOutQuerySet(models.QuerySet["OptOut"]):
    def standing(self) -> "OptOutQuerySet":
        """The latest word of each party on each goal area, unless it was taken back."""
        later = OptOut.objects.filter(
            plan=OuterRef("plan"), party=OuterRef("party"), goal_area=OuterRef("goal_area"), id__gt=OuterRef("id")
        )
        return self.filter(~Exists(later), is_withdrawn=False)


class OptOut(models.Model):
    """A party stays out of a goal area of a plan, and says why (Finnish: poisjättäytyminen); the latest stands."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="opt_outs")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="opt_outs")
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    is_withdrawn = models.BooleanField(default=False)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="who_opts_out_of_a_goal_area_says_why")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.party_id}/{self.goal_area_id}"
