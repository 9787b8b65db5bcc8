"""Themes, who put which sentence into which, and every change of them: nothing is rewritten, and each can be undone.

A `Sorting` is one change, made by a person or by the machine (`made_by` is empty). What it says of themes are its
`ThemeWord`s, what it says of sentences its `Placement`s. The latest word, and the latest placement, whose sorting is
not undone stands.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models.snapshots import Snapshot
from sopu.web.languages import Named


class SortingKind(models.TextChoices):
    """What a sorting did."""

    PROPOSED = "proposed", _("themes were proposed")
    CREATED = "created", _("a theme was made")
    RENAMED = "renamed", _("a theme was renamed")
    CONFIRMED = "confirmed", _("a theme was confirmed")
    MERGED = "merged", _("themes were merged")
    SPLIT = "split", _("a theme was split")
    DISSOLVED = "dissolved", _("a theme was dissolved")
    MOVED = "moved", _("sentences were moved")
    COMPARED = "compared", _("two sentences were compared")
    KEPT_APART = "kept_apart", _("themes were kept apart")


class SortingQuerySet(models.QuerySet["Sorting"]):
    def of(self, event: Event) -> "SortingQuerySet":
        """Those of this event."""
        return self.filter(event=event)

    def standing(self) -> "SortingQuerySet":
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def by_people(self) -> "SortingQuerySet":
        """Those that a person made."""
        return self.filter(made_by__isnull=False)

    def by_machine(self) -> "SortingQuerySet":
        """Those that the machine made."""
        return self.filter(made_by__isnull=True)

    def with_people(self) -> "SortingQuerySet":
        """Each with who made it and who undid it, the latest first."""
        return self.select_related("made_by", "undone_by").order_by("-id")


class Sorting(models.Model):
    """One change of an event's themes, by a person or by the machine (Finnish: lajittelu); it can be undone."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sortings")
    kind = models.CharField(max_length=10, choices=SortingKind)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="sortings")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="sortings"
    )
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="undone_sortings"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = SortingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undoing_a_sorting_has_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.kind}"


class Theme(models.Model):
    """What several sentences are about (Finnish: teema). Its name and its sentences are words and placements."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveIntegerField()
    sorting = models.ForeignKey(Sorting, on_delete=models.CASCADE, related_name="themes")
    descriptor = models.ForeignKey(
        "Descriptor", on_delete=models.SET_NULL, null=True, blank=True, related_name="themes"
    )

    class Meta:
        ordering = ["event", "number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="a_theme_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"


class ThemeWordQuerySet(models.QuerySet["ThemeWord"]):
    def of(self, event: Event) -> "ThemeWordQuerySet":
        """Those on themes of this event."""
        return self.filter(theme__event=event)

    def standing(self) -> "ThemeWordQuerySet":
        """The latest on each theme whose sorting is not undone."""
        later = ThemeWord.objects.filter(
            theme=OuterRef("theme"), id__gt=OuterRef("id"), sorting__undone_at__isnull=True
        )
        return self.filter(~Exists(later), sorting__undone_at__isnull=True)

    def in_use(self) -> "ThemeWordQuerySet":
        """The standing ones of themes that were neither merged into another nor dissolved."""
        return self.standing().filter(is_gone=False)

    def by_people(self) -> "ThemeWordQuerySet":
        """Those that a person said."""
        return self.filter(sorting__made_by__isnull=False)

    def with_themes(self) -> "ThemeWordQuerySet":
        """Each with its theme, its goal area and who said it at hand, in the order of themes."""
        return self.select_related("theme", "goal_area", "sorting__made_by").order_by("theme__number")


class ThemeWord(Named):
    """What a theme is called, where it belongs, and whether it is still in use; the latest stands.

    `words` are those by which its sentences are known, as the machine found them, apart by spaces.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="words")
    sorting = models.ForeignKey(Sorting, on_delete=models.CASCADE, related_name="words")
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    is_gone = models.BooleanField(default=False)
    merged_into = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = ThemeWordQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "sorting"], name="a_sorting_says_one_word_of_a_theme"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_gone=True), name="a_merged_theme_is_gone"
            ),
        ]


class ThemesApartQuerySet(models.QuerySet["ThemesApart"]):
    def of(self, event: Event) -> "ThemesApartQuerySet":
        """Those of this event."""
        return self.filter(sorting__event=event)

    def standing(self) -> "ThemesApartQuerySet":
        """Those that nobody has undone."""
        return self.filter(sorting__undone_at__isnull=True)


class ThemesApart(models.Model):
    """A person keeps two likely themes apart: no merging of them is proposed any more (Finnish: erilliset teemat)."""

    sorting = models.OneToOneField(Sorting, on_delete=models.CASCADE, related_name="apart")
    first = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="apart_from_later")
    second = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="apart_from_earlier")

    objects = ThemesApartQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_earlier_theme_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} | {self.second_id}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def of(self, event: Event) -> "PlacementQuerySet":
        """Those of sentences given in this event."""
        return self.filter(sorting__event=event)

    def standing(self) -> "PlacementQuerySet":
        """The latest of each sentence whose sorting is not undone."""
        later = Placement.objects.filter(
            contribution=OuterRef("contribution"), id__gt=OuterRef("id"), sorting__undone_at__isnull=True
        )
        return self.filter(~Exists(later), sorting__undone_at__isnull=True)


class Placement(models.Model):
    """A sentence is put into a theme, or into none (Finnish: sijoitus); the latest stands.

    `margin` is how much better the machine's theme fits than the next best (0 to 1); a person's has none.
    """

    sorting = models.ForeignKey(Sorting, on_delete=models.CASCADE, related_name="placements")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="placements")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="placements")
    margin = models.FloatField(null=True, blank=True)
    is_certain = models.BooleanField(default=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sorting", "contribution"], name="a_sorting_places_a_sentence_once"),
        ]
        indexes = [models.Index(fields=["contribution", "id"], name="where_a_sentence_is_placed")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.theme_id}"


class Descriptor(Named):
    """A theme that the organiser expects, and the words by which sentences are known to it (Finnish: avainsanat)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="descriptors")
    number = models.PositiveSmallIntegerField()
    goal_area = models.ForeignKey(GoalArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="a_descriptor_has_its_own_number"),
            models.CheckConstraint(condition=~Q(words=""), name="a_descriptor_has_words"),
        ]
