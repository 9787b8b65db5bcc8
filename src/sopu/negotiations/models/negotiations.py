"""Negotiations, their grounds, parties, goal areas and milestones."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sopu.organisations.models import Kind, Organisation
from sopu.web.languages import Named


class CouncilTerm(models.Model):
    """The years for which councils are elected: 1.6.2025–31.5.2029."""

    name = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="a_term_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the term."""
        return self.starts_on <= day <= self.ends_on


class LegalGround(Named):
    """A section of an act that a duty stands on, as it was on the day it was read."""

    statute = models.CharField(max_length=20)
    section = models.CharField(max_length=20)
    url = models.URLField(blank=True)
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statute", "section"], name="a_section_is_cited_once")]

    @property
    def citation(self) -> str:
        """As it is cited: 611/2021, 14 §."""
        return gettext("%(statute)s, section %(section)s") % {"statute": self.statute, "section": self.section}


class NegotiationQuerySet(models.QuerySet["Negotiation"]):
    def with_grounds(self) -> "NegotiationQuerySet":
        """Each with its county, council term, legal ground and predecessor at hand."""
        return self.select_related("county", "term", "legal_ground", "predecessor")


class Negotiation(Named):
    """The negotiation of a county and its municipalities in one council term."""

    slug = models.SlugField(max_length=80, unique=True)
    county = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="negotiations")
    term = models.ForeignKey(CouncilTerm, on_delete=models.PROTECT, related_name="negotiations")
    legal_ground = models.ForeignKey(LegalGround, on_delete=models.PROTECT, related_name="negotiations")
    predecessor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("pk")),
                name="a_negotiation_never_succeeds_itself",
            )
        ]


class PartyQuerySet(models.QuerySet["Party"]):
    def with_organisations(self) -> "PartyQuerySet":
        """Each with its organisation at hand."""
        return self.select_related("organisation")

    def with_bodies(self) -> "PartyQuerySet":
        """Each with its organisation and the bodies that decide in it."""
        return self.with_organisations().prefetch_related("organisation__bodies")

    def bound(self) -> "PartyQuerySet":
        """The municipalities that the law makes parties, in their order, each with its organisation at hand."""
        found = self.with_organisations().filter(is_by_law=True, organisation__kind=Kind.MUNICIPALITY)
        return found.order_by("negotiation", "number")

    def bound_beside(self, negotiation: Negotiation) -> "PartyQuerySet":
        """Those of the same county's negotiations in any term; a demonstration's are told apart from the real."""
        beside = self.bound().filter(
            negotiation__county=negotiation.county_id, negotiation__is_demo=negotiation.is_demo
        )
        return beside.select_related("organisation", "negotiation__term")

    def in_negotiation(self, slug: str) -> "PartyQuerySet":
        """Those of the negotiation with this address, which is at hand with each."""
        return self.with_organisations().select_related("negotiation").filter(negotiation__slug=slug)

    def coded(self, code: str) -> "PartyQuerySet":
        """Those whose organisation has this code."""
        return self.with_organisations().filter(organisation__code=code)


class Party(models.Model):
    """An organisation in a negotiation, by law or by agreement."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    is_by_law = models.BooleanField(default=True)
    number = models.PositiveSmallIntegerField()

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["negotiation", "number"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "organisation"], name="an_organisation_is_a_party_once")
        ]

    def __str__(self) -> str:
        return f"{self.negotiation_id}: {self.organisation_id}"

    @property
    def is_bound_municipality(self) -> bool:
        """A municipality that the law makes a party; its organisation must be at hand."""
        return self.is_by_law and self.organisation.kind == Kind.MUNICIPALITY


class GoalArea(Named):
    """One of the things a negotiation is about; the first has number 1."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="goal_areas")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["negotiation", "number"]
        constraints = [models.UniqueConstraint(fields=["negotiation", "number"], name="a_goal_area_has_its_own_number")]


class Station(models.TextChoices):
    """Where a negotiation stands on its way; the order is the order of the river."""

    DUTY = "duty", _("Duty")
    FORUM = "forum", _("Forum")
    SYNTHESIS = "synthesis", _("Synthesis")
    AGREEMENT = "agreement", _("Agreement")
    APPROVAL = "approval", _("Approval")
    PLAN = "plan", _("Plan")
    MONITORING = "monitoring", _("Monitoring")


class Milestone(Named):
    """A step of the negotiation with a date: due, and then done."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField()
    station = models.CharField(max_length=10, choices=Station)
    starts_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["negotiation", "due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="a_milestone_has_its_own_number"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="a_milestone_ends_after_it_starts"),
        ]
