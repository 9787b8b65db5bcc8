"""Structures of cooperation."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from sopu.negotiations.models.negotiations import Negotiation
from sopu.web.languages import Named, in_language

LEVELS = (1, 2, 3, 4)


class Structure(Named):
    """A forum, a meeting or a network in which the parties cooperate: who sits in it, how often, and who convenes it.

    Level 1 is the widest (all councils together), level 4 the nearest to daily work.
    """

    negotiation = models.ForeignKey(Negotiation, on_delete=models.CASCADE, related_name="structures")
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(4)])
    number = models.PositiveSmallIntegerField()
    composition_fi = models.TextField(blank=True)
    composition_sv = models.TextField(blank=True)
    composition_en = models.TextField(blank=True)
    rhythm_fi = models.CharField(max_length=200, blank=True)
    rhythm_sv = models.CharField(max_length=200, blank=True)
    rhythm_en = models.CharField(max_length=200, blank=True)
    convener_fi = models.CharField(max_length=200, blank=True)
    convener_sv = models.CharField(max_length=200, blank=True)
    convener_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["negotiation", "level", "number"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="a_structure_has_its_own_number"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="a_structure_has_a_level_from_1_to_4"),
        ]

    @property
    def composition(self) -> str:
        """Who sits in it, in the reader's language."""
        return in_language(self, "composition", get_language() or "fi")

    @property
    def rhythm(self) -> str:
        """How often it meets, in the reader's language."""
        return in_language(self, "rhythm", get_language() or "fi")

    @property
    def convener(self) -> str:
        """Who convenes it, in the reader's language."""
        return in_language(self, "convener", get_language() or "fi")
