"""How a level of commitment looks: a word, its two letters, and the mark around them."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from sopu.plans.models.words import LEVELS
from sopu.plans.rules import Level

LETTERS: dict[str, str | Promise] = {
    Level.LEADS: pgettext_lazy("two letters of a level", "Le"),
    Level.DOES: pgettext_lazy("two letters of a level", "Do"),
    Level.SUPPORTS: pgettext_lazy("two letters of a level", "Su"),
    Level.FOLLOWS: pgettext_lazy("two letters of a level", "Fo"),
    Level.OPTS_OUT: pgettext_lazy("two letters of a level", "Ou"),
}


@dataclass(frozen=True, slots=True)
class LevelLook:
    """A level with its word and letters in the reader's language; `mark` names the look of both pages and papers."""

    level: str
    word: str | Promise
    letters: str | Promise

    @property
    def mark(self) -> str:
        """The name of its look: leads, does, supports, follows, out."""
        return "out" if self.level == Level.OPTS_OUT else self.level


@cache
def level_looks() -> dict[str, LevelLook]:
    """The look of each level, from the most to the least."""
    return {level: LevelLook(level, word, LETTERS[level]) for level, word in LEVELS}
