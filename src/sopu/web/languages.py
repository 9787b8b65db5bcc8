"""Three languages in data: a name in Finnish, Swedish and English, shown in the reader's language."""

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("fi", "sv", "en")


def in_language(owner: object, field: str, language: str) -> str:
    """The value of `field` of `owner` in `language`, else in Finnish, else in whichever language has it."""
    order = (language, *(other for other in LANGUAGES if other != language))
    return next((value for one in order if (value := getattr(owner, f"{field}_{one}", ""))), "")


class Named(models.Model):
    """Something with a name in three languages; an empty one falls back to Finnish."""

    name_fi = models.CharField(max_length=250, blank=True)
    name_sv = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_fi or self.name_sv or self.name_en

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "fi")

    def name_in(self, language: str) -> str:
        """The name in `language` (fi, sv or en)."""
        return in_language(self, "name", language)
