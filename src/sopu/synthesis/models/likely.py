"""What the machine keeps of texts, and the pairs of sentences that it thinks say the same: a person confirms each."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sopu.forum.models import Contribution, DuplicateMark, Event, Moderation
from sopu.synthesis.models.themes import Sorting


class Embedding(models.Model):
    """A sentence as numbers, for likeness of meaning (Finnish: upotus): kept so that it is reckoned once.

    `vector` is float32 in little-endian order; `model` names what made it; `digest` is of the text, so that a text that
    was erased is seen.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="embedding")
    model = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    vector = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.model}"


_ORIGINS = ("prompt", "organisation", "participant__organisation", "participant__table")


class LikelyPairQuerySet(models.QuerySet["LikelyPair"]):
    def of(self, event: Event) -> "LikelyPairQuerySet":
        """Those of sentences given in this event."""
        return self.filter(later__discussion__event=event)

    def shown(self) -> "LikelyPairQuerySet":
        """Those of which both sentences are visible."""
        # The rule of `visible()` turned round: what is hidden is little, what is visible is everything said anywhere.
        hidden = Moderation.objects.hiding().values("contribution")
        return self.exclude(earlier__in=hidden).exclude(later__in=hidden)

    def with_sentences(self) -> "LikelyPairQuerySet":
        """Each with its sentences, whose they are, and how many participants marked them as the same (`marks`)."""
        same = DuplicateMark.objects.filter(earlier=OuterRef("earlier"), contribution=OuterRef("later"))
        people = same.order_by().values("earlier").annotate(n=Count("participant", distinct=True)).values("n")
        sides = [f"{side}__{whose}" for side in ("earlier", "later") for whose in _ORIGINS]
        return self.select_related(*sides).annotate(marks=Coalesce(Subquery(people), 0))

    def waiting(self) -> "LikelyPairQuerySet":
        """The shown ones that wait for a person: first those that participants marked, then the likeliest."""
        return self.shown().undecided().with_sentences().order_by(F("marks").desc(), "-score", "id")

    def undecided(self) -> "LikelyPairQuerySet":
        """Those on which no person's word stands, the likeliest first."""
        said = PairWord.objects.standing().filter(pair=OuterRef("pk"))
        return self.filter(~Exists(said)).order_by("-score", "id")


class LikelyPair(models.Model):
    """Two sentences that may say the same, with the evidence (Finnish: samankaltaiset evästykset); never merged."""

    earlier = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="later_pairs")
    later = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="earlier_pairs")
    score = models.FloatField()
    by_meaning = models.FloatField(null=True, blank=True)
    by_letters = models.FloatField()
    warnings = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="a_pair_is_proposed_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("later")), name="the_earlier_of_a_pair_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} = {self.later_id}"


class PairWordQuerySet(models.QuerySet["PairWord"]):
    def standing(self) -> "PairWordQuerySet":
        """The latest on each pair whose sorting is not undone."""
        later = PairWord.objects.filter(pair=OuterRef("pair"), id__gt=OuterRef("id"), sorting__undone_at__isnull=True)
        return self.filter(~Exists(later), sorting__undone_at__isnull=True)

    def of(self, event: Event) -> "PairWordQuerySet":
        """Those on pairs of this event, the latest first, each with who said it."""
        return self.filter(sorting__event=event).select_related("sorting__made_by").order_by("-id")


class PairWord(models.Model):
    """A person says that the sentences of a pair say the same, or do not; the latest stands."""

    pair = models.ForeignKey(LikelyPair, on_delete=models.CASCADE, related_name="words")
    sorting = models.ForeignKey(Sorting, on_delete=models.CASCADE, related_name="pair_words")
    is_same = models.BooleanField()

    objects = PairWordQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pair_id}: {self.is_same}"
