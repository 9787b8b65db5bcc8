"""Plans, their goals and their measures, what each measure stands on, and what it goes on from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from sopu.forum.models import Contribution
from sopu.negotiations.models import GoalArea, Negotiation, Party
from sopu.organisations.models import Body
from sopu.plans.models.intakes import FileIntake
from sopu.plans.models.words import MEASURE_KINDS
from sopu.plans.rules import MeasureKind
from sopu.synthesis.models import Finding
from sopu.texts.models import Clause, Document
from sopu.web.languages import Named, in_language


class PlanQuerySet(models.QuerySet["Plan"]):
    def of(self, negotiation: Negotiation) -> "PlanQuerySet":
        """Those of the negotiation, the latest period first."""
        return self.filter(document__negotiation=negotiation).order_by("-starts_on", "-id")

    def at_hand(self) -> "PlanQuerySet":
        """Each with its document, negotiation, county and predecessor."""
        return self.select_related("document__negotiation__county", "predecessor__document")


class Plan(models.Model):
    """What the parties do in a time (Finnish: suunnitelma): data here, and the text of it in its `document`.

    Its name and its parties are those of the document. The next period's plan goes on from its `predecessor`.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="plan")
    starts_on = models.DateField()
    ends_on = models.DateField()
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="a_plan_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("pk")), name="a_plan_never_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.starts_on}–{self.ends_on}"

    @property
    def negotiation(self) -> Negotiation:
        """That of its document."""
        return self.document.negotiation


class GoalQuerySet(models.QuerySet["Goal"]):
    def of(self, plan: Plan) -> "GoalQuerySet":
        """Those of the plan that stand, in the order of the goal areas."""
        return self.filter(plan=plan, left_out_at__isnull=True).order_by("goal_area__number", "number")

    def at_hand(self) -> "GoalQuerySet":
        """Each with its goal area, plan, document and negotiation."""
        return self.select_related("goal_area", "plan__document__negotiation__county")


class Goal(Named):
    """What the parties want in a goal area (Finnish: tavoite); `key` is its id for good, and its clause's in the text.

    It stands on clauses of an agreement.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    key = models.CharField(max_length=12)
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    clauses = models.ManyToManyField(Clause, related_name="goals", blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "goal_area__number", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="a_goal_has_its_own_key"),
            models.UniqueConstraint(fields=["plan", "goal_area", "number"], name="a_goal_has_its_own_number"),
        ]

    @property
    def label(self) -> str:
        """Its number on pages and in texts, such as 2.1; its goal area must be at hand."""
        return f"{self.goal_area.number}.{self.number}"


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, plan: Plan) -> "MeasureQuerySet":
        """Those of the plan that stand, in the order of goal areas and goals."""
        standing = self.filter(goal__plan=plan, left_out_at__isnull=True, goal__left_out_at__isnull=True)
        return standing.order_by("goal__goal_area__number", "goal__number", "number")

    def at_hand(self) -> "MeasureQuerySet":
        """Each with its goal, goal area, plan, negotiation, and the responsible party's organisation."""
        return self.select_related(
            "goal__goal_area", "goal__plan__document__negotiation__county", "responsible__organisation"
        )


class Measure(Named):
    """What is done for a goal (Finnish: toimenpide), for which exactly one party is responsible.

    `key` is its id for good, and its clause's in the text. `revision` grows with every change, so that two who write at
    once don't overwrite each other; what was submitted stands in the versions of the document.
    """

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures")
    key = models.CharField(max_length=12, unique=True)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=MEASURE_KINDS, default=MeasureKind.NEW)
    text_fi = models.TextField(blank=True)
    text_sv = models.TextField(blank=True)
    responsible = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="measures_to_lead"
    )
    bodies = models.ManyToManyField(Body, related_name="measures", blank=True)
    networks_fi = models.CharField(max_length=300, blank=True)
    networks_sv = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    target_groups_fi = models.CharField(max_length=300, blank=True)
    target_groups_sv = models.CharField(max_length=300, blank=True)
    resources_fi = models.TextField(blank=True)
    resources_sv = models.TextField(blank=True)
    risks_fi = models.TextField(blank=True)
    risks_sv = models.TextField(blank=True)
    depends_on = models.ManyToManyField("self", symmetrical=False, related_name="dependents", blank=True)
    no_indicator_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    left_out_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["goal__goal_area__number", "goal__number", "number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="a_measure_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_measure_ends_after_it_starts",
            ),
        ]

    @property
    def label(self) -> str:
        """Its number on pages and in texts, such as 2.1.3; its goal and goal area must be at hand."""
        return f"{self.goal.label}.{self.number}"

    @property
    def text(self) -> str:
        """What is done, in the reader's language."""
        return in_language(self, "text", get_language() or "fi")


class MeasureBasis(models.Model):
    """A measure stands on a clause of an agreement, on a finding, or on a sentence that the hall said (perusta)."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="bases")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="measure_bases")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="measure_bases")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="measure_bases"
    )
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["measure", "id"]
        verbose_name_plural = "measure bases"
        constraints = [
            models.CheckConstraint(
                condition=Q(clause__isnull=False, finding__isnull=True, contribution__isnull=True)
                | Q(clause__isnull=True, finding__isnull=False, contribution__isnull=True)
                | Q(clause__isnull=True, finding__isnull=True, contribution__isnull=False),
                name="a_measure_basis_is_one_thing",
            ),
            models.UniqueConstraint(fields=["measure", "clause"], name="a_measure_stands_on_a_clause_once"),
            models.UniqueConstraint(fields=["measure", "finding"], name="a_measure_stands_on_a_finding_once"),
            models.UniqueConstraint(fields=["measure", "contribution"], name="a_measure_stands_on_a_sentence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.pk}"


class Succession(models.Model):
    """A later measure goes on from a former one: several from one is a split, one from several a merger (jatkumo)."""

    former = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="successions")
    later = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="origins")
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["former", "later"]
        constraints = [
            models.UniqueConstraint(fields=["former", "later"], name="a_measure_goes_on_from_another_once"),
            models.CheckConstraint(condition=~Q(former=F("later")), name="a_measure_never_goes_on_from_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.later_id}"


class PlanIntake(FileIntake):
    """A workbook of a plan was read into a preview (suunnitelman tuonti): `reading` is all of it; a person confirms."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="intakes")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(discarded_at__isnull=True),
                name="a_plan_from_a_file_is_confirmed_or_discarded",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.taken_at}"
