"""How a duty stands, in a word, a shape and a colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sopu.negotiations.rules import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """The tone, the word and the shape of a standing."""

    tone: str
    word: str
    shape: str


WORDS = {
    Standing.MET: ("go", gettext_lazy("negotiated"), "saved"),
    Standing.PARTLY: ("now", gettext_lazy("partly negotiated"), "st-prep"),
    Standing.OPEN: ("wait", gettext_lazy("not yet"), "st-none"),
    Standing.DUE: ("now", gettext_lazy("not yet, and time is short"), "warn"),
    Standing.MISSED: ("bad", gettext_lazy("no record of negotiating"), "st-late"),
    Standing.AHEAD: ("wait", gettext_lazy("ahead"), "st-none"),
}


def look_of(standing: Standing) -> Look:
    """How the standing looks, in the reader's language."""
    tone, word, shape = WORDS[standing]
    return Look(tone, str(word), shape)


def word_of(standing: Standing | None) -> str:
    """The word of a standing; of a municipality that was no party, that."""
    return look_of(standing).word if standing else _("not a party")
