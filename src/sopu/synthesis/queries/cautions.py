"""What speaks against a pair that looks the same, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.core.themes.guards import ACTOR, NEGATION, NUMBER, OPPOSITE, WORD, Claims, claims_of, exchanged
from sopu.synthesis.models import LikelyPair

NAMES: dict[str, str | Promise] = {
    NEGATION: _("Only one of them denies"),
    OPPOSITE: _("Opposite words"),
    ACTOR: _("Different actors"),
    NUMBER: _("Different numbers"),
    WORD: _("Another word in one place"),
    "reactions": _("The hall answered these differently"),
}
ACTORS: dict[str, str | Promise] = {
    "county": _("wellbeing services county"),
    "regional_council": _("region"),
    "municipality": _("municipality"),
    "state": _("state"),
    "association": _("association"),
    "congregation": _("congregation"),
    "company": _("company"),
    "school": _("school"),
    "parents": _("parents"),
    "police": _("police"),
    "rescue": _("rescue department"),
    "residents": _("residents"),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """A reason to look twice: its code, and what the earlier and the later sentence say of it, where it can be told."""

    code: str
    here: str = ""
    there: str = ""

    @property
    def name(self) -> str:
        """The reason in the reader's language."""
        return str(NAMES.get(self.code, self.code))


def cautions_of(pair: LikelyPair) -> tuple[Caution, ...]:
    """The warnings of a pair, each with what differs where words can be named."""
    if not pair.warnings:
        return ()
    here, there = claims_of(pair.earlier.text), claims_of(pair.later.text)
    return tuple(Caution(code, *_told(code, here, there)) for code in pair.warnings)


def _told(code: str, here: Claims, there: Claims) -> tuple[str, str]:
    if code == ACTOR:
        return _actors(here), _actors(there)
    if code == NUMBER:
        return _only(here.numbers - there.numbers), _only(there.numbers - here.numbers)
    if code == WORD:
        return exchanged(here, there) or ("", "")
    return "", ""


def _actors(claims: Claims) -> str:
    """Those that have a name of their own in the list; others stand in the text."""
    return ", ".join(str(ACTORS[name]) for name, _case in claims.actors if name in ACTORS)


def _only(numbers: Iterable[tuple[str, int]]) -> str:
    return ", ".join(sorted(number for number, _times in numbers))
