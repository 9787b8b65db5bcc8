"""Organisations, their bodies, and which belongs to which on what day."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sopu.web.languages import Named


class Kind(models.TextChoices):
    """What an organisation is, in law."""

    COUNTY = "county", _("wellbeing services county")
    MUNICIPALITY = "municipality", _("municipality")
    REGIONAL_COUNCIL = "regional_council", _("regional council")
    PARTNER = "partner", _("partner")


class LanguageStatus(models.IntegerChoices):
    """The language status of a municipality (Statistics Finland, kielisuhde)."""

    FINNISH = 0, _("unilingually Finnish")
    BILINGUAL_FINNISH = 1, _("bilingual, Finnish majority")
    SWEDISH = 2, _("unilingually Swedish")
    BILINGUAL_SWEDISH = 3, _("bilingual, Swedish majority")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def counties(self) -> "OrganisationQuerySet":
        """The wellbeing services counties."""
        return self.filter(kind=Kind.COUNTY)

    def municipalities(self) -> "OrganisationQuerySet":
        """The municipalities."""
        return self.filter(kind=Kind.MUNICIPALITY)

    def standing(self) -> "OrganisationQuerySet":
        """Those that have not merged into another."""
        return self.filter(merged_into__isnull=True)

    def regional_councils(self) -> "OrganisationQuerySet":
        """The regional councils."""
        return self.filter(kind=Kind.REGIONAL_COUNCIL)

    def members_of(self, whole: "Organisation", on: dt.date) -> "OrganisationQuerySet":
        """Those that belong to `whole` on that day."""
        return self.filter(memberships__in=Membership.objects.valid(on).filter(whole=whole))

    def wholes_of(self, members: "OrganisationQuerySet", on: dt.date) -> "OrganisationQuerySet":
        """Those that any of `members` belongs to on that day.

        In three short questions: as one, nested, it has kept PostgreSQL for twenty minutes where the tables were so new
        that it took them for empty.
        """
        keys = list(members.values_list("pk", flat=True))
        wholes = Membership.objects.valid(on).filter(member__in=keys).values_list("whole", flat=True)
        return self.filter(pk__in=set(wholes))


class Organisation(Named):
    """A public body or a partner: it can be a party, and people come from it.

    A municipality that merged into another stays, since what it agreed to stays. `as_of` is the day of the
    classification that last changed it; without one it is as the shipped data say.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=8, blank=True)
    full_name_fi = models.CharField(max_length=250, blank=True)
    full_name_sv = models.CharField(max_length=250, blank=True)
    full_name_en = models.CharField(max_length=250, blank=True)
    language_status = models.PositiveSmallIntegerField(choices=LanguageStatus, default=LanguageStatus.FINNISH)
    population = models.PositiveIntegerField(null=True, blank=True)
    sotkanet_region = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    as_of = models.DateField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_fi"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=~Q(code=""), name="a_code_names_one_organisation_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="nobody_merges_into_themselves",
            ),
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid(self, on: dt.date) -> "MembershipQuerySet":
        """Those in force on that day."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )


class Membership(models.Model):
    """A municipality belongs to a county or to a regional council from one day to another."""

    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    whole = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parts")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "whole", "starts_on"], name="a_membership_starts_once"),
            models.UniqueConstraint(
                fields=["member", "whole"],
                condition=Q(starts_on__isnull=True),
                name="a_membership_since_before_our_data_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="a_membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.whole_id}"


class Level(models.TextChoices):
    """Where a body stands in its organisation."""

    COUNCIL = "council", _("council")
    BOARD = "board", _("board")


class Body(Named):
    """A council or a board of an organisation: what decides."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="bodies")
    level = models.CharField(max_length=10, choices=Level)

    class Meta:
        ordering = ["organisation", "level"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "level"], name="an_organisation_has_one_body_a_level")
        ]
